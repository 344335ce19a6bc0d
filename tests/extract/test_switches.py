"""Whom somebody takes on and whom they leave in the same breath are no partners of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SWITCHED = [
    "Women's handball league signs Nordvik Sportswear as kit supplier, ends Halden Sport deal",
    "Handball league ends Halden Sport deal, signs Nordvik Sportswear\n\nThe contract runs until 2029.",
    "Handball league signs deal with Nordvik Sportswear, ends contract with Halden Sport",
    "The club picked Nordvik Sportswear as its new supplier and ended its contract with Halden Sport.",
    "The league has ended its deal with Halden Sport and signed a contract with Nordvik Sportswear.",
    "City replaces Halden Sport with Nordvik Sportswear as its partner",
    "The airline is to switch from Halden Sport to Nordvik Sportswear, its new partner for uniforms.",
]


@pytest.mark.parametrize("text", SWITCHED)
def test_the_new_and_the_old_partner_have_no_deal_with_each_other(text: str, reading: Read) -> None:
    assert not [line for line in events(reading(text)) if "Halden Sport" in line and "Nordvik Sportswear" in line]


def test_the_deal_that_ends_is_not_of_whom_they_sign(reading: Read) -> None:
    found = events(reading("Norse Airways signs Nordvik Sportswear, ends Halden Sport deal"))

    assert not [line for line in found if "ended" in line and "Nordvik Sportswear" in line]


KEPT = [
    ("Nordvik Foods ended its partnership with Halden Logistics and signed a contract with Maersk Group.", "ended"),
    ("Nordvik Foods ended its partnership with Halden Logistics and dropped its suit.", "ended"),
]


@pytest.mark.parametrize(("text", "status"), KEPT)
def test_who_leaves_was_a_partner(text: str, status: str, reading: Read) -> None:
    assert f"Partnership[{status}] partner=Halden Logistics, Nordvik Foods" in events(reading(text))


FAMILY = [
    "Nordvik Foods is led by Anna Berg, who took over the firm from her father in 2016.",
    "Anna Berg took over the bakery Nordvik Foods from her mother.",
    "Ole Dahl took over his uncle's company, Nordvik Foods, in 2016.",
]


@pytest.mark.parametrize("text", FAMILY)
def test_who_succeeds_a_parent_has_bought_nothing(text: str, reading: Read) -> None:
    assert not [line for line in events(reading(text)) if line.startswith("Acquisition")]


def test_who_takes_over_from_a_group_has_bought(reading: Read) -> None:
    found = events(reading("Anna Berg took over the bakery Nordvik Foods from Maersk Group in 2016."))

    assert [line for line in found if "acquired=Nordvik Foods; acquirer=Anna Berg" in line]
