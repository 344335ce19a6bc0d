"""Claims in the making, and the few questions that every claim module asks of a sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.document.syntax import governing_verb, governors
from kg.extract.stance.find import stance
from kg.extract.words import word_set
from kg.records import Modality, Polarity, Status
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.extract.document.tokens import Token
    from kg.extract.frames.matching import Match
    from kg.extract.parsed import Parsed
    from kg.records import Stance, When

DEALS = frozenset({"Partnership", "Acquisition", "Merger", "Investment"})
"""The families of which "the deal" can speak."""
_TRANSFERS = frozenset({"Acquisition", "Merger"})
CENTRAL = {"Controversy": "accused", "Acquisition": "acquired", "Investment": "investee"}
"""Family → the part by which one of its events is told from another."""
VAGUE = frozenset({"PublicBacklash", "Misconduct", "Controversy"})
"""Classes of disputes that can be one with any other class."""
_REPORTING = word_set("stance", "reporting")
_MAKING = word_set("stance", "making") | {"announce", "unveil", "publish", "file", "lodge", "impose"}
SAID_IN_WORDS = frozenset({Status.ENDED, Status.SUSPENDED, Status.DENIED})
"""The states that a sentence which only comes back to an event can still add to it."""
_BEGINNING = frozenset({"enter", "launch", "begin", "start", "open", "file", "lodge"})
_AMIDST = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
_CONTINUING = frozenset({"then", "later", "subsequently", "afterwards", "afterward"})
_RECORDS = frozenset({"first", "only", "second"})
_ENDING = frozenset({"until", "till", "through", "by", "to", "for"})
_COVERING = word_set("dates", "covering")
_MATTERS = word_set("dates", "matters")
SUREST_READING = 0.95
"""The most that a claim of the encoder's can be sure by itself."""
_WEAK_REFERENCE = 0.9  # what a claim keeps of its confidence when a party is a pronoun or description


@dataclass(frozen=True, slots=True)
class Draft:
    """An event told in one sentence. Its parties may be incomplete; `events.join` supplies or drops it.

    Attributes:
        family: what it can be one event with ("Partnership", "Controversy", "Acquisition" …).
        kind: its class.
        parties: (role, cluster) pairs.
        trigger: the word that names it.
        stance: how the sentence stands to it.
        when: its date.
        confidence: 0 to 1.
        definite: whether it speaks of an event known from before ("the partnership").
        title: for a plain event, what it is.
        is_read: whether the encoder found it, and not a rule.
        vague: whether its noun can mean any deal, so that it joins one only where there is just one.
        supporting: whether it tells of an event only beside a sentence that does so by itself.
    """

    family: str
    kind: str
    parties: tuple[tuple[str, int], ...]
    trigger: Token
    stance: Stance
    when: When | None
    confidence: float
    definite: bool = False
    title: str = ""
    supporting: bool = False
    vague: bool = False
    is_read: bool = False


def draft(parsed: Parsed, match: Match, *, family: str) -> Draft:
    """The draft of a frame's match, in a family that its class need not name."""
    trigger = match.trigger
    found = stance(parsed, trigger, usual=match.frame.status, is_dispute=family == "Controversy")
    if "present" in match.frame.flags:  # whatever will become of it: "will close the shops it runs with B"
        found = replace(found, polarity=Polarity.AFFIRMED, modality=Modality.ASSERTED, status=Status.ACTIVE)
    if "never_active" in match.frame.flags and found.status is Status.ACTIVE:
        found = replace(found, status=Status.ANNOUNCED)
    return Draft(
        family=family,
        kind=match.frame.kind,
        parties=match.parties,
        trigger=trigger,
        stance=so_far(found, trigger, family),
        when=event_date(parsed, trigger),
        confidence=match.frame.confidence * reference_factor(parsed, match.parties, trigger),
        definite=is_definite(trigger),
        supporting="supporting" in match.frame.flags,
        vague="definite_only" in match.frame.flags,
    )


def so_far(found: Stance, trigger: Token, family: str) -> Stance:
    """The stance on a takeover or merger that has only begun: nobody owns yet what an offer is launched for."""
    is_begun = family in _TRANSFERS and found.status is Status.ACTIVE and _is_begun(trigger)
    return replace(found, status=Status.ANNOUNCED) if is_begun else found


def _is_begun(noun: Token) -> bool:
    """Whether a thing is only set going: "have entered into a merger agreement", "is buying X"."""
    if noun.pos_ == "VERB" and noun.tag_ == "VBG":
        auxiliaries = {c.lower_ for c in noun.children if c.dep_ == "aux"}
        return not _AMIDST.isdisjoint(auxiliaries) and "been" not in auxiliaries
    verb = governing_verb(noun) if noun.pos_ != "VERB" else None
    return verb is not None and verb.lemma_.lower() in _BEGINNING


def is_past_case_of_others(parsed: Parsed, draft: Draft) -> bool:
    """Whether somebody without a name brought it in a year before the article's: "prosecutors sued X in 2019"."""
    published, is_dispute = parsed.article.published, draft.family == "Controversy" and not draft.is_read
    if not is_dispute or draft.when is None or published is None or draft.when.latest.year >= published.year:
        return False
    return parsed.has_nameless_actor(draft.trigger)


def reference_factor(parsed: Parsed, parties: tuple[tuple[str, int], ...], trigger: Token) -> float:
    """Below 1 when a party is not named in the trigger's sentence but only referred to."""
    sentence = range(trigger.sent.start, trigger.sent.end)
    named = {number for _, number in parties if any(s.start in sentence for s in parsed.clusters[number].names)}
    return 1.0 if all(number in named for _, number in parties) else _WEAK_REFERENCE


