"""Ties between what articles name and the items of Wikidata, with the reasons for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Match(StrEnum):
    """How sure it is that an entity is an item; the values are the properties of SKOS."""

    EXACT = "exactMatch"
    CLOSE = "closeMatch"


class Ruling(StrEnum):
    """What a person decided about an entity and an item."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ABSENT = "absent"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that an entity may be.

    Attributes:
        item: its id, `Q155223`.
        label: its name that fits best.
        score: the probability that it is the one, 0 to 1.
    """

    item: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """Why one article ties an entity to an item, or leaves it untied.

    Attributes:
        key: `article/<id>#link-…`.
        entity: the entity's key.
        item: the item, None if it is left untied.
        match: how sure it is, None if it is left untied.
        score: of the best candidate.
        method: what decided, and in which version.
        index: the version of the index that the candidates are from.
        candidates: the best of them, the likeliest first.
    """

    key: str
    entity: str
    item: str | None
    match: Match | None
    score: float
    method: str
    index: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided: the item is the one, is not, or (without an item) Wikidata has none."""

    ruling: Ruling
    item: str | None = None
