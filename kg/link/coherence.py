"""How much an item has to do with the other items of an article: by its facts, or by words that both are told with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.link.forms import wholes_of
from kg.link.profiles import COUNTRY, weight_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.link.profiles import Profile

    Index = defaultdict[str, list[str]]

_RELATED, _NAMED, _ALIKE = 1.0, 0.8, 0.04
_MUCH_COMPANY = 3.0
_CONTINENTS = frozenset(["africa", "asia", "europe"])


@dataclass(frozen=True, slots=True)
class Circle:
    """The items that the entities of an article are likely to be, to be found by all that ties others to them.

    Attributes:
        items: their ids.
        by_related: id or name's key → those whose facts have it.
        by_name: name's key → those that go by it.
        by_word: word → those that are told with it, or named so.
        by_about: word → those that are told with it.
    """

    items: frozenset[str]
    by_related: Index = field(default_factory=lambda: defaultdict(list))
    by_name: Index = field(default_factory=lambda: defaultdict(list))
    by_word: Index = field(default_factory=lambda: defaultdict(list))
    by_about: Index = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, items: Iterable[str], profiles: Mapping[str, Profile]) -> Circle:
        """The circle of these items."""
        circle = cls(frozenset(items))
        for item in sorted(circle.items):
            told = profiles[item]
            for index, keys in (
                (circle.by_related, told.related),
                (circle.by_name, told.names),
                (circle.by_word, told.words),
                (circle.by_about, told.about),
            ):
                for key in keys:
                    index[key].append(item)
        return circle

    def coherence(self, item: str, told: Profile, sure: Mapping[str, float]) -> float:
        """How much the item has to do with the others, each as far as it is sure to be meant, from 0 to 1."""
        found = self.relatedness(item, told)
        total = sum(sure[other] * found[other] for other in sorted(found) if other != item and other in sure)
        return min(1.0, total / _MUCH_COMPANY)

    def relatedness(self, item: str, told: Profile) -> dict[str, float]:
        """Those of the circle that have to do with the item → how much, 0 to 1."""
        shared: defaultdict[str, set[str]] = defaultdict(set)
        for index, words in ((self.by_word, told.about), (self.by_about, told.words)):
            for word in index.keys() & words:
                for other in index[word]:
                    shared[other].add(word)
        found = {other: min(_NAMED, _ALIKE * weight_of(words)) for other, words in shared.items()}
        found |= dict.fromkeys((*_at(self.by_related, told.names), *_at(self.by_name, told.related)), _NAMED)
        found |= dict.fromkeys((*_at(self.by_related, (item,)), *(self.items & told.related)), _RELATED)
        return found


def inside(told: Profile, others: Mapping[str, float], profiles: Mapping[str, Profile]) -> float | None:
    """How far those of the others that are in a place of this name are in this one, 0 to 1; None if there are none.

    Savannah is in Georgia, United States: that speaks for the state, and Tbilisi, in Georgia, for the country.
    """
    found = [(sure, each) for other, sure in others.items() if (each := _is_inside(told, profiles[other])) is not None]
    total = sum(sure for sure, _ in found)
    return sum(sure for sure, is_there in found if is_there) / total if total else None


def _is_inside(told: Profile, other: Profile) -> bool | None:
    """Whether an item that is told with a place's name is in this place of the name; None where nothing tells."""
    own = frozenset(told.names)
    is_named = bool(own & other.regions) or (bool(told.label) and told.label <= other.about)
    if not is_named or not own.isdisjoint(other.names):
        return None
    here, there = told.regions - own - _CONTINENTS, other.regions - own - _CONTINENTS
    if here and there:
        return not here.isdisjoint(there)
    if here or not there:
        return not here or told.holds[COUNTRY] > 0  # a country is in itself, whatever ruled it once
    return False if wholes_of(own) & there else None


def _at(index: Index, keys: Collection[str]) -> Iterable[str]:
    return (other for key in index.keys() & keys for other in index[key])
