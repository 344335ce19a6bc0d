"""Fines that nobody is said to impose, and what people without a name say of a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.stance.speakers import speaker
from tests.extract.by_hand import parsed_of
from tests.extract.telling import events

if TYPE_CHECKING:
    from kg.extract import Extractor
    from tests.extract.conftest import Read

LET_BE = [
    "The Competition Authority studied it and decided not to open an investigation. Nordvik Foods was fined 2 million.",
    "The Competition Authority declined to investigate the deal. Nordvik Foods was fined 2 million euros in 2023.",
]


@pytest.mark.parametrize("text", LET_BE)
def test_who_lets_somebody_be_has_not_fined_them(text: str, reading: Read) -> None:
    found = events(reading(text))

    assert [line for line in found if "accused=Nordvik Foods" in line]
    assert not [line for line in found if "accuser" in line]


def test_who_is_said_to_fine_has(reading: Read) -> None:
    found = events(reading("Nordvik Foods was fined 2 million euros on Monday by the Competition Authority."))

    assert [line for line in found if "accused=Nordvik Foods; accuser=Competition Authority" in line]


@pytest.mark.parametrize(
    ("text", "is_talk"),
    [
        ("Final offers for Nordvik Foods are due in May, the people said.", True),
        ("The offers are not expected before May, people familiar with the matter said.", True),
        ("Final offers for Nordvik Foods are due in May, Halden Group said.", False),
        ("The people said nothing. Final offers for Nordvik Foods are due in May.", False),
    ],
)
def test_what_people_without_a_name_say_of_a_thing_is_talk(text: str, extractor: Extractor, *, is_talk: bool) -> None:
    parsed = parsed_of(extractor, text)
    offers = next(token for token in parsed.doc if token.lower_ == "offers")

    assert speaker(parsed, offers)[1] is is_talk


def test_an_owner_with_a_share_of_its_own_is_not_invested_in(reading: Read) -> None:
    found = events(reading("Nordvik Foods owns 60% of Norse Power and Halden Group the remaining 40%."))

    assert found
    assert not [line for line in found if "Halden Group" in line]
