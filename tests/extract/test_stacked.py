"""Offices told by the order of names and titles alone, and names with the bounds that their spelling shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events, roles

if TYPE_CHECKING:
    from tests.extract.conftest import Extract, Read

CEO = "Role[current] Anna Berg, chief executive officer, Nordvik Foods"
CHAIR = "Role[current] Anna Berg, chairman, Nordvik Foods"
PRESIDENT = "Role[current] Anna Berg, president, Nordvik Foods"

ROLES = [
    ("Nordvik Foods Chief Executive Officer Anna Berg will speak at the fair.", {CEO}),
    (
        "Nordvik Foods president and chief executive officer Anna Berg met Halden Logistics.",
        {CEO, PRESIDENT},
    ),
    ('"We are delighted," said Nordvik Foods President and CEO Anna Berg.', {CEO, PRESIDENT}),
    ('"We are delighted," said Anna Berg, Chief Executive Officer, Nordvik Foods.', {CEO}),
    ('"We are delighted," said Anna Berg, Chairman and CEO, Nordvik Foods Ltd, on Monday.', {CEO, CHAIR}),
    (
        "It was signed by Anna Berg, CEO, Nordvik Foods, and Dr Peter Lund, Managing Director, Halden Logistics.",
        {CEO, "Role[current] Peter Lund, managing director, Halden Logistics"},
    ),
    (
        "A letter from Nordvik Foods CEO Anna Berg and Halden Logistics CEO Peter Lund says that they will go on.",
        {CEO, "Role[current] Peter Lund, chief executive officer, Halden Logistics"},
    ),
    (
        "Nordvik Foods announced that its Board of Directors has named Anna Berg as chief executive officer.",
        {CEO},
    ),
    (
        "Anna Berg is Vice President of Sales at Nordvik Foods.",
        {"Role[current] Anna Berg, vice president of sales, Nordvik Foods"},
    ),
    (
        "Nordvik Foods has appointed Anna Berg, Chief Financial and Data Officer, as Chief Executive Officer.",
        {CEO, "Role[current] Anna Berg, chief financial and data officer, Nordvik Foods"},
    ),
]

NOT_ROLES = [
    "Anna Berg, chairman, Nordvik Foods and Peter Lund were named in the letter.",
    "Anna Berg, a lawyer, Nordvik Foods, and Peter Lund, a doctor, were named in the letter.",
    "The guests are Anna Berg, Peter Lund, president, and Nordvik Foods.",
    "She left a bank where Anna Berg served as Head of Finance, West Africa.",
]

NAMES = [
    ("Nordvik (Holdings) Ltd, a fish firm, said it had bought Halden Logistics.", "Nordvik (Holdings)"),
    ("Hansen Krog and Co said it had bought Halden Logistics.", "Hansen Krog"),
    ("The Rail, Tram and Ferry Union (RTFU) has sued Halden Logistics.", "Rail, Tram and Ferry Union"),
    (
        "Senior Rail and Ferry Drivers Union (RFDU) officials met. The RFDU sued it.",
        "Rail and Ferry Drivers Union",
    ),
    ('"Good," said Marten "Mac" Lindqvist, chairman of Halden Logistics.', 'Marten "Mac" Lindqvist'),
    ("The inquiry under Peter Lund QC will hear from Halden Logistics.", "Peter Lund"),
]


@pytest.mark.parametrize(("text", "expected"), ROLES, ids=[text for text, _ in ROLES])
def test_who_is_named_beside_a_title_has_it(text: str, expected: set[str], reading: Read) -> None:
    assert roles(reading(text)) == expected


@pytest.mark.parametrize("text", NOT_ROLES)
def test_a_list_says_nothing_of_whose_a_title_is(text: str, reading: Read) -> None:
    assert roles(reading(text)) == set()


@pytest.mark.parametrize(("text", "name"), NAMES, ids=[text for text, _ in NAMES])
def test_a_name_has_the_bounds_of_its_spelling(text: str, name: str, extract: Extract) -> None:
    assert name in {chain.name for chain in extract(text).chains}


def test_other_initials_leave_a_name_alone(reading: Read) -> None:
    text = "Nordvik Foods parent Grand Nordic Holding (MKT) has acquired Halden Logistics."
    assert not any("Foods parent" in line for line in events(reading(text)))


def test_a_field_before_a_minister_is_no_organization(reading: Read) -> None:
    text = "Norway's Industrial Relations Minister, Anna Berg, spoke. The Industrial Relations Commission will rule."
    assert not any("Commission" in line for line in roles(reading(text)))
