"""Deals that were for a time: let go, kept up until some day, what somebody used to do, and what came to nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

PARTNERS = "partner=Halden Logistics, Nordvik Foods"
BOUGHT = "acquired=Halden Logistics; acquirer=Nordvik Foods"

STATES = [
    ("Nordvik Foods used to cooperate with Halden Logistics.", f"Partnership[ended] {PARTNERS}"),
    ("Nordvik Foods had been a strategic partner of Halden Logistics until 2021.", f"Partnership[ended] {PARTNERS}"),
    ("Nordvik Foods sponsored Halden Logistics until 2021.", f"Sponsorship[ended] {PARTNERS}"),
    ("Nordvik Foods let its contract with Halden Logistics run out.", f"Partnership[ended] {PARTNERS}"),
    ("A partnership between Nordvik Foods and Halden Logistics broke up.", f"Partnership[ended] {PARTNERS}"),
    (
        "A takeover offer for Halden Logistics from Nordvik Foods came to nothing.",
        f"Acquisition[ended] {BOUGHT}",
    ),
    ("Nordvik Foods sponsors Halden Logistics until 2030.", f"Sponsorship[active] {PARTNERS}"),
    ("Nordvik Foods will not let its contract with Halden Logistics run out.", f"Partnership[active] {PARTNERS}"),
    ("Nordvik Foods cooperates with Halden Logistics.", f"Partnership[active] {PARTNERS}"),
]


@pytest.mark.parametrize(("text", "expected"), STATES)
def test_what_was_for_a_time_has_ended_and_nothing_else(reading: Read, text: str, expected: str) -> None:
    assert {re.sub(r" [\d-]+]", "]", line) for line in events(reading(text))} == {expected}
