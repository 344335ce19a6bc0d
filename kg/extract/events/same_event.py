"""Event coreference: whether a word tells of one of the events before it, or of a new one.

Each event before is a choice, and so is a new one. What speaks for each is a trait with a number; the weights are
those of a conditional logit, fitted by `training/choosing.py`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kg.extract.fitted import worth
from kg.extract.frames.drafts import VAGUE, is_definite
from kg.extract.words import word_set
from kg.records import EVENT_FAMILIES, EVENT_ROLES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extract.encoder import TriggerReading
    from kg.extract.events.gathering import Gathered, Shares
    from kg.extract.parsed import Parsed

_FAR = 6  # sentences
_CLEAR, _LIKELY, _FAINT = 0.7, 0.4, 0.15
_OTHER = word_set("asides", "other_events")
_OF_FAMILIES = frozenset({"same sentence", "next sentence", "far", "shared names", "no shared name", "same word"})
"""Traits that speak otherwise in each family."""
_PARTIES = frozenset({Kind.ORGANIZATION, Kind.PERSON})


def home(
    parsed: Parsed,
    events: Sequence[Gathered],
    trigger: TriggerReading,
    shares: Shares,
    fitted: Mapping[str, float],
) -> Gathered | None:
    """The one of some events that a word tells of; None for a new one.

    Args:
        parsed: the article.
        events: those of the word's family, in text order, told of before it.
        trigger: the word.
        shares: (cluster, role) → how likely the encoder reads that beside the word.
        fitted: what the traits weigh.
    """
    if not events:
        return None
    values = [worth(fitted, of_event(parsed, event, trigger, shares)) for event in events]
    best = max(range(len(events)), key=lambda n: (values[n], n))
    return events[best] if values[best] >= worth(fitted, of_new(parsed, trigger, shares), "none: ") else None


def of_event(parsed: Parsed, event: Gathered, trigger: TriggerReading, shares: Shares) -> dict[str, float]:
    """What speaks for and against a word's telling of an event."""
    family = event.family
    found = dict.fromkeys(_kinds(event, trigger), 1.0) | _places(parsed, event, trigger)
    told = {key for each in event.shares for key in each}
    best = {key: max(each.get(key, 0.0) for each in event.shares) for key in told}
    for role in EVENT_ROLES[family]:
        found |= _of_role(role, best, shares)
    return found | {f"{family}, {name}": value for name, value in found.items() if name in _OF_FAMILIES}


def of_new(parsed: Parsed, trigger: TriggerReading, shares: Shares) -> dict[str, float]:
    """What speaks for and against a word's telling of something new."""
    root = parsed.doc[trigger.words.start : trigger.words.end].root
    family = EVENT_FAMILIES[trigger.kind]
    return {
        "new": 1.0,
        family: 1.0,
        trigger.kind: 1.0,
        "score": trigger.score,
        "definite": float(is_definite(root)),
        "verb": float(root.pos_ == "VERB"),
        "nameless": float(parsed.has_nameless_actor(root)),
        "indefinite": float(any(c.lower_ in {"a", "an", "another"} for c in root.children)),
        "likeliest part": max(shares.values(), default=0.0),
        "nobody": float(max(shares.values(), default=0.0) < _FAINT),
        "other": float(any(token.lower_ in _OTHER for token in root.sent)),
    }


def _kinds(event: Gathered, trigger: TriggerReading) -> Iterator[str]:
    kinds = {each.kind for each in event.triggers}
    if trigger.kind == event.kind:
        yield "its class"
    elif trigger.kind in kinds:
        yield "a class of its"
    elif trigger.kind in VAGUE or kinds & VAGUE:
        yield "a vague class"
    else:
        yield "another class"


def _places(parsed: Parsed, event: Gathered, trigger: TriggerReading) -> dict[str, float]:
    """How far the word is, and what its sentence shares with those of the event."""
    root = parsed.doc[trigger.words.start : trigger.words.end].root
    roots, here = event.roots(parsed), event.sentence(trigger.words.start)
    away = min(abs(here - event.sentence(each.i)) for each in roots)
    mine = _named(parsed, [root.sent.start])
    theirs = _named(parsed, sorted({each.sent.start for each in roots}))
    years = [
        {date.earliest.year for date in parsed.dates_in(s.start_char, s.end_char)} for s in (root.sent, roots[-1].sent)
    ]
    return {
        "same sentence": float(away == 0),
        "next sentence": float(away == 1),
        "far": float(away >= _FAR),
        "away": math.log1p(away),
        "same word": float(any(each.lemma_.lower() == root.lemma_.lower() for each in roots)),
        "shared names": float(bool(mine & theirs)),
        "no shared name": float(bool(mine) and bool(theirs) and not mine & theirs),
        "nobody named": float(not mine),
        "other years": float(bool(years[0]) and bool(years[1]) and not years[0] & years[1]),
        "words": min(len(event.triggers), _FAR) / _FAR,
    }


def _named(parsed: Parsed, sentences: Sequence[int]) -> set[int]:
    """The organizations and persons that some sentences name or refer to, given their first tokens."""
    tokens = (i for start in sentences for i in range(start, parsed.doc[start].sent.end))
    return {n for i in tokens for n in parsed.at.get(i, ()) if parsed.kind(n) in _PARTIES}


def _of_role(role: str, known: Shares, mine: Shares) -> dict[str, float]:
    """Whether the same have a part: as far as they surely have it here and there, and as far as others do."""
    keys = [key for key in {*known, *mine} if key[1] == role]
    both = max((min(known.get(key, 0.0), mine.get(key, 0.0)) for key in keys), default=0.0)
    only_mine = max((mine[key] - known.get(key, 0.0) for key in keys if key in mine), default=0.0)
    only_theirs = max((known[key] - mine.get(key, 0.0) for key in keys if key in known), default=0.0)
    unlike = min(only_mine, only_theirs) * (both < _LIKELY)
    return {
        f"same {role}": both,
        f"surely same {role}": float(both >= _CLEAR),
        f"other {role}": unlike,
        f"surely other {role}": float(unlike >= _CLEAR),
    }
