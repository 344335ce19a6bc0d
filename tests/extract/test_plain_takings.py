"""Takeovers and investments in plain clauses: who bought it, led the round, took a share or gave one up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BOUGHT = "acquired=Halden Logistics; acquirer=Nordvik Foods"
BACKED = "investee=Halden Logistics; investor=Nordvik Foods"

TOLD = [
    ("Halden Logistics is owned by Nordvik Foods, which bought it in 2015.", f"Acquisition[active 2015] {BOUGHT}"),
    (
        "Norse Airways completed the sale of its parcel business, Halden Logistics, to Nordvik Foods.",
        f"Acquisition[active] {BOUGHT}",
    ),
    (
        "Halden Logistics has turned down an unsolicited offer from the investor Nordvik Foods.",
        f"Acquisition[denied] {BOUGHT}",
    ),
    ("Nordvik Foods has bought a parcel start-up, Halden Logistics.", f"Acquisition[active] {BOUGHT}"),
    ("Halden Logistics has raised $64 million in a round led by Nordvik Foods.", f"Investment[active] {BACKED}"),
    ("Halden Logistics obtained $64 million from Nordvik Foods.", f"Investment[active] {BACKED}"),
    ("Nordvik Foods will take 25 percent of Halden Logistics.", f"Investment[announced] {BACKED}"),
    ("Nordvik Foods has a holding in Halden Logistics.", f"Investment[active] {BACKED}"),
    ("Nordvik Foods is the largest shareholder in Halden Logistics.", f"Investment[active] {BACKED}"),
    ("Nordvik Foods put 3 million euros into Halden Logistics in 2018.", f"Investment[active 2018] {BACKED}"),
    ("Nordvik Foods has sold its 15 per cent stake in Halden Logistics.", f"Investment[ended] {BACKED}"),
    (
        "Norse Airways has sold its 15 per cent stake in Halden Logistics to Nordvik Foods.",
        f"Investment[active] {BACKED}",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_who_takes_or_gives_up_what_is_told_in_a_plain_clause(reading: Read, text: str, expected: str) -> None:
    assert events(reading(text)) == {expected}


NONE = [
    "Halden Logistics received 3 million euros from Nordvik Foods.",
    "Nordvik Foods has taken a third of the market of Halden Logistics.",
    "The lorry was sold by Halden Logistics, which bought it in 2015.",
    "Halden Logistics rejected a pay offer from Nordvik Foods.",
    "In June Nordvik Foods acquired three farms from Halden Logistics.",
    "Nordvik Foods and Halden Logistics raised prices. Norse Airways put 3 million euros into it.",
]


@pytest.mark.parametrize("text", NONE)
def test_who_only_pays_sells_a_part_or_takes_customers_has_bought_nobody(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()


def test_who_a_round_also_drew_has_invested_too(reading: Read) -> None:
    told = events(
        reading(
            "Halden Logistics has raised $64 million in a round led by Nordvik Foods. "
            "The financing also drew Norse Airways and Maersk Group."
        )
    )
    assert told == {"Investment[active] investee=Halden Logistics; investor=Maersk Group, Nordvik Foods, Norse Airways"}


def test_two_who_hold_shares_in_one_firm_hold_them_apart(reading: Read) -> None:
    took = "Nordvik Foods took 35 percent of Halden Logistics in 2021."
    told = events(reading(f"{took} Norse Airways owns 50 percent of Halden Logistics."))
    assert told == {
        f"Investment[active 2021] {BACKED}",
        "Investment[active] investee=Halden Logistics; investor=Norse Airways",
    }
