"""Lasting relations said in passing: its rival, its supplier, its app; X of a town; who is a member of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import relations

if TYPE_CHECKING:
    from tests.extract.conftest import Read

TOLD = [
    # rivals
    ("Nordvik Foods has bought its smaller rival Halden Group.", "Halden Group competitorOf Nordvik Foods"),
    ("Norse Airways cut fares, while its rival Bergen Air was silent.", "Bergen Air competitorOf Norse Airways"),
    ("Nordvik Foods may sell a stake to its rival Halden Group.", "Halden Group competitorOf Nordvik Foods"),
    (
        "Nordvik Foods, Halden Group and Tarn Foods compete for the same shoppers.",
        "Halden Group competitorOf Tarn Foods",
    ),
    ("Nordvik Foods has overtaken rival Halden Group in Norway.", "Halden Group competitorOf Nordvik Foods"),
    (
        "Nordvik Foods faces competitors such as Halden Group. Its rivals include Tarn Foods.",
        "Tarn Foods competitorOf Nordvik Foods",
    ),
    # customers
    (
        "Nordvik Foods makes jam. Its customers include the chain Halden Stores.",
        "Halden Stores customerOf Nordvik Foods",
    ),
    ("Nordvik Foods counts Halden Stores among its customers.", "Halden Stores customerOf Nordvik Foods"),
    ("Nordvik Foods supplies tyres to Halden Motors.", "Halden Motors customerOf Nordvik Foods"),
    ("Halden Motors buys its tyres from Nordvik Rubber.", "Halden Motors customerOf Nordvik Rubber"),
    ("Halden Motors said its supplier Nordvik Rubber had stopped work.", "Halden Motors customerOf Nordvik Rubber"),
    ("Halden Motors's bank, Norse Kredit, declined to comment.", "Halden Motors customerOf Norse Kredit"),
    ("Halden Motors has hired the law firm Berg & Lund.", "Halden Motors customerOf Berg & Lund"),
    # products
    ("Nordvik Pharma's drug Glucovan was approved.", "Glucovan productOf Nordvik Pharma"),
    ("The shop stocks the Kudu 14 by Halden Computing.", "Kudu 14 productOf Halden Computing"),
    ("Halden Robotics may launch its robot Mowbot 3 in Japan.", "Mowbot 3 productOf Halden Robotics"),
    ("Glucovan, made by Nordvik Pharma, was approved.", "Glucovan productOf Nordvik Pharma"),
    ("Glucovan's maker, Nordvik Pharma, cut jobs.", "Glucovan productOf Nordvik Pharma"),
    ("Halden Foods is selling its Dulcita brand to a rival.", "Dulcita productOf Halden Foods"),
    ("Fans like the Shogun 5 console by Halden Games.", "Shogun 5 productOf Halden Games"),
    # seats
    ("Nordvik Foods of Bergen makes jam.", "Nordvik Foods headquarteredIn Bergen"),
    ("Nordvik Foods, a start-up from Bergen, makes jam.", "Nordvik Foods headquarteredIn Bergen"),
    ("Nordvik Foods has its head office in Bergen.", "Nordvik Foods headquarteredIn Bergen"),
    ("Nordvik Foods, whose head office is in Bergen, makes jam.", "Nordvik Foods headquarteredIn Bergen"),
    ("Nordvik Foods has raised money. The Bergen-based company will hire.", "Nordvik Foods headquarteredIn Bergen"),
    ("Nordvik Foods makes jam. The company has its head office in Bergen.", "Nordvik Foods headquarteredIn Bergen"),
    # parents, founders, members
    ("Members of the Norse Guild, such as Nordvik Foods and Tarn Foods, met.", "Tarn Foods memberOf Norse Guild"),
    ("Nordvik Foods, part of Norse Group, may cut jobs.", "Nordvik Foods partOf Norse Group"),
    ("Since 2017 Nordvik Foods has been part of the Finnish group Suomen Ruoka.", "Nordvik Foods partOf Suomen Ruoka"),
    ("Nordvik Foods was set up in 2014 by the sisters Anna Berg and Nora Berg.", "Nordvik Foods foundedBy Anna Berg"),
    ("Nordvik Foods was set up in 2014 by the sisters Anna Berg and Nora Berg.", "Nordvik Foods foundedDate 2014"),
    ("Nordvik Foods was formed in 1994 and employs 300 people.", "Nordvik Foods foundedDate 1994"),
    ("Nobody asked us, said Anna Berg of the campaign group Clean Fjord.", "Anna Berg memberOf Clean Fjord"),
    ("Halden United striker Anna Berg signed a new contract.", "Anna Berg memberOf Halden United"),
    ("Nordvik Foods is part of the Nordic Food Alliance.", "Nordvik Foods memberOf Nordic Food Alliance"),
    ("Striker Anna Berg of Halden United scored twice.", "Anna Berg memberOf Halden United"),
]

UNTOLD = [
    ("Nordvik Foods has bought its former rival Halden Group.", "competitorOf"),
    ("Anna Berg joined from rival Halden Group.", "competitorOf"),
    (
        "Nordvik Foods, its main rival in jam, has several brands, among them Halden Foods.",
        "Halden Foods competitorOf Nordvik",
    ),
    ("The two rivals, Nordvik Foods said, met Halden Group.", "competitorOf"),
    ("Nordvik Foods sold its stake to Halden Group.", "customerOf"),
    ("Nordvik Foods bought its jam business from Halden Group.", "customerOf"),
    ("Halden Motors has stopped buying tyres from Nordvik Rubber.", "customerOf"),
    ("Nordvik Foods is selling its 35% to Halden Group.", "customerOf"),
    ("Halden Motors will buy its tyres from Nordvik Rubber.", "customerOf"),
    ("Halden Motors's former supplier Nordvik Rubber sued.", "customerOf"),
    ("Nordvik Foods's rival product Glucovan was approved.", "productOf"),
    ("Halden Robotics will build the Mowbot 3 in Japan, it said.", "productOf"),
    ("Norse Airways grounded its Boeing 737 fleet.", "productOf"),
    ("Nordvik Foods has agreed to buy Halden Group. The Bergen-based company will hire.", "headquarteredIn"),
    ("The High Court of Bergen ruled for Nordvik Foods.", "headquarteredIn"),
    ("Nordvik Foods opened its European headquarters in Oslo.", "headquarteredIn"),
    ("Nordvik Foods is part of the Nordic Food Alliance.", "partOf"),
    ("Nordvik Foods was part of Norse Group until 2020.", "partOf"),
    ("Nordvik Foods said on 3 May 2021 that the club, founded by Anna Berg, was closed.", "foundedDate"),
    ("Nordvik Foods set up a plant in 1994.", "foundedDate"),
    ("Analyst Anna Berg of Norse Kredit raised her forecast.", "memberOf"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[f"{text} {fact}" for text, fact in TOLD])
def test_what_is_said_in_passing_is_told(reading: Read, text: str, expected: str) -> None:
    subject, name, object_ = next((a, p, b) for p in _NAMES for a, _, b in [expected.partition(f" {p} ")] if b)
    either = {expected, f"{object_} {name} {subject}"} if name == "competitorOf" else {expected}
    assert either & relations(reading(text))


@pytest.mark.parametrize(("text", "name"), UNTOLD, ids=[text for text, _ in UNTOLD])
def test_what_only_looks_like_it_is_not_told(reading: Read, text: str, name: str) -> None:
    assert name not in str(relations(reading(text)))


_NAMES = (
    "competitorOf",
    "customerOf",
    "productOf",
    "headquarteredIn",
    "partOf",
    "foundedBy",
    "foundedDate",
    "memberOf",
)
