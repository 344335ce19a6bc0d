"""What was missed and what was found wrongly: one record for each, with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.records import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document's text and what it stands for ("subject", "accused", "ORG" …)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One miss or false alarm.

    Attributes:
        row: the relation or type that it counts under.
        document: the id of the document.
        is_missed: whether it should have been found; else it was found and should not have been.
        places: the stretches of text that it is about.
        note: what was there instead, or what is wrong with it; "" where nothing more is known.
        sentences: stretches that are to be read with it, such as its evidence.
    """

    row: str
    document: str
    is_missed: bool
    places: tuple[Place, ...]
    note: str = ""
    sentences: tuple[Span, ...] = ()


def ignore(_: Slip) -> None:
    """Take no notice of a slip."""
