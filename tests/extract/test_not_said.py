"""What keeps two names of a sentence from a relation: a suit, an end, a move, the make of a thing, a rival bid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import relations

if TYPE_CHECKING:
    from tests.extract.conftest import Read

UNTOLD = [
    ("Food chain Tavola said it had stopped buying cocoa from Kumba Estates.", "Tavola customerOf Kumba Estates"),
    ("Bakery group Brotzeit has ceased buying flour from Halden Mills.", "Brotzeit customerOf Halden Mills"),
    (
        "Law firm Orde & Vane is preparing a class action against Medrona and its IT contractor, Softline Systems.",
        "Medrona customerOf Orde & Vane",
    ),
    (
        "Law firm Orde & Vane is preparing a class action against Medrona and its IT contractor, Softline Systems.",
        "Orde & Vane customerOf Softline Systems",
    ),
    (
        "Brenner Chemicals has moved its headquarters from Slough to Reading.",
        "Brenner Chemicals headquarteredIn Slough",
    ),
    ("Tarn Parcels was started by Alan Tarn in 1981 with a single Bedford van.", "Bedford foundedBy Alan Tarn"),
    (
        "Pellerin is to buy Dunmow Instruments, beating a rival approach from private equity firm Stoneby Capital.",
        "competitorOf",
    ),
    ("Cheetah Cement is after a stake in Mombasa-based rival Pwani Clinker.", "competitorOf Mombasa"),
]
TOLD = [
    ("Food chain Tavola buys its cocoa from Kumba Estates.", "Tavola customerOf Kumba Estates"),
    (
        "Brenner Chemicals has moved its headquarters from Slough to Reading.",
        "Brenner Chemicals headquarteredIn Reading",
    ),
    ("Medrona praised its IT contractor, Softline Systems.", "Medrona customerOf Softline Systems"),
]


@pytest.mark.parametrize(("text", "fact"), UNTOLD, ids=[f"{text} {fact}" for text, fact in UNTOLD])
def test_what_stands_around_two_names_speaks_against_it(reading: Read, text: str, fact: str) -> None:
    assert fact not in " | ".join(relations(reading(text)))


@pytest.mark.parametrize(("text", "fact"), TOLD, ids=[text for text, _ in TOLD])
def test_nothing_speaks_against_it(reading: Read, text: str, fact: str) -> None:
    assert fact in relations(reading(text))
