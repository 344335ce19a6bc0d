"""What event coreference learns from: for each word of the gold, which event before it is meant."""

from __future__ import annotations

from kg.extract import Extractor
from tests.extract.by_hand import parsed_of, part, word
from training.same_event import links

TEXT = "Acme Corp sued Bolt Group. Cray Ltd accused Dorn Foods of fraud. The lawsuit of Acme Corp is old. Fans booed."
GOLD = [("sued", "lawsuit"), ("accused",)]


def test_each_word_behind_another_of_its_family_asks_which_event_it_tells_of() -> None:
    parsed = parsed_of(Extractor(), TEXT)
    words = [word(parsed, text) for text in ("sued", "accused", "lawsuit", "booed")]
    parsed.doc._.reading.triggers = words
    parsed.doc._.reading.relations = [part(parsed, words[0], "accuser", "Acme Corp", 0.9)]
    spans = [[{"start": TEXT.index(w), "end": TEXT.index(w) + len(w)} for w in each] for each in GOLD]
    row = {"events": [{"family": "Controversy", "triggers": triggers} for triggers in spans]}

    found = list(links(row, parsed))

    assert [len(question.choices) for question in found] == [1, 2]  # "booed" is no word of the gold
    assert [question.right for question in found] == [None, 0]
    assert all(question.none["new"] == 1 for question in found)
