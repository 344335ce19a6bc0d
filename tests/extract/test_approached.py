"""Deals told by what somebody receives or pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BOUGHT = "acquired=Halden Logistics; acquirer=Nordvik Foods"

TAKEN = [
    (
        "Halden Logistics said it had received an unsolicited approach from Nordvik Foods.",
        f"Acquisition[announced] {BOUGHT}",
    ),
    (
        "Halden Logistics has received a takeover offer from the brewer Nordvik Foods.",
        f"Acquisition[announced] {BOUGHT}",
    ),
    ("Nordvik Foods paid $2 billion in 2017 for the operator Halden Logistics.", f"Acquisition[active 2017] {BOUGHT}"),
    ("The brewer Nordvik Foods paid 90 million euros for Halden Logistics.", f"Acquisition[active] {BOUGHT}"),
]

NOT_TAKEN = [
    "Halden Logistics received an offer of help from Nordvik Foods.",
    "Halden Logistics has received a bid for its old vans from Nordvik Foods.",
    "Nordvik Foods paid a fine of 2 million euros for Halden Logistics.",
    "Nordvik Foods pays Halden Logistics 2 million euros for its work.",
    "Nordvik Foods paid 3 million euros for the naming rights of Halden Rovers.",
]


@pytest.mark.parametrize(("text", "line"), TAKEN)
def test_who_is_approached_or_paid_for_is_bought(reading: Read, text: str, line: str) -> None:
    assert line in events(reading(text))


@pytest.mark.parametrize("text", NOT_TAKEN)
def test_who_is_offered_or_paid_for_something_else_is_not(reading: Read, text: str) -> None:
    assert not any("Acquisition" in line for line in events(reading(text)))
