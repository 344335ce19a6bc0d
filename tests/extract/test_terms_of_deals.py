"""What a deal is about: what hangs on it counts, and what merely stands beside it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import deals

if TYPE_CHECKING:
    from tests.extract.conftest import Read

TOLD = [
    (
        "Nordvik Foods and Halden Logistics announced a five-year, $250 million partnership.",
        {"value USD 250000000", "term P5Y"},
    ),
    ("Nordvik Foods signed a partnership with Halden Logistics worth €2 billion.", {"value EUR 2000000000"}),
    ("Nordvik Foods signed a partnership with Halden Logistics valued at 3 billion yen.", {"value JPY 3000000000"}),
    ("Nordvik Foods has acquired Halden Logistics for $2.5 billion.", {"value USD 2500000000"}),
    ("Nordvik Foods agreed to buy Halden Logistics for £400m in cash.", {"planned value GBP 400000000"}),
    ("Nordvik Foods invested 40 million euros in Halden Logistics.", {"value EUR 40000000"}),
    ("Nordvik Foods and Halden Logistics called off their $20 billion merger.", {"value USD 20000000000"}),
    ("Nordvik Foods and Halden Logistics signed a partnership agreement for 15 years.", {"term P15Y"}),
    ("Nordvik Foods extended its partnership with Halden Logistics for three years.", {"term P3Y"}),
    ("Nordvik Foods and Halden Logistics formed an 18-month partnership.", {"term P1Y6M"}),
    (
        "Nordvik Foods signed a distribution deal with Halden Logistics in Japan.",
        {"territory Japan"},
    ),
    (
        "Nordvik Foods has renewed its partnership with Halden Logistics to sell coffee in China for five years.",
        {"territory China", "term P5Y"},
    ),
    (
        "Nordvik Foods signed a distribution deal with Halden Logistics to sell the Zephyr app in Japan and Italy.",
        {"covers Zephyr", "territory Japan", "territory Italy"},
    ),
    (
        "Nordvik Foods and Halden Logistics formed a partnership that covers Europe.",
        {"territory Europe"},
    ),
    ("Nordvik Foods and Halden Logistics denied a $5 billion partnership.", {"not value USD 5000000000"}),
]
SILENT = [
    "Nordvik Foods, which earned $2 billion last year, formed a partnership with Halden Logistics.",
    "Nordvik Foods and Halden Logistics, who have worked together for ten years, formed a partnership.",
    "Nordvik Foods and Halden Logistics announced a partnership in Oslo.",
    "Nordvik Foods has bought Halden Logistics, whose debts stand at $3 billion.",
    "Nordvik Foods announced a partnership with Halden Logistics, valued at $3 billion by its owners.",
    "Nordvik Foods paid Halden Logistics a $1 million fee for the advice.",
    "Nordvik Foods and Halden Logistics formed a partnership after a 10-year-old dispute.",
    "Nordvik Foods ended its ten-year-old partnership with Halden Logistics.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text for text, _ in TOLD])
def test_a_sentence_says_what_its_deal_is_about(reading: Read, text: str, expected: set[str]) -> None:
    assert deals(reading(text)) == expected


@pytest.mark.parametrize("text", SILENT)
def test_what_is_not_said_of_the_deal_is_not_taken_for_it(reading: Read, text: str) -> None:
    assert deals(reading(text)) == set()
