"""Who is accused by what a clause says they did; and beside each way of saying it, who is accused of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BOTH = "accused=Halden Logistics; accuser=Nordvik Foods"
SACKED = "accused=Norse Airways; accuser=Peter Lund"

ALLEGED = [
    ("Nordvik Foods alleged that Halden Logistics had hidden losses from it.", {f"Misconduct[active] {BOTH}"}),
    ("Shareholders allege that Halden Logistics inflated its sales.", {"Misconduct[active] accused=Halden Logistics"}),
    ("The lawsuit alleges Halden Logistics sold defects.", {"Misconduct[active] accused=Halden Logistics"}),
    ("The lawsuit alleges that Anna Berg was fired after she spoke out.", set()),
    ("The suit alleges that Anna Berg lost her savings.", set()),
    ("The lawsuit alleges that Anna Berg told managers at Nordvik Foods of the leak in May.", set()),
]
COMPLAINED = [
    (
        "Nordvik Foods had complained that Halden Logistics' adverts were unfair. The council dismissed the complaint.",
        {f"Controversy[ended] {BOTH}"},
    ),
    ("Residents complained that Nordvik Foods ran its mill at night.", set()),
    ("Anna Berg complained that Nordvik Foods was slow.", set()),
]
DISMISSED = [
    ("Norse Airways unfairly dismissed engineer Peter Lund, a tribunal has ruled.", {f"LegalDispute[active] {SACKED}"}),
    ("Peter Lund was wrongfully sacked by Norse Airways, a tribunal ruled.", {f"LegalDispute[active] {SACKED}"}),
    ("Norse Airways dismissed engineer Peter Lund in May.", set()),
]
EXPELLED = [
    ("The league revoked the membership of Halden Rovers.", {"RegulatoryAction[active] accused=Halden Rovers"}),
    (
        "The Grain Council suspended the membership of Nordvik Foods over its prices.",
        {"RegulatoryAction[active] accused=Nordvik Foods; accuser=Grain Council"},
    ),
    ("Nordvik Foods cancelled its membership of the Grain Council.", set()),
]
CHARGED = [
    (
        "Prosecutors indicted two former managers of Nordvik Foods, Peter Lund and Anna Berg.",
        {"LegalDispute[active] accused=Anna Berg, Peter Lund"},
    ),
    ("Nordvik Foods hired two former managers of Halden Logistics, Peter Lund and Anna Berg.", set()),
]


@pytest.mark.parametrize(("text", "expected"), [*ALLEGED, *COMPLAINED, *DISMISSED, *EXPELLED, *CHARGED])
def test_who_is_accused(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected
