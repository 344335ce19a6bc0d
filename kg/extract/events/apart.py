"""Cases beside the one that an article is about: another suit, an earlier strike, a sale after the last one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.document.syntax import governing_verb, prepositional
from kg.extract.frames.drafts import CENTRAL
from kg.extract.words import word_set
from kg.records import Modality, Polarity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.frames.drafts import Draft
    from kg.extract.parsed import Parsed

_OTHER = word_set("apart", "other_cases")
_CASES = word_set("stance", "cases") | {"matter", "decision", "ruling"}
_AHEAD = frozenset({"will", "would", "could", "may", "might"})
_MODIFIERS = frozenset({"amod", "det", "advmod", "poss"})
_HOLDING = frozenset({"own", "hold"})


def told_apart(parsed: Parsed, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """The drafts that may be of one case, and those that tell of a case of their own.

    What the encoder reads of another case has the parties of the first, so it is in neither; nor is what is only said
    not to be so by somebody whom no other sentence brings in.
    """
    usual, own = [], []
    for draft in drafts:
        beside = [d for d in drafts if d is not draft and _may_share(d, draft)]
        if draft.family == "Controversy" and _is_another(draft, beside):
            if not draft.is_read and _names_all(parsed, draft) and _is_new(draft, beside):
                own.append(draft)
        elif not _stays_out(parsed, draft, beside) and not _is_still_to_come(parsed, draft, beside):
            usual.append(draft)
    usual = [d for d in usual if not (d.is_read and any(set(d.parties) == set(o.parties) for o in own))]
    return [_without_absent(parsed, d, drafts) for d in usual], own


def _is_still_to_come(parsed: Parsed, draft: Draft, beside: Sequence[Draft]) -> bool:
    """Whether what is only planned is taken for the deal of a former year: "a sale would come"."""
    published = parsed.article.published
    is_open = draft.stance.modality is not Modality.ASSERTED or _is_ahead(draft.trigger)
    if published is None or not (draft.is_read and is_open and draft.family in CENTRAL):
        return False
    done = [d for d in beside if not d.is_read and d.stance.status is Status.ACTIVE and d.when is not None]
    return draft.family != "Controversy" and any(_year_of(d) < published.year for d in done)


def _is_ahead(trigger: Token) -> bool:
    verb = trigger if trigger.pos_ == "VERB" else governing_verb(trigger)
    return verb is not None and any(c.dep_ == "aux" and c.lower_ in _AHEAD for c in verb.children)


def _year_of(draft: Draft) -> int:
    return draft.when.latest.year if draft.when is not None else 0


def _may_share(one: Draft, other: Draft) -> bool:
    """Whether two drafts have one family and somebody in the same part, who is not the one that brings it."""
    shared = set(one.parties) & set(other.parties)
    return one.family == other.family and any(role != "accuser" for role, _ in shared)


def _is_another(draft: Draft, beside: Sequence[Draft]) -> bool:
    """Whether its words set a case apart from one that the article told before, or its end from one that goes on."""
    before = [d for d in beside if d.trigger.sent.start < draft.trigger.sent.start and not is_called_other(d.trigger)]
    if before and is_called_other(draft.trigger):
        return True
    return draft.stance.status is Status.ENDED and not draft.definite and any(_began_after(d, draft) for d in beside)


def _began_after(draft: Draft, ended: Draft) -> bool:
    """Whether a draft is of a case that goes on and of a later day than the end of the other."""
    dated = draft.when is not None and ended.when is not None and draft.when.earliest > ended.when.latest
    return dated and draft.stance.status is Status.ACTIVE


def is_called_other(trigger: Token) -> bool:
    """Whether a case is called another one: "a separate suit", "its own settlement", "fined X in another case"."""
    return any(c.lower_ in _OTHER and c.dep_ in _MODIFIERS for noun in _nouns(trigger) for c in noun.children)


def _nouns(trigger: Token) -> Iterator[Token]:
    """The noun of a case: the trigger, or what its verb takes, or the case in which it is done."""
    yield trigger
    if trigger.pos_ == "VERB":
        yield from (c for c in trigger.children if c.dep_ in {"dobj", "nsubjpass"} and c.pos_ == "NOUN")
        holders = (trigger, *(c for c in trigger.children if c.dep_ == "dobj"))  # "fined X 2 million in another case"
        where = (h for holder in holders for word, h in prepositional(holder) if word == "in")
        yield from (h for h in where if h.lemma_.lower() in _CASES)
        if trigger.dep_ == "relcl" and trigger.head.lemma_.lower() in _CASES:  # "a related case, in which X sues Y"
            yield trigger.head
    elif (verb := governing_verb(trigger)) is not None and trigger.dep_ == "nsubj":
        yield from (c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN" and c.lemma_ == trigger.lemma_)


def _names_all(parsed: Parsed, draft: Draft) -> bool:
    here = _present(parsed, draft)
    return all(number in here for _, number in draft.parties)


def _is_new(draft: Draft, beside: Sequence[Draft]) -> bool:
    """Whether its parties or its year tell a case from those beside it: an event is known by them."""
    parties = {p for d in beside for p in d.parties}
    if not set(draft.parties) <= parties:
        return True
    years = {d.when.earliest.year for d in beside if d.when is not None}
    return draft.when is not None and bool(years) and draft.when.earliest.year not in years


def _present(parsed: Parsed, draft: Draft) -> set[int]:
    """Who is named or referred to in the draft's sentence."""
    return {n for token in draft.trigger.sent for n in parsed.at.get(token.i, ())}


def _stays_out(parsed: Parsed, draft: Draft, beside: Sequence[Draft]) -> bool:
    """Whether somebody is said to keep out of a case that other sentences tell: "X has declined to join the suit"."""
    if not draft.is_read or draft.family != "Controversy" or draft.stance.polarity is not Polarity.NEGATED:
        return False
    affirmed = [d for d in beside if d.stance.polarity is Polarity.AFFIRMED]
    return bool(affirmed) and bool(_only_denied(parsed, draft, affirmed))


def _only_denied(parsed: Parsed, denied: Draft, affirmed: Sequence[Draft]) -> set[tuple[str, int]]:
    """The accusers of a denied draft whom none of the others' sentences brings in."""
    elsewhere = {n for d in affirmed for n in _present(parsed, d)}
    here = _present(parsed, denied)
    return {(r, n) for r, n in denied.parties if r == "accuser" and n in here and n not in elsewhere}


def _without_absent(parsed: Parsed, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """The draft without those who only keep out of its case."""
    if draft.family != "Controversy" or draft.stance.polarity is not Polarity.AFFIRMED:
        return draft
    beside = [d for d in drafts if _may_share(d, draft)]
    affirmed = [d for d in beside if d.stance.polarity is Polarity.AFFIRMED]
    out = {p for d in beside if d.stance.polarity is Polarity.NEGATED for p in _only_denied(parsed, d, affirmed)}
    return replace(draft, parties=tuple(p for p in draft.parties if p not in out)) if out else draft


def is_own_share(one: Draft, other: Draft) -> bool:
    """Whether two hold shares in the same, each by themselves: "X took 35 percent of Z. Y owns 50 percent of Z"."""
    holders = [{n for role, n in each.parties if role == "investor"} for each in (one, other)]
    verbs = (governing_verb(d.trigger) for d in (one, other) if d.trigger.pos_ != "VERB")
    is_held = any(verb is not None and verb.lemma_.lower() in _HOLDING for verb in verbs)
    return one.family == other.family == "Investment" and is_held and holders[0].isdisjoint(holders[1])
