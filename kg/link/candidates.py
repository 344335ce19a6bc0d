"""The items that a name may stand for: by all of its forms, by names that begin with it, and by spelling."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from kg.link.forms import Form, Way, content_words, forms, headed, shortened, spelled, with_less
from kg.link.items import OTHER
from kg.link.normalization import name_key
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.link.items import Named
    from kg.link.lookup import Lookup

LIMIT = 20
_CONSIDERED = 60
_MOST_OF_ONE_NAME = 40
_FEW = 5
_BEGUN = frozenset({Way.WRITTEN, Way.CUT, Way.TITLE})
_LOOSE = frozenset({Way.BEGINNING, Way.WORDS, Way.SPELLING, Way.SHORTENED})
_SHORTEST_BEGINNING = 4
_SOURCED = frozenset({"label", "alias"})
_STRENGTH = {
    Way.WRITTEN: 6,
    Way.CUT: 5,
    Way.DEMONYM: 5,
    Way.REGION: 5,
    Way.AROUND: 5,
    Way.TITLE: 4,
    Way.PERSON: 4,
    Way.TURNED: 3,
    Way.SPELLING: 2,
    Way.BEGINNING: 1,
    Way.WORDS: 1,
    Way.SHORTENED: 0,
}
_WEAK_NAMES = {"surname": 3, "nickname": 1, "acronym": 2}
_NEAR = frozenset({frozenset({Kind.ORGANIZATION, Kind.PRODUCT}), frozenset({Kind.ORGANIZATION, Kind.PLACE})})


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


_FITTING = frozenset({Agreement.UNKNOWN, Agreement.SAME})


class Possible(NamedTuple):
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

    @property
    def is_known(self) -> bool:
        """Whether it is of a fitting kind, and a source says that it goes by the name as written."""
        return self.way not in _LOOSE and self.agreement in _FITTING and self.named.how in _SOURCED


def possible_items(
    index: Lookup,
    names: Sequence[str],
    kind: Kind | None,
    regions: frozenset[str] = frozenset(),
    longer: Sequence[Form] = (),
) -> list[Possible]:
    """The items that something with these names may be, by first impression, the best first.

    Args:
        index: where to look.
        names: the fullest first.
        kind: what it is, if known.
        regions: the countries that the text speaks of.
        longer: the forms of its fullest name that come from the text.
    """
    best: dict[str, Possible] = {}
    for place, name in enumerate(names):
        more = longer if place == 0 else ()
        for found in _by_name(index, name, kind, place, more, regions):
            known = best.get(found.named.id)
            if known is None or found.order < known.order:
                best[found.named.id] = found
    return sorted(best.values(), key=lambda p: (*p.order, p.named.id))[:_CONSIDERED]


def _by_name(
    index: Lookup, name: str, kind: Kind | None, place: int, more: Sequence[Form], regions: frozenset[str]
) -> Iterator[Possible]:
    key = name_key(name)
    asked = (*forms(name, kind), *more)
    known = index.named_many(form.key for form in asked)
    direct = [
        Possible(Agreement.of(kind, named.kind), named, form.way, place, likeness)
        for form in asked
        if form.key in known
        for likeness in [fuzz.ratio(key, form.key) / 100]
        for named in known[form.key][:_MOST_OF_ONE_NAME]
    ]
    yield from direct
    if place == 0 and len(key) >= _SHORTEST_BEGINNING:
        for way, named, likeness in _beyond(index, name, kind, asked, direct, regions):
            like = fuzz.ratio(key, name_key(named.alias)) / 100 if likeness is None else likeness
            yield Possible(Agreement.of(kind, named.kind), named, way, place, like)
    elif kind is Kind.PERSON and " " not in key and len(direct) < _FEW:
        for named in index.containing(key, limit=LIMIT):
            yield Possible(Agreement.of(kind, named.kind), named, Way.WORDS, place, len(key) / len(named.alias))


def _beyond(
    index: Lookup,
    name: str,
    kind: Kind | None,
    asked: Sequence[Form],
    direct: Sequence[Possible],
    regions: frozenset[str],
) -> Iterator[tuple[Way, Named, float | None]]:
    """What has the name in its own, is spelled like it or goes by a part of it, if few go by the name itself."""
    begun = [form.key for form in asked if form.way in _BEGUN and len(direct) < LIMIT]
    longer = [named for key in begun for named in index.beginning(key, LIMIT)]
    if any(each.is_known for each in direct):
        fitting = [named for named in longer if Agreement.of(kind, named.kind) in _FITTING]
        yield from ((Way.BEGINNING, named, None) for named in fitting[:_FEW])
        return
    yield from ((Way.BEGINNING, named, None) for named in longer)
    words = content_words(name)
    if len(direct) + len(longer) < LIMIT and " " in words:
        yield from ((Way.WORDS, named, None) for named in index.containing(words, limit=LIMIT))
    if len(direct) < _FEW and (kind is not Kind.PERSON or not direct) and " " not in words:
        yield from ((Way.WORDS, named, None) for named in index.containing(name_key(name), limit=LIMIT))
    if bodies := headed(name, regions):
        yield from ((Way.WORDS, named, None) for named in index.containing(*bodies, limit=LIMIT))
    if not any(each.agreement for each in direct):
        for similar in index.similar(spelled(name), _FEW):
            yield Way.SPELLING, similar.named, similar.similarity
        yield from _in_part(index, name, kind)


def _in_part(index: Lookup, name: str, kind: Kind | None) -> Iterator[tuple[Way, Named, float | None]]:
    """What a part of a name names, begins with, or has among its words; of a person, who has the last name."""
    if kind is Kind.PERSON:
        first, _, last = name_key(name).rpartition(" ")
        if first:
            found = [each for each in index.named(last) if each.how == "surname"][:LIMIT]
            yield from ((Way.SHORTENED, named, None) for named in found)
        return
    key = name_key(name)
    parts = shortened(name)
    known = index.named_many(form.key for form in parts)
    for form in parts:
        part = fuzz.ratio(key, form.key) / 100
        yield from ((form.way, named, part) for named in known.get(form.key, ())[:_FEW])
        if " " in form.key and key.startswith(form.key):
            yield from ((form.way, named, part) for named in index.beginning(form.key, _FEW))
    if fewer := with_less(name):
        yield from ((Way.SHORTENED, named, None) for named in index.containing(*fewer, limit=LIMIT))
