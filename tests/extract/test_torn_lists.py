"""Lists of names with a word for what one of them is, which the parser tears apart; and names that are in no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

ALL = "partner=Halden Logistics, Nordvik Foods, Norse Airways"

LISTS = [
    (
        "Private equity firm Nordvik Foods and pension fund Norse Airways agreed to buy Halden Logistics.",
        {"Acquisition[announced] acquired=Halden Logistics; acquirer=Nordvik Foods, Norse Airways"},
    ),
    (
        "Nordvik Foods, Norse Airways and chip maker Halden Logistics have signed a partnership.",
        {f"Partnership[announced] {ALL}"},
    ),
    (
        "Hotel chain Nordvik Foods and travel agency Halden Logistics have agreed to work together.",
        {"Partnership[announced] partner=Halden Logistics, Nordvik Foods"},
    ),
    (
        "Nordvik Foods signed a partnership with Halden Logistics, and carmaker Norse Airways said it was pleased.",
        {"Partnership[announced] partner=Halden Logistics, Nordvik Foods"},
    ),
    (
        "After a deal with Norse Airways, the brewer Nordvik Foods signed a partnership with Halden Logistics.",
        {"Partnership[announced] partner=Halden Logistics, Nordvik Foods"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_a_list_is_whole_and_ends_where_it_ends(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected
