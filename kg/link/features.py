"""What speaks for and against an entity being an item, as numbers from about 0 to 1."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from kg.link.candidates import Agreement
from kg.link.forms import Way, regions_of, wholes_of
from kg.link.normalization import name_key
from kg.link.profiles import weight_of, words_of
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.link.asked import Asked, Said
    from kg.link.candidates import Possible
    from kg.link.profiles import Context, Profile

Rows = list[list[float]]

_MOST_POPULAR = 400.0
_MUCH_CONTEXT = 25.0
_MUCH_MORE = 12.0
_SOURCED, _WEAK = ("label", "alias"), ("surname", "acronym", "nickname")

_WAYS = (
    Way.CUT,
    Way.TURNED,
    Way.DEMONYM,
    Way.REGION,
    Way.AROUND,
    Way.TITLE,
    Way.PERSON,
    Way.BEGINNING,
    Way.WORDS,
    Way.SPELLING,
    Way.SHORTENED,
)

_TAKEN = 0.5
_LONG_ACRONYM = 4
_SOME_CONTEXT, _SOME_COMPANY = 0.15, 0.1
_MANY_NAMESAKES = 6.0

_ALONE = (
    "label",
    "alias",
    "generated",
    "surname",
    "acronym",
    "nickname",
    "cut",
    "turned",
    "demonym",
    "region",
    "around",
    "title",
    "person",
    "beginning",
    "any_order",
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
    "common_surname",
    "rivals",
    "share",
    "popularity",
    "extra_found",
    "extra_missing",
    "context",
    "context_rank",
    "home",
    "foreign",
    "holds_part",
    "holds_country",
    "holds_town",
    "stated_in",
    "stated_elsewhere",
    "concept",
)
IN_COMPANY = (
    "coherence",
    "coherence_rank",
    "inside",
    "inside_rank",
    "taken",
    "taken_extra",
    "person_without_context",
)

NAMES = (*_ALONE, *IN_COMPANY)
"""The features, in the order of the model's weights: what speaks for a candidate by itself, and in company."""

_NO_COMPANY = (0.0,) * (len(IN_COMPANY) - 1)
_CONTEXT, _EXTRA_FOUND = NAMES.index("context"), NAMES.index("extra_found")

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
class Company:
    """How the candidates of an entity go with the other entities of the article.

    Attributes:
        coherence: item → how much it has to do with what the others are likely to be.
        inside: item → how far what is in a place of its name is in it.
        taken: item → how sure it is that one of the others is this one.
    """

    coherence: Mapping[str, float]
    inside: Mapping[str, float]
    taken: Mapping[str, float]


def alone(
    asked: Asked,
    candidates: Sequence[Possible],
    profiles: Mapping[str, Profile],
    context: Context,
    *,
    namesakes: int,
    said: Said,
) -> Rows:
    """What speaks for each candidate by itself: one row per candidate, of the first part of `NAMES`.

    Args:
        asked: who or what is linked.
        candidates: from `kg.link.candidates`.
        profiles: of these items, by id.
        context: what the article is about.
        namesakes: of a person, how many in the index have the last name.
        said: what the text says of it.
    """
    own, regions = words_of(" ".join(asked.names)), context.regions - regions_of(" . ".join(asked.names))
    text = context.words - own
    told = [profiles[each.named.id] for each in candidates]
    fitting = [min(1.0, weight_of(each.about & text) / _MUCH_CONTEXT) for each in told]
    leads = _leads(fitting)
    rivalry = _rivalry(candidates)
    keys = [name_key(name) for name in asked.names]
    common = math.log1p(namesakes) / _MANY_NAMESAKES
    return [
        [
            *_naming(each),
            *_full_name(keys, each, told[n]),
            float(each.named.alias in asked.names),
            float(each.agreement is Agreement.UNKNOWN),
            float(each.agreement is Agreement.NEAR),
            float(each.agreement is Agreement.CONFLICT),
            min(len(keys[0].split()), 5) / 5,
            float(asked.kind is Kind.PERSON and " " not in keys[each.place]),
            common,
            *rivalry[n],
            math.log1p(min(each.named.popularity, _MOST_POPULAR)) / math.log1p(_MOST_POPULAR),
            *_extra(own, each, told[n], text),
            fitting[n],
            leads[n],
            *_regions(told[n], regions),
            *(float(said.holds) * role for role in told[n].holds),
            *_stated(told[n], said.regions),
            float(told[n].is_concept),
        ]
        for n, each in enumerate(candidates)
    ]


def unaccompanied(asked: Asked, rows: Rows) -> Rows:
    """The whole rows of `NAMES` for an entity without company: those of `alone`, and that there is none."""
    is_person = asked.kind is Kind.PERSON
    return [[*row, *_NO_COMPANY, float(is_person and row[_CONTEXT] < _SOME_CONTEXT)] for row in rows]


