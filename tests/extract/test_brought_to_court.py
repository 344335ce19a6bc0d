"""Whom a case is against, where the words around are clipped or taken apart: headlines, "to court", courts' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

HEADLINES = [
    ("Phone maker Halden sued by Nordvik Foods", {"LegalDispute[active] accused=Halden; accuser=Nordvik Foods"}),
    ("Salmon farmer Nordvik Foods accused of hiding deaths", {"Misconduct[active] accused=Nordvik Foods"}),
    ("Union boss Peter Lund charged with fraud", {"LegalDispute[active] accused=Peter Lund"}),
    ("Peter Lund arrested in Spain", {"LegalDispute[active] accused=Peter Lund"}),
    (
        "Brewer Nordvik Foods fined 3 million euros by Norway for price fixing",
        {"RegulatoryAction[active] accused=Nordvik Foods; accuser=Norway"},
    ),
    ("Brewer Nordvik Foods fined over price fixing", {"RegulatoryAction[active] accused=Nordvik Foods"}),
    ("Halden Logistics stood by Nordvik Foods after the storm.", set()),
]
TAKEN_TO_COURT = [
    (
        "Fourteen shopkeepers are taking the bakery chain Nordvik Foods to court, claiming that they were misled.",
        {"LegalDispute[active] accused=Nordvik Foods"},
    ),
    ("The farmers took Nordvik Foods to court in 2022.", {"LegalDispute[active 2022] accused=Nordvik Foods"}),
    ("A coach took the players of Halden Rovers to court for a basketball match.", set()),
    (
        "A court on Thursday revived a lawsuit accusing ticketing company Halden Logistics of shutting out a rival.",
        {"Misconduct[active] accused=Halden Logistics"},
    ),
]
COURTS = [
    ("Ninth Circuit revives antitrust suit against ticketing firm Halden Logistics", "Ninth Circuit"),
    ("The farmers lodged an action against Nordvik Foods at the Court of Session on Monday.", "Court of Session"),
]


@pytest.mark.parametrize(("text", "expected"), [*HEADLINES, *TAKEN_TO_COURT])
def test_whom_a_case_is_against(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize(("text", "court"), COURTS)
def test_a_court_is_no_side(reading: Read, text: str, court: str) -> None:
    assert not [line for line in events(reading(text)) if court in line]


SIDES = "CommercialDispute[active] affected=Halden Logistics, Nordvik Foods"
RULINGS = [
    "The Supreme Court ruled in favour of Nordvik Foods in its dispute with Halden Logistics over tax.",
    "The tribunal sided with Nordvik Foods in its dispute with Halden Logistics over refunds.",
    "The Supreme Court ruled against Nordvik Foods in its dispute with Halden Logistics.",
    "Nordvik Foods is locked in a dispute with Halden Logistics over its tax.",
]


@pytest.mark.parametrize("text", RULINGS)
def test_a_dispute_that_a_court_rules_on_is_of_whom_it_rules_for(reading: Read, text: str) -> None:
    assert events(reading(text)) == {SIDES}


COACH = "LegalDispute[active] accused=Nordvik Foods; accuser=Peter Lund"
TO_PAY = [
    "Nordvik Foods has to compensate Peter Lund for a libel, the High Court ruled.",
    "A judge ruled that Nordvik Foods must pay Peter Lund 2 million euros.",
]
NOT_TO_PAY = [
    "Nordvik Foods must pay Peter Lund 2 million euros a year, his contract says.",
    "Nordvik Foods must not pay Peter Lund 2 million euros, a judge ruled.",
    "Nordvik Foods need not pay Peter Lund 2 million euros, a judge ruled.",
]


@pytest.mark.parametrize("text", TO_PAY)
def test_whom_a_court_has_paid_has_complained(reading: Read, text: str) -> None:
    assert COACH in events(reading(text))


@pytest.mark.parametrize("text", NOT_TO_PAY)
def test_what_no_court_orders_is_no_case(reading: Read, text: str) -> None:
    assert COACH not in events(reading(text))
