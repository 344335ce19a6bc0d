"""Appointments as companies announce them, and whom a title beside a name is not of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import relations, roles

if TYPE_CHECKING:
    from tests.extract.conftest import Read

CFO = "Anna Berg, chief financial officer, Nordvik Foods"
MEMBER = "Role[current] Anna Berg, board member, Nordvik Foods"

TOLD = [
    (
        "Nordvik Foods has appointed Anna Berg as Chief Financial Officer effective immediately.",
        {f"Role[current] {CFO}"},
    ),
    (
        "Nordvik Foods announced the appointment of Anna Berg as Chief Financial Officer, effective 1 June 2024.",
        {f"planned Role[current] {CFO}"},
    ),
    ("Nordvik Foods announced that Anna Berg has been appointed to its Board of Directors.", {MEMBER}),
    ("Nordvik Foods has named Anna Berg to its board.", {MEMBER}),
    (
        "Nordvik Foods' board appointed Anna Berg as managing director.",
        {"Role[current] Anna Berg, managing director, Nordvik Foods"},
    ),
    (
        "Halden Logistics hired Anna Berg from Nordvik Foods, where she served as Chief Financial Officer.",
        {f"Role[former] {CFO}"},
    ),
    ("She came from Nordvik Foods, where Anna Berg was chief financial officer.", {f"Role[former] {CFO}"}),
    ("She came from Nordvik Foods, where Anna Berg had been chief financial officer.", {f"Role[former] {CFO}"}),
    ("Anna Berg resigned from her post as chief financial officer of Nordvik Foods.", {f"Role[former] {CFO}"}),
    (
        "The Ohio secretary of the Rail Workers Union, Anna Berg, said so.",
        {"Role[current] Anna Berg, secretary, Rail Workers Union"},
    ),
    ("Nordvik Foods names Anna Berg as Chief Financial Officer.", {f"Role[current] {CFO}"}),
]

NOT_TOLD = [
    "Anna Berg was appointed to the school board.",
    "The Minister for Nordvik Foods and Trade, Anna Berg, backed the report.",
    "The Nordvik Foods Inquiry has heard that its chairman, Anna Berg, met bankers. Nordvik Foods collapsed in May.",
    "Anna Berg came from Nordvik Foods, where her father was chief executive.",
    "Anna Berg, editor of Nordic reports, expects Nordvik Foods to meet in June.",
    "A royal commission into Nordvik Foods opened. Royal commissioner Anna Berg warned all parties.",
]

NO_RELATIONS = [
    "The win puts the club level with League rivals Nordvik Foods. The League was founded in 1900.",
    "The Nordvik Foods unit, based in Hammerfest, makes scales.",
    "Norse Airways is launching its leisure carrier, Halden Air, which will start operating next year.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text for text, _ in TOLD])
def test_an_appointment_is_told_as_companies_put_it(text: str, expected: set[str], reading: Read) -> None:
    found = {line.replace("[current 2024-06-01]", "[current]") for line in roles(reading(text))}
    assert found == expected


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_only_looks_like_an_office_is_none(text: str, reading: Read) -> None:
    assert not any(line.endswith("Nordvik Foods") for line in roles(reading(text)))


@pytest.mark.parametrize("text", NO_RELATIONS)
def test_leagues_units_and_new_carriers_tell_no_relation(text: str, reading: Read) -> None:
    assert not {line for line in relations(reading(text)) if "founded" not in line}
