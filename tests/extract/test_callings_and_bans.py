"""What callings, nationalities, pressure and measures for a time tell of, and what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import told

if TYPE_CHECKING:
    from tests.extract.conftest import Read

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
    # A measure for a time that is over by the day of the article, 15 May 2024.
    ("In 2020 the Gaming Board suspended the licence of Quay Bingo for 28 days.", "RegulatoryAction[ended 2020"),
    ("In 2023 the Gaming Board suspended the licence of Quay Bingo for three years.", "RegulatoryAction[active 2023"),
    ("In 2020 the Gaming Board suspended the licence of Quay Bingo.", "RegulatoryAction[active 2020"),
]


@pytest.mark.parametrize(("text", "fact"), UNTOLD, ids=[text for text, _ in UNTOLD])
def test_it_is_not_told(reading: Read, text: str, fact: str) -> None:
    assert fact not in " | ".join(told(reading(text)))


@pytest.mark.parametrize(("text", "fact"), TOLD, ids=[text for text, _ in TOLD])
def test_it_is_told(reading: Read, text: str, fact: str) -> None:
    assert any(line.startswith(fact) for line in told(reading(text)))
