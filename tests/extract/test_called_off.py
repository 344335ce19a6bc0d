"""A charge ends where those who made it have ended what they did about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.stance.find import stance
from kg.records import Status
from tests.extract.by_hand import parsed_of

if TYPE_CHECKING:
    from kg.extract import Extractor

CALLED_OFF = [
    "Farmers who had accused Nordvik Foods of paying late have called off a protest planned for Friday.",
    "Bus owners who accused Nordvik Foods of fraud have ended their blockade after it promised to pay.",
    "Anna Berg, who had accused Nordvik Foods of fraud, has withdrawn her complaint.",
]
GOES_ON = [
    "Anna Berg, who had accused Nordvik Foods of fraud, has called off her wedding.",
    "Farmers who had accused Nordvik Foods of paying late may call off a protest.",
    "Farmers who had accused Nordvik Foods of fraud have called off a march, but their suit goes on.",
    "Farmers who had accused Nordvik Foods of paying late have announced a protest.",
]


def state(extractor: Extractor, text: str) -> Status | None:
    """The state of the charge, as the rules have it."""
    parsed = parsed_of(extractor, text)
    charge = next(t for t in parsed.doc if t.text == "accused")
    return stance(parsed, charge, usual=Status.ACTIVE, is_dispute=True).status


@pytest.mark.parametrize("text", CALLED_OFF)
def test_a_charge_of_which_the_protest_is_called_off_is_over(text: str, extractor: Extractor) -> None:
    assert state(extractor, text) is Status.ENDED


@pytest.mark.parametrize("text", GOES_ON)
def test_a_charge_goes_on_where_something_else_is_called_off(text: str, extractor: Extractor) -> None:
    assert state(extractor, text) is Status.ACTIVE
