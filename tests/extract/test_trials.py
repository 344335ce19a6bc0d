"""A trial at law, and one that only tries a thing out; what the encoder reads is given by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.events.gathering import gathered
from kg.extract.fitted import weights
from tests.extract.by_hand import parsed_of, word

if TYPE_CHECKING:
    from kg.extract import Extractor

TESTS = [
    "Nordvik Foods took part in a trial with Halden Logistics last year.",
    "Nordvik Foods has begun a trial of Halden's robots in its warehouses.",
    "Halden Pharma has halted a clinical trial after two patients died.",
    "A late-stage trial of the drug that Halden Pharma makes ended in May.",
]
CASES = [
    "Nordvik Foods is to go on trial in Oslo over the death of two workers.",
    "The trial of Nordvik Foods began on Monday.",
    "After a six-week trial, Nordvik Foods was convicted.",
    "A trial of two former traders of Nordvik Foods opened in Oslo.",
]


@pytest.mark.parametrize("text", TESTS)
def test_a_trial_that_tries_a_thing_out_is_no_case(extractor: Extractor, text: str) -> None:
    assert _cases(extractor, text) == 0


@pytest.mark.parametrize("text", CASES)
def test_a_trial_at_law_is_one(extractor: Extractor, text: str) -> None:
    assert _cases(extractor, text) == 1


def _cases(extractor: Extractor, text: str) -> int:
    parsed = parsed_of(extractor, text)
    parsed.doc._.reading.triggers = [word(parsed, "trial", "LegalDispute")]
    parsed.doc._.reading.relations = []
    return len(gathered(parsed, weights("same event")))
