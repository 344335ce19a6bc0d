"""Acquisitions, mergers and investments: who buys whom, how far it got, and what is only shopping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import told

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BOUGHT = "acquired=Halden Logistics; acquirer=Nordvik Foods"
MERGED = "participant=Halden Logistics, Nordvik Foods"
BACKED = "investee=Halden Logistics; investor=Nordvik Foods"

TOLD = [
    ("Nordvik Foods has acquired Halden Logistics for $2 billion.", {f"Acquisition[active] {BOUGHT}"}),
    ("Halden Logistics was bought by Nordvik Foods in 2021.", {f"Acquisition[active 2021] {BOUGHT}"}),
    (
        "Nordvik Foods completed its acquisition of Halden Logistics on Monday.",
        {f"Acquisition[active 2024-05-13] {BOUGHT}"},
    ),
    ("Nordvik Foods agreed to buy Halden Logistics.", {f"Acquisition[announced] {BOUGHT}"}),
    ("Nordvik Foods will acquire Halden Logistics next year.", {f"Acquisition[announced 2025] {BOUGHT}"}),
    ("Nordvik Foods has agreed a deal to acquire Halden Logistics.", {f"Acquisition[announced] {BOUGHT}"}),
    ("Nordvik Foods announced a deal to buy Halden Logistics.", {f"Acquisition[announced] {BOUGHT}"}),
    ("Nordvik Foods plans to take over Halden Logistics.", {f"Acquisition[announced] {BOUGHT}"}),
    ("Nordvik Foods said it would buy Halden Logistics.", {f"Acquisition[announced] {BOUGHT}"}),
    ("Nordvik Foods is considering a takeover of Halden Logistics.", {f"Acquisition[rumoured] {BOUGHT}"}),
    ("Nordvik Foods is in talks to buy Halden Logistics.", {f"Acquisition[rumoured] {BOUGHT}"}),
    ("Nordvik Foods may buy Halden Logistics.", {f"Acquisition[rumoured] {BOUGHT}"}),
    ("Nordvik Foods could buy Halden Logistics, two sources said.", {f"Acquisition[rumoured] {BOUGHT}"}),
    ("Nordvik Foods denied that it would buy Halden Logistics.", {f"Acquisition[denied] {BOUGHT}"}),
    ("Nordvik Foods will not buy Halden Logistics.", {f"Acquisition[denied] {BOUGHT}"}),
    ("Nordvik Foods abandoned its planned takeover of Halden Logistics.", {f"Acquisition[ended] {BOUGHT}"}),
    ("Nordvik Foods has scrapped its takeover of Halden Logistics.", {f"Acquisition[ended] {BOUGHT}"}),
    ("Nordvik Foods's deal to buy Halden Logistics needs approval.", {f"Acquisition[announced] {BOUGHT}"}),
    ("Halden Logistics, which Nordvik Foods bought in 2019, cut jobs.", {f"Acquisition[active 2019] {BOUGHT}"}),
    ("Halden Logistics was sold to Nordvik Foods in 2019.", {f"Acquisition[active 2019] {BOUGHT}"}),
    (
        "Maersk Group sold Halden Logistics to Nordvik Foods in 2019.",
        {f"Acquisition[active 2019] {BOUGHT}"},
    ),
    (
        "Nordvik Foods completed its merger with Halden Logistics on April 1, 2020.",
        {f"Merger[active 2020-04-01] {MERGED}"},
    ),
    ("Nordvik Foods and Halden Logistics have merged.", {f"Merger[active] {MERGED}"}),
    ("Nordvik Foods invested $10 million in Halden Logistics.", {f"Investment[active] {BACKED}"}),
    ("Nordvik Foods took a 5% stake in Halden Logistics in 2021.", {f"Investment[active 2021] {BACKED}"}),
    ("Nordvik Foods bought a stake in Halden Logistics.", {f"Investment[active] {BACKED}"}),
    ("Halden Logistics is backed by Nordvik Foods.", {f"Investment[active] {BACKED}"}),
    ("Nordvik Foods also holds 30% of Halden Logistics.", {f"Investment[active] {BACKED}"}),
    ("Halden Logistics has raised $85 million from Nordvik Foods.", {f"Investment[active] {BACKED}"}),
    ("Halden Logistics named Nordvik Foods as its new investor.", {f"Investment[active] {BACKED}"}),
    ("Nordvik Foods is an investor in Halden Logistics.", {f"Investment[active] {BACKED}"}),
    (
        "Nordvik Foods could buy a 51 percent stake in Halden Logistics.",
        {f"Investment[rumoured] {BACKED}"},
    ),
    (
        "Nordvik Foods helped Norse Airways buy Halden Logistics.",
        {"Acquisition[active] acquired=Halden Logistics; acquirer=Norse Airways"},
    ),
    ("Norse Airways welcomed the merger of Halden Logistics and Nordvik Foods.", {f"Merger[announced] {MERGED}"}),
    ("Halden Logistics and Nordvik Foods called off their merger.", {f"Merger[ended] {MERGED}"}),
    ("Halden Logistics and Nordvik Foods have broken off talks about a merger.", {f"Merger[ended] {MERGED}"}),
    (
        "The European Commission cleared the purchase of Halden Logistics by Nordvik Foods.",
        {f"Acquisition[announced] {BOUGHT}"},
    ),
    (
        "The acquisition of Halden Logistics by Nordvik Foods was blocked by the European Commission.",
        {f"Acquisition[ended] {BOUGHT}"},
    ),
    ("Nordvik Foods raised its offer for Halden Logistics to $3 billion.", {f"Acquisition[announced] {BOUGHT}"}),
    (
        "Nordvik Foods bought Halden Logistics, a unit of Norse Airways, in 2020.",
        {f"Acquisition[active 2020] {BOUGHT}"},
    ),
]

RAISED = [
    (
        "Halden Robotics has raised 40 million euros from investors including Nordvik Foods and Norse Capital.",
        {"Investment[active] investee=Halden Robotics; investor=Nordvik Foods, Norse Capital"},
    ),
    ("Halden Logistics, which raised $5 million from Nordvik Foods, makes vans.", {f"Investment[active] {BACKED}"}),
    (
        "Norse Airways has agreed to sell half of Halden Logistics to Nordvik Foods.",
        {f"Investment[announced] {BACKED}"},
    ),
    ("Nordvik Foods bought half of Halden Logistics in 2020.", {f"Investment[active 2020] {BACKED}"}),
]
SOLD = [
    (
        "Norse Trust has sold the Corner Bread chain to Nordvik Foods.",
        {"Acquisition[active] acquired=Corner Bread; acquirer=Nordvik Foods"},
    ),
    ("Norse Airways sold its Halden Logistics business to Nordvik Foods.", {f"Acquisition[active] {BOUGHT}"}),
    ("Halden Logistics rejected an approach from Nordvik Foods in 2021.", {f"Acquisition[denied 2021] {BOUGHT}"}),
    (
        "Nordvik Foods had made an offer for Halden Logistics, which its board rejected.",
        {f"Acquisition[denied] {BOUGHT}"},
    ),
    ("Nordvik Foods has bought a start-up called Halden Logistics.", {f"Acquisition[active] {BOUGHT}"}),
]
TOLD += [*RAISED, *SOLD]

NOTHING = [
    "Nordvik Foods raised concerns from investors including Halden Capital.",
    "Nordvik Foods secured a contract worth $5 million from Halden Logistics.",
    "Nordvik Foods sold its Boeing planes to Halden Logistics.",
    "Halden Rovers rejected an approach from Norse City for their striker.",
    "Norse Airways bought several Boeing jets on Monday.",
    "Halden Logistics acquired the Nordvik Foods shops in Oslo.",
    "Norse Airways sold its Boeing jets to Maersk Group.",
    "Halden Logistics bought land from Nordvik Foods and sold it to Norse Airways.",
    "Nordvik Foods takes over the title of best shop from Halden Logistics.",
    "Customers buy Nordvik Foods products at Tesco stores.",
    "Amazon is buying electricity from Orsted.",
    "Apple bought 50 servers from Dell.",
    "Fans bought Nintendo consoles at Walmart.",
    "Investors bought Tesla shares on Tuesday.",
    "Nordvik Foods acquired a taste for luxury.",
    "Nordvik Foods bought a warehouse from Halden Logistics.",
    "Nordvik Foods sold frozen meals to Halden Logistics.",
    "Nordvik Foods invested in new machines.",
    "Traders bought oil on Monday, Halden Logistics said.",
    "Nordvik Foods sold shares in Halden Logistics to Norse Airways.",
    "Nordvik Foods outbid Halden Logistics for a plot of land.",
    "Halden Logistics said Nordvik Foods had bought land.",
    "Halden Logistics bought 20 Nordvik Foods shops in Oslo.",
    "Norse Airways acquired 12 Boeing jets in May.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t for t, _ in TOLD])
def test_a_deal_is_told_with_its_sides_and_how_far_it_got(reading: Read, text: str, expected: set[str]) -> None:
    assert told(reading(text)) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_buying_and_selling_of_goods_is_no_deal(reading: Read, text: str) -> None:
    assert {line for line in told(reading(text)) if "customerOf" not in line} == set()  # who buys is a customer
