"""What lasted a time that has run out: "In 2020 X's licence was suspended for 28 days", "served a two-year ban"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.extract.dates.forms import numbers
from kg.extract.document.syntax import governing_verb, prepositional
from kg.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token
    from kg.extract.frames.drafts import Draft
    from kg.extract.parsed import Parsed

_MEASURES = frozenset({"suspend", "ban", "bar", "disqualify", "exclude", "prohibit", "suspension", "disqualification"})
_STRIKES = frozenset({"strike", "walkout", "stoppage", "walk"})
_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}  # at most: a measure is over only where it surely is
_NEAR = 5  # tokens before "ban" in which "two-year" stands
_SERVING = frozenset({"serve", "complete"})


def once_served(parsed: Parsed, draft: Draft) -> Draft:
    """The draft, ended where it is of a measure or a strike whose time had run out by the day of the article."""
    is_active = draft.family == "Controversy" and draft.stance.status is Status.ACTIVE
    if not is_active or draft.trigger.lemma_.lower() not in _MEASURES | _STRIKES:
        return draft
    is_over = _is_served(draft.trigger) or _has_run_out(parsed, draft)
    return replace(draft, stance=replace(draft.stance, status=Status.ENDED)) if is_over else draft


def _is_served(ban: Token) -> bool:
    """Whether somebody has served it: "had served a four-year ban"; who is serving one has not."""
    verb = governing_verb(ban) if ban.dep_ == "dobj" else None
    return verb is not None and verb.lemma_.lower() in _SERVING and verb.tag_ in {"VBD", "VBN"}


def _has_run_out(parsed: Parsed, draft: Draft) -> bool:
    published = parsed.article.published
    if draft.when is None or published is None:
        return False
    days = max(_lengths(draft.trigger), default=0)
    return 0 < days < (published - draft.when.latest) / timedelta(days=1)


def _lengths(measure: Token) -> Iterator[int]:
    """The days that it is told to last: "for 28 days", "a two-year ban"."""
    verb = governing_verb(measure) if measure.lemma_.lower() in _STRIKES else None  # "went on strike for six days"
    holders = (measure,) if verb is None or verb.tag_ not in {"VBD", "VBN"} else (measure, verb)
    units = [object_ for holder in holders for word, object_ in prepositional(holder) if word == "for"]
    units += [t for t in measure.doc[max(measure.sent.start, measure.i - _NEAR) : measure.i] if _is_hyphened(t)]
    for unit in units:
        count = _number_before(unit)
        if unit.lemma_.lower() in _DAYS and count:
            yield count * _DAYS[unit.lemma_.lower()]


def _is_hyphened(token: Token) -> bool:
    return token.lemma_.lower() in _DAYS and token.i > 0 and token.nbor(-1).text == "-"


def _number_before(unit: Token) -> int:
    """How many units are counted, 0 where that cannot be read."""
    words = [t for t in unit.doc[max(unit.sent.start, unit.i - 2) : unit.i] if t.text != "-"]
    word = words[-1].lower_ if words else ""
    return int(word) if word.isdigit() else numbers("numbers").get(word, 0)
