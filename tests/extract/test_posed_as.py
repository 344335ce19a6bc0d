"""Names that end a clause on somebody nameless: "a dealer who passed off fakes as X has been jailed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

ONLY_POSED_AS = [
    ("A dealer who passed off fake handbags as Gucci has been jailed for two years.", "Gucci"),
    ("A painter who sold his own works as Picasso was fined.", "Picasso"),
    ("A woman who had posed as Anna Berg was charged with fraud on Monday.", "Anna Berg"),
    ("A man who told police he was Daniel Lund has been arrested.", "Daniel Lund"),
]
ACCUSED = [
    ("Halden Logistics, which had passed off old vans as new, has been fined.", "Halden Logistics"),
    ("A dealer who had worked with Anna Berg said that Daniel Lund has been jailed.", "Daniel Lund"),
    ("Daniel Lund, who sold his own works as old ones, was arrested on Monday.", "Daniel Lund"),
    ("The company said Nordvik Foods was fined by the regulator.", "Nordvik Foods"),
]


@pytest.mark.parametrize(("text", "name"), ONLY_POSED_AS)
def test_whom_somebody_passes_off_as_is_not_accused(reading: Read, text: str, name: str) -> None:
    assert not [line for line in events(reading(text)) if name in line]


@pytest.mark.parametrize(("text", "name"), ACCUSED)
def test_who_is_meant_is_still_accused(reading: Read, text: str, name: str) -> None:
    assert [line for line in events(reading(text)) if f"accused={name}" in line]
