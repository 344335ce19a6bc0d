"""Whom a court tells to stop, whose victory that is, and who wants money back from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BROUGHT = {"LegalDispute[active] accused=Halden Logistics; accuser=Nordvik Foods"}
ALONE = {"LegalDispute[active] accused=Halden Logistics"}
ORDERED = [
    ("A court ordered Halden Logistics to stop selling its mowers, handing a win to Nordvik Foods.", BROUGHT),
    ("A Bergen court ordered Halden Logistics to stop selling its mowers in a victory for Nordvik Foods.", BROUGHT),
    ("A judge barred Halden Logistics from using the name, handing Nordvik Foods a win.", BROUGHT),
    ("The regional court has ordered Halden Logistics to stop selling its mowers.", ALONE),
    ("Halden Logistics was ordered by a court to withdraw its adverts.", ALONE),
    ("A judge refused to order Halden Logistics to stop selling its mowers.", set()),
    ("A court may order Halden Logistics to stop selling its mowers.", set()),
    ("Halden Logistics ordered its dealers to stop selling the mowers.", set()),
]
WANTED = [
    ("Nordvik Foods is seeking $14 million in unpaid bills from Halden Logistics.", BROUGHT),
    ("Nordvik Foods is demanding 14 million euros from Halden Logistics for work on a dam.", BROUGHT),
    ("Nordvik Foods wants 38 million euros from Halden Logistics for trains whose doors froze.", BROUGHT),
    ("Nordvik Foods demanded 1.6 million kuna from Halden Logistics.", BROUGHT),
    ("Nordvik Foods is seeking $14 million in loans from Halden Logistics.", set()),
    ("Nordvik Foods wants $14 million in aid from Halden Logistics.", set()),
    ("Nordvik Foods is seeking $14 million from investors.", set()),
    ("Nordvik Foods is not demanding $14 million from Halden Logistics.", set()),
    ("Nordvik Foods wants 30 trains from Halden Logistics.", set()),
    ("Hackers demanded $12 million from Halden Logistics.", set()),
]


@pytest.mark.parametrize(("text", "expected"), ORDERED, ids=[t for t, _ in ORDERED])
def test_whom_a_court_tells_to_stop_and_who_wins(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize(("text", "expected"), WANTED, ids=[t for t, _ in WANTED])
def test_who_wants_money_back_from_whom(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected
