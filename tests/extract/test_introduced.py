"""Firms that an article goes on to call by what it said of them: "the hotel group", "the Czech company"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SUED = "LegalDispute[active] accused=Halden Logistics; accuser=Nordvik Foods"

CALLED = [
    "Norwegian fish group Nordvik Foods met the bank Lund & Berg. The Norwegian company has sued Halden Logistics.",
    "Nordvik Foods, a fish processor, met the bank Lund & Berg. The fish processor has sued Halden Logistics.",
    "Norway's Nordvik Foods met the brewer Lund & Berg. The Norwegian group has sued Halden Logistics.",
    "The hotel group Nordvik Foods was bought by the fund Helix Bay. The group has sued Halden Logistics.",
    "Nordvik Foods met its bankers in Oslo on Monday. The Bergen company has sued Halden Logistics.",
]

OTHERS = [
    "Norwegian group Nordvik Foods and Norwegian bank Lund & Berg met. The Norwegian firm has sued Halden Logistics.",
    "Swedish fish group Nordvik Foods met its bankers. The Norwegian company has sued Halden Logistics.",
    "Nordvik Foods, a fish processor, met its bankers. The meat processor has sued Halden Logistics.",
    "Nordvik Foods, a fish processor, met Lund & Berg. The new company has sued Halden Logistics.",
]


@pytest.mark.parametrize("text", CALLED)
def test_who_is_introduced_by_such_words_is_meant_by_them(reading: Read, text: str) -> None:
    assert SUED in events(reading(text))


@pytest.mark.parametrize("text", OTHERS)
def test_words_that_fit_several_or_nobody_mean_nobody(reading: Read, text: str) -> None:
    assert SUED not in events(reading(text))


def test_whose_parent_puts_it_up_for_sale_is_what_the_clause_is_about(reading: Read) -> None:
    text = "Nordvik Foods may buy Halden Logistics, which its Belgian parent, Lund & Berg, put up for sale in March."
    relations = {(c.about, c.object) for c in reading(text).claims if c.predicate in {"partOf", "ownedBy"}}
    assert all("nordvik" not in about for about, _ in relations)
