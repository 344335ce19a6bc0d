"""Who a court or an authority finds to have done wrong, who denies what names nobody, and who only plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SUED = "accused=Halden Logistics; accuser=Nordvik Foods"
FAIR = "accused=Halden Logistics; accuser=Fair Trade Commission"

WRONG = [
    (
        "A judge ruled on Monday that Halden Logistics had infringed three trade marks.",
        "LegalDispute[active 2024-05-13] accused=Halden Logistics",
    ),
    (
        "The Commercial Court held that Halden Logistics had infringed Nordvik Foods' patents.",
        f"LegalDispute[active] {SUED}",
    ),
    (
        "Mr Justice Orrin Vale found that Halden Logistics had broken its contract with Nordvik Foods.",
        f"LegalDispute[active] {SUED}",
    ),
    ("The Fair Trade Commission ruled that Halden Logistics had misled shoppers.", f"RegulatoryAction[active] {FAIR}"),
    ("The Fair Trade Commission sent Halden Logistics a warning letter.", f"RegulatoryAction[active] {FAIR}"),
    (
        "Halden Logistics has received a warning letter from the Fair Trade Commission.",
        f"RegulatoryAction[active] {FAIR}",
    ),
]

NOT_WRONG = [
    "The court ruled that Halden Logistics had not infringed the patents of Nordvik Foods.",
    "The court ruled that Halden Logistics might have broken its own rules.",
    "Anna Berg found that Halden Logistics had broken three of her cups.",
    "Halden Logistics sent Nordvik Foods a letter about the weather.",
]

DENIED = [
    (
        "Nordvik Foods said that it had filed a suit on behalf of its drivers. Halden Logistics denies that.",
        f"LegalDispute[active] {SUED}",
    ),
    (
        "The Fair Trade Commission has opened an inquiry. Halden Logistics denied wrongdoing.",
        f"RegulatoryAction[active] {FAIR}",
    ),
    (
        "Nordvik Foods said that it had filed a claim for damages. Halden Logistics rejected the claims.",
        f"LegalDispute[active] {SUED}",
    ),
]

OF_OTHERS = [
    (
        "The Fair Trade Commission has opened an inquiry into Halden Logistics. Norse Airways denied wrongdoing.",
        "Norse Airways",
    ),
    ("Nordvik Foods has sued Halden Logistics. Norse Airways denied that it was for sale.", "Norse Airways"),
    ("Nordvik Foods sued two engineers who had joined Norse Airways.", "Norse Airways"),
    ("Nordvik Town wants its members to boycott the match against Norse Rovers.", "Norse Rovers"),
]

MEMBERS = [
    (
        "A strike by members of the Quayside Union at Halden Logistics was called off on Monday.",
        "Protest[ended 2024-05-13] accused=Halden Logistics; accuser=Quayside Union",
    ),
    (
        "A strike by cabin crew of Halden Logistics was called off on Monday.",
        "Protest[ended 2024-05-13] accused=Halden Logistics",
    ),
]


@pytest.mark.parametrize(("text", "line"), WRONG)
def test_whom_a_court_or_an_authority_finds_in_the_wrong_is_accused(reading: Read, text: str, line: str) -> None:
    assert line in events(reading(text))


@pytest.mark.parametrize("text", NOT_WRONG)
def test_who_has_done_nothing_or_whom_nobody_judges_is_not_accused(reading: Read, text: str) -> None:
    assert not any("accused" in line for line in events(reading(text)))


@pytest.mark.parametrize(("text", "line"), DENIED)
def test_who_denies_what_was_brought_against_nobody_else_is_accused(reading: Read, text: str, line: str) -> None:
    assert line in events(reading(text))


@pytest.mark.parametrize(("text", "name"), OF_OTHERS)
def test_who_denies_something_else_or_only_plays_or_hires_is_not(reading: Read, text: str, name: str) -> None:
    assert not any(name in line for line in events(reading(text)))


@pytest.mark.parametrize(("text", "line"), MEMBERS)
def test_members_of_a_union_act_and_a_crew_is_of_whom_it_works_for(reading: Read, text: str, line: str) -> None:
    assert line in events(reading(text))
