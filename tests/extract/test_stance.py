"""How a sentence stands to what it says: affirmed or negated, done, planned or rumoured, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extract.conftest import Extract

STANCES = [
    ("Nordvik Foods has partnered with Halden Logistics.", ("affirmed", "asserted", "active", None)),
    ("Nordvik Foods has not partnered with Halden Logistics.", ("negated", "asserted", "denied", None)),
    ("Nordvik Foods never partnered with Halden Logistics.", ("negated", "asserted", "denied", None)),
    ("Nordvik Foods has no partnership with Halden Logistics.", ("negated", "asserted", "denied", None)),
    (
        "Nordvik Foods denied that it had formed a partnership with Halden Logistics.",
        ("negated", "asserted", "denied", "Nordvik Foods"),
    ),
    ("Nordvik Foods rejected a partnership with Halden Logistics.", ("negated", "asserted", "denied", None)),
    ("Nordvik Foods ruled out a partnership with Halden Logistics.", ("negated", "asserted", "denied", None)),
    ("Nordvik Foods plans to partner with Halden Logistics.", ("affirmed", "planned", "announced", None)),
    ("Nordvik Foods will partner with Halden Logistics.", ("affirmed", "planned", "announced", None)),
    ("Nordvik Foods is going to partner with Halden Logistics.", ("affirmed", "planned", "announced", None)),
    ("Nordvik Foods has agreed to partner with Halden Logistics.", ("affirmed", "planned", "announced", None)),
    ("Nordvik Foods and Halden Logistics intend to form an alliance.", ("affirmed", "planned", "announced", None)),
    ("Nordvik Foods may partner with Halden Logistics.", ("affirmed", "rumour", "rumoured", None)),
    ("Nordvik Foods could partner with Halden Logistics.", ("affirmed", "rumour", "rumoured", None)),
    ("Nordvik Foods has reportedly partnered with Halden Logistics.", ("affirmed", "rumour", "rumoured", None)),
    ("Nordvik Foods is in talks about a partnership with Halden Logistics.", ("affirmed", "rumour", "rumoured", None)),
    ("Nordvik Foods is considering a partnership with Halden Logistics.", ("affirmed", "rumour", "rumoured", None)),
    ("Nordvik Foods is exploring a partnership with Halden Logistics.", ("affirmed", "rumour", "rumoured", None)),
    (
        "Nordvik Foods has partnered with Halden Logistics, people familiar with the matter said.",
        ("affirmed", "rumour", "rumoured", None),
    ),
    (
        "Nordvik Foods has partnered with Halden Logistics, according to sources.",
        ("affirmed", "rumour", "rumoured", None),
    ),
    (
        "Nordvik Foods has partnered with Halden Logistics, according to Anna Berg.",
        ("affirmed", "asserted", "active", "Anna Berg"),
    ),
    (
        "Anna Berg said that Nordvik Foods had partnered with Halden Logistics.",
        ("affirmed", "asserted", "active", "Anna Berg"),
    ),
    (
        "Nordvik Foods has partnered with Halden Logistics, Anna Berg said on Monday.",
        ("affirmed", "asserted", "active", "Anna Berg"),
    ),
    (
        "Nordvik Foods said it would partner with Halden Logistics.",
        ("affirmed", "planned", "announced", "Nordvik Foods"),
    ),
    ("Nordvik Foods ended its partnership with Halden Logistics.", ("affirmed", "asserted", "ended", None)),
    ("Nordvik Foods did not end its partnership with Halden Logistics.", ("affirmed", "asserted", "active", None)),
    ("Nordvik Foods may end its partnership with Halden Logistics.", ("affirmed", "rumour", "active", None)),
    (
        "Nordvik Foods plans to end its partnership with Halden Logistics.",
        ("affirmed", "planned", "active", None),
    ),
    (
        "Nordvik Foods was not part of the partnership between Halden Logistics and Norse Airways.",
        ("affirmed", "asserted", "active", None),
    ),
    # What is denied, prevented, left open or only heard of has not happened.
    ("Nordvik Foods did not confirm a partnership with Halden Logistics.", ("affirmed", "rumour", "rumoured", None)),
    (
        "The European Commission blocked Nordvik Foods from partnering with Halden Logistics.",
        ("negated", "asserted", "denied", None),
    ),
    (
        "A partnership between Nordvik Foods and Halden Logistics is unlikely.",
        ("affirmed", "rumour", "rumoured", None),
    ),
    (
        "There is no truth in reports of a partnership between Nordvik Foods and Halden Logistics.",
        ("negated", "asserted", "denied", None),
    ),
    (
        "Reports that Nordvik Foods has partnered with Halden Logistics are false.",
        ("negated", "rumour", "denied", None),
    ),
    ("Nordvik Foods almost partnered with Halden Logistics in 2020.", ("affirmed", "rumour", "rumoured", None)),
    ("Nordvik Foods is said to have partnered with Halden Logistics.", ("affirmed", "rumour", "rumoured", None)),
]


@pytest.mark.parametrize(("text", "expected"), STANCES, ids=[t for t, _ in STANCES])
def test_the_stance_of_the_one_claim_in_a_sentence(
    extract: Extract, text: str, expected: tuple[str, str, str, str | None]
) -> None:
    found = extract(text)
    (claim,) = (c for c in found.claims if c.kind == "Partnership")
    stance = claim.stance
    speaker = None if stance.attributed_to is None else found.chains[stance.attributed_to].name
    status = stance.status.value if stance.status else None
    assert (stance.polarity.value, stance.modality.value, status, speaker) == expected