def naming(parsed: Parsed, trigger: Token, absent: Iterable[int]) -> tuple[Characters, ...]:
    """The sentences that name parties nearest to a word, for those whom its own sentence leaves out."""
    names = (min(parsed.clusters[n].names, key=lambda name: abs(name.start - trigger.i)) for n in absent)
    return tuple(sorted({parsed.sentence(name.root) for name in names}))


def is_definite(noun: Token) -> bool:
    """Whether a noun speaks of something known: "the deal", "this lawsuit", "their partnership"."""
    if noun.pos_ != "NOUN" or noun.tag_ == "NNS":
        return False
    return any(
        (c.dep_ == "det" and c.lower_ in {"the", "this", "that"}) or (c.dep_ == "poss" and c.pos_ == "PRON")
        for c in noun.children
    )


def event_date(parsed: Parsed, trigger: Token) -> When | None:
    """The date that belongs to the trigger's clause, else to the verb that reports it, else to a sentence before.

    "… , Ant Group said on Tuesday" dates the announcement. A sentence that goes on with "Then …" happens at
    the time of the one before it.
    """
    sentence = trigger.sent
    dates = parsed.dates_in(sentence.start_char, sentence.end_char)
    is_basis = trigger.dep_ == "pobj" and trigger.head.lower_ == "under"  # "will start next year under an agreement"
    verb = trigger if trigger.pos_ in {"VERB", "AUX"} else None if is_basis else governing_verb(trigger)
    own = {t.i for t in (trigger, verb) if t is not None}
    if trigger.pos_ == "NOUN":
        dates = [d for d in dates if not any(a.idx < d.words.start < b.idx for a, b in _before_and(trigger, verb))]
    reporting: When | None = None
    made: When | None = None
    for date in dates:
        anchor = _anchor(parsed, date)
        if anchor is None or _is_end(parsed, date) or _is_of_matter(anchor, date, trigger):
            continue
        if own & {anchor.i, *(g.i for g in _up_to_verb(anchor))}:
            return date
        if _is_made(anchor, own) and made is None:
            made = date
        if anchor.lemma_.lower() in _REPORTING and anchor.pos_ == "VERB" and reporting is None:
            reporting = date
    return made or reporting or _date_before(parsed, trigger)


def _before_and(noun: Token, verb: Token | None) -> Iterator[tuple[Token, Token]]:
    """What a date stands between that is of the first of two: "bought X in 2019 and a majority of Y in 2021"."""
    firsts = [t for t in (noun.head if noun.dep_ == "conj" else verb, verb) if t is not None and t.i < noun.i]
    yield from ((t, c) for t in firsts for c in t.children if c.dep_ == "cc" and c.i < noun.i)


def _is_made(participle: Token, own: set[int]) -> bool:
    """Whether a date is of a participle that tells how a thing came to be: "the deal, signed on Monday"."""
    thing = participle.head
    is_own = thing.i in own or (thing.dep_ == "nsubj" and thing.head.i in own)
    is_first = any(c.lower_ == "first" for c in participle.children)  # "the agreement, first signed in 2019, ended"
    return participle.dep_ == "acl" and participle.lemma_.lower() in _MAKING and is_own and not is_first


def _is_end(parsed: Parsed, date: When) -> bool:
    """Whether the date is when something ends ("until 2030", "the first strike since 1988"), not when it happens."""
    span = parsed.doc.char_span(date.words.start, date.words.end, alignment_mode="expand")
    if span is None or not span.start:
        return False
    before = parsed.doc[span.start - 1]
    is_record = before.lower_ == "since" and any(c.lower_ in _RECORDS or c.tag_ == "JJS" for c in before.head.children)
    return is_record or before.lower_ in _ENDING


def _anchor(parsed: Parsed, date: When) -> Token | None:
    """The verb or noun that a date hangs on."""
    span = parsed.doc.char_span(date.words.start, date.words.end, alignment_mode="expand")
    if span is None:
        return None
    return next((g for g in governors(span.root) if g.pos_ in {"VERB", "AUX", "NOUN", "PROPN"}), None)


def _is_of_matter(anchor: Token, date: When, trigger: Token) -> bool:
    """Whether a date is of what is looked into: "a probe into sales in 2019", "the case covers sales until 2023"."""
    below = anchor
    for above in (anchor, *governors(anchor)):
        if above == trigger:
            return False
        if above.pos_ in {"VERB", "AUX"}:
            return above.lemma_.lower() in _COVERING and above.idx < date.words.start
        if above.lower_ in _MATTERS and (above.lower_ != "into" or above.head.pos_ == "NOUN"):
            return below.dep_ == "pobj"
        below = above
    return False


def _up_to_verb(token: Token) -> list[Token]:
    """The tokens above one, as far as its first verb."""
    found: list[Token] = []
    if token.pos_ == "VERB":
        return found
    for above in governors(token):
        found.append(above)
        if above.pos_ in {"VERB", "AUX"}:
            break
    return found


def _date_before(parsed: Parsed, trigger: Token) -> When | None:
    sentence = trigger.sent
    if sentence.start == 0 or not any(t.lower_ in _CONTINUING for t in sentence[:3]):
        return None
    if sentence.root.tag_ in {"VBZ", "VBP"}:  # "it then sponsors a race": that is now, whatever was then
        return None
    before = parsed.doc[sentence.start - 1].sent
    while before.start and not parsed.dates_in(before.start_char, before.end_char) and "\n" not in before.text:
        before = parsed.doc[before.start - 1].sent
    dates = parsed.dates_in(before.start_char, before.end_char)
    return dates[0] if dates else None
