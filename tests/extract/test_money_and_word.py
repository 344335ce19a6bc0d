"""Who only speaks of a pact, or only lends some of its money, is no side of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SPOKEN = [
    "Vince Dahl, the energy minister, spoke. Dahl said new talks with Nordvik Energy on a partnership were under way.",
    "Vince Dahl said on Monday that a partnership with Nordvik Energy was near.",
    "Vince Dahl told reporters that a contract with Nordvik Energy had been signed.",
]
LENT = [
    "The contract is worth $57 million. The Fjord Development Bank is lending $40 million of that.",
    "The contract will cost $57 million. The Fjord Development Bank is paying half of the bill.",
    "The Fjord Development Bank will finance the rest and Halden Logistics 5 million of it.",
]


@pytest.mark.parametrize("text", SPOKEN)
def test_a_person_who_speaks_of_a_pact_is_no_partner(text: str, reading: Read) -> None:
    assert not [line for line in events(reading(text)) if "Dahl" in line]


@pytest.mark.parametrize("text", LENT)
def test_who_lends_some_of_the_money_is_no_partner(text: str, reading: Read) -> None:
    begun = "Nordvik Drilling will drill two wells for the island of Halden.\n\n"

    assert not [line for line in events(reading(begun + text)) if "Fjord Development Bank" in line]


def test_a_firm_that_speaks_of_its_own_pact_is_a_partner(reading: Read) -> None:
    found = events(reading("Nordvik Foods said it had signed a partnership with Halden Logistics."))

    assert [line for line in found if "partner=Halden Logistics, Nordvik Foods" in line]


def test_a_person_who_speaks_of_their_own_contract_is_a_partner(reading: Read) -> None:
    found = events(reading("The singer Anna Berg said she had ended her partnership with Nordvik Foods."))

    assert [line for line in found if "partner=Anna Berg, Nordvik Foods" in line]
