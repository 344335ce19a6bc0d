"""Whom a description cannot mean: an officer who goes to law does so for their own side, and against another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

OWN = [
    "Halden Logistics denied it. Its chairman, Ole Dahl, threatened to sue the group.",
    "Halden Logistics denied it. Its chief executive, Ole Dahl, has sued the company.",
    "The chairman of Halden Logistics, Ole Dahl, sued the company.",
    "Halden Logistics' president, Ole Dahl, accused the firm of fraud.",
]
LEFT = [
    "The former chairman of Halden Logistics, Ole Dahl, has sued the company.",
    "Halden Logistics denied it. Its former chairman, Ole Dahl, has sued the company.",
    "Halden Logistics has 40 drivers. Ole Dahl, a driver, has sued the company.",
]


@pytest.mark.parametrize("text", OWN)
def test_an_officer_does_not_go_to_law_against_his_own_firm(text: str, reading: Read) -> None:
    assert not [line for line in events(reading(text)) if "accused=Halden Logistics" in line]


@pytest.mark.parametrize("text", LEFT)
def test_who_has_left_or_only_works_there_may(text: str, reading: Read) -> None:
    assert [line for line in events(reading(text)) if "accused=Halden Logistics; accuser=Ole Dahl" in line]
