"""Ranks before a title, which are of no organization's name: "Acme Regional Director Jane Doe"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import kinds, roles

if TYPE_CHECKING:
    from tests.extract.conftest import Read

RANKED = [
    ('"They failed," said OSHA Area Director Ola Lund in Atlanta.', "Role[current] Ola Lund, area director, OSHA"),
    (
        "Nordvik Foods Regional Director Ola Lund agreed.",
        "Role[current] Ola Lund, regional director, Nordvik Foods",
    ),
    (
        "Halden Logistics Executive Director Ola Lund said so.",
        "Role[current] Ola Lund, executive director, Halden Logistics",
    ),
    (
        "Kenya Transport Principal Secretary Ola Lund said so.",
        "Role[current] Ola Lund, transport principal secretary, Kenya",
    ),
]


@pytest.mark.parametrize(("text", "expected"), RANKED)
def test_a_rank_belongs_to_the_title(reading: Read, text: str, expected: str) -> None:
    assert roles(reading(text)) == {expected}


def test_a_field_is_no_organization(reading: Read) -> None:
    assert set(kinds(reading("Transport Principal Secretary Ola Lund said so."))) <= {"Ola Lund"}


def test_such_words_stay_in_names_that_no_title_follows(reading: Read) -> None:
    found = kinds(reading("Nordvik Regional Bank has sued Halden District Holding Ltd."))
    assert set(found) == {"Nordvik Regional Bank", "Halden District Holding"}
