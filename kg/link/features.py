"""What speaks for and against an entity being an item, as numbers from about 0 to 1."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from kg.link.candidates import Agreement
from kg.link.forms import Way
from kg.link.normalization import name_key
from kg.link.profiles import weight, weight_of, words_of
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.link.candidates import Possible
    from kg.link.profiles import Profile

_MOST_POPULAR = 400.0
_MUCH_CONTEXT = 25.0
_MUCH_MORE = 12.0
_RELATED, _NAMED, _ALIKE = 1.0, 0.8, 0.04
_SOURCED, _WEAK = ("label", "alias"), ("surname", "acronym", "nickname")

_TAKEN = 0.5
_LONG_ACRONYM = 4
_SOME_CONTEXT, _SOME_COMPANY = 0.15, 0.1
_MANY_NAMESAKES = 6.0

NAMES = (
    "label",
    "alias",
    "generated",
    "surname",
    "acronym",
    "nickname",
    "cut",
    "turned",
    "demonym",
    "title",
    "person",
    "beginning",
    "spelling",
    "shortened",
    "likeness",
    "other_name",
    "full_name_unlike",
    "confirmed",
    "case",
    "kind_unknown",
    "kind_near",
    "kind_conflict",
    "words",
    "person_by_one_word",
    "rivals",
    "share",
    "popularity",
    "extra_found",
    "extra_missing",
    "context",
    "context_rank",
    "coherence",
    "coherence_rank",
    "taken",
    "person_without_context",
    "common_surname",
)
"""The features, in the order of the model's weights."""

NIL_NAMES = (
    "nil",
    "nil_person",
    "nil_organization",
    "nil_place",
    "nil_product",
    "nil_one_word",
    "nil_long",
    "nil_lower",
)
"""The features of being no item that the index has."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody or something that an article names.

    Attributes:
        names: all its names there, the fullest first.
        kind: what it is, None if that is not known.
        is_sure: whether the kind is settled, so that an item of another kind contradicts it.
    """

    names: tuple[str, ...]
    kind: Kind | None = None
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """How the candidates of an entity go with what else the article names.

    Attributes:
        coherence: item → how much it has to do with the other entities' items.
        taken: item → how sure it is that another entity of the article is this one.
        namesakes: of a person, how many in the index have the last name.
    """

    coherence: Mapping[str, float] = field(default_factory=dict)
    taken: Mapping[str, float] = field(default_factory=dict)
    namesakes: int = 0


def of_candidates(
    asked: Asked,
    candidates: Sequence[Possible],
    profiles: Mapping[str, Profile],
    text: frozenset[str],
    company: Company,
) -> list[list[float]]:
    """One row of `NAMES` per candidate.

    Args:
        asked: who or what is linked.
        candidates: from `kg.link.candidates`.
        profiles: of these items, by id.
        text: the words of the article, without those of the names asked for.
        company: how the candidates go with the other links of the article.
    """
    own = words_of(" ".join(asked.names))
    context = [_context(profiles[each.named.id], text - own) for each in candidates]
    together = [company.coherence.get(each.named.id, 0.0) for each in candidates]
    rivals = Counter(_rank(each) for each in candidates)
    popular: defaultdict[tuple[object, ...], float] = defaultdict(float)
    for each in candidates:
        popular[_rank(each)] += each.named.popularity
    keys = [name_key(name) for name in asked.names]
    return [
        [
            *_naming(each),
            *_full_name(keys, each, profiles[each.named.id]),
            float(each.named.alias in asked.names),
            float(each.agreement is Agreement.UNKNOWN),
            float(each.agreement is Agreement.NEAR),
            float(each.agreement is Agreement.CONFLICT),
            min(len(keys[0].split()), 5) / 5,
            float(asked.kind is Kind.PERSON and " " not in keys[each.place]),
            math.log(rivals[_rank(each)]) / 3,
            each.named.popularity / max(popular[_rank(each)], 1e-9),
            math.log1p(min(each.named.popularity, _MOST_POPULAR)) / math.log1p(_MOST_POPULAR),
            *_extra(own, each, profiles[each.named.id], text, company),
            context[n],
            _lead(context, n),
            together[n],
            _lead(together, n),
            company.taken.get(each.named.id, 0.0),
            float(asked.kind is Kind.PERSON and context[n] < _SOME_CONTEXT and together[n] < _SOME_COMPANY),
            math.log1p(company.namesakes) / _MANY_NAMESAKES,
        ]
        for n, each in enumerate(candidates)
    ]


