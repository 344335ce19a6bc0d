"""Pacts in plain clauses: who has a contract with whom, breeds or supplies what with whom, is whose main sponsor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

PARTNERS = "partner=Halden Logistics, Nordvik Foods"

PACTS = [
    ("Nordvik Foods has a similar contract with Halden Logistics.", f"Partnership[active] {PARTNERS}"),
    ("Nordvik Foods said its own agreement with Halden Logistics would stay.", f"Partnership[active] {PARTNERS}"),
    ("A contract between Nordvik Foods and Halden Logistics was cancelled.", f"Partnership[ended] {PARTNERS}"),
    ("Nordvik Foods' contract with Halden Logistics is not affected.", f"Partnership[active] {PARTNERS}"),
    ("Nordvik Foods has worked with Halden Logistics since 2019.", f"Partnership[active 2019] {PARTNERS}"),
    ("Nordvik Foods and Halden Logistics are to breed rye together.", f"Partnership[announced] {PARTNERS}"),
    ("Nordvik Foods and Halden Logistics will publish the atlas jointly.", f"Partnership[announced] {PARTNERS}"),
    ("Nordvik Foods is co-producing the series with Halden Logistics.", f"Partnership[active] {PARTNERS}"),
    ("Nordvik Foods has signed up with the parcel carrier Halden Logistics.", f"Partnership[active] {PARTNERS}"),
    ("The app Nordvik Foods has teamed up with Halden Logistics.", f"Partnership[active] {PARTNERS}"),
    ("Nordvik Foods has licensed the recipes to Halden Logistics.", f"LicensingAgreement[active] {PARTNERS}"),
    ("Nordvik Foods granted Halden Logistics a licence for the recipes.", f"LicensingAgreement[active] {PARTNERS}"),
    (
        "Nordvik Foods will supply batteries for Halden Logistics' new trucks.",
        f"DistributionAgreement[announced] {PARTNERS}",
    ),
    ("Nordvik Foods no longer supplies Halden Logistics.", f"DistributionAgreement[ended] {PARTNERS}"),
    (
        "Nordvik Foods agreed to take half of the output of Halden Logistics.",
        f"DistributionAgreement[announced] {PARTNERS}",
    ),
    ("Nordvik Foods has dropped Halden Logistics as a supplier.", f"DistributionAgreement[ended] {PARTNERS}"),
    ("Nordvik Foods has been dropped as a supplier by Halden Logistics.", f"DistributionAgreement[ended] {PARTNERS}"),
    ("Nordvik Foods has won a contract from Halden Logistics for trucks.", f"Partnership[active] {PARTNERS}"),
    ("Nordvik Foods has awarded Halden Logistics a contract for trucks.", f"Partnership[active] {PARTNERS}"),
    ("Nordvik Foods, the largest retail partner of Halden Logistics, is open.", f"Partnership[active] {PARTNERS}"),
    ("Nordvik Foods and Halden Logistics have worked together before, on aprons.", f"Partnership[ended] {PARTNERS}"),
    (
        "The Lakeside Festival has ended its partnership with Nordvik Foods.",
        "Partnership[ended] partner=Lakeside Festival, Nordvik Foods",
    ),
    (
        "Corran Tower has renewed its contract with Nordvik Foods.",
        "Partnership[active] partner=Corran Tower, Nordvik Foods",
    ),
    ("Nordvik Foods became main partner of Halden Logistics.", f"Partnership[active] {PARTNERS}"),
    ("Halden Logistics' main sponsor is Nordvik Foods.", f"Sponsorship[active] {PARTNERS}"),
]


@pytest.mark.parametrize(("text", "expected"), PACTS)
def test_a_pact_in_a_plain_clause_is_told(reading: Read, text: str, expected: str) -> None:
    assert events(reading(text)) == {expected}


NONE = [
    "Nordvik Foods and Halden Logistics fell together by 5 percent.",
    "Nordvik Foods has a deal with its creditors.",
    "Nordvik Foods' settlement agreement with Halden Logistics was signed.",
    "The contract between Nordvik Foods and its union was signed.",
    "Nordvik Foods supplies Halden Logistics.",
    "Nordvik Foods beat Halden Logistics to win a contract for trucks.",
    "Nordvik Foods won the contract against Halden Logistics.",
    "Nordvik Foods has replaced Halden Logistics as a guest.",
    "The Lakeside Festival ended its season without Nordvik Foods.",
    "Nordvik Foods and Halden Logistics supply the region with gas.",
    "It told the company Halden Logistics had left.",
    "Nordvik Foods has worked for years.",
]


@pytest.mark.parametrize("text", NONE)
def test_firms_that_only_stand_together_have_no_pact(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()


def test_a_firm_that_was_bought_is_not_what_the_noun_before_it_is_called(reading: Read) -> None:
    told = events(reading("The company Nordvik Foods bought was Halden Logistics."))
    assert "acquired=Nordvik" not in str(told)
