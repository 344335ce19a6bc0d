"""Who stands near an event without a part in it; and beside each, who looks alike and has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

COMPLAINED = [
    ("In a complaint unsealed on Monday in a federal court, Anna Berg said she was dismissed in 2022.", set()),
    (
        "In a lawsuit, Nordvik Foods said Halden Logistics had sold spoiled fish.",
        {"LegalDispute[active] accused=Halden Logistics; accuser=Nordvik Foods"},
    ),
    ("Court throws out Nordvik Foods's case against farmers", set()),
    (
        "Court throws out Nordvik Foods' case against Halden Logistics",
        {"LegalDispute[ended] accused=Halden Logistics; accuser=Nordvik Foods"},
    ),
]
STOLEN = [
    ("Former Nordvik Foods treasurer admits stealing 640,000 euros from its charity", set()),
    ("Nordvik Foods admitted fraud in 2015.", {"Misconduct[active 2015] accused=Nordvik Foods"}),
]
FOLLOWED = [
    ("Nordvik Foods replaces brewery Halden Logistics, whose sponsorship of the festival ran out in May.", set()),
    ("Nordvik Foods takes over from Halden Logistics, whose licence expires this summer.", set()),
    (
        "Nordvik Foods replaced Halden Logistics as the sponsor of Norse Airways.",
        {"Sponsorship[active] partner=Nordvik Foods, Norse Airways"},
    ),
    (
        "Nordvik Foods took over Halden Logistics from Maersk Group.",
        {"Acquisition[active] acquired=Halden Logistics; acquirer=Nordvik Foods"},
    ),
]
QUOTED = [
    ('"Nordvik Foods was the only serious buyer," said Anna Berg of broker Halden Capital.', set()),
    (
        '"We will buy Halden Logistics," said Anna Berg of Nordvik Foods.',
        {"Acquisition[announced] acquired=Halden Logistics; acquirer=Nordvik Foods"},
    ),
]
CHOSEN = [
    (
        "The trust that runs Norse Airways has chosen Nordvik Foods to take a 25% stake and pay for new aircraft.",
        {"Investment[announced] investee=Norse Airways; investor=Nordvik Foods"},
    ),
    (
        "Nordvik Foods has chosen to take a 25% stake in Norse Airways.",
        {"Investment[announced] investee=Norse Airways; investor=Nordvik Foods"},
    ),
]
SUSPENDED = [
    (
        "Halden Bank has suspended its partnership with payments start-up Nordvik after an outage hit customers.",
        {"Partnership[suspended] partner=Halden Bank, Nordvik"},
    ),
    (
        "The Federal Aviation Administration has suspended Norse Airways after an outage.",
        {"RegulatoryAction[active] accused=Norse Airways; accuser=Federal Aviation Administration"},
    ),
]
TOLD = [*COMPLAINED, *STOLEN, *FOLLOWED, *QUOTED, *CHOSEN, *SUSPENDED]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text for text, _ in TOLD])
def test_only_who_has_a_part_is_a_party(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


FINED = [
    'The campaign group Clean Fjord, which had lodged the first complaint, called the penalty "a drop in the ocean".',
    (
        "The case goes back to a complaint by the campaigner Anna Berg, who argued that its trucks were loud. "
        "Berg founded the group Clean Fjord in 2017."
    ),
]


@pytest.mark.parametrize("story", FINED)
def test_neither_who_complained_nor_what_they_founded_is_accused(reading: Read, story: str) -> None:
    found = events(reading(f"The Environment Agency fined Halden Logistics on Monday. {story}"))

    assert not [line for line in found if "accused=Clean Fjord" in line]
    assert [line for line in found if "accused=Halden Logistics" in line]


@pytest.mark.parametrize(
    "text",
    ["League suspends Halden Rovers owner over racist remarks", "Nordvik Foods director was fined over remarks."],
)
def test_whose_head_somebody_turns_on_is_not_accused(reading: Read, text: str) -> None:
    assert not [line for line in events(reading(text)) if "accused=" in line]


def test_a_protest_is_not_against_somebody_whom_it_does_not_name(reading: Read) -> None:
    found = events(
        reading(
            "Halden Logistics has appointed Anna Berg as chief executive. Drivers have complained about commissions, "
            "and some switched off the app for a day in December in protest."
        )
    )

    assert not [line for line in found if "Anna Berg" in line]
