"""What a build tells while it runs and when it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MOST_FAULTS_KEPT = 1000
"""Faults beyond these are counted and not kept: a file of another kind would fill the memory with them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of a source that cannot be read, and why."""

    source: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come: so many items of so many lines, and what it does now."""

    doing: str
    lines: int
    items: int


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    Attributes:
        path: the index.
        version: its version, which follows from what is in it.
        items: how many items it has.
        names: how many names lead to them.
        lines: how many lines of the sources were read.
        left_out: how many documents are no item with an English label, or do not pass the filter.
        faulty: how many lines could not be read.
        faults: the first of them.
        seconds: how long it took.
    """

    path: Path
    version: str
    items: int
    names: int
    lines: int
    left_out: int
    faulty: int
    faults: tuple[Fault, ...] = field(default=())
    seconds: float = 0.0
