"""What a paper takes back is not told; what it says in its place is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.document.corrections import takes_back
from tests.extract.telling import told

if TYPE_CHECKING:
    from tests.extract.conftest import Read

TAKEN_BACK = [
    "Correction: on Monday we said that Nordvik Foods had bought a stake in Halden Logistics.",
    "In Wednesday's edition we said that Nordvik Foods had acquired Halden Logistics.",
    "An earlier version of this article said that Nordvik Foods had acquired Halden Logistics.",
    "This story originally named Anna Berg as chief executive of Halden Logistics.",
    "Last week we wrongly called Anna Berg the chief executive of Halden Logistics.",
]
STANDING = [
    "Nordvik Foods has acquired Halden Logistics.",
    '"In this report we said what we found," said Anna Berg, chief executive of Halden Logistics.',
    "The correction of the share price came after Nordvik Foods acquired Halden Logistics.",
    "We said in May that Nordvik Foods had acquired Halden Logistics.",
]


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_what_is_taken_back_is_not_told(reading: Read, text: str) -> None:
    assert takes_back(text)
    assert told(reading(text)) == set()


@pytest.mark.parametrize("text", STANDING[:1] + STANDING[2:])
def test_what_only_looks_like_it_is_told(reading: Read, text: str) -> None:
    assert not takes_back(text)
    assert told(reading(text))
