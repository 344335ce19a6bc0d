"""Talks whose end a second clause tells: "was in merger talks with Y, but those came to nothing"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

IN_VAIN = [
    "Nordvik Foods was in merger talks with Halden Logistics, but those came to nothing.",
    "Nordvik Foods held merger talks with Halden Logistics, but they collapsed.",
    "Nordvik Foods was in talks to merge with Halden Logistics, but these fell through.",
    "Nordvik Foods and Halden Logistics discussed a merger, but the talks failed.",
    "Nordvik Foods was in takeover talks with Halden Logistics, but these ended without a deal.",
    "Nordvik Foods was in talks to buy Halden Logistics, but those collapsed over price.",
]
OPEN = [
    "Nordvik Foods is in merger talks with Halden Logistics, but those could come to nothing.",
    "Nordvik Foods is in merger talks with Halden Logistics, but they have not collapsed.",
    "Nordvik Foods is in talks to buy Halden Logistics, but they may fail.",
]


@pytest.mark.parametrize("text", IN_VAIN)
def test_talks_that_came_to_nothing_have_ended(reading: Read, text: str) -> None:
    found = events(reading(text))
    assert found
    assert all("[ended]" in line for line in found)


@pytest.mark.parametrize("text", OPEN)
def test_talks_that_may_come_to_nothing_go_on(reading: Read, text: str) -> None:
    found = events(reading(text))
    assert found
    assert all("[rumoured]" in line for line in found)
