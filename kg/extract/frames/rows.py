"""Frames as the word files have them: one row for the words that name a kind of event, and where its parties stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.words import load, word_set
from kg.records import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

THINGS = word_set("possessions", "things")
"""What stands for its owner."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of a frame file.

    Attributes:
        kind: the event class or property that it evokes.
        is_verb: verb or noun.
        lemmas: its words; two words for a compound noun or a verb with its particle.
        roles: position → role.
        support: for nouns, the verbs whose subject fills `subject`; empty for any verb of the stance lists.
        needs: words of which one must stand in the trigger's clause.
        unless: words of which none may stand there, or the name of such a list in the same file.
        behind: for nouns, the prepositions of which one must stand before it: "under investigation", "on strike".
        things: what stands for its owner: to raid "X's offices" or to suspend "the licence of X" is done to X.
        status: what it says of the event's status unless the stance says otherwise.
        flags: the frame's further conditions, by name.
        confidence: how often the frame is right when it matches.
    """

    kind: str
    is_verb: bool
    lemmas: frozenset[str]
    roles: Mapping[str, str]
    support: frozenset[str]
    needs: frozenset[str]
    unless: frozenset[str]
    behind: frozenset[str]
    things: frozenset[str]
    status: Status
    flags: frozenset[str]
    confidence: float


@cache
def frames(name: str) -> tuple[Frame, ...]:
    """The frames of `words/<name>.toml`, in the order of the file."""
    data = load(name)
    return tuple(_frame(name, row, is_verb=part == "verb") for part in ("verb", "noun") for row in data.get(part, []))


def _frame(name: str, row: Mapping[str, object], *, is_verb: bool) -> Frame:
    def words(key: str) -> frozenset[str]:
        value = row.get(key, [])
        if isinstance(value, str):
            return word_set(name, value)
        return frozenset(value) if isinstance(value, list) else frozenset()

    roles = row["roles"]
    return Frame(
        kind=str(row["kind"]),
        is_verb=is_verb,
        lemmas=words("lemmas"),
        roles={k: v for k, v in roles.items() if v} if isinstance(roles, dict) else {},
        support=words("support"),
        needs=words("needs"),
        unless=words("unless"),
        behind=words("behind"),
        things=THINGS if row.get("things") is True else words("things"),
        status=Status(str(row.get("status", "active"))),
        flags=frozenset(k for k, v in row.items() if v is True),
        confidence=float(str(row.get("confidence", 0.8))),
    )


@cache
def by_lemma(name: str) -> dict[str, tuple[Frame, ...]]:
    """Lemma → the frames of one file that it may evoke."""
    found: dict[str, list[Frame]] = {}
    for frame in frames(name):
        for lemma in frame.lemmas:
            found.setdefault(lemma, []).append(frame)
    return {lemma: tuple(rows) for lemma, rows in found.items()}


@cache
def heads_of(name: str) -> frozenset[str]:
    """The first and last words of all lemmas: no other word evokes a frame."""
    return frozenset(word for lemma in by_lemma(name) for word in (lemma.split()[0], lemma.split()[-1]))
