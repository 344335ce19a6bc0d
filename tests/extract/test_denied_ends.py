"""Who denies that something is to end says that it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

GOING_ON = [
    "Nordvik Foods denied a report that it plans to give up its partnership with Halden Group.",
    "Nordvik Foods denied that it would end its partnership with Halden Group.",
    "Nordvik Foods said it had no plans to pull out of its partnership with Halden Group.",
]


@pytest.mark.parametrize("text", GOING_ON)
def test_what_is_not_to_end_is_not_denied_and_goes_on(reading: Read, text: str) -> None:
    found = events(reading(text))

    assert [line for line in found if line.startswith("Partnership[active")]
    assert not [line for line in found if "[denied" in line]


def test_a_partnership_that_is_denied_is_denied(reading: Read) -> None:
    found = events(reading("Nordvik Foods denied a report that it has a partnership with Halden Group."))

    assert [line for line in found if "[denied" in line]


def test_a_partnership_that_is_given_up_has_ended(reading: Read) -> None:
    found = events(reading("Nordvik Foods gave up its partnership with Halden Group on Monday."))

    assert [line for line in found if "[ended" in line]


def test_who_accuses_or_is_accused_is_not_affected_as_well(reading: Read) -> None:
    found = events(
        reading("Nordvik Foods has settled its dispute with Anna Berg, whom it had accused of copying recipes.")
    )

    assert [line for line in found if "accused=Anna Berg; accuser=Nordvik Foods" in line]
    assert not [line for line in found if "affected" in line and "accused" in line]
