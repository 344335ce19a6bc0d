"""Who stands right beside a title holds it, whatever the parser makes of the phrase; who leads a part of a firm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import roles

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BESIDE = [
    ("Halden Logistics's head of sourcing, Anna Berg, said prices had fallen.", "head of sourcing, Halden Logistics"),
    ("Berg & Lund's community manager, Anna Berg, said that staff had agreed.", "community manager, Berg & Lund"),
    ('"We are glad," said Halden Logistics head Anna Berg.', "head, Halden Logistics"),
    ("Nordvik Foods' vice-president for people, Anna Berg, said so.", "vice-president for people, Nordvik Foods"),
    ("A spokeswoman for Nordvik Foods, Anna Berg, said it had sent somebody.", "spokeswoman, Nordvik Foods"),
    ("The president of FC Halden, Anna Berg, was questioned on Monday.", "president, FC Halden"),
    ('"No," said Anna Berg, an analyst with Nordvik Capital.', "analyst, Nordvik Capital"),
    ("Anna Berg, a driver for Halden Logistics, was fined on Tuesday.", "driver, Halden Logistics"),
    ("A clerk at Nordvik Bank, Anna Berg, told the court so.", "clerk, Nordvik Bank"),
    ("The Halden Museum has a new director, Anna Berg.", "director, Halden Museum"),
    ("The Nordvik Bank gets a new chairwoman, Anna Berg.", "chairwoman, Nordvik Bank"),
]

TWO = [
    ("Nordvik Foods' owner and president, Anna Berg, called it a novel.", {"owner", "president"}),
    ("Nordvik Foods' chairwoman and founder Anna Berg agreed.", {"chairwoman", "founder"}),
]

LEADING = [
    ("Anna Berg, who chairs Halden Logistics, was surprised.", "chair, Halden Logistics"),
    ("Anna Berg, who captains FC Halden, was hurt.", "captain, FC Halden"),
    ('"We regret it," said Anna Berg, who heads research at Nordvik Foods.', "head of research, Nordvik Foods"),
    ("Nordvik Foods' metals division is led by Anna Berg.", "head of metals division, Nordvik Foods"),
    ("Nordvik Foods' Irish arm is run by Anna Berg.", "head of Irish arm, Nordvik Foods"),
]

BOARDS = [
    ("Halden Space has appointed Anna Berg to its board.", "board member, Halden Space"),
    (
        "Anna Berg was elected to the supervisory board of Nordvik Foods.",
        "supervisory board member, Nordvik Foods",
    ),
]

BEFORE = [
    ("Anna Berg joins from Nordvik Foods, where she was head of planning.", "head of planning, Nordvik Foods"),
    ("Anna Berg comes from the maker Nordvik Chem, where she ran operations.", "head of operations, Nordvik Chem"),
    (
        "After twelve years as finance director of Nordvik Foods, Anna Berg is moving to Halden Logistics.",
        "finance director, Nordvik Foods",
    ),
    (
        "Anna Berg has left Nordvik Foods after less than a year as its chief financial officer.",
        "chief financial officer, Nordvik Foods",
    ),
    ("After 31 years as treasurer, Anna Berg left tool maker Halden Tools on Tuesday.", "treasurer, Halden Tools"),
    ("Anna Berg spent nine years as head of sales at Nordvik Foods.", "head of sales, Nordvik Foods"),
]

NOTHING = [
    "To Anna Berg, the chairman of Nordvik Foods is a liar.",
    "Unlike Anna Berg, the chairman of Nordvik Foods wants to sell.",
    "They met the chairman of Nordvik Foods, Anna Berg and Peter Lund.",
    "The firms lead Anna Berg to a room at Nordvik Foods.",
    "Anna Berg led a protest at Nordvik Foods.",
    "Anna Berg runs a shop at Halden Airport.",
    "Anna Berg directs plays at the Halden Theatre.",
    "Anna Berg runs the department at Nordvik Foods.",
    "Halden Logistics met Nordvik Foods, where Anna Berg ate lunch.",
    "Anna Berg, a Halden driver, was fined.",
    "Nordvik Foods has a chairman. Peter Lund agreed with the rival's president, Anna Berg.",
]


@pytest.mark.parametrize(("text", "role"), [*BESIDE, *LEADING, *BOARDS])
def test_who_stands_beside_a_title_or_leads_a_part_has_an_office(reading: Read, text: str, role: str) -> None:
    assert f"Role[current] Anna Berg, {role}" in roles(reading(text))


@pytest.mark.parametrize(("text", "titles"), TWO)
def test_one_may_hold_two_titles(reading: Read, text: str, titles: set[str]) -> None:
    assert roles(reading(text)) == {f"Role[current] Anna Berg, {title}, Nordvik Foods" for title in titles}


@pytest.mark.parametrize(("text", "role"), BEFORE)
def test_where_somebody_was_before_is_a_former_office(reading: Read, text: str, role: str) -> None:
    found = roles(reading(text))

    assert [line for line in found if line.startswith("Role[former") and line.endswith(f"Anna Berg, {role}")]


@pytest.mark.parametrize("text", NOTHING)
def test_who_only_stands_before_a_title_or_leads_something_else_has_none(reading: Read, text: str) -> None:
    assert not [line for line in roles(reading(text)) if "Anna Berg" in line]


def test_who_is_to_be_followed_has_not_gone(reading: Read) -> None:
    named = "Nordvik Foods has named Anna Berg as its chief executive from 1 September."

    found = roles(reading(f"{named} She succeeds Peter Lund, who goes on 31 August."))

    assert "Role[current] Peter Lund, chief executive officer, Nordvik Foods" in found


@pytest.mark.parametrize("text", ["Last week we called Anna Berg the head of Nordvik Foods. She is not."])
def test_what_a_paper_called_somebody_last_week_is_taken_back(reading: Read, text: str) -> None:
    assert not roles(reading(text))


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman for Drakenshof, Themba Radebe, said that it had sent somebody.",
        "The money is gone, said treasurer Tomas Wierz.",
    ],
)
def test_who_has_an_office_is_a_person(reading: Read, text: str) -> None:
    assert {e.kind.value for e in reading(text).entities if e.name in {"Themba Radebe", "Tomas Wierz"}} == {"Person"}
