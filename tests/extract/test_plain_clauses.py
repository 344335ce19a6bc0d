"""Disputes that one plain clause tells: to refer, settle with, enjoin, convict, shun, rob, or ask for an apology."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BROUGHT = "accused=Halden Logistics; accuser=Nordvik Foods"
ACTED = {"RegulatoryAction[active] accused=Nordvik Foods; accuser=Food Safety Authority"}
OFFICIAL = [
    ("The Food Safety Authority warned Nordvik Foods over its labels.", ACTED),
    ("Nordvik Foods was warned by the Food Safety Authority about its adverts.", ACTED),
    ("The Food Safety Authority has closed the factory of Nordvik Foods.", ACTED),
    ("The Miners' Union warned Nordvik Foods over pay.", set()),
    ("The Food Safety Authority warned Nordvik Foods of a storm.", set()),
    ("Halden Logistics has closed the factory of Nordvik Foods.", set()),
]
SHUNNED = "Boycott[active] accused=Nordvik Foods; accuser=Clean Plate"
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
CALLS = [
    ("Nordvik Foods urged shoppers on Monday to boycott Halden Logistics.", {f"Boycott[active] {BROUGHT}"}),
    ("The charity Clean Plate called on shoppers to boycott Nordvik Foods.", {SHUNNED}),
    ("The charity Clean Plate has called on fans to stay away from Nordvik Foods.", {SHUNNED}),
    ("The charity Clean Plate urged shoppers not to boycott Nordvik Foods.", set()),
    ("The charity Clean Plate urged fans to stay away from the river.", set()),
]
VICTIMS = [
    ("Anna Berg pleaded guilty to stealing 3 million euros from Nordvik Foods.", "Misconduct"),
    ("Anna Berg was jailed for embezzling 2 million from her employer, Nordvik Foods.", "LegalDispute"),
    ("Anna Berg was charged with defrauding Nordvik Foods of 3 million euros.", "LegalDispute"),
    ("Police arrested Anna Berg on suspicion of stealing 3 million from Nordvik Foods.", "LegalDispute"),
]
NO_VICTIMS = [
    (
        "Anna Berg was charged with cheating in a race sponsored by Nordvik Foods.",
        "LegalDispute[active] accused=Anna Berg",
    ),
    ("Anna Berg is accused of defrauding investors in Nordvik Foods.", "Misconduct[active] accused=Anna Berg"),
    (
        "Nordvik Foods accused Anna Berg of stealing 3 million from Nordvik Foods.",
        "Misconduct[active] accused=Anna Berg; accuser=Nordvik Foods",
    ),
]
REFERENCES = [
    (
        "Halden Logistics settled out of court with its former agents, Nordvik Foods, who had sued it for 3 million.",
        f"LegalDispute[ended] {BROUGHT}",
    ),
    (
        "Nordvik Foods and Halden Logistics, which have been in dispute since March, agreed to talk.",
        f"CommercialDispute[active 2024-03] {SIDES}",
    ),
    (
        "Prosecutors charged Nordvik Foods' former chief executive Anna Berg and the company itself with fraud.",
        "LegalDispute[active] accused=Anna Berg, Nordvik Foods",
    ),
    (
        "Shares of Halden Logistics fell after Nordvik Foods alleged that it had overstated its sales.",
        f"Misconduct[active] {BROUGHT}",
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


@pytest.mark.parametrize(("text", "expected"), OFFICIAL)
def test_an_authority_closes_and_warns(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize(("text", "expected"), CALLS)
def test_who_calls_for_a_boycott_accuses(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize(("text", "kind"), VICTIMS)
def test_who_is_robbed_or_cheated_is_affected(reading: Read, text: str, kind: str) -> None:
    assert events(reading(text)) == {f"{kind}[active] accused=Anna Berg; affected=Nordvik Foods"}


@pytest.mark.parametrize(("text", "expected"), [*NO_VICTIMS, *REFERENCES])
def test_who_is_only_mentioned_is_not_affected_and_references_are_followed(
    reading: Read, text: str, expected: str
) -> None:
    assert events(reading(text)) == {expected}


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_sounds_like_a_dispute_is_none(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()
