"""At whose complaint or request an authority acts: they accuse, too, unless they complained of somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

FINED = "The Food Safety Authority fined Halden Logistics"
BOTH = "accused=Halden Logistics; accuser=Food Safety Authority, Nordvik Foods"
ONE = "accused=Halden Logistics; accuser=Food Safety Authority"
TEXTS = [
    (f"{FINED} after a complaint by Nordvik Foods.", BOTH),
    (f"{FINED}. The rival Nordvik Foods had complained.", BOTH),
    ("The Food Safety Authority opened an inquiry into Halden Logistics at the request of Nordvik Foods.", BOTH),
    (
        "The Food Safety Authority opened an inquiry into Halden Logistics. It follows a complaint from Nordvik Foods.",
        BOTH,
    ),
    (f"{FINED} after residents complained.", ONE),
    (f"{FINED} without a complaint by Nordvik Foods.", ONE),
    (f"{FINED} after a complaint by Nordvik Foods about Brims Bank.", ONE),
    (f"{FINED}. Nordvik Foods had complained about another exporter, Brims Bank.", ONE),
]


@pytest.mark.parametrize(("text", "parties"), TEXTS)
def test_who_complained_accuses_beside_the_authority(reading: Read, text: str, parties: str) -> None:
    assert {line.partition("] ")[2] for line in events(reading(text))} == {parties}
