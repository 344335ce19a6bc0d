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
    ("Halden Logistics is 30 percent owned by Nordvik Foods.", f"Investment[active] {BACKED}"),
    ("The carrier Halden Logistics, 60% owned by Nordvik Foods, has new planes.", f"Investment[active] {BACKED}"),
    ("Nordvik Foods bought a majority of Halden Logistics in 2020.", f"Investment[active 2020] {BACKED}"),
    ("Nordvik Foods had offered 88 million pounds for Halden Logistics.", f"Acquisition[announced] {BOUGHT}"),
    ("Halden Logistics' investors include Nordvik Foods.", f"Investment[active] {BACKED}"),
    ("Nordvik Foods has picked up Halden Logistics for $40 million.", f"Acquisition[active] {BOUGHT}"),
    (
        "The planned marriage of Nordvik Foods and its rival Halden Logistics ran into trouble.",
        "Merger[announced] participant=Halden Logistics, Nordvik Foods",
    ),
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
    "Some 60 percent of the homes owned by Nordvik Foods are let to Halden Logistics.",
    "Nordvik Foods won a majority of votes at Halden Logistics.",
    "Nordvik Foods offered 2 million euros for information on Halden Logistics.",
    "Nordvik Foods puts 8 million euros a year into the Halden Logistics team.",
    "The marriage of Anna Berg and Jonas Lund was planned for May.",
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


def test_each_of_two_purchases_has_its_own_date(reading: Read) -> None:
    text = "Nordvik Foods bought Norse Airways in 2019 and a third of Halden Logistics in 2021."
    bought = "Acquisition[active 2019] acquired=Norse Airways; acquirer=Nordvik Foods"
    assert events(reading(text)) == {bought, f"Investment[active 2021] {BACKED}"}
