"""What callings, nationalities, pressure and measures for a time tell of, and what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import told

if TYPE_CHECKING:
    from tests.extract.conftest import Read

ROUND_UP = """In brief

Oslo Freight has promoted Paula Stavros to vice president of sales. She succeeds Gene Abernathy, who has retired.

Tarn Savings Bank has completed its purchase of Vale Federal. All four branches will take the new name by May.

Architects Lund + Pike have opened an office. The firm, based in Columbus, was founded by Greta Lund in 2009.

Former senator Walt Drummond has joined the board of Prairie Insurance.

River Brewing and the Marl Symphony have renewed their concert partnership for a fourth year.

A judge has dismissed a lawsuit against Quarry Golf Club that neighbours had brought over stray balls.
"""
UNTOLD = [
    # A calling before a name is no office.
    ("Oxbow Films was founded by Lea Marsh. In May director Nora Kell signed with Vantor Studios.", "Role"),
    # Who is called by a nationality has another name.
    ("The Barbadian, 52, was most recently vice-president of Islandtel.", "Barbadian"),
    ("The Estonian, who owns Kivi Foods, said on Monday that he would sell.", "The Estonian"),
    # A town before "studio" or "company" is where it is.
    ("Northlight Foundry makes games. Marta Lund founded the Tartu studio in 2013.", "Tartu foundedBy"),
    # A broker's advice is no product.
    ("Brokerage Lotus Hill maintained its Buy call on the stock.", "productOf"),
    # Lenders press too.
    ("Groupe Marchand denied that it was under pressure from lenders.", "PublicBacklash"),
    ("Groupe Marchand has come under pressure from rising costs.", "PublicBacklash"),
    # Who no longer sells what is blamed is not blamed.
    (
        "Fairview Market, a grocer, stopped selling Bayside Foods mussels after criticism from OceanWatch.",
        "accused=Fairview Market",
    ),
    # A step of a trial is no product, and a name that goes on with another is no rival's.
    ("Zamora Pharma bought the rights to Bexley Labs' Phase III drug BX-204.", "Phase III"),
    (
        "Tumana's lending app, Tumana Boost, has a rival, DukaPay, which accused it of copying.",
        "competitorOf Tumana Boost",
    ),
    # Whose parent "the latter's" is.
    ("The firms under investigation are Penrose Limited, Hather Limited and the latter's parent, Down plc.", "Penrose"),
    # Who is brought out is no product, and what went before is not of the day of "also".
    ("Tumana was started in 2020 by Ana Lim. It also unveiled a new chief financial officer.", "Event"),
    # Whom somebody replaces has the office that she comes to, and not the one that she leaves.
    (
        """Amy Sole is to lead Welltrust. She joins from Foodlink, where she has been director of services. She replaces
        Martin Eddow.""",
        "Martin Eddow, director of services",
    ),
    # Of two called so, the one who was not named is meant as well.
    (
        """The charity that carries mothers has lost its sponsor. It works with the Scottish charity Wheels of Leith,
        which ships parts. Last year the charity was sued by a former bookkeeper.""",
        "accused=Wheels of Leith",
    ),
    # A seat that is left, the seller of a mill, the town of a holding, the owner whom nobody knows.
    ("Ilheu Software has moved its head office from Lisbon to Porto.", "headquarteredIn Lisbon"),
    ("Mumba Seeds has bought the oil press of Kwacha Foods for 2 million dollars.", "acquired=Kwacha Foods"),
    ("Kaset Extracts is 55 per cent owned by the Bogotá holding Grupo Jakare.", "investor=Bogotá"),
    ("They hold the floorball team Pite Vipers and until 2023 had a stake in Norrin Arena.", "investor=Pite Vipers"),
    # Who acts when something comes out has not brought it out.
    (
        """The Cycling Federation cut its ties with drinks maker Voltar, two days after it emerged that its adviser had
        been banned for doping.""",
        "accuser=Cycling Federation",
    ),
    # A family is none of its people, a mine no product, a line of somebody else's not one's own; "Captain" is a rank.
    ("Korvan chief Ansgar Pell spoke. Korvan is majority owned by the Pell family.", "ownedBy Ansgar Pell"),
    ("The takeover gives Tessar Resources control of the Qori Pampa mine.", "Qori Pampa productOf"),
    (
        "Korvan alleges that its patents are used without permission in Dellith's HexaCell line.",
        "HexaCell productOf Korvan",
    ),
    (
        "Mara Lines has named Ana Ouk chief executive. Ms Ouk replaces Captain Sulei Barwan, who is leaving.",
        "captain, Mara Lines",
    ),
    # The firm of another item of a round-up.
    (ROUND_UP, "Tarn Savings Bank foundedBy"),
]
TOLD = [
    (
        "Sales director Nora Kell of Vantor Studios said sales had risen.",
        "Role[current] Nora Kell, sales director, Vantor Studios",
    ),
    (
        "Elna Power has named Jo Marsh its first managing director.",
        "Role[current] Jo Marsh, managing director, Elna Power",
    ),
    ("Elna Power has named Jo Marsh first vice president.", "Role[current] Jo Marsh, first vice president, Elna Power"),
    ("Zielona Foods has dismissed its chief executive, Marek Dąb, after a year.", "Role[former] Marek Dąb"),
    ("She has refused to meet the chairman of Elna Power, Jo Marsh.", "Role[current] Jo Marsh, chairman, Elna Power"),
    ("Jo Marsh began her career as a technician at Elna Power.", "Role[former] Jo Marsh, technician, Elna Power"),
    ("Groupe Marchand has come under pressure from campaigners over its mine.", "PublicBacklash[active"),
    ("Bog Films was set up in 2014 by the sisters Orla and Nuala Feeney.", "Bog Films foundedBy Orla Feeney"),
    ("Well Trust was set up in 1971 by the couple Joan and Peter Lisle.", "Well Trust foundedBy Peter Lisle"),
    ("The Nashville, Tennessee-based ticket seller Stubhall has cut its fees.", "Stubhall headquarteredIn Nashville"),
    ("Zephyr Air is in advanced talks to buy a stake of about 25% in Lakeland Air.", "Investment[rumoured"),
    ("Readers will remember that Nookbox bought LockLoop last summer.", "Acquisition[active"),
    (
        "Tumana names Okell finance chief\n\nTumana, a lender, has hired Peter Okell from Nilecom.",
        "Role[current] Peter Okell",
    ),
    (
        "Mara Lines named Ana Ouk. Ms Ouk follows Kip Barwan. Barwan will stay till May. She was a manager at Skov.",
        "Role[former] Ana Ouk, manager, Skov",
    ),
    # A measure for a time that is over by the day of the article, 15 May 2024.
    ("In 2020 the Gaming Board suspended the licence of Quay Bingo for 28 days.", "RegulatoryAction[ended 2020"),
    ("In 2023 the Gaming Board suspended the licence of Quay Bingo for three years.", "RegulatoryAction[active 2023"),
    ("In 2020 the Gaming Board suspended the licence of Quay Bingo.", "RegulatoryAction[active 2020"),
    ("Lakeland Air pilots went on strike for six days in December over rosters.", "Protest[ended"),
]


@pytest.mark.parametrize(("text", "fact"), UNTOLD, ids=[text for text, _ in UNTOLD])
def test_it_is_not_told(reading: Read, text: str, fact: str) -> None:
    assert fact not in " | ".join(told(reading(text)))


@pytest.mark.parametrize(("text", "fact"), TOLD, ids=[text for text, _ in TOLD])
def test_it_is_told(reading: Read, text: str, fact: str) -> None:
    assert any(line.startswith(fact) for line in told(reading(text)))
