"""Those who are counted first and named a sentence later; and who must not be taken for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

THREE = "accused=Halden Logistics, Nordvik Foods, Norse Airways"
NAMED = [
    (
        (
            "Prosecutors accused three companies and a councillor of rigging tenders.\n\n"
            "The companies, Halden Logistics, Nordvik Foods and Norse Airways, agreed in advance who would win."
        ),
        {f"Misconduct[active] {THREE}"},
    ),
    (
        (
            "Prosecutors accused three companies of rigging tenders. "
            "The companies are Halden Logistics, Nordvik Foods and Norse Airways."
        ),
        {f"Misconduct[active] {THREE}"},
    ),
    (
        "The watchdog fined two banks over loans. The banks, Halden Bank and Nordvik Bank, had hidden fees.",
        {"RegulatoryAction[active] accused=Halden Bank, Nordvik Bank"},
    ),
    (
        (
            "Regulators raided the offices of three cement makers. "
            "The companies, Nordvik Foods, Halden Logistics and Norse Airways, have declined to comment."
        ),
        {f"RegulatoryAction[active] {THREE}"},
    ),
    (
        "Prosecutors have charged three lenders with fraud. The firms are Nordvik Bank, Halden Bank and Norse Bank.",
        {"LegalDispute[active] accused=Halden Bank, Nordvik Bank, Norse Bank"},
    ),
    (
        "A federal jury indicted two traders in March. The traders, Peter Lund and Olav Dahl, deny the charges.",
        {"LegalDispute[active 2024-03] accused=Olav Dahl, Peter Lund"},
    ),
]
OTHERS = [
    "Two banks hired staff. The banks, Halden Bank and Nordvik Bank, are based in Oslo.",
    "The watchdog fined two banks. The banks, Halden Bank, Nordvik Bank and Norse Bank, welcomed the ruling.",
    "The watchdog fined two banks. The lawyers, Peter Lund and Olav Dahl, welcomed the ruling.",
    "The watchdog fined two firms. The banks, Halden Bank and Nordvik Bank, hired staff.",
    "The watchdog fined the two banks. The firms, Halden Logistics and Nordvik Foods, hired staff.",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_those_who_are_counted_are_named_later(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) >= expected


@pytest.mark.parametrize("text", OTHERS)
def test_names_of_others_or_of_more_are_not_theirs(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()
