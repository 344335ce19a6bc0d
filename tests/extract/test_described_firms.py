"""Firms that are described first and named by the next sentence; and names that are of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Extract, Read

NAMED = [
    (
        "A waste company has sued Nordvik Foods over unpaid bills.\n\nRenolund AS filed the suit in Oslo on Tuesday.",
        {"LegalDispute[active] accused=Nordvik Foods; accuser=Renolund"},
    ),
    (
        "A hotel owner has agreed to buy a rival.\n\nBergbahnen Halden will pay 3 million francs for Nordvik Resorts.",
        {"Acquisition[announced] acquired=Nordvik Resorts; acquirer=Bergbahnen Halden"},
    ),
    (
        "A Danish bike-parking start-up has accused a bank of copying its app. Sykkelbo Group sued Halden Bank in May.",
        {"LegalDispute+Misconduct[active] accused=Halden Bank; accuser=Sykkelbo Group"},
    ),
    (
        "A brewery has been fined 3 million crowns for draining two wells. Bryggvik said it would appeal.",
        {"RegulatoryAction[active] accused=Bryggvik"},
    ),
    (
        "A Norwegian dairy has accused a trade union of lying. Meierlund Foods wrote to the Bread Workers' Union.",
        {"Misconduct[active] accused=Bread Workers' Union; accuser=Meierlund Foods"},
    ),
]
OTHERS = [
    "A waste company has sued Nordvik Foods over unpaid bills. Renolund AS said it would defend itself.",
    "A waste company has sued Nordvik Foods. Renolund AS, which owns the food maker, runs 40 shops.",
    "A waste company has sued Nordvik Foods. Rival Renolund AS said it was not affected.",
    "A waste company has sued a bank. Renolund AS said it would not comment.",
    "A software company has to pay 3 million crowns. The Privacy Board announced the penalty on Wednesday.",
    "A software company has to pay 3 million crowns. Trakten announced the penalty on Wednesday.",
    "A software company has been fined. Trakten said it had found that faces were scanned.",
    "The software company has been fined. Trakten said it would appeal.",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_firm_is_named_after_it_is_described(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) >= expected


@pytest.mark.parametrize("text", OTHERS)
def test_another_firm_is_not_the_one_described(extract: Extract, text: str) -> None:
    referred = {text[m.span.start : m.span.end] for c in extract(text).chains for m in c.mentions if not m.is_name}
    assert referred.isdisjoint({"company", "bank"})
