"""What a sentence takes back, denies or leaves to others: charges not brought, plans dropped, suits to block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BOTH = "Halden Logistics, Nordvik Foods"
SUED = "accused=Halden Logistics; accuser=Nordvik Foods"
DEAL = "acquired=Halden Logistics; acquirer=Nordvik Foods"
FTC = "LegalDispute[active] accused=Nordvik Foods; accuser=Federal Trade Commission"
STAKE = "investee=Halden Logistics; investor=Nordvik Foods"

SPARED = [
    "Nordvik Foods was not charged.",
    "Nordvik Foods has not been charged.",
    "Nordvik Foods has not been charged and said it had dismissed the trader in 2023.",
    "Nordvik Foods, which has not been charged, declined to comment.",
    "Nordvik Foods did not face charges.",
]

CHARGED = [
    ("Nordvik Foods was charged with fraud.", {"LegalDispute[active] accused=Nordvik Foods"}),
    ("Nordvik Foods faces charges in Oslo.", {"LegalDispute[active] accused=Nordvik Foods"}),
    (
        "The ministry is also suing Nordvik Foods and Halden Logistics; both deny the claims.",
        {f"LegalDispute[active] accused={BOTH}"},
    ),
    (
        "Nordvik Foods is pursuing a lawsuit against Halden Logistics.",
        {f"LegalDispute[active] {SUED}"},
    ),
    (
        "Nordvik Foods filed a lawsuit Thursday accusing Halden Logistics of stealing data.",
        {f"Misconduct[active] {SUED}"},
    ),
    (
        "Nordvik Foods filed a complaint on Monday accusing Halden Logistics of copying its software.",
        {f"Misconduct[active] {SUED}"},
    ),
    (
        "Flights were postponed after a lawsuit against Nordvik Foods.",
        {"LegalDispute[active] accused=Nordvik Foods"},
    ),
]

TAKEN_BACK = [
    (
        "Nordvik Foods has withdrawn its claim that Halden Logistics stole its data.",
        {f"LegalDispute[ended] {SUED}"},
    ),
    (
        "Anna Berg has withdrawn her claim that Halden Logistics copied her design.",
        {"LegalDispute[ended] accused=Halden Logistics; accuser=Anna Berg"},
    ),
    ("Nordvik Foods has abandoned its plan to acquire Halden Logistics.", {f"Acquisition[ended] {DEAL}"}),
    ("Nordvik Foods walked away from talks to acquire Halden Logistics.", {f"Acquisition[ended] {DEAL}"}),
    ("Nordvik Foods drops plan to team up with Halden Logistics", {f"Partnership[ended] partner={BOTH}"}),
    (
        "Nordvik Foods has backed out of a proposed partnership with Halden Logistics.",
        {f"Partnership[ended] partner={BOTH}"},
    ),
    ("Nordvik Foods and Halden Logistics end rail partnership", {f"Partnership[ended] partner={BOTH}"}),
    ("Nordvik Foods may abandon its plan to acquire Halden Logistics.", {f"Acquisition[rumoured] {DEAL}"}),
]

DENIED = [
    ("Nordvik Foods denies merger talks with Halden Logistics", {f"Merger[denied] participant={BOTH}"}),
    (
        "Nordvik Foods denied that it was in merger talks with Halden Logistics, the owner of Samhold.",
        {f"Merger[denied] participant={BOTH}"},
    ),
    (
        "The shipping company Nordvik Foods denied a report that it was in merger talks with Halden Logistics.",
        {f"Merger[denied] participant={BOTH}"},
    ),
    ("Nordvik Foods is in merger talks with Halden Logistics.", {f"Merger[rumoured] participant={BOTH}"}),
    (
        "There is no truth to rumours that Nordvik Foods plans to buy a stake in Halden Logistics.",
        {f"Investment[denied] {STAKE}"},
    ),
]

BLOCKED = [
    (
        "The Federal Trade Commission sued to block Nordvik Foods' purchase of Halden Logistics.",
        {
            f"Acquisition[announced] {DEAL}",
            FTC,
        },
    ),
    (
        "The Federal Trade Commission has sued Nordvik Foods to block its takeover of Halden Logistics.",
        {
            f"Acquisition[announced] {DEAL}",
            FTC,
        },
    ),
    (
        "The Federal Trade Commission has sued to stop the merger of Nordvik Foods and Halden Logistics.",
        {
            f"Merger[announced] participant={BOTH}",
            f"LegalDispute[active] accused={BOTH}; accuser=Federal Trade Commission",
        },
    ),
]

SHARES = [
    ("Nordvik Foods owns 15% of Halden Logistics, which it bought in 2020.", {f"Investment[active] {STAKE}"}),
    ("Nordvik Foods bought Halden Logistics in 2020.", {f"Acquisition[active 2020] {DEAL}"}),
    (
        "Samhold Energy will sell its 40% stake in the venture, Halden Logistics, to Nordvik Foods.",
        {f"Investment[announced] {STAKE}"},
    ),
    (
        "The plan to sell its stake in Halden Logistics to Nordvik Foods has collapsed.",
        {f"Investment[ended] {STAKE}"},
    ),
    ("Nordvik Foods has sold its stake in the Ekofjord joint venture to Halden Logistics.", set()),
    (
        "Nordvik Foods and train operator Halden Logistics have ended a partnership.",
        {f"Partnership[ended] partner={BOTH}"},
    ),
    ("Nordvik Foods and the operator of Bergen Airport have ended a partnership.", set()),
    ("Nordvik Foods welcomed the investment in Halden Logistics.", set()),
    ("Nordvik Foods hired Halden Logistics to find a buyer or an investor.", set()),
]

SETTLED = [
    (
        "Nordvik Foods sued Halden Logistics in 2023. Nordvik Foods and Halden Logistics have settled the lawsuit.",
        {f"LegalDispute[active 2023] {SUED}", f"LegalDispute[ended] {SUED}"},
    ),
    (
        "Nordvik Foods and Halden Logistics have settled a lawsuit. Nordvik Foods sued Halden Logistics in 2023.",
        {f"LegalDispute[active 2023] {SUED}", f"LegalDispute[ended] {SUED}"},
    ),
]

TOLD = [*CHARGED, *TAKEN_BACK, *DENIED, *BLOCKED, *SHARES, *SETTLED]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t for t, _ in TOLD])
def test_what_is_taken_back_denied_or_left_to_others_is_told_as_it_stands(
    reading: Read, text: str, expected: set[str]
) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize("text", SPARED)
def test_who_is_not_charged_is_accused_of_nothing(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()


def test_who_only_says_what_they_think_of_a_case_is_not_accused_in_it(reading: Read) -> None:
    text = (
        "Prosecutors have opened an investigation into Nordvik Foods. "
        "Greenpeace Norway said the case showed that oversight had failed."
    )
    assert all("Greenpeace" not in line for line in events(reading(text)))


def test_a_system_that_staff_begin_to_use_is_not_launched(reading: Read) -> None:
    assert events(reading("Nordvik Foods will introduce Microsoft Teams for its 900 employees.")) == set()
    assert events(reading("Nordvik Foods launched the Nordkart with Halden Logistics."))
