"""Offices whose own phrases name no organization, who leads what without a title, and who follows whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import roles

if TYPE_CHECKING:
    from tests.extract.conftest import Read

STORY = "Nordvik Foods is to close its bakery in Halden, it said on Tuesday. The company employs 300 people."
STRIKE = (
    "Pilots of Norse Airways walked out on Friday. The union Skyhold wants higher pay. Norse Airways called it unfair."
)

UNNAMED = [
    (f'{STORY} "We had no choice," chief executive Anna Berg said.', "chief executive officer, Nordvik Foods"),
    (f'{STORY} "We had no choice," said Anna Berg, its chief executive.', "chief executive officer, Nordvik Foods"),
    (f"{STORY} The finance director, Anna Berg, called it a hard day.", "finance director, Nordvik Foods"),
    (f"{STORY} Its boss, Anna Berg, called it a hard day.", "boss, Nordvik Foods"),
    (f"{STORY} Its head is Anna Berg.", "head, Nordvik Foods"),
    (f'{STRIKE} "We can wait," said union leader Anna Berg.', "leader, Skyhold"),
    (f'{STRIKE} "We can wait," said the union\'s secretary, Anna Berg.', "secretary, Skyhold"),
    (
        "The Halden Harbour Trust has sold a pier. The trust needs money. Its director, Anna Berg, was relieved.",
        "director, Halden Harbour Trust",
    ),
]

ELSEWHERE = [
    f"{STORY} Prime minister Anna Berg regretted it.",
    f"{STORY} Professor Anna Berg was not surprised.",
    f"{STORY} Peter Lund and his lawyer, Anna Berg, were not surprised.",
    f"{STORY} The owner of a café, Anna Berg, was not surprised.",
    f"{STORY} Union leader Anna Berg was not surprised.",
    f"{STORY} The film is by the director Anna Berg.",
]

LEADING = [
    ("Anna Berg, who runs Nordvik Foods, said so.", "current", "head"),
    ("Nordvik Foods is run by Anna Berg.", "current", "head"),
    ("Anna Berg, who has managed Nordvik Foods for six years, said so.", "current", "manager"),
    ("Anna Berg used to run Nordvik Foods.", "former", "head"),
    ("Anna Berg has joined the board of Nordvik Foods.", "current", "board member"),
    ("Anna Berg left the board of Nordvik Foods after a row.", "former", "board member"),
    ("At Nordvik Foods, Anna Berg moves up from chief actuary to managing director.", "current", "managing director"),
    ("Anna Berg moved to Nordvik Foods as head of sales.", "current", "head of sales"),
    ("Analyst Anna Berg of Nordvik Foods said so.", "current", "analyst"),
    ("The chair of the baker Nordvik Foods, Anna Berg, said so.", "current", "chair"),
]

NOT_LEADING = [
    "Anna Berg runs past Nordvik Foods every morning.",
    "Anna Berg spoke to the chair of Nordvik Foods.",
    "Anna Berg addressed the board of Nordvik Foods.",
]

NAMED = "Nordvik Foods has appointed Anna Berg as its chief executive."
FOLLOWING = [
    f"{NAMED} She succeeds Peter Lund, who is retiring.",
    f"{NAMED} She takes over from Peter Lund, who is retiring.",
]
NOT_FOLLOWING = [
    f"{NAMED} She took over a bakery from Peter Lund.",
    "Anna Berg, chief executive of Nordvik Foods, replaced Peter Lund in the choir.",
]


@pytest.mark.parametrize(("text", "role"), UNNAMED)
def test_an_office_is_of_the_organization_that_the_article_means(reading: Read, text: str, role: str) -> None:
    assert f"Role[current] Anna Berg, {role}" in roles(reading(text))


@pytest.mark.parametrize("text", ELSEWHERE)
def test_an_office_of_nobody_known_is_not_told(reading: Read, text: str) -> None:
    assert not {line for line in roles(reading(text)) if "Anna Berg" in line}


def test_the_sentence_that_names_the_organization_belongs_to_the_proof(reading: Read) -> None:
    found = reading(f'{STORY} "We had no choice," chief executive Anna Berg said.')
    (claim,) = (c for c in found.claims if c.about == found.roles[0].key)
    assert [span.start for span in claim.evidence] == [0, found.article.text.index('"We')]


@pytest.mark.parametrize(("text", "status", "title"), LEADING)
def test_who_leads_or_joins_has_an_office(reading: Read, text: str, status: str, title: str) -> None:
    found = roles(reading(text))
    assert any(line.startswith(f"Role[{status}") and f"Anna Berg, {title}, Nordvik Foods" in line for line in found)


@pytest.mark.parametrize("text", NOT_LEADING)
def test_who_only_meets_those_who_lead_does_not(reading: Read, text: str) -> None:
    assert not roles(reading(text))


@pytest.mark.parametrize("text", FOLLOWING)
def test_who_is_followed_had_the_office(reading: Read, text: str) -> None:
    assert "Role[former] Peter Lund, chief executive officer, Nordvik Foods" in roles(reading(text))


@pytest.mark.parametrize("text", NOT_FOLLOWING)
def test_who_gives_up_something_else_had_none(reading: Read, text: str) -> None:
    assert not {line for line in roles(reading(text)) if "Peter Lund" in line}


def test_its_is_not_where_somebody_is_said_to_be_already(reading: Read) -> None:
    text = "Peter Lund will be head of Nordvik Foods. Anna Berg, a director of Norse Airways, will serve as its chair."
    assert "planned Role[current] Anna Berg, chair, Norse Airways" not in roles(reading(text))


def test_all_of_several_hold_a_title(reading: Read) -> None:
    found = roles(reading("Nordvik Foods makes cakes. Its founders, Anna Berg and Peter Lund, met in Oslo."))
    assert {f"Role[current] {name}, founder, Nordvik Foods" for name in ("Anna Berg", "Peter Lund")} <= found


def test_in_a_round_up_an_office_is_of_whom_its_own_story_names(reading: Read) -> None:
    pieces = [
        "People in brief",
        "Nordvik Foods has hired a lawyer from Halden Law.",
        "Norse Airways has moved to a new seat in Bergen.",
        "Vard Steel has won a prize for its furnace in Narvik.",
        "Tind Insurance is looking for a buyer in Sweden.",
        "Skog Paper said it had closed a mill. Chairwoman Anna Berg regretted it.",
    ]

    found = roles(reading("\n\n".join(pieces)))

    assert found <= {"Role[current] Anna Berg, chairwoman, Skog Paper"}
