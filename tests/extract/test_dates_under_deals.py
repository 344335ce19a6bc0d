"""What is done under an agreement has its day; the agreement has the day on which it was signed, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nordvik Foods will start to bake in 2026 under a partnership with Halden Group signed in March.", "2024-03"),
        ("Nordvik Foods will bake bread in 2026 under a partnership with Halden Group.", ""),
        ("Nordvik Foods signed a partnership with Halden Group in March.", "2024-03"),
    ],
)
def test_an_agreement_is_not_of_the_day_on_which_something_starts(text: str, day: str, reading: Read) -> None:
    found = [line for line in events(reading(text)) if line.startswith("Partnership")]

    assert found
    assert all(day in line and "2026" not in line for line in found)
