"""Names of one thing that a text puts beside one another: "Kelly Services (KELYA)", "Jan Hus, also John Huss"."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.link.transliteration import is_latin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.records import Kind, Span

_OPENED = re.compile(
    r",?\s\((?P<language>[A-Z]\w{2,15}:\s?)?(?:[\w ]{2,20}:\s?|[\"“])?(?:[A-Z][\w&]*(?: [A-Z][\w&]*)?,? (?:or )?)*$"
)
_NEAR = 160
_BRACKET = re.compile(r" \([^()]*\)")
_ALSO = re.compile(
    r"(?:,| \()? ?(?:(?:(?:also|formerly|originally|previously|now|better|commonly|often|sometimes|then) )*"
    r"(?:known|called|renamed|referred to)(?: (?:today|now|in english))?(?: as)?"
    r"|formerly|originally|previously|nowadays|now|today|née|nee|a\.?k\.?a\.?|or) (?:the )?[\"“]?",
    re.IGNORECASE,
)
_BEGUN_AS = re.compile(
    r"\b(?:founded|established|formed|incorporated|created|organi[sz]ed|chartered|born|launched|began|started|opened)\b"
    r"[^.;]{0,80}?,? as (?:the )?[\"“]?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z\"“])|\n")
_OPENING = 5  # letters before the first name of a sentence: "The "


def apposed(
    text: str, given: Sequence[Span], named: Sequence[int], kinds: Mapping[int, Kind]
) -> defaultdict[int, set[int]]:
    """Mention → the mentions beside it that name the same thing, both ways.

    Args:
        text: of the article.
        given: all mentions.
        named: the numbers of those that are names.
        kinds: of these, as far as known; two of different kinds are never one.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    pairs = (*_in_brackets(text, given, named), *_said_to_be(text, given, named), *_begun_as(text, given, named))
    for one, other in pairs:
        if len({kinds[n] for n in (one, other) if n in kinds}) <= 1:
            found[one].add(other)
            found[other].add(one)
    return found


def _in_brackets(text: str, given: Sequence[Span], named: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A short form or a name in another language in the bracket behind a name."""
    ends = {given[n].end: n for n in named}
    for n in named:
        opened = _OPENED.search(text[: given[n].start])
        if opened and opened.start() in ends:
            before = ends[opened.start()]
            if opened["language"] or _is_short_or_foreign(given[n].of(text), given[before].of(text)):
                yield before, n


def _said_to_be(text: str, given: Sequence[Span], named: Sequence[int]) -> Iterator[tuple[int, int]]:
    for n in named:
        for before in (m for m in named if given[m].end <= given[n].start <= given[m].end + _NEAR):
            between = text[given[before].end : given[n].start]
            if _ALSO.fullmatch(between) or _ALSO.fullmatch(_BRACKET.sub("", between)):
                yield before, n


def _begun_as(text: str, given: Sequence[Span], named: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The name that a sentence begins with, and the one under which that was founded or born."""
    for n in named:
        begin = max((end.end() for end in _SENTENCE.finditer(text, 0, given[n].start)), default=0)
        if _BEGUN_AS.search(text, begin, given[n].start):
            yield from ((m, n) for m in named if m != n and begin <= given[m].start <= begin + _OPENING)


def _is_short_or_foreign(name: str, full: str) -> bool:
    """Whether it is in capitals alone, in letters that are not Latin, or of letters of the full name: "LA Phil"."""
    letters = [letter for letter in name if letter.isalpha()]
    if all(letter.isupper() for letter in letters):
        return True
    if not is_latin(name):
        return True
    left = iter(full)
    return name[0] == full[0] and len(name) < len(full) and all(letter in left for letter in letters)
