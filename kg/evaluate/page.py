"""Evaluations → one page of HTML that lists what was missed and what was found wrongly, with the sentences.

The page is one file without a script, so it works offline: which relation is shown is a choice of radio buttons, and
style rules hide the rest.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

import jinja2
from markupsafe import Markup

from kg.errors import UsageError
from kg.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.evaluate.evaluation import Evaluation
    from kg.evaluate.scores import Counts
    from kg.evaluate.slips import Place, Slip

AT_MOST: Final = 100
"""How many misses, and how many false alarms, are shown of one relation."""

_BREAK: Final = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence; `label` says what they are, "" for what is between; `is_gap` where text is left out."""

    text: str
    label: str = ""
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A slip as the page has it."""

    slip: Slip
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One relation or type of one gold set: its number on the page, its counts, and its slips."""

    number: int
    name: str
    counts: Counts
    shown: tuple[Shown, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """One gold set."""

    heading: str
    evaluation: Evaluation
    sections: tuple[Section, ...]


def write(evaluations: Sequence[Evaluation], path: Path) -> None:
    """Write the page.

    Raises:
        UsageError: if the file cannot be written.
    """
    try:
        path.write_text(page(evaluations), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; give a file in a folder that exists") from error


def page(evaluations: Sequence[Evaluation]) -> str:
    """The page as text."""
    chapters, number = [], 0
    for each in evaluations:
        sections = tuple(_sections(each, number))
        number += len(sections)
        chapters.append(Chapter(each.heading, each, sections))
    style = _template("page.css").render(numbers=range(number)).strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template("page.html").render(
        chapters=chapters,
        style=Markup(style),  # noqa: S704 (our own rules, with nothing but numbers filled in)
        policy=f"default-src 'none'; style-src 'sha256-{digest}'",
    )


@cache
def _template(name: str) -> jinja2.Template:
    loader = jinja2.PackageLoader("kg.evaluate", "templates")
    return jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    ).get_template(name)


def _sections(evaluation: Evaluation, first: int) -> Iterator[Section]:
    by_row = {name: list(slips) for name, slips in groupby(sorted(evaluation.slips, key=_row), key=_row)}
    names = [name for name in evaluation.table if name in by_row]
    for number, name in enumerate(names, start=first):
        seen: Counter[bool] = Counter()
        shown = []
        for slip in by_row[name]:
            seen[slip.is_missed] += 1
            if seen[slip.is_missed] <= AT_MOST:
                shown.append(Shown(slip, tuple(pieces(evaluation.texts[slip.document], slip.places, slip.sentences))))
        yield Section(number, name, evaluation.table[name], tuple(shown), len(by_row[name]) - len(shown))


def _row(slip: Slip) -> str:
    return slip.row


def pieces(text: str, places: Sequence[Place], sentences: Sequence[Span] = ()) -> Iterator[Piece]:
    """The sentences that hold the places, and the given ones, in order, cut where a place begins or ends."""
    labels: dict[Span, str] = {}
    for place in places:
        span = Span(place.start, place.end)
        labels[span] = f"{labels[span]}, {place.label}" if span in labels else place.label
    done = 0
    for number, stretch in enumerate(_around(text, [*labels, *sentences])):
        if number:
            yield Piece(" … ", is_gap=True)
        done = stretch.start
        for span in sorted(span for span in labels if stretch.start <= span.start < stretch.end):
            if span.start >= done:  # of two that overlap, the first is marked
                yield from (Piece(between) for between in [text[done : span.start]] if between)
                yield Piece(span.of(text), labels[span])
                done = span.end
        yield from (Piece(rest) for rest in [text[done : stretch.end]] if rest)


def _around(text: str, spans: Iterable[Span]) -> list[Span]:
    """The sentences that hold the spans; neighbours are joined."""
    ends = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    found: list[Span] = []
    for span in sorted(spans):
        start = max(end for end in ends if end <= span.start)
        stop = min(end for end in ends if end >= span.end)
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(stop, found[-1].end))
        else:
            found.append(Span(start, stop))
    return found
