"""The ways between candidates in the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.encoder import Candidate
from kg.extract.encoder.component import Reader
from kg.extract.encoder.paths import EDGES, PATHS, Tree, Way
from kg.extract.encoder.windows import windows

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.extract import Extractor

    WayOf = Callable[[str, str, str], tuple[Way, list[str]]]


@pytest.fixture(scope="module")
def way(extractor: Extractor) -> WayOf:
    """The way between two stretches of a text, and the words on it."""
    nlp = extractor.pipeline
    reader = nlp.get_pipe("newsgraph_encoder")
    assert isinstance(reader, Reader)

    def of(text: str, one: str, other: str) -> tuple[Way, list[str]]:
        doc = nlp(text)
        (window,) = windows(doc, reader.encoder.tokenizer)
        spans = [doc.char_span(text.index(words), text.index(words) + len(words)) for words in (one, other)]
        found = Tree(window, [Candidate(s.start, s.end, "organization") for s in spans]).way(0, 1)
        return found, [doc[i].text for i in found.words]

    return of


SUIT = "A lawsuit was filed by Halden Logistics and Nordvik Foods against the landlord, Harbour Trust."


def test_the_way_names_the_words_between_and_the_edges_above(way: WayOf) -> None:
    found, words = way(SUIT, "lawsuit", "Halden Logistics")
    assert (words, EDGES[found.first], EDGES[found.second]) == (["filed", "by"], "nsubjpass", "pobj")
    assert 0 < found.number < PATHS


def test_the_second_of_a_list_and_a_name_that_explains_stand_where_the_first_does(way: WayOf) -> None:
    assert way(SUIT, "lawsuit", "Nordvik Foods") == way(SUIT, "lawsuit", "Halden Logistics")
    assert way(SUIT, "lawsuit", "Harbour Trust")[1] == ["filed", "against"]


def test_who_does_and_who_is_done_to_have_different_ways(way: WayOf) -> None:
    text = "Halden Logistics sued Nordvik Foods."
    there, back = (
        way(text, *pair)[0] for pair in (("Halden Logistics", "Nordvik Foods"), ("Nordvik Foods", "Halden Logistics"))
    )
    assert there.number != back.number
    assert (EDGES[there.first], EDGES[there.second]) == ("nsubj", "dobj")


def test_two_of_one_list_have_a_way_of_their_own(way: WayOf) -> None:
    found, words = way(SUIT, "Halden Logistics", "Nordvik Foods")
    assert (words, EDGES[found.first], EDGES[found.second]) == ([], "pobj", "conj")


def test_there_is_no_way_between_two_sentences(way: WayOf) -> None:
    found, words = way("Halden Logistics sued. Nordvik Foods did not.", "Halden Logistics", "Nordvik Foods")
    assert (found.number, words) == (0, [])