def together(asked: Asked, candidates: Sequence[Possible], rows: Rows, company: Company) -> Rows:
    """The whole rows of `NAMES`: those of `alone`, and how the candidates go with the article's other entities."""
    coherent = [company.coherence.get(each.named.id, 0.0) for each in candidates]
    leads = _leads(coherent)
    inside = [company.inside.get(each.named.id, 0.0) for each in candidates]
    inside_leads = _leads(inside)
    whole = []
    for n, (each, alone_) in enumerate(zip(candidates, rows, strict=True)):
        taken, row = company.taken.get(each.named.id, 0.0), list(alone_)
        if taken > _TAKEN:  # what the text has of its label speaks of the other entity
            row[_EXTRA_FOUND] = 0.0
        is_bare = asked.kind is Kind.PERSON and row[_CONTEXT] < _SOME_CONTEXT and coherent[n] < _SOME_COMPANY
        near = (coherent[n], leads[n], inside[n], inside_leads[n])
        whole.append([*row, *near, taken, taken * row[_EXTRA_FOUND], float(is_bare)])
    return whole


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


def _naming(each: Possible) -> tuple[float, ...]:
    how = each.named.how
    is_short = how == "acronym" and len(each.named.alias) < _LONG_ACRONYM
    return (*_manner(how, each.way, is_short=is_short), each.likeness, float(each.place > 0))


@cache
def _manner(how: str, way: Way, *, is_short: bool) -> tuple[float, ...]:
    """How the name is the item's, and how it was found; `is_short` of initials that many may share."""
    as_written = way is Way.WRITTEN
    is_known = how == "alias" or (how == "acronym" and not is_short)  # initials of four letters are hardly shared
    return (
        float(as_written and how == "label"),
        float(as_written and is_known),
        float(as_written and how not in {*_SOURCED, *_WEAK}),
        float(how == "surname"),
        float(is_short),
        float(how == "nickname"),
        *(float(way is each) for each in _WAYS),
    )


def _full_name(keys: Sequence[str], each: Possible, profile: Profile) -> list[float]:
    """How unlike the fullest name is to all of the item's, and whether several names of the entity are the item's."""
    if len(keys) == 1:
        return [0.0, 0.0]
    unlike = 1 - max(fuzz.ratio(keys[0], name) for name in profile.names) / 100 if each.place else 0.0
    several = sum(key in profile.names for key in keys)
    return [unlike, float(several > 1)]


def _extra(own: frozenset[str], each: Possible, profile: Profile, text: frozenset[str]) -> list[float]:
    """Of the words that the item's label has beyond those of the mention: what the text has of them, and what not."""
    extra = profile.label - own
    found = weight_of(extra & text)
    missing = 0.0 if each.named.how == "acronym" else weight_of(extra) - found
    return [min(1.0, found / _MUCH_MORE), min(1.0, missing / _MUCH_MORE)]


def _regions(profile: Profile, named: frozenset[str]) -> list[float]:
    """The share of the item's countries and states that the text names; whether it names others alone."""
    if not profile.regions or not named:
        return [0.0, 0.0]
    shared = len(profile.regions & named)
    return [shared / len(profile.regions), float(shared == 0)]


def _stated(profile: Profile, regions: frozenset[str]) -> list[float]:
    """Whether the item is in the country or state that the text puts it in; whether it is known to be elsewhere."""
    if not regions or not profile.about:
        return [0.0, 0.0]
    known = profile.regions | wholes_of(profile.regions)
    is_there = bool(regions & known) or any(words_of(region) <= profile.about for region in regions)
    return [float(is_there), float(not is_there)]


def _rivalry(candidates: Sequence[Possible]) -> Rows:
    """How many others each has of its rank, and its share of their popularity."""
    ranks = [rank(each) for each in candidates]
    rivals = Counter(ranks)
    popular: defaultdict[tuple[object, ...], float] = defaultdict(float)
    for each, own in zip(candidates, ranks, strict=True):
        popular[own] += each.named.popularity
    return [
        [math.log(rivals[own]) / 3, each.named.popularity / max(popular[own], 1e-9)]
        for each, own in zip(candidates, ranks, strict=True)
    ]


def _leads(values: Sequence[float]) -> list[float]:
    """How far each is ahead of the best of the others; behind is negative."""
    best, second = [*sorted(values, reverse=True), 0.0, 0.0][:2]
    first = next((n for n, value in enumerate(values) if value == best), 0)
    return [value - (second if n == first else best) for n, value in enumerate(values)]


def rank(each: Possible) -> tuple[object, ...]:
    """Candidates of one rank are told apart by nothing in their names."""
    return each.way, each.named.how in _SOURCED, each.place, each.agreement
