"""Launches: a plain event with a date and a label; lawsuits and bids that are "launched" are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import told

if TYPE_CHECKING:
    from tests.extract.conftest import Read

LAUNCHES = [
    ("Nordvik Foods launched a new app on Monday.", "Nordvik Foods: launch of app", "active", "2024-05-13"),
    (
        "Nordvik Foods and Halden Logistics introduced a delivery service in May 2023.",
        "Halden Logistics and Nordvik Foods: launch of delivery service",
        "active",
        "2023-05",
    ),
    (
        "Halden Logistics introduced a loyalty card and a fee for it in May 2023.",
        "Halden Logistics: launch of loyalty card",
        "active",
        "2023-05",
    ),
    (
        "Nordvik Foods will launch an electric van next year.",
        "Nordvik Foods: launch of electric van",
        "announced",
        "2025",
    ),
    (
        "A frozen pizza was unveiled by Nordvik Foods in 2022.",
        "Nordvik Foods: launch of frozen pizza",
        "active",
        "2022",
    ),
]

NOTHING = [
    "Nordvik Foods launched an investigation into the accident.",
    "Nordvik Foods released a statement on Monday.",
    "Nordvik Foods released its results on Monday.",
    "Nordvik Foods introduced Anna Berg to the board on Monday.",
    "Nordvik Foods launched an attack on Halden Logistics on Monday.",
    "Police released a man on Monday.",
    "Nordvik Foods introduced a fee of 2 euros per parcel in September.",
    "Nordvik Foods will introduce a rule against late returns in June.",
    "A fuel surcharge was introduced by Halden Logistics on Monday.",
    "Halden Logistics rolled out stricter limits on luggage and unveiled a price rise on Monday.",
    "Nordvik Foods launched.",
]


@pytest.mark.parametrize(("text", "label", "status", "when"), LAUNCHES, ids=[c[0] for c in LAUNCHES])
def test_a_launch_has_a_label_a_status_and_a_date(reading: Read, text: str, label: str, status: str, when: str) -> None:
    found = reading(text)
    (event,) = found.events
    (claim,) = (c for c in found.claims if c.about == event.key)
    assert claim.status is not None
    assert claim.when is not None
    assert (event.kinds, event.label) == (("Event",), label)
    assert (claim.status.value, claim.when.partial) == (status, when)


@pytest.mark.parametrize("text", NOTHING)
def test_what_else_is_launched_or_released_is_no_launch(reading: Read, text: str) -> None:
    assert told(reading(text)) == set()


def test_a_partnership_that_is_launched_is_a_partnership_alone(reading: Read) -> None:
    assert told(reading("Nordvik Foods launched a partnership with Halden Logistics.")) == {
        "Partnership[active] partner=Halden Logistics, Nordvik Foods"
    }
