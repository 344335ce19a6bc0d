"""Organizations that an article goes on to call by what they are: "the Board", "the University", "Rovers"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

FINE = "RegulatoryAction[active{}] accused=Halden Logistics; accuser={}"

CALLED = [
    (
        'The Varnholm Conduct Board ("the Board") met on Monday. The Board has fined Halden Logistics.',
        FINE.format("", "Varnholm Conduct Board"),
    ),
    (
        "The Varnholm Conduct Board met. Few came. Nobody spoke. It rained. The Board fined Halden Logistics.",
        FINE.format("", "Varnholm Conduct Board"),
    ),
    (
        "The University of Varnholm met its bankers on Monday. The University has sued Halden Logistics.",
        "LegalDispute[active] accused=Halden Logistics; accuser=University of Varnholm",
    ),
    (
        "The Office for Fair Prices has raided Nordvik Foods. In 2021 the office fined Halden Logistics.",
        FINE.format(" 2021", "Office for Fair Prices"),
    ),
    (
        "Hollin Rovers won again. Rovers have signed a sponsorship deal with Nordvik Foods.",
        "Sponsorship[announced] partner=Hollin Rovers, Nordvik Foods",
    ),
    (
        'Nordvik Foods Inc. (the "Company") was founded in 1998. The Company has sued Halden Logistics.',
        "LegalDispute[active] accused=Halden Logistics; accuser=Nordvik Foods",
    ),
]

OTHERS = [
    (
        "The Varnholm Trade Union and the Nurses Union met in Lyon. The Union has sued Halden Logistics.",
        "Varnholm Trade Union",
    ),
    (
        "The Varnholm Conduct Board met on Monday. The board of Nordvik Foods has sued Halden Logistics.",
        "Conduct Board",
    ),
    ("The Varnholm Conduct Board wrote to Nordvik Foods. Then the board sued Halden Logistics.", "Conduct Board"),
    ("Dunmore United met Castle United in June. United have sued Halden Logistics.", "Dunmore United"),
]


@pytest.mark.parametrize(("text", "line"), CALLED)
def test_what_a_name_says_it_is_stands_for_the_whole(reading: Read, text: str, line: str) -> None:
    assert line in events(reading(text))


@pytest.mark.parametrize(("text", "name"), OTHERS)
def test_what_two_names_say_and_what_is_of_another_stands_for_neither(reading: Read, text: str, name: str) -> None:
    assert not any(name in line for line in events(reading(text)))


def test_the_central_bank_is_no_lender_of_the_article(reading: Read) -> None:
    text = "Oremi competes with Savannah Merchant Bank. The central bank fined Oremi 250 million naira in 2023."
    (fined,) = events(reading(text))
    assert "accused=Oremi" in fined
    assert "Savannah" not in fined


def test_the_central_bank_is_the_one_whose_name_is_of_a_state(reading: Read) -> None:
    text = "The Bank of Ghana met on Monday. The central bank has fined Oremi 250 million cedis."
    assert any("accuser=Bank of Ghana" in line for line in events(reading(text)))
