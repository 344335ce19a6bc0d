"""The pipeline as a whole: batches change nothing, one bad article stops no other, zones are never a source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputRefused
from kg.extract import Extractor
from kg.records import Article, Extraction, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Span
    from tests.extract.conftest import Extract

TEXTS = [
    "Nordvik Foods has partnered with Halden Logistics, Anna Berg said on Monday.",
    "",
    "Halden Logistics was fined by the Federal Trade Commission in 2022.\n\nIt denied that it had misled anyone.",
    "The weather was fine.",
    "Anna Berg, chief executive of Nordvik Foods, said: “We are happy with the new plant in Oslo.”",
    "Nordvik Foods agreed to buy Norse Airways. The two companies expect the deal to close next year.",
    "   \n\n \t",
]


def article(number: int, text: str) -> Article:
    return Article(id=f"{number:016x}", text=text, published=date(2024, 5, 15), origin=f"article {number}")


ARTICLES = [article(number, text) for number, text in enumerate(TEXTS)]


class Unreadable(Article):
    """An article whose story cannot be had: stands for whatever the model cannot digest."""

    @property
    def story(self) -> str:
        raise ValueError("no story")


def spans(extraction: Extraction) -> Iterator[Span]:
    """Every stretch of text that the extraction points at."""
    for chain in extraction.chains:
        for mention in chain.mentions:
            yield mention.span
            yield mention.sentence
    for claim in extraction.claims:
        yield claim.evidence
        yield claim.trigger
        if claim.when is not None:
            yield claim.when.words
    for quotation in extraction.quotations:
        yield quotation.words
        yield quotation.evidence


@pytest.fixture(scope="module")
def one_by_one(extractor: Extractor) -> list[Extraction | InputRefused]:
    return [result for a in ARTICLES for result in extractor.extract([a])]


@pytest.mark.parametrize("batch", [1, 2, 3, 16])
def test_articles_together_give_what_they_give_one_by_one(
    extractor: Extractor, one_by_one: list[Extraction | InputRefused], batch: int
) -> None:
    together = Extractor(batch=batch)
    together.__dict__["pipeline"] = extractor.pipeline
    assert list(together.extract(ARTICLES)) == one_by_one
    assert any(isinstance(e, Extraction) and e.claims for e in one_by_one)


def test_no_articles_give_nothing(extractor: Extractor) -> None:
    assert list(extractor.extract([])) == []


@pytest.mark.parametrize("text", ["", "   \n\n \t", "\n", "."])
def test_an_article_without_words_says_nothing(extract: Extract, text: str) -> None:
    found = extract(text)
    assert (found.chains, found.claims, found.quotations) == ((), (), ())


def test_a_broken_article_is_refused_by_name_and_the_others_go_on(
    extractor: Extractor, one_by_one: list[Extraction | InputRefused]
) -> None:
    broken = Unreadable(id="f" * 16, text="Nordvik Foods", origin="broken.txt")
    found = list(extractor.extract([*ARTICLES[:3], broken, *ARTICLES[3:]]))
    refused = found.pop(3)
    assert isinstance(refused, InputRefused)
    assert str(refused) == "broken.txt: extraction failed: ValueError('no story'); please report it"
    assert found == one_by_one


def test_a_broken_article_without_an_origin_is_refused_by_its_id(extractor: Extractor) -> None:
    (refused,) = extractor.extract([Unreadable(id="f" * 16, text="Nordvik Foods")])
    assert isinstance(refused, InputRefused)
    assert refused.origin == "f" * 16


def test_zones_are_never_a_source(extract: Extract) -> None:
    story = "Nordvik Foods has partnered with Halden Logistics."
    teaser = "\n\nAlso read: Norse Airways sued Nordvik Foods on Monday.\n\n"
    text = story + teaser + "The meals will be sold in Oslo."
    zone = Zone(len(story), len(story) + len(teaser), "teaser")
    whole, zoned = extract(text), extract(text, zones=(zone,))
    assert {c.kind for c in whole.claims} == {"Partnership", "LegalDispute"}
    assert {c.kind for c in zoned.claims} == {"Partnership"}
    assert [c.name for c in zoned.chains] == ["Nordvik Foods", "Halden Logistics", "Oslo"]
    assert not any(span.start < zone.end and zone.start < span.end for span in spans(zoned))


def test_a_word_knows_the_sentence_that_its_document_has(extractor: Extractor) -> None:
    doc = extractor.pipeline("Nordvik Foods sued. It won\nin Oslo, and Norse Airways lost.\n\n“Fine,” it said.")

    assert [(s.start, s.end) for s in doc.sents] == list(dict.fromkeys((t.sent.start, t.sent.end) for t in doc))
    assert len(list(doc.sents)) > 2
    assert all(token in token.sent for token in doc)


def test_every_mention_slices_to_the_words_it_stands_for(extract: Extract) -> None:
    text = "Nordvik\u00a0Foods 🐟 said that Halden Logistics’ shop — in Oslo — was “fine”. It sued Halden Logistics."
    found = extract(text)
    assert {m.span.of(text) for c in found.chains for m in c.mentions} >= {"Halden Logistics", "Oslo"}


def test_a_quotation_has_its_speaker(extract: Extract) -> None:
    found = extract(TEXTS[4])
    (quotation,) = found.quotations
    assert found.chains[quotation.speaker].name == "Anna Berg"
    assert quotation.words.of(TEXTS[4]) == "We are happy with the new plant in Oslo."


def test_claims_come_in_text_order(extract: Extract) -> None:
    found = extract("\n\n".join(TEXTS))
    assert list(found.claims) == sorted(found.claims, key=lambda c: (c.evidence, c.trigger, c.kind, c.parties))
    assert len({c.evidence for c in found.claims}) > 2


PIECES = st.lists(
    st.one_of(
        st.sampled_from([*TEXTS, "Mr. ", "Co., Ltd.", "’s", "“", "”", "\n\n", " (NBA) ", "Nordvik Foods", " and "]),
        st.text(max_size=30),
    ),
    max_size=8,
).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=PIECES, cut=st.tuples(st.integers(0, 300), st.integers(0, 300)))
def test_whatever_the_text_spans_lie_inside_it_and_outside_its_zones(
    extractor: Extractor, text: str, cut: tuple[int, int]
) -> None:
    start, end = sorted(min(c, len(text)) for c in cut)
    zones = (Zone(start, end, "cut"),) if start < end else ()
    (found,) = extractor.extract([replace(article(0, text), zones=zones)])
    assert isinstance(found, Extraction), found
    for span in spans(found):
        assert 0 <= span.start < span.end <= len(text)
    for chain in found.chains:
        assert any(m.is_name for m in chain.mentions)
        for mention in chain.mentions:
            assert not any(mention.span.start < z.end and z.start < mention.span.end for z in zones)
    for claim in found.claims:
        assert all(0 <= number < len(found.chains) for _, number in claim.parties)
        assert 0 < claim.confidence <= 1


def test_a_raised_figure_is_no_day(extract: Extract) -> None:
    found = extract("Halden Logistics opened on ² March in Oslo.")

    assert [chain.name for chain in found.chains] == ["Halden Logistics", "Oslo"]
