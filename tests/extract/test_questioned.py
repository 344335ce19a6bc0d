"""Who cooperates with those who look into something has no partner; who cooperates on a thing has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

QUESTIONED = [
    "Halden Logistics and Nordvik Foods said they were cooperating.",
    "The companies, Halden Logistics, Nordvik Foods and Norse Airways, said they were cooperating.",
    "Halden Logistics and Nordvik Foods are cooperating fully with the inquiry.",
    "Halden Logistics and Nordvik Foods have promised to co-operate with police.",
    "Nordvik Foods said it was cooperating with the Norwegian Competition Authority.",
    "Nordvik Foods is cooperating with the Serious Fraud Office, it said.",
    "Halden Logistics and Nordvik Foods said in a statement that they would cooperate with regulators.",
]
PARTNERS = [
    "Halden Logistics and Nordvik Foods cooperate on batteries.",
    "Nordvik Foods is cooperating with Halden Logistics on batteries.",
    "Nordvik Foods and Halden Logistics will cooperate to build a plant in Oslo.",
    "Nordvik Foods and Halden Logistics have been cooperating since 2019.",
]


@pytest.mark.parametrize("text", QUESTIONED)
def test_who_only_answers_questions_has_no_partner(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()


@pytest.mark.parametrize("text", PARTNERS)
def test_who_works_on_a_thing_together_are_partners(reading: Read, text: str) -> None:
    assert [line for line in events(reading(text)) if line.startswith("Partnership") and "Halden" in line]
