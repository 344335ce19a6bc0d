"""What somebody only sought or proposed in some month is talk; what they did to get it has happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BOUGHT = "acquired=Halden Logistics; acquirer=Nordvik Foods"
OPEN = [
    "Nordvik Foods sought in June to buy Halden Logistics.",
    "The retailer Nordvik Foods had proposed in June to take over Halden Logistics.",
    "Nordvik Foods tried in May to take over Halden Logistics.",
    "Nordvik Foods proposed in March to acquire Halden Logistics.",
]
SETTLED = [
    ("Nordvik Foods agreed in June to buy Halden Logistics.", "announced"),
    ("Nordvik Foods has bought Halden Logistics to enter Norway.", "active"),
]


@pytest.mark.parametrize("text", OPEN)
def test_what_was_sought_in_a_month_is_talk(text: str, reading: Read) -> None:
    [line] = events(reading(text))
    assert line.startswith("Acquisition[rumoured")
    assert line.endswith(BOUGHT)


@pytest.mark.parametrize(("text", "status"), SETTLED)
def test_what_was_agreed_or_done_is_none(text: str, status: str, reading: Read) -> None:
    [line] = events(reading(text))
    assert line.startswith(f"Acquisition[{status}")
    assert line.endswith(BOUGHT)
