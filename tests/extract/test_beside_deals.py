"""Who stands beside a deal or a licence of others: owners of a side, authorities, firms of the next paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

OWNERS = [
    ("Halden Logistics, a unit of Nordvik Foods, has signed a five-year contract with the port.", set()),
    ("Halden Logistics, owned by Nordvik Foods, signed a supply agreement with a Danish dairy.", set()),
    (
        (
            "The county has picked Halden Logistics as its carrier in a five-year deal. "
            "Halden Logistics, which is part of Nordvik Group, will run 40 trucks."
        ),
        set(),
    ),
    (
        "Halden Logistics, Nordvik Foods' parcel arm, is to be the official carrier of the games under a deal.",
        set(),
    ),
    (
        "Halden Logistics, a unit of Nordvik Foods, has signed a five-year contract with Norse Airways.",
        {"Partnership[announced] partner=Halden Logistics, Norse Airways"},
    ),
    (
        "A unit of Nordvik Foods has signed a partnership with Norse Airways.",
        {"Partnership[announced] partner=Nordvik Foods, Norse Airways"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), OWNERS)
def test_the_owner_of_a_side_is_no_partner(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


PERMITS = [
    ("Halden Bank has obtained a banking licence from the Bank of Lithuania. Nordvik Foods owns a third of it.", set()),
    (
        (
            "SUVA - Nordvik Foods and Halden Bank have signed an agreement to build a cable.\n\n"
            "Nordvik Foods is to take two of its fibres. Norse Airways has been licensed in Kiribati since last year."
        ),
        {"Partnership[announced] partner=Halden Bank, Nordvik Foods"},
    ),
    (
        (
            "The island has a new operator. Norse Airways began service in May, five years after it won a licence. "
            "It uses antennas bought from Nordvik Foods of Kobe."
        ),
        set(),
    ),
    (
        "Halden Pharma obtained an exclusive licence from Nordvik Foods for the vaccine.",
        {"LicensingAgreement[announced] partner=Halden Pharma, Nordvik Foods"},
    ),
    (
        "Halden Software has licensed its maps to Nordvik Foods.",
        {"LicensingAgreement[active] partner=Halden Software, Nordvik Foods"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), PERMITS)
def test_what_a_state_allows_is_no_pact(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


PARAGRAPHS = [
    (
        (
            "Halden Logistics opens a depot in Oslo. Its chief executive said it would employ 40 people.\n\n"
            "The county has signed a five-year contract with Nordvik Foods for school meals."
        ),
        set(),
    ),
    (
        (
            "The ferry line Halden Logistics carries 40,000 cars a year. It was founded in 1990.\n\n"
            "Norse Airways has signed a partnership with the region to bring more guests."
        ),
        set(),
    ),
    (
        "Halden Logistics has a new partner.\n\nUnder the agreement, Nordvik Foods will ship fish with it from May.",
        {"Partnership[announced] partner=Halden Logistics, Nordvik Foods"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_a_partner_stands_in_a_paragraph_that_tells_of_the_pact(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected
