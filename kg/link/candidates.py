"""The items that a name may stand for: by all of its forms, by names that begin with it, and by spelling."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from rapidfuzz import fuzz

from kg.link.forms import Way, forms, shortened
from kg.link.items import OTHER
from kg.link.normalization import name_key
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.link.items import Item, Named, Similar

LIMIT = 20
_CONSIDERED = 60
_MOST_OF_ONE_NAME = 40
_FEW = 5
_BEGUN = frozenset({Way.WRITTEN, Way.CUT, Way.TITLE})
_SHORTEST_BEGINNING = 4
_STRENGTH = {
    Way.WRITTEN: 6,
    Way.CUT: 5,
    Way.DEMONYM: 5,
    Way.TITLE: 4,
    Way.PERSON: 4,
    Way.TURNED: 3,
    Way.SPELLING: 2,
    Way.BEGINNING: 1,
    Way.SHORTENED: 0,
}
_WEAK_NAMES = {"surname": 3, "nickname": 1, "acronym": 2}
_NEAR = frozenset({frozenset({Kind.ORGANIZATION, Kind.PRODUCT}), frozenset({Kind.ORGANIZATION, Kind.PLACE})})


class Names(Protocol):
    """What an index answers; a web service can stand in its place."""

    @property
    def version(self) -> str:
        """Changes when its answers may."""

    def named(self, key: str) -> Sequence[Named]:
        """Items that have a name of exactly this key, the most popular first."""

    def beginning(self, key: str, limit: int = ...) -> Sequence[Named]:
        """Items with a name that begins with this key and a space, the most popular first."""

    def similar(self, text: str, limit: int = ...) -> Sequence[Similar]:
        """Items with a name spelled like this."""

    def get_many(self, qids: Iterable[str]) -> Mapping[str, Item]:
        """The items by their ids."""


@dataclass(frozen=True, slots=True)
class Possible:
    """An item that an entity may be.

    Attributes:
        agreement: of the kinds.
        named: the item's name that fits best.
        way: how the name in the text was turned into it.
        place: which of the entity's names it was, 0 for the fullest.
        likeness: of the two names as keys, 0 to 1.
    """

    agreement: Agreement
    named: Named
    way: Way
    place: int
    likeness: float

    @property
    def order(self) -> tuple[float, ...]:
        """Smaller is better: the fullest name, the most direct way, the nearest spelling, then popularity."""
        strength: float = _STRENGTH[self.way] - _WEAK_NAMES.get(self.named.how, 0)
        strength += self.agreement - (1.5 if self.place else 0)
        return -strength, -self.likeness, -self.named.popularity


class Agreement(IntEnum):
    """How the kind of an entity goes with that of an item; an item's kind may be unknown."""

    CONFLICT = 0
    NEAR = 1
    UNKNOWN = 2
    SAME = 3

    @classmethod
    def of(cls, kind: Kind | None, item_kind: str) -> Agreement:
        """The agreement of two kinds: a company and its brand, a state and its government are near."""
        if kind == item_kind:
            return cls.SAME
        if item_kind == OTHER or kind is None:
            return cls.UNKNOWN
        return cls.NEAR if {kind, item_kind} in _NEAR else cls.CONFLICT


def possible_items(index: Names, names: Sequence[str], kind: Kind | None) -> list[Possible]:
    """The items that something with these names may be, by first impression, the best first.

    Args:
        index: where to look.
        names: the fullest first.
        kind: what it is, if known.
    """
    best: dict[str, Possible] = {}
    for place, name in enumerate(names):
        for found in _by_name(index, name, kind, place):
            known = best.get(found.named.id)
            if known is None or found.order < known.order:
                best[found.named.id] = found
    return sorted(best.values(), key=lambda p: (*p.order, p.named.id))[:_CONSIDERED]


def _by_name(index: Names, name: str, kind: Kind | None, place: int) -> Iterator[Possible]:
    key = name_key(name)

    def possible(found: Iterable[Named], way: Way, *, likeness: float | None = None) -> Iterator[Possible]:
        for named in found:
            like = fuzz.ratio(key, name_key(named.alias)) / 100 if likeness is None else likeness
            yield Possible(Agreement.of(kind, named.kind), named, way, place, like)

    asked = forms(name, kind)
    direct = [
        each
        for form in asked
        for each in possible(
            index.named(form.key)[:_MOST_OF_ONE_NAME], form.way, likeness=fuzz.ratio(key, form.key) / 100
        )
    ]
    yield from direct
    if place == 0 and len(key) >= _SHORTEST_BEGINNING:
        if len(direct) < LIMIT:
            for form in (each for each in asked if each.way in _BEGUN):
                yield from possible(index.beginning(form.key, LIMIT), Way.BEGINNING)
        if not any(each.agreement for each in direct):
            for similar in index.similar(name):
                yield from possible([similar.named], Way.SPELLING, likeness=similar.similarity)
            for form in shortened(name) if kind is not Kind.PERSON else ():
                yield from possible(index.named(form.key)[:_FEW], form.way, likeness=fuzz.ratio(key, form.key) / 100)
