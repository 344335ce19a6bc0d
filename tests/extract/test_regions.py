"""Regions: who leads a firm in one, and the town in one that a firm has its seat in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import relations, roles

if TYPE_CHECKING:
    from tests.extract.conftest import Read

TITLES = [
    (
        "Jon Kirui, managing director of Nordvik Foods for Kenya, said so on Monday.",
        "Role[current] Jon Kirui, managing director for Kenya, Nordvik Foods",
    ),
    (
        "Nordvik Foods's managing director for Eastern Africa, Jon Kirui, said so.",
        "Role[current] Jon Kirui, managing director for Eastern Africa, Nordvik Foods",
    ),
    (
        "Jon Kirui, chief executive of Nordvik Foods, said so on Monday.",
        "Role[current] Jon Kirui, chief executive officer, Nordvik Foods",
    ),
]
SEATS = [
    ("Zentrix, based in the Ontario city of Hamilton, makes phones.", "Zentrix headquarteredIn Hamilton"),
    ("Zentrix, headquartered in the Bavarian city of Augsburg, makes phones.", "Zentrix headquarteredIn Augsburg"),
    ("Zentrix, based in Ontario, makes phones.", "Zentrix headquarteredIn Ontario"),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_who_leads_a_region_does_not_lead_the_whole(reading: Read, text: str, expected: str) -> None:
    assert roles(reading(text)) == {expected}


@pytest.mark.parametrize(("text", "expected"), SEATS)
def test_the_seat_is_the_town_and_not_where_that_is(reading: Read, text: str, expected: str) -> None:
    assert relations(reading(text)) == {expected}
