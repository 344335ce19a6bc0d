"""Counts as lines of text: precision, recall and F1 by row, and how the facts stand to shapes and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evaluate.scores import Counts, Table
    from kg.evaluate.soundness import Sound, Soundness

_HEADS = ("precision", "recall", "F1", "right", "wrong", "missed")
_WIDTH = 24


def scored(table: Table) -> Iterator[str]:
    """A line for each row; "-" where nothing was asked for or nothing was found."""
    yield " " * _WIDTH + "".join(f"{head:>10}" for head in _HEADS)
    for name, counts in table.items():
        yield f"{name:{_WIDTH}}" + "".join(f"{value:>10}" for value in _values(counts))


def _values(counts: Counts) -> Iterator[str | int]:
    yield f"{counts.precision:.3f}" if counts.found else "-"
    yield from (f"{value:.3f}" if counts.asked else "-" for value in (counts.recall, counts.f1))
    yield from (counts.right + counts.beside, counts.wrong, counts.missed)


def sound(soundness: Soundness) -> Iterator[str]:
    """A line for each kind of fact that the texts gave, whether the gold asks for it or not, and one for all."""
    if not soundness.by_kind:
        yield "The texts gave no facts about two parties."
        return
    yield f"{'facts that they gave':{_WIDTH}}{'facts':>10}{'conform':>10}{'evidence lacks a party':>24}"
    for name, counts in (*sorted(soundness.by_kind.items()), ("all", soundness.total())):
        yield f"{name:{_WIDTH}}{counts.facts:10}{counts.conforming / counts.facts:10.1%}{_apart(counts):>24}"


def _apart(counts: Sound) -> str:
    return f"{counts.apart} ({counts.apart / counts.facts:.1%})"
