"""Disputes that one plain clause tells: to refer, settle with, enjoin, convict, or ask for an apology."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BROUGHT = "accused=Halden Logistics; accuser=Nordvik Foods"
SIDES = "affected=Halden Logistics, Nordvik Foods"
TOLD = [
    (
        "The Market Conduct Office referred Halden Logistics, Nordvik Foods and Brims Bank to the Fair Trade Tribunal.",
        "LegalDispute[active] accused=Brims Bank, Halden Logistics, Nordvik Foods; accuser=Market Conduct Office",
    ),
    (
        "The Market Conduct Office has referred the case against Halden Logistics and Brims Bank to the tribunal.",
        "LegalDispute[active] accused=Brims Bank, Halden Logistics; accuser=Market Conduct Office",
    ),
    ("Halden Logistics was reported to the police by Nordvik Foods.", f"LegalDispute[active] {BROUGHT}"),
    ("Nordvik Foods has won an injunction against Halden Logistics.", f"LegalDispute[active] {BROUGHT}"),
    ("Nordvik Foods is seeking an injunction against Halden Logistics.", f"LegalDispute[active] {BROUGHT}"),
    ("A Bergen court granted Nordvik Foods an injunction against Halden Logistics.", f"LegalDispute[active] {BROUGHT}"),
    ("Nordvik Foods has demanded an apology from Halden Logistics.", f"PublicBacklash[active] {BROUGHT}"),
    (
        "Nordvik Foods demanded an apology from Halden Logistics and said it was considering a suit.",
        f"PublicBacklash[active] {BROUGHT}",
    ),
    ("Nordvik Foods settled with Halden Logistics after a patent lawsuit.", f"LegalDispute[ended] {SIDES}"),
    ("Nordvik Foods has agreed to settle with Halden Logistics for $12 million.", f"LegalDispute[ended] {SIDES}"),
    ("A court in Bergen has convicted Anna Berg of fraud.", "LegalDispute[active] accused=Anna Berg"),
    ("A judge jailed the mayor of Vikdal, Anna Berg, for fraud.", "LegalDispute[active] accused=Anna Berg"),
    (
        "A coalition of grocers including Nordvik Foods and Brims Market has sued Halden Logistics.",
        "LegalDispute[active] accused=Halden Logistics; accuser=Brims Market, Nordvik Foods",
    ),
]
NOTHING = [
    "Nordvik Foods referred questions to the police.",
    "Nordvik Foods reported a loss, its lawyers told the regulator.",
    "Nordvik Foods failed to obtain an injunction against Halden Logistics.",
    "Nordvik Foods wants no apology from Halden Logistics.",
    "Nordvik Foods settled in Bergen with a staff of 30.",
    "The drug arrested the growth of tumours, said Nordvik Foods.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t for t, _ in TOLD])
def test_a_plain_clause_tells_of_a_dispute(reading: Read, text: str, expected: str) -> None:
    assert events(reading(text)) == {expected}


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_sounds_like_a_dispute_is_none(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()
