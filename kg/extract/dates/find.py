"""Finds the dates of an article: matches of all forms, the longest kept, each read in its surroundings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.dates import absolute, from_prior, from_publication
from kg.extract.dates.forms import any_form, forms, small
from kg.extract.dates.surroundings import Reading, Surroundings
from kg.extract.dates.tense import tense_around
from kg.records import Span, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from kg.extract.document.tokens import Doc, Token

READERS = absolute.READERS | from_publication.READERS | from_prior.READERS
"""Every reader that `words/dates.toml` may name."""

_REACH = 3
"""How many sentences "the following month" may lie behind the date it is counted from."""

_NAMES = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "FAC", "EVENT"})


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A form's match. It claims all that matched; its words may be fewer ("2019" of "in 2019")."""

    reader: str
    match: re.Match[str]
    words: Span


def find_dates(doc: Doc, *, published: date | None) -> list[When]:
    """The dates told in a text, by position, disjoint; those that are not certain are left out.

    Args:
        doc: parsed, with sentences; offsets count in its text.
        published: the day that "last week" is counted from; without it such words are left out.
    """
    starts = [sentence.start_char for sentence in doc.sents]
    offsets = [token.idx for token in doc]
    found: list[When] = []
    for sighting in _longest(_sightings(doc.text)):
        if not sighting.reader:
            continue
        around = _surroundings(doc, sighting, published, found[-1] if found else None, starts, offsets)
        reading = _read(sighting, around)
        if reading is not None:
            (earliest, latest), anchor = reading
            found.append(When(earliest, latest, sighting.words, anchor))
    return found


def dates_in(dates: Iterable[When], start: int, end: int) -> list[When]:
    """Those dates whose words lie between two offsets."""
    return [when for when in dates if start <= when.words.start and when.words.end <= end]


def _sightings(text: str) -> Iterator[_Sighting]:
    """What each form finds by itself, from the places where any of them matches."""
    ends = [0] * len(forms())
    for place in (found.start() for found in any_form().finditer(small(text))):
        for number, (reader, pattern) in enumerate(forms()):
            match = pattern.match(text, place) if ends[number] <= place else None
            if match is not None:
                ends[number] = match.end()
                if _is_spelt_as_date(match):
                    yield _Sighting(reader, match, _words_of(match))


def _is_spelt_as_date(match: re.Match[str]) -> bool:
    """Whether months and weekdays begin with a capital: "march 4" is none."""
    groups = match.groupdict()
    return not any((groups.get(name) or "X")[0].islower() for name in ("month", "weekday"))


def _words_of(match: re.Match[str]) -> Span:
    start, end = match.span("words" if "words" in match.re.groupindex else 0)
    return Span(start, end - match.string[start:end].endswith("."))


def _longest(sightings: Iterable[_Sighting]) -> list[_Sighting]:
    """The longest matches that do not overlap, by position."""
    kept: list[_Sighting] = []
    ends: list[int] = []
    for sighting in sorted(sightings, key=lambda s: (s.match.start() - s.match.end(), s.match.start(), s.reader)):
        start, end = sighting.match.span()
        place = bisect_right(ends, start)
        if place < len(kept) and kept[place].match.start() < end:
            continue
        kept.insert(place, sighting)
        ends.insert(place, end)
    return kept


def _surroundings(
    doc: Doc,
    sighting: _Sighting,
    published: date | None,
    prior: When | None,
    starts: Sequence[int],
    offsets: Sequence[int],
) -> Surroundings:
    first = bisect_right(offsets, sighting.words.start) - 1
    tokens = doc[first : bisect_left(offsets, sighting.words.end)]
    distance = 0 if prior is None else _sentences_between(sighting.match.string, starts, prior.words, sighting.words)
    return Surroundings(
        published=published,
        prior=prior if distance <= _REACH else None,
        sentences_since_prior=distance,
        before=doc[tokens.start - 1] if tokens.start else None,
        after=_after(doc, tokens.end),
        named=any(token.ent_type_ in _NAMES for token in tokens),
        tense=tense_around(tokens),
    )


def _sentences_between(text: str, starts: Sequence[int], one: Span, other: Span) -> int:
    """How many sentences later the other words stand; a new paragraph counts as one more."""
    breaks = len(re.findall(r"\n\s*\n", text[one.end : other.start]))
    return bisect_right(starts, other.start) - bisect_right(starts, one.start) + breaks


def _after(doc: Doc, index: int) -> Token | None:
    return doc[index] if index < len(doc) else None


def _read(sighting: _Sighting, around: Surroundings) -> Reading | None:
    try:
        return READERS[sighting.reader](sighting.match, around)
    except (ValueError, OverflowError):
        return None  # February 30, or a year that no calendar has
