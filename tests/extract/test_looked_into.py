"""Disputes in plain clauses: what an office looks into, fines that are appealed, claims that are fought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

PROBED = "RegulatoryAction[active] accused=Nordvik Foods; accuser=Varnholm Food Office"
FINED = "RegulatoryAction[{}] accused=Nordvik Foods"

TOLD = [
    ("The Varnholm Food Office is looking into Nordvik Foods.", PROBED),
    ("The Varnholm Food Office said it was examining Nordvik Foods' factories.", PROBED),
    ("The Varnholm Food Office has opened an inquiry into how long Nordvik Foods knew of the complaints.", PROBED),
    ("The Varnholm Food Office began an investigation into why Nordvik Foods hid the leak.", PROBED),
    ("The Varnholm Food Office has prohibited Nordvik Foods from selling milk.", PROBED),
    ("Nordvik Foods has been ordered to pay a fine of 3 million euros.", FINED.format("active")),
    ("Nordvik Foods has appealed against the penalty.", FINED.format("active")),
    (
        "Nordvik Foods is contesting a $40 million claim by fishermen.",
        "LegalDispute[active] accused=Nordvik Foods",
    ),
    (
        "A class action filed by eleven growers against Nordvik Foods is before the court.",
        "LegalDispute[active] accused=Nordvik Foods",
    ),
    (
        "Nordvik Foods is in arbitration with Halden Logistics.",
        "CommercialDispute[active] affected=Halden Logistics, Nordvik Foods",
    ),
    ("Climate activists blocked the gate of Nordvik Foods' headquarters.", "Protest[active] accused=Nordvik Foods"),
]


@pytest.mark.parametrize(("text", "line"), TOLD)
def test_a_dispute_in_a_plain_clause_is_told(reading: Read, text: str, line: str) -> None:
    assert line in events(reading(text))


NONE = [
    "Halden Logistics is looking into Nordvik Foods' offer.",
    "The Varnholm Food Office examined the weather.",
    "Police opened an investigation into how Anna Berg died.",
    "The law prohibits shops from selling milk to Nordvik Foods.",
    "Nordvik Foods fought the claim that its milk was late.",
    "Snow blocked the gate of Nordvik Foods' headquarters.",
    "A judge ordered Nordvik Foods to pay the costs.",
    "The Varnholm Food Office would have imposed a fine on Nordvik Foods.",
    "Nordvik Foods charged shops a price of 3 euros.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_looks_like_one_tells_of_none(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()


def test_a_separate_decision_on_somebody_else_is_another_case(reading: Read) -> None:
    text = (
        "The Varnholm Food Office has fined Nordvik Foods. In a separate decision the Office has barred Anna Berg, a"
        " former director of Nordvik Foods, from office."
    )
    barred = "RegulatoryAction[active] accused=Anna Berg; accuser=Varnholm Food Office"
    assert events(reading(text)) == {PROBED, barred}
