"""Event coreference: words are of one event or of several; what the encoder reads is given by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.events.gathering import gathered
from kg.extract.events.same_event import of_event, of_new
from kg.extract.fitted import weights
from tests.extract.by_hand import parsed_of, part, word

if TYPE_CHECKING:
    from kg.extract import Extractor
    from kg.extract.events.gathering import Gathered
    from kg.extract.parsed import Parsed

    Words = list[tuple[str, str, dict[str, str]]]

SURE = 0.95
ONE: list[tuple[str, Words]] = [
    (
        "Acme Corp sued Bolt Group in Leeds. Rain fell all day. The lawsuit asks for damages.",
        [("sued", "LegalDispute", {"Acme Corp": "accuser", "Bolt Group": "accused"}), ("lawsuit", "LegalDispute", {})],
    ),
    (
        "Acme Corp was fined over a leak. Bolt Group makes paint. Acme Corp paid the fine at once.",
        [
            ("fined", "RegulatoryAction", {"Acme Corp": "accused"}),
            ("fine", "RegulatoryAction", {"Acme Corp": "accused"}),
        ],
    ),
    (
        "Acme Corp and Bolt Group formed an alliance in Leeds. Under the alliance, Acme Corp will sell for Bolt Group.",
        [
            ("formed", "Partnership", {"Acme Corp": "partner", "Bolt Group": "partner"}),
            ("alliance", "Partnership", {"Acme Corp": "partner", "Bolt Group": "partner"}),
        ],
    ),
]
TWO: list[tuple[str, Words]] = [
    (
        "Acme Corp sued Bolt Group in Leeds. Cray Ltd, a baker in Cork, recalled bread after Dorn Foods accused it.",
        [
            ("sued", "LegalDispute", {"Acme Corp": "accuser", "Bolt Group": "accused"}),
            ("recalled", "ProductRecall", {"Cray Ltd": "accused"}),
        ],
    ),
    (
        "Acme Corp sued Bolt Group in Leeds. Last year Cray Ltd also sued Dorn Foods.",
        [
            ("sued", "LegalDispute", {"Acme Corp": "accuser", "Bolt Group": "accused"}),
            ("also", "LegalDispute", {"Cray Ltd": "accuser", "Dorn Foods": "accused"}),
        ],
    ),
    (
        "Acme Corp joined forces with Bolt Group. In Cork, Cray Ltd works together with Dorn Foods.",
        [
            ("joined", "Partnership", {"Acme Corp": "partner", "Bolt Group": "partner"}),
            ("works", "Partnership", {"Cray Ltd": "partner", "Dorn Foods": "partner"}),
        ],
    ),
]


def given(parsed: Parsed, words: Words) -> list[Gathered]:
    """The events that are gathered from words with their classes and the parts beside them."""
    triggers = [word(parsed, text, kind) for text, kind, _ in words]
    parsed.doc._.reading.triggers = triggers
    parsed.doc._.reading.relations = [
        part(parsed, trigger, role, name, SURE)
        for trigger, (_, _, parts) in zip(triggers, words, strict=True)
        for name, role in parts.items()
    ]
    return gathered(parsed, weights("same event"))


@pytest.mark.parametrize(("text", "words"), ONE)
def test_words_of_one_event_are_gathered(extractor: Extractor, text: str, words: Words) -> None:
    (event,) = given(parsed_of(extractor, text), words)

    assert len(event.triggers) == len(words)


@pytest.mark.parametrize(("text", "words"), TWO)
def test_words_with_other_parties_are_another_event(extractor: Extractor, text: str, words: Words) -> None:
    assert len(given(parsed_of(extractor, text), words)) == len(words)


def test_a_word_goes_to_the_event_whose_parties_it_has_and_not_to_the_last_one(extractor: Extractor) -> None:
    text = "Acme Corp sued Bolt Group. Cray Ltd accused Dorn Foods of fraud. Bolt Group called the suit absurd."
    words: Words = [
        ("sued", "LegalDispute", {"Acme Corp": "accuser", "Bolt Group": "accused"}),
        ("accused", "Misconduct", {"Cray Ltd": "accuser", "Dorn Foods": "accused"}),
        ("suit", "LegalDispute", {"Acme Corp": "accuser", "Bolt Group": "accused"}),
    ]

    first, second = given(parsed_of(extractor, text), words)

    assert (len(first.triggers), len(second.triggers)) == (2, 1)


def test_words_of_different_families_are_never_one_event(extractor: Extractor) -> None:
    words: Words = [
        ("sued", "LegalDispute", {"Acme Corp": "accuser", "Bolt Group": "accused"}),
        ("lawsuit", "Partnership", {}),
    ]

    assert len(given(parsed_of(extractor, ONE[0][0]), words)) == len(words)


def test_the_traits_say_who_has_the_same_part_and_who_another(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, ONE[1][0])
    (event,) = given(parsed, ONE[1][1][:1])
    first = [cluster.names[0].text for cluster in parsed.clusters]
    bolt, acme = first.index("Bolt Group"), first.index("Acme Corp")
    trigger = word(parsed, "fine", "RegulatoryAction")

    same = of_event(parsed, event, trigger, {(acme, "accused"): SURE})
    other = of_event(parsed, event, trigger, {(bolt, "accused"): SURE})

    assert (same["same accused"], same["other accused"]) == (SURE, 0)
    assert (other["same accused"], other["other accused"]) == (0, SURE)
    assert of_new(parsed, trigger, {})["definite"] == 1
