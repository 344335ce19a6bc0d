"""Who is let out of a case says nothing of its end; bodies that an article comes back to as "the guild"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SUIT = "The Nordvik Actors Guild sued Halden Games in 2023. "
LEFT = [
    SUIT + "The voices came from Norse Labs, which was dropped from the suit in February 2024.",
    SUIT + "Norse Labs was dismissed from the lawsuit in February 2024.",
    SUIT + "A judge removed Norse Labs from the case in February 2024.",
]


@pytest.mark.parametrize("text", LEFT)
def test_who_is_let_out_of_a_case_dates_no_end_of_it(reading: Read, text: str) -> None:
    found = events(reading(text))

    assert [line for line in found if "accused=Halden Games" in line]
    assert not [line for line in found if "2024-02" in line]


def test_a_suit_that_is_dropped_has_ended(reading: Read) -> None:
    found = events(reading(SUIT + "The suit was dropped in March 2024."))

    assert [line for line in found if line.startswith("LegalDispute[ended")]


def test_the_guild_is_the_one_that_was_named(reading: Read) -> None:
    found = events(reading("The Nordvik Actors Guild met in Oslo. The guild sued Halden Games on Monday."))

    assert [line for line in found if "accused=Halden Games; accuser=Nordvik Actors Guild" in line]