def of_none(asked: Asked) -> list[float]:
    """The row of `NIL_NAMES`: what speaks for being no item of the index."""
    key = name_key(asked.names[0])
    return [
        1.0,
        float(asked.kind is Kind.PERSON),
        float(asked.kind is Kind.ORGANIZATION),
        float(asked.kind is Kind.PLACE),
        float(asked.kind is Kind.PRODUCT),
        float(" " not in key),
        min(len(key.split()), 6) / 6,
        float(asked.names[0].islower()),
    ]


def relatedness(one: Profile, one_id: str, other: Profile, other_id: str) -> float:
    """How much two items have to do with each other, by what an index tells of them, 0 to 1."""
    if one_id in other.related or other_id in one.related:
        return _RELATED
    if not other.related.isdisjoint(one.names) or not one.related.isdisjoint(other.names):
        return _NAMED
    shared = (one.about & other.words) | (one.words & other.about)
    return min(_NAMED, _ALIKE * sum(weight(word) for word in shared))


def _naming(each: Possible) -> list[float]:
    how, way = each.named.how, each.way
    as_written = way is Way.WRITTEN
    is_short = how == "acronym" and len(each.named.alias) < _LONG_ACRONYM
    is_known = how == "alias" or (how == "acronym" and not is_short)  # initials of four letters are hardly shared
    return [
        float(as_written and how == "label"),
        float(as_written and is_known),
        float(as_written and how not in {*_SOURCED, *_WEAK}),
        float(how == "surname"),
        float(is_short),
        float(how == "nickname"),
        float(way is Way.CUT),
        float(way is Way.TURNED),
        float(way is Way.DEMONYM),
        float(way is Way.TITLE),
        float(way is Way.PERSON),
        float(way is Way.BEGINNING),
        float(way is Way.SPELLING),
        float(way is Way.SHORTENED),
        each.likeness,
        float(each.place > 0),
    ]


def _full_name(keys: Sequence[str], each: Possible, profile: Profile) -> list[float]:
    """How unlike the fullest name is to all of the item's, and whether several names of the entity are the item's."""
    best = max(fuzz.ratio(keys[0], name) for name in profile.names) / 100
    several = sum(key in profile.names for key in keys)
    return [(1 - best) * float(each.place > 0), float(several > 1)]


def _extra(
    own: frozenset[str], each: Possible, profile: Profile, text: frozenset[str], company: Company
) -> list[float]:
    """Of the words that the item's label has beyond those of the mention: what the text has of them, and what not."""
    extra = {word: weight(word) for word in profile.label - own}
    found = sum(value for word, value in extra.items() if word in text)
    if company.taken.get(each.named.id, 0.0) > _TAKEN:  # they are there, for the sake of the other entity
        return [0.0, min(1.0, sum(extra.values()) / _MUCH_MORE)]
    missing = 0.0 if each.named.how == "acronym" else sum(extra.values()) - found
    return [min(1.0, found / _MUCH_MORE), min(1.0, missing / _MUCH_MORE)]


def _context(profile: Profile, text: frozenset[str]) -> float:
    return min(1.0, weight_of(profile.about & text) / _MUCH_CONTEXT)


def _lead(values: Sequence[float], n: int) -> float:
    """How far a candidate is ahead of the best of the others; behind is negative."""
    others = max((value for m, value in enumerate(values) if m != n), default=0.0)
    return values[n] - others


def _rank(each: Possible) -> tuple[object, ...]:
    """Candidates of one rank are told apart by nothing in their names."""
    return each.way, each.named.how in _SOURCED, each.place, each.agreement
