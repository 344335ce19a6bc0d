"""What business wires say in words of their own: ends told of both sides, sellers, voters, signs at an exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SUED = "accused=Halden Logistics; accuser=Nordvik Foods"
BOTH = "affected=Halden Logistics, Nordvik Foods"
FTC = "accused=Halden Logistics; accuser=Federal Trade Commission"
BOUGHT = "acquired=Halden Logistics; acquirer=Nordvik Foods"
INVESTED = "investee=Halden Logistics; investor=Nordvik Foods"
PARTNERS = "partner=Halden Logistics, Nordvik Foods"

ENDS = [
    (
        "Nordvik Foods and Halden Logistics have settled a lawsuit. Nordvik Foods sued Halden Logistics in 2021.",
        {f"LegalDispute[ended] {SUED}", f"LegalDispute[active 2021] {SUED}"},
    ),
    (
        "Nordvik Foods and Halden Logistics dropped their suits against each other. Nordvik Foods sued Halden in 2022.",
        {f"LegalDispute[ended] {SUED}", f"LegalDispute[active 2022] {SUED}"},
    ),
    (
        "Nordvik Foods and Halden Logistics dropped their lawsuits against each other on Monday.",
        {f"LegalDispute[ended 2024-05-13] {BOTH}"},
    ),
    ("Nordvik Foods and Halden Logistics are suing each other over a patent.", {f"LegalDispute[active] {BOTH}"}),
    (
        "The Federal Trade Commission is suing Halden Logistics; Halden denies it.",
        {f"LegalDispute[active] {FTC}"},
    ),
    ("Nordvik Foods denied that it had sued Halden Logistics.", {f"LegalDispute[denied] {SUED}"}),
    ("The Federal Trade Commission is pursuing a lawsuit against Halden Logistics.", {f"LegalDispute[active] {FTC}"}),
    ("Nordvik Foods may pursue a lawsuit against Halden Logistics.", {f"LegalDispute[rumoured] {SUED}"}),
    ("Nordvik Foods walked away from talks to acquire Halden Logistics.", {f"Acquisition[ended] {BOUGHT}"}),
    ("Nordvik Foods has since put 150 million euros into Halden Logistics.", {f"Investment[active] {INVESTED}"}),
    ("Nordvik Foods will put $90 million into Halden Logistics.", {f"Investment[announced] {INVESTED}"}),
    (
        "The codeshare partnership between Nordvik Foods and Halden Logistics will end on June 30.",
        {f"Partnership[active] {PARTNERS}"},
    ),
    (
        "The partnership between Nordvik Foods and Halden Logistics ended on Monday.",
        {f"Partnership[ended 2024-05-13] {PARTNERS}"},
    ),
    (
        "Farmers ended their nine-day occupation of the Nordvik Foods plant on Monday.",
        {"Protest[ended 2024-05-13] accused=Nordvik Foods"},
    ),
]

SIDES = [
    (
        "Norse Airways has agreed to buy Halden Logistics from Nordvik Foods. Nordvik bought Halden in 2019.",
        {
            "Acquisition[announced] acquired=Halden Logistics; acquirer=Norse Airways",
            f"Acquisition[active 2019] {BOUGHT}",
        },
    ),
    (
        "The Federal Trade Commission fined Halden Logistics last year, and farmers are suing the company.",
        {
            "RegulatoryAction[active 2023] accused=Halden Logistics; accuser=Federal Trade Commission",
            "LegalDispute[active] accused=Halden Logistics",
        },
    ),
    (
        "The Wexley Museum will return 14 bronzes under an agreement signed on Monday with Halden Logistics.",
        {"Partnership[announced 2024-05-13] partner=Halden Logistics, Wexley Museum"},
    ),
    (
        "Nordvik Foods (NYSE: NVF) has agreed to acquire Halden Logistics (NASDAQ: HLD).",
        {f"Acquisition[announced] {BOUGHT}"},
    ),
    (
        "Nordvik Foods plc (AIM: NVF) announced that it has granted Halden Logistics an exclusive license to its drug.",
        {f"LicensingAgreement[active] {PARTNERS}"},
    ),
    ("Nordvik Foods has announced an investment in Halden Logistics.", {f"Investment[announced] {INVESTED}"}),
    ("Members voted for a strike at Nordvik Foods.", {"Protest[announced] accused=Nordvik Foods"}),
]

NOTHING = [
    "The union must give 10 days' notice before a walkout at Nordvik Foods.",
    "Parents set up a camp at Nordvik Foods during the walkout.",
    "Nordvik Foods has hired Halden Logistics to find a buyer or an investor.",
    "Halden Logistics welcomed the investment in Mandello.",
    "Peter Lund said that the government would ban misleading discounts.",
    "Nordvik Films was co-founded by Lund in 2011.",
    "The owner of Nordvik Foods has agreed to vote for the deal with Halden Logistics.",
    "The coach Peter Lund is under contract at Nordvik Rovers.",
]


@pytest.mark.parametrize(("text", "expected"), ENDS, ids=[text for text, _ in ENDS])
def test_an_end_is_one_whoever_it_is_told_of(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize(("text", "expected"), SIDES, ids=[text for text, _ in SIDES])
def test_each_has_their_own_part_in_a_deal_or_dispute(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_who_only_speaks_votes_or_is_looked_for_is_in_no_event(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()


def test_a_sign_at_the_exchange_is_no_name(reading: Read) -> None:
    found = reading("Nordvik Foods plc (AIM: NVF) and Halden Logistics (TSX-V: HLD.A) are partners.")
    assert {e.name for e in found.entities} == {"Nordvik Foods", "Halden Logistics"}


def test_what_stands_in_other_brackets_stays_a_name(reading: Read) -> None:
    found = reading("Nordvik Foods (owner: Halden Logistics) has sued Norse Airways.")
    assert "Halden Logistics" in {e.name for e in found.entities}


def test_the_thing_named_later_is_not_meant(reading: Read) -> None:
    found = reading(
        "Wexley University opened in 1901. A builder sued the university on Monday. Nordvik University is a neighbour."
    )
    assert events(found) == {"LegalDispute[active 2024-05-13] accused=Wexley University"}
