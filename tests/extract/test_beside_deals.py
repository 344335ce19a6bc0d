"""Who stands beside a deal or a licence of others: owners of a side, authorities, firms of the next paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

OWNERS = [
    ("Halden Logistics, a unit of Nordvik Foods, has signed a five-year contract with the port.", set()),
    ("Halden Logistics, owned by Nordvik Foods, signed a supply agreement with a Danish dairy.", set()),
    (
        (
            "The county has picked Halden Logistics as its carrier in a five-year deal. "
            "Halden Logistics, which is part of Nordvik Group, will run 40 trucks."
        ),
        set(),
    ),
    (
        "Halden Logistics, Nordvik Foods' parcel arm, is to be the official carrier of the games under a deal.",
        set(),
    ),
    (
        "Halden Logistics, a unit of Nordvik Foods, has signed a five-year contract with Norse Airways.",
        {"Partnership[announced] partner=Halden Logistics, Norse Airways"},
    ),
    (
        "A unit of Nordvik Foods has signed a partnership with Norse Airways.",
        {"Partnership[announced] partner=Nordvik Foods, Norse Airways"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), OWNERS)
def test_the_owner_of_a_side_is_no_partner(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected
