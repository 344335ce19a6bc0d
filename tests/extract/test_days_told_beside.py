"""The day of an event that its name or another of its sentences tells: "the agreement, signed on Wednesday, …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

AGREED = "Nordvik Foods and Halden Logistics have agreed to work together on maps."
DATED = [
    (f"{AGREED}\n\nThe agreement, signed in Oslo on Monday, will put trucks on Nordvik's farms.", "2024-05-13"),
    ("The contract, reached on Monday, makes Nordvik Foods the partner of Halden Logistics.", "2024-05-13"),
    ("The lawsuit, filed on Monday in Oslo, accuses Nordvik Foods of fraud.", "2024-05-13"),
    (
        "Halden Logistics has been acquired by Nordvik Foods. Nordvik completed the purchase from Maersk on Monday.",
        "2024-05-13",
    ),
]


@pytest.mark.parametrize(("text", "day"), DATED)
def test_the_day_is_told_beside_the_events_name(reading: Read, text: str, day: str) -> None:
    assert [line for line in events(reading(text)) if f" {day}]" in line]


UNDATED = [
    f"{AGREED}\n\nThe agreement, which Nordvik's owners praised, runs until Monday.",
    f"{AGREED}\n\nTheir agreement, first signed in 2019, was not on the agenda.",
]


@pytest.mark.parametrize("text", UNDATED)
def test_a_day_of_something_else_is_not_the_events(reading: Read, text: str) -> None:
    assert not [line for line in events(reading(text)) if "20" in line]


SIDES = "accused=Nordvik Foods; accuser=Halden Wines"


def test_another_sentence_dates_an_event_that_has_no_date(reading: Read) -> None:
    found = events(
        reading(
            "Halden Wines has lodged a complaint against Nordvik Foods. "
            "One winery on Monday accused an importer of selling fake wine."
        )
    )

    assert found == {f"LegalDispute[active] {SIDES}", f"LegalDispute[mentioned 2024-05-13] {SIDES}"}


def test_another_sentence_dates_no_event_that_has_a_date(reading: Read) -> None:
    found = events(
        reading(
            "Halden Wines lodged a complaint against Nordvik Foods on Monday. "
            "One winery in March accused an importer of selling fake wine."
        )
    )

    assert found == {f"LegalDispute[active 2024-05-13] {SIDES}", f"LegalDispute[mentioned] {SIDES}"}
