"""Bodies by their initials, which the words around them may have taken for places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events, kinds

if TYPE_CHECKING:
    from tests.extract.conftest import Read

FINED = [
    "It said Nordvik Foods had been fined by OSHA in 2019. OSHA did not comment.",
    "Nordvik Foods was fined by NORVA in 2019 over noise.",
    "Nordvik Foods was sued by the SEC in 2019.",
]


@pytest.mark.parametrize("text", FINED)
def test_who_fines_or_sues_is_no_place(reading: Read, text: str) -> None:
    assert [line for line in events(reading(text)) if "accuser=" in line and "accused=Nordvik Foods" in line]


def test_a_country_that_sues_is_a_country(reading: Read) -> None:
    assert kinds(reading("Nordvik Foods was sued by the USA in 2019."))["USA"] == "Place"
