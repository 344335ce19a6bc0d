"""Sentences of another event than the only one that was found: they are no evidence of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BOUGHT = "Nordvik Foods bought Halden Logistics in 2018 for 310 million euros."
ACQUIRED = "Swiss abrasives maker Halden Logistics has acquired its Finnish distributor, Nordvik Foods."
SUED = "Nordvik Foods has filed a lawsuit against Halden Logistics in Oslo."
AGREED = "Hansabank Nord said it wanted to spend on teaching. It has signed an agreement with the University of Latvia."

ANOTHER = [
    (f"{BOUGHT}\n\nThe sale of Halden Logistics by Nordvik Foods would come as the authority ends its inquiry.", 1),
    (f"Nordvik Foods is preparing a sale of Halden Logistics.\n\n{BOUGHT}", 1),
    (f"{BOUGHT}\n\nNordvik Foods could put Halden Logistics up for sale next year.", 1),
    (f"Deals in brief: sandpaper and oat milk\n\n{ACQUIRED}", 1),
    (f"Takeovers, mergers and a new chief executive\n\n{ACQUIRED}", 1),
    (f"{SUED} The commission has 30 days to decide whether to open an investigation.", 1),
    (f"Scouts and Hansabank Nord to end 31-year sponsorship\n\n{AGREED}", 1),
    (f"The Riga Book Days and the bank Hansabank Nord are to end their sponsorship.\n\n{AGREED}", 1),
]
SAME = [
    (f"Retailer agrees takeover\n\n{ACQUIRED}", 2),
    (f"Nordvik Foods completed the purchase of Halden Logistics in 2018.\n\n{BOUGHT}", 2),
    (f"{AGREED} Hansabank Nord and the university signed the agreement on Monday.", 2),
]


@pytest.mark.parametrize(("text", "count"), [*ANOTHER, *SAME])
def test_an_event_is_proved_by_its_own_sentences(reading: Read, text: str, count: int) -> None:
    found = reading(text)
    (event,) = found.events
    assert len({c.evidence for c in found.claims if c.about == event.key and c.predicate is None}) == count
