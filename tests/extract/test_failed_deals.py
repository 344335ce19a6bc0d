"""Deals that are not made yet, which is no denial, and deals that fail or are voted down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

NOT_YET = [
    "Nordvik Foods and Halden Group are discussing a joint venture. The two have not yet signed a deal.",
    "Nordvik Foods is in talks with Halden Group. No partnership with Halden Group has been signed, it said.",
    "Nordvik Foods is in talks with Halden Group about a line of coats. No partnership has been agreed yet.",
]
DENIED = [
    "Nordvik Foods has not signed a partnership with Halden Group, it said.",
    "Nordvik Foods has no partnership with Halden Group.",
]
FAILED = [
    "Wool growers vote down merger of Nordvik Foods and Halden Group",
    "Nordvik Foods members voted down the merger with Halden Group on Monday.",
    "A plan to merge Nordvik Foods and Halden Group has failed after members refused to back it.",
    "The merger of Nordvik Foods and Halden Group was rejected by shareholders on Monday.",
    "The takeover of Halden Group by Nordvik Foods failed on Monday.",
    "Nordvik Foods and Halden Group announced a merger. Few voted for the merger, short of the 75 per cent needed.",
]
NOT_FAILED = [
    "The merger of Nordvik Foods and Halden Group failed to please analysts.",
    "Shareholders voted for the merger of Nordvik Foods and Halden Group on Monday.",
    "Nordvik Foods and Halden Group announced a merger. The merger could fail.",
    "Shareholders may reject the merger of Nordvik Foods and Halden Group.",
]


@pytest.mark.parametrize("text", NOT_YET)
def test_what_is_not_agreed_yet_is_talk_and_not_denied(reading: Read, text: str) -> None:
    found = events(reading(text))

    assert [line for line in found if "[rumoured" in line]
    assert not [line for line in found if "[denied" in line]


@pytest.mark.parametrize("text", DENIED)
def test_what_is_said_not_to_be_is_denied(reading: Read, text: str) -> None:
    assert [line for line in events(reading(text)) if "[denied" in line]


@pytest.mark.parametrize("text", FAILED)
def test_a_deal_that_fails_or_is_voted_down_has_ended(reading: Read, text: str) -> None:
    assert [line for line in events(reading(text)) if "[ended" in line]


@pytest.mark.parametrize("text", NOT_FAILED)
def test_a_deal_that_may_fail_or_is_voted_for_has_not(reading: Read, text: str) -> None:
    assert not [line for line in events(reading(text)) if "[ended" in line]


TURNED_DOWN = [
    "Halden Group approached Nordvik Foods about a takeover last year but was turned down, it said.",
    "Halden Group approached Nordvik Foods about a takeover in March, but the bid was rebuffed.",
    "Halden Group tried to buy Nordvik Foods in 2021 but was rebuffed.",
    "Halden Group offered to acquire Nordvik Foods, but its board rejected the proposal.",
]
NOT_TURNED_DOWN = [
    "Halden Group bought Nordvik Foods in March but was turned down when it asked banks for more money.",
    "Halden Group offered to acquire Nordvik Foods, but the proposal may be rejected.",
]


@pytest.mark.parametrize("text", TURNED_DOWN)
def test_who_asked_and_was_turned_down_has_no_deal(reading: Read, text: str) -> None:
    found = events(reading(text))

    assert not [line for line in found if "[denied" not in line]


@pytest.mark.parametrize("text", NOT_TURNED_DOWN)
def test_a_deal_that_was_made_or_only_may_be_refused_is_not_denied(reading: Read, text: str) -> None:
    found = events(reading(text))

    assert found
    assert not [line for line in found if "[denied" in line]


def test_who_approaches_another_about_a_deal_has_none_yet(reading: Read) -> None:
    found = events(reading("Halden Group approached Nordvik Foods about a merger in March."))

    assert not [line for line in found if "[rumoured" not in line]
