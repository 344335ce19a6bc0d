"""Who has left where, for whom, and whose former staff go to law; what kind of body an office asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import roles

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BOUGHT = "Norse Airways buys its meals from Halden Logistics."
GROWING = "Nordvik Foods is growing."

TOLD = [
    (
        f"{BOUGHT} Halden Logistics was sued in May by a former billing manager, Peter Lund.",
        "former] Peter Lund, billing manager, Halden Logistics",
    ),
    (
        f"{BOUGHT} Peter Lund, a former finance director, filed a lawsuit against Halden Logistics.",
        "former] Peter Lund, finance director, Halden Logistics",
    ),
    (
        f"{BOUGHT} Former sales manager Peter Lund accused Halden Logistics of lying to farmers.",
        "former] Peter Lund, sales manager, Halden Logistics",
    ),
    (
        f"{GROWING} Finance chief Peter Lund left for Halden Logistics in March.",
        "former] Peter Lund, finance chief, Nordvik Foods",
    ),
    (
        f"{GROWING} Sales director Peter Lund quit to join Halden Logistics.",
        "former] Peter Lund, sales director, Nordvik Foods",
    ),
    (
        f"{GROWING} Finance chief Peter Lund defected to rival Halden Logistics.",
        "former] Peter Lund, finance chief, Nordvik Foods",
    ),
    (f"{GROWING} Brand manager Anna Berg was pleased.", "current] Anna Berg, manager, Nordvik Foods"),
    ("Nordvik Bank is growing. Bank manager Anna Berg said so.", "current] Anna Berg, manager, Nordvik Bank"),
    ("Anna Berg, a retired Nordvik Foods executive, sings.", "former] Anna Berg, executive, Nordvik Foods"),
    ("Retired Nordvik Foods chairman Anna Berg sings.", "former] Anna Berg, chairman, Nordvik Foods"),
    ("Nordvik Foods CEO Anna Berg steps down", "former] Anna Berg, chief executive officer, Nordvik Foods"),
    (
        "Nordvik Foods treasurer Anna Berg is stepping down with immediate effect.",
        "former] Anna Berg, treasurer, Nordvik Foods",
    ),
    ("Nordvik Foods treasurer Anna Berg steps down in August.", "current] Anna Berg, treasurer, Nordvik Foods"),
    ("Nordvik Foods treasurer Anna Berg is stepping down next year.", "current] Anna Berg, treasurer, Nordvik Foods"),
    ("Nordvik Foods treasurer Anna Berg left for Oslo on Monday.", "current] Anna Berg, treasurer, Nordvik Foods"),
]

KEPT = [
    ("Anna Berg will stay on as head of Nordvik Foods.", "Role[current] Anna Berg, head, Nordvik Foods"),
    ("Anna Berg will remain on the board of Nordvik Foods.", "Role[current] Anna Berg, board member, Nordvik Foods"),
    (
        "Anna Berg, who left in March to join the board of Nordvik Foods, sings.",
        "Role[current] Anna Berg, board member, Nordvik Foods",
    ),
    ("Anna Berg will become head of Nordvik Foods.", "planned Role[current] Anna Berg, head, Nordvik Foods"),
]

NOT_OF_IT = [
    (f"{BOUGHT} Former police chief Peter Lund accused Halden Logistics of bribes.", "Halden Logistics"),
    (f"{BOUGHT} Former mayor Peter Lund sued Halden Logistics.", "Halden Logistics"),
    (f"{BOUGHT} Finance director Peter Lund accused Halden Logistics of lying.", "Halden Logistics"),
    (f"{GROWING} Finance chief Peter Lund left to start his own company, Halden Logistics.", "Halden Logistics"),
    ("Nordvik House is a charity. Former bank manager Peter Lund joined its trustees.", "Nordvik House"),
    ("Nordvik House is a charity. Former hospital manager Peter Lund joined its trustees.", "Nordvik House"),
]


@pytest.mark.parametrize(("text", "role"), TOLD, ids=[text for text, _ in TOLD])
def test_an_office_that_somebody_leaves_is_of_whom_they_leave(text: str, role: str, reading: Read) -> None:
    assert any(_undated(line).endswith(role) for line in roles(reading(text)))


@pytest.mark.parametrize(("text", "role"), KEPT, ids=[text for text, _ in KEPT])
def test_an_office_kept_or_taken_after_leaving_is_held_now(text: str, role: str, reading: Read) -> None:
    assert _undated(*roles(reading(text))) == role


@pytest.mark.parametrize(("text", "organization"), NOT_OF_IT, ids=[text for text, _ in NOT_OF_IT])
def test_an_office_is_not_of_who_is_only_named_beside_it(text: str, organization: str, reading: Read) -> None:
    assert not any(line.endswith(organization) for line in roles(reading(text)))


def _undated(line: str) -> str:
    status, rest = line.split("]", 1)
    return " ".join(word for word in status.split() if not word[0].isdigit()) + "]" + rest


def test_an_office_that_and_ties_to_another_is_at_the_same_firm(reading: Read) -> None:
    text = (
        'Lumia Soft has a deal with Corvane Health. "Corvane has the reach, and we have the sums," said Lumia Soft '
        "co-founder and CTO Priya Velu."
    )
    assert not any("Corvane" in line for line in roles(reading(text)) if "Priya Velu" in line)


def test_who_was_at_the_central_bank_was_not_at_the_firm(reading: Read) -> None:
    text = "Oremi Bank is led by Ifeoma Danjuma, a former deputy governor of the central bank."
    assert not any("governor" in line for line in roles(reading(text)))
