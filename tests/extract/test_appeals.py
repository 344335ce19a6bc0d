"""A verdict that somebody appeals against ends no case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

LOST = "Halden Motors lost its lawsuit against Nordvik Foods in March."
GOES_ON = [
    f"{LOST} It has appealed.",
    f"{LOST} An appeal is pending.",
    "Halden Motors lost a similar case against Nordvik Foods in Germany in 2023. Its appeal there is pending.",
    "A judge dismissed Halden Motors' lawsuit against Nordvik Foods on Monday. Halden said it would appeal.",
    "A tribunal dismissed Halden Motors' case against Nordvik Foods. The firm plans to appeal to the High Court.",
    "Halden Motors won a lawsuit against Nordvik Foods in May, but Nordvik Foods has filed an appeal.",
]
IS_OVER = [
    LOST,
    f"{LOST} It did not appeal.",
    f"{LOST} It can appeal within a month.",
    f"{LOST} Anna Berg appealed to the fans for calm.",
    "A judge threw out Halden Motors' lawsuit against Nordvik Foods in 2021. Its appeal was rejected a year later.",
]


@pytest.mark.parametrize("text", GOES_ON)
def test_a_case_goes_on_where_somebody_appeals(reading: Read, text: str) -> None:
    found = events(reading(text))

    assert any(line.startswith("LegalDispute[active") for line in found)
    assert not any("[ended" in line for line in found)


@pytest.mark.parametrize("text", IS_OVER)
def test_a_case_is_over_where_nobody_does(reading: Read, text: str) -> None:
    assert all(line.startswith("LegalDispute[ended") for line in events(reading(text)))
