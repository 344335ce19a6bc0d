"""States that go to law: what no place can do, its government does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SUING = [
    "Texas sued Nordvik Foods on Monday over its labels.",
    "Nordvik Foods was sued by Texas on Monday over its labels.",
    "Texas sues Nordvik Foods over labels",
]


@pytest.mark.parametrize("text", SUING)
def test_a_state_that_goes_to_law_brings_the_dispute(reading: Read, text: str) -> None:
    assert [line for line in events(reading(text)) if "accused=Nordvik Foods; accuser=Texas" in line]


@pytest.mark.parametrize(
    "text",
    ["Nordvik Foods was sued in Texas on Monday.", "A lawsuit against Nordvik Foods was filed in Texas on Monday."],
)
def test_where_a_dispute_is_brought_accuses_nobody(reading: Read, text: str) -> None:
    assert not [line for line in events(reading(text)) if "Texas" in line]
