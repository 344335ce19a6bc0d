"""Deals as companies and wires tell them: what an authority clears, whole share capitals, units that buy, tenders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BOUGHT = "acquired=Halden Logistics; acquirer=Nordvik Foods"
INVESTED = "investee=Halden Logistics; investor=Nordvik Foods"

CLEARED = [
    ("Nordvik Foods said the Trade Commission approved its application to acquire Halden Logistics.", "announced"),
    ("The Trade Commission cleared Nordvik Foods' plan to buy Halden Logistics.", "announced"),
    ("The Trade Commission has granted clearance for Nordvik Foods to acquire Halden Logistics.", "announced"),
    ("The Trade Commission has cleared the way for Nordvik Foods to buy Halden Logistics.", "announced"),
    ("The Trade Commission rejected Nordvik Foods' bid to acquire Halden Logistics.", "denied"),
]

WHOLE = [
    "Nordvik Foods said it has bought all of the stock of Halden Logistics.",
    "Nordvik Foods has acquired all outstanding shares of Halden Logistics.",
    "Nordvik Foods has bought the entire share capital of Halden Logistics.",
    "Nordvik Foods has purchased the business and assets of Halden Logistics.",
]

TENDERS = [
    "Nordvik Foods commenced a cash tender offer for all outstanding shares of Halden Logistics.",
    "Nordvik Foods is extending its tender offer for all the shares of Halden Logistics.",
]

PARTS = [
    (
        "Nordvik Foods has purchased 80 percent of the share capital of Halden Logistics.",
        {f"Investment[active] {INVESTED}"},
    ),
    ("Nordvik Foods owns 12 percent of the stock of Halden Logistics.", {f"Investment[active] {INVESTED}"}),
    (
        "Nordvik Foods agreed to buy the remaining 60 percent of Halden Logistics.",
        {f"Investment[announced] {INVESTED}"},
    ),
    ("Nordvik Foods bought the fish business of Halden Logistics.", set()),
    ("Nordvik Foods bought some of the assets of Halden Logistics.", set()),
    ("Nordvik Foods licensed the rights to sell its sauces to Halden Logistics.", set()),
]

UNITS = [
    "Maersk Group's Nordvik Foods unit said it has acquired Halden Logistics.",
    "Maersk Group's Nordvik Foods division said it had bought Halden Logistics.",
]


@pytest.mark.parametrize(("text", "state"), CLEARED, ids=[text for text, _ in CLEARED])
def test_who_clears_a_purchase_does_not_buy(text: str, state: str, reading: Read) -> None:
    assert events(reading(text)) == {f"Acquisition[{state}] {BOUGHT}"}


@pytest.mark.parametrize("text", WHOLE)
def test_all_of_its_shares_are_the_firm(text: str, reading: Read) -> None:
    assert events(reading(text)) == {f"Acquisition[active] {BOUGHT}"}


@pytest.mark.parametrize("text", TENDERS)
def test_a_tender_offer_is_a_takeover_to_come(text: str, reading: Read) -> None:
    assert events(reading(text)) == {f"Acquisition[announced] {BOUGHT}"}


@pytest.mark.parametrize(("text", "expected"), PARTS, ids=[text for text, _ in PARTS])
def test_a_part_or_a_right_is_not_the_firm(text: str, expected: set[str], reading: Read) -> None:
    assert {e for e in events(reading(text)) if e.startswith(("Acq", "Inv", "not"))} == expected


@pytest.mark.parametrize("text", UNITS)
def test_a_named_unit_is_who_says_so(text: str, reading: Read) -> None:
    assert events(reading(text)) == {f"Acquisition[active] {BOUGHT}"}


def test_who_decides_on_nothing_speaks_of_its_own_plan(reading: Read) -> None:
    assert events(reading("Nordvik Foods dropped its plan to acquire Halden Logistics.")) == {
        f"Acquisition[ended] {BOUGHT}"
    }
