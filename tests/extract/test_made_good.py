"""Disputes that end in the words around them: an apology with damages, a charge of which somebody was cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

LIBEL = "Peter Lund sued Nordvik Foods for libel in 2023. "
LAWYERS = "State lawyers sued Nordvik Foods in 2022. "
OVER = [
    LIBEL + "Nordvik Foods apologised to him and paid damages.",
    "Nordvik Foods has apologised to Peter Lund and paid him compensation over a film. He had sued it for libel.",
    "Halden Logistics was building a mill for Nordvik Foods, which was also sued but was cleared by the judge.",
    "Nordvik Foods was charged with fraud but acquitted in 2022.",
    "Peter Lund, who was accused of fraud but was later cleared, runs a mill.",
    "Nordvik Foods was sued over the spill and the fire and was cleared.",
    "Nordvik Foods, a dairy, will refund 11 million euros to farmers to settle claims by prosecutors. " + LAWYERS,
    "Nordvik Foods, which runs schools, will repay 2 million euros to pupils to settle claims by the city. " + LAWYERS,
    LAWYERS + "Nordvik Foods has agreed to pay 3 million euros to settle the lawsuit.",
]
OPEN = [
    LIBEL + "Nordvik Foods apologised to him but refused to pay damages.",
    LIBEL + "Nordvik Foods apologised to him.",
    "Halden Logistics was sued over the spill and Nordvik Foods was cleared.",
    "Nordvik Foods was sued over the spill and Halden Logistics was cleared.",
    "Peter Lund was arrested on Monday and Olav Dahl was later cleared.",
    "Nordvik Foods was sued over the spill, but Halden Logistics was cleared.",
    "Nordvik Foods hopes to settle claims by Anna Berg. Anna Berg sued Nordvik Foods on Monday.",
    "Nordvik Foods is seeking to settle a lawsuit by Anna Berg. Anna Berg sued Nordvik Foods on Monday.",
]


@pytest.mark.parametrize("text", OVER)
def test_what_was_made_good_or_cleared_has_ended(reading: Read, text: str) -> None:
    assert [line for line in events(reading(text)) if "[ended" in line]


@pytest.mark.parametrize("text", OPEN)
def test_what_was_not_goes_on(reading: Read, text: str) -> None:
    found = events(reading(text))

    assert found
    assert not [line for line in found if "[ended" in line]
