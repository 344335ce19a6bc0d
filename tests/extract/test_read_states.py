"""What the encoder reads of an event, given by hand: which parties are sure enough, and where the article leaves it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.coreference.chains import chains
from kg.extract.events.joining import join
from kg.extract.events.read_events import with_read_events
from kg.extract.events.states import with_read_state
from kg.extract.frames.drafts import Draft
from kg.extract.stance.find import stance
from kg.records import Extraction, Modality, Polarity, Span, Status, When
from kg.resolve import resolve
from tests.extract.by_hand import parsed_of, part, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract import Extractor
    from kg.extract.parsed import Parsed

SUIT = "Acme Corp sued Bolt Group in Leeds. The lawsuit was filed in 2019."


def read(parsed: Parsed, *parts: tuple[str, str, float], score: float = 0.99) -> Sequence[tuple[tuple[str, int], ...]]:
    """The parties of what is read in the word "sued"."""
    trigger = word(parsed, "sued", score=score)
    parsed.doc._.reading.triggers = [trigger]
    parsed.doc._.reading.relations = [part(parsed, trigger, *each) for each in parts]
    return [draft.parties for draft in with_read_events(parsed, [])]


@pytest.mark.parametrize(
    ("score", "accused", "accuser", "found"),
    [
        (0.99, 0.97, 0.96, 2),
        (0.99, 0.97, 0.04, 1),
        (0.99, 0.97, 0.45, 0),
        (0.99, 0.97, 0.9, 2),
        (0.99, 0.97, 0.55, 0),
        (0.99, 0.6, 0.55, 0),
        (0.35, 0.97, 0.96, 0),
        (0.85, 0.9, 0.9, 0),
    ],
)
def test_an_event_is_told_where_it_is_sure_as_a_whole(
    extractor: Extractor, score: float, accused: float, accuser: float, found: int
) -> None:
    parsed = parsed_of(extractor, SUIT)

    told = read(parsed, ("accused", "Bolt Group", accused), ("accuser", "Acme Corp", accuser), score=score)

    assert [len(parties) for parties in told] == ([found] if found else [])


def test_what_a_charge_is_about_does_not_date_it(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, "Acme Corp accused Bolt Group of theft in May. Some 63 houses were lost in 2019.")
    triggers = [word(parsed, text, kind="Misconduct") for text in ("accused", "lost")]
    parsed.doc._.reading.triggers = triggers
    sides = (("accuser", "Acme Corp"), ("accused", "Bolt Group"))
    parsed.doc._.reading.relations = [part(parsed, each, *side, 0.99) for each in triggers for side in sides]

    found = {draft.trigger.text: draft.when for draft in with_read_events(parsed, [])}

    assert found["accused"] is not None
    assert found.get("lost") is None


def drafts_of(parsed: Parsed, *words: tuple[str, When | None]) -> list[Draft]:
    """Drafts of one suit, with the stance that the rules give."""
    found = []
    for text, when in words:
        token = next(t for t in parsed.doc if t.text == text)
        view = stance(parsed, token, usual=Status.ACTIVE, is_dispute=True)
        found.append(Draft("Controversy", "LegalDispute", (("accused", 0),), token, view, when, 0.9))
    return found


def statuses(drafts: Sequence[Draft]) -> list[Status | None]:
    return [draft.stance.status for draft in drafts]


def test_a_sure_state_counts_for_what_is_not_dated(extractor: Extractor) -> None:
    parsed = parsed_of(
        extractor, "Acme Corp sued Bolt Group in Leeds in 2019. The lawsuit is about the rent of a depot."
    )
    parsed.doc._.reading.triggers = [word(parsed, "sued", ended=0.8), word(parsed, "lawsuit", ended=0.9)]
    of_then = When(date(2019, 1, 1), date(2019, 12, 31), Span(38, 42))

    assert statuses(with_read_state(parsed, drafts_of(parsed, ("sued", None), ("lawsuit", None)))) == [Status.ENDED] * 2
    assert statuses(with_read_state(parsed, drafts_of(parsed, ("sued", of_then), ("lawsuit", None)))) == [
        Status.ACTIVE,
        Status.ENDED,
    ]


def test_a_state_in_doubt_counts_for_nothing(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, SUIT)
    drafts = drafts_of(parsed, ("sued", None), ("lawsuit", None))
    parsed.doc._.reading.triggers = [word(parsed, "sued", ended=0.6), word(parsed, "lawsuit", ended=0.3)]

    assert with_read_state(parsed, drafts) == drafts

    parsed.doc._.reading.triggers = []
    assert with_read_state(parsed, drafts) == drafts


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (SUIT, Status.ENDED),
        ("Acme Corp sued Bolt Group in Leeds over a lawsuit of 2019.", Status.ACTIVE),
        ("Acme Corp has threatened to sue Bolt Group, who sued it. A lawsuit was filed.", Status.ACTIVE),
    ],
)
def test_where_the_rules_have_read_nothing_several_sentences_need_less(
    extractor: Extractor, text: str, status: Status
) -> None:
    parsed = parsed_of(extractor, text)
    words = ["sue", "sued", "lawsuit"] if "threatened" in text else ["sued", "lawsuit"]
    drafts = drafts_of(parsed, *((each, None) for each in words))
    parsed.doc._.reading.triggers = [word(parsed, each, ended=0.6) for each in words]

    assert status in statuses(with_read_state(parsed, drafts))
    assert (Status.ENDED in statuses(with_read_state(parsed, drafts))) is (status is Status.ENDED)


def test_where_a_dispute_stands_counts_in_all_of_its_sentences(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, "Acme Corp plans to sue Bolt Group in Leeds. The lawsuit was settled.")
    drafts = drafts_of(parsed, ("sue", None), ("lawsuit", None))
    assert statuses(drafts) == [Status.ANNOUNCED, Status.ENDED]

    parsed.doc._.reading.triggers = [word(parsed, each, active=0.9) for each in ("sue", "lawsuit")]

    assert statuses(with_read_state(parsed, drafts)) == [Status.ACTIVE] * 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Acme Corp is considering a partnership with Bolt Group.", Status.RUMOURED),
        ("Acme Corp will form a partnership with Bolt Group next year.", Status.ANNOUNCED),
        ("Acme Corp denied that it had formed a partnership with Bolt Group.", Status.DENIED),
    ],
)
def test_words_of_doubt_denial_or_plans_count_more_than_the_encoder(
    extractor: Extractor, text: str, status: Status
) -> None:
    parsed = parsed_of(extractor, text)
    parsed.doc._.reading.triggers = [word(parsed, "partnership", "Partnership", active=0.95)]
    token = next(t for t in parsed.doc if t.text == "partnership")
    view = stance(parsed, token, usual=Status.ACTIVE)
    drafts = [Draft("Partnership", "Partnership", (("partner", 0), ("partner", 1)), token, view, None, 0.9)]

    assert statuses(with_read_state(parsed, drafts)) == [status]


@pytest.mark.parametrize(
    ("state", "polarity", "modality"),
    [
        ("denied", Polarity.NEGATED, Modality.ASSERTED),
        ("rumoured", Polarity.AFFIRMED, Modality.RUMOUR),
        ("ended", Polarity.AFFIRMED, Modality.ASSERTED),
    ],
)
def test_polarity_and_modality_go_with_the_state(
    extractor: Extractor, state: str, polarity: Polarity, modality: Modality
) -> None:
    parsed = parsed_of(extractor, SUIT)
    parsed.doc._.reading.triggers = [word(parsed, "sued", **{state: 0.9})]

    (moved,) = with_read_state(parsed, drafts_of(parsed, ("sued", None)))

    assert (moved.stance.status, moved.stance.polarity, moved.stance.modality) == (Status(state), polarity, modality)


def test_a_party_that_the_sentence_does_not_mention_brings_the_sentence_that_names_it(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, SUIT)
    (here,) = join(parsed, drafts_of(parsed, ("sued", None)))
    (elsewhere,) = join(parsed, drafts_of(parsed, ("lawsuit", None)))

    first, second = (Span(sent.start_char, sent.end_char) for sent in parsed.doc.sents)
    assert (here.evidence, here.beside) == (first, ())
    assert (elsewhere.evidence, elsewhere.beside) == (second, (first,))

    extraction = Extraction(parsed.article, chains(parsed.doc), (elsewhere,), ())
    (claim,) = [claim for claim in resolve(extraction).claims if claim.about.startswith("id/event/")]
    assert claim.evidence == (first, second)
