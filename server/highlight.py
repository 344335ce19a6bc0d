"""Cuts an article's text into the stretches that its page draws: proof, boilerplate and the rest (pure)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of the text that proves a fact.

    Attributes:
        start: its first character.
        end: behind its last character.
        fact: the fact's number on the page.
        family: the kind of fact, which colours it.
    """

    start: int
    end: int
    fact: int
    family: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that are all marked alike.

    Attributes:
        text: the characters.
        facts: numbers of the facts that they prove, ascending.
        family: the colour: that of the shortest mark here, "" without one.
        rule: why it is not the story, "" where it is.
        anchors: `char=START,END` (RFC 5147) of every mark that begins here.
        closing: numbers of the facts whose proof ends here.
    """

    text: str
    facts: tuple[int, ...] = ()
    family: str = ""
    rule: str = ""
    anchors: tuple[str, ...] = ()
    closing: tuple[int, ...] = ()


Paragraph = tuple[Segment, ...]
Zone = tuple[int, int, str]


def paragraphs(text: str, marks: Sequence[Mark], zones: Sequence[Zone]) -> tuple[Paragraph, ...]:
    """The text as paragraphs of segments, one paragraph a line; only line breaks and blank lines are missing.

    Args:
        text: what the offsets count in.
        marks: may overlap each other, zones and line breaks.
        zones: start, end and rule of what is not the story; disjoint.
    """
    cuts = {offset for mark in marks for offset in (mark.start, mark.end)}
    cuts |= {offset for start, end, _ in zones for offset in (start, end)}
    lines = [_pieces(first, last, cuts) for first, last in _lines(text)]
    begins, closes = _ends([piece for line in lines for piece in line], marks)
    return tuple(
        tuple(
            Segment(
                text=text[start:end],
                facts=tuple(sorted({mark.fact for mark in _over(start, end, marks)})),
                family=_family(_over(start, end, marks)),
                rule=next((rule for first, last, rule in zones if first < end and start < last), ""),
                anchors=tuple(dict.fromkeys(f"char={mark.start},{mark.end}" for mark in begins[start])),
                closing=tuple(sorted({mark.fact for mark in closes[start]})),
            )
            for start, end in line
        )
        for line in lines
    )


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line that has anything on it."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _pieces(first: int, last: int, cuts: set[int]) -> list[tuple[int, int]]:
    """The line from `first` to `last`, cut wherever something begins or ends."""
    offsets = sorted({first, last} | {cut for cut in cuts if first < cut < last})
    return list(pairwise(offsets))


def _ends(
    pieces: list[tuple[int, int]], marks: Sequence[Mark]
) -> tuple[defaultdict[int, list[Mark]], defaultdict[int, list[Mark]]]:
    """Start of a piece → the marks that begin with it, and those that end with it, each mark once."""
    begins: defaultdict[int, list[Mark]] = defaultdict(list)
    closes: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in sorted(marks):
        touched = [start for start, end in pieces if mark.start < end and start < mark.end]
        if touched:
            begins[touched[0]].append(mark)
            closes[touched[-1]].append(mark)
    return begins, closes


def _over(start: int, end: int, marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.start < end and start < mark.end]


def _family(marks: list[Mark]) -> str:
    """The shortest mark's, so that a long one hides no short one inside it; a mere mention hides nothing."""
    by_length = sorted(marks, key=lambda mark: (mark.family == "mention", mark.end - mark.start, mark))
    return by_length[0].family if by_length else ""
