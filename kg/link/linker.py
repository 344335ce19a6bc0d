"""Who and what an article names → the items that they are: a pure function of the names, the text and the index."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.link.candidates import Agreement, possible_items
from kg.link.coherence import Circle, inside
from kg.link.doubts import Case, is_another, is_doubtful
from kg.link.features import IN_COMPANY, Company, alone, of_none, together, unaccompanied
from kg.link.forms import wholes_of
from kg.link.normalization import name_key
from kg.link.persons import is_common
from kg.link.profiles import context_of, profile
from kg.link.ranking import rules, trained
from kg.link.surroundings import from_text, said_of
from kg.records import Candidate, Kind, Match

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.link.asked import Asked
    from kg.link.candidates import Possible
    from kg.link.forms import Form
    from kg.link.lookup import Lookup
    from kg.link.profiles import Profile
    from kg.link.ranking import Model

RANKED = 20
"""How many candidates of an entity are weighed."""

_REMEMBERED = 20_000
_SURE = 0.1
_OF_COMMON_NAME = 8  # persons at least that have a common last name or a numeral after theirs


@dataclass(frozen=True, slots=True)
class Linked:
    """What an entity is.

    Attributes:
        item: the item, None if it is left unlinked.
        match: how sure that is, None if it is left unlinked.
        score: the probability that the best candidate is the one; 0 if there is none.
        candidates: the best, with their scores.
    """

    item: str | None
    match: Match | None
    score: float
    candidates: tuple[Candidate, ...]


class Linker:
    """Links the entities of one article after the other.

    Args:
        index: where the items are.
        model: how what speaks for a candidate is weighed; the trained one by default.
        kept: how many candidates of an entity are told at most.
        least: the score that they need to be told.
    """

    def __init__(self, index: Lookup, model: Model | None = None, *, kept: int = 5, least: float = 0.01) -> None:
        self._kept, self._least = kept, least
        self.index = index
        self.model = model or trained()
        self.version = f"{index.version}+{self.model.version}+{rules()}"
        self._found: OrderedDict[tuple[Asked, frozenset[str], tuple[Form, ...]], list[Possible]] = OrderedDict()
        self._profiles: OrderedDict[str, Profile] = OrderedDict()

    def link(self, asked: Sequence[Asked], text: str) -> list[Linked]:
        """What each of an article's entities is, by its names, the words of the text and the others' items."""
        return [self._decided(case) for case in self.cases(asked, text)]

    def cases(self, asked: Sequence[Asked], text: str) -> list[Case]:
        """The entities with their candidates and all that speaks for these, coherence included."""
        context = context_of(text)
        found = [self._candidates(each, context.regions, text) for each in asked]
        profiles = self._told({p.named.id for possible in found for p in possible})
        countries = frozenset(whole for region in context.regions for whole in wholes_of([region]) or [region])
        cases = []
        for each, possible in zip(asked, found, strict=True):
            said = said_of(each, asked, text)
            rows = alone(each, possible, profiles, context, namesakes=self._namesakes(each), said=said)
            case = Case(each, possible, unaccompanied(each, rows), of_none(each), said)
            case.words, case.countries = context.words, countries
            cases.append(case)
        likely = [self._likely(case) for case in cases]
        circle = Circle.of((each[0] for each in likely if each is not None), profiles)
        for n, case in enumerate(cases):
            others: dict[str, float] = {}
            for item, score in (each for m, each in enumerate(likely) if m != n and each is not None):
                others[item] = max(score, others.get(item, 0.0))
            items = [each.named.id for each in case.candidates]
            company = Company(
                {item: circle.coherence(item, profiles[item], others) for item in items},
                _insides(case, others, profiles),
                others,
            )
            elsewhere = {item for item, value in company.inside.items() if value == 0}
            otherwise = {
                item
                for item, each in zip(items, case.candidates, strict=True)
                if is_another(case, each, profiles[item])
            }
            case.others = frozenset(elsewhere | otherwise)
            rows = [row[: -len(IN_COMPANY)] for row in case.rows]
            case.rows = together(case.asked, case.candidates, rows, company)
        return cases

    def _namesakes(self, asked: Asked) -> int:
        """How many persons of the index have a person's last name."""
        if asked.kind is not Kind.PERSON:
            return 0
        last = name_key(asked.names[0]).rpartition(" ")[2]
        known = sum(named.kind == Kind.PERSON for named in self.index.named(last))
        return max(known, _OF_COMMON_NAME) if is_common(last) else known

    def _candidates(self, asked: Asked, regions: frozenset[str], text: str) -> list[Possible]:
        longer = from_text(asked.names[0], asked.kind, text, regions)
        found = self._found.pop((asked, regions, longer), None)
        if found is None:
            found = possible_items(self.index, asked.names, asked.kind, regions, longer)[:RANKED]
        self._found[asked, regions, longer] = found
        if len(self._found) > _REMEMBERED:
            self._found.popitem(last=False)
        return found

    def _told(self, items: set[str]) -> Mapping[str, Profile]:
        """The profiles of these items; of an item that is gone by now, there is nothing to say."""
        told = {item: self._profiles[item] for item in items if item in self._profiles}
        for item, known in self.index.get_many(sorted(items - told.keys())).items():
            told[item] = self._profiles[item] = profile(known)
        while len(self._profiles) > _REMEMBERED:
            self._profiles.popitem(last=False)
        return told

    def _likely(self, case: Case) -> tuple[str, float] | None:
        """The best candidate by itself, if it is not too unlikely."""
        scores = self.model.scores(case.rows, case.none)
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        return None if best is None or scores[best] < _SURE else (case.candidates[best].named.id, scores[best])

    def _decided(self, case: Case) -> Linked:
        scores = self.model.scores(case.rows, case.none)
        if not scores:
            return Linked(None, None, 0.0, ())
        named = [possible.named for possible in case.candidates]
        ranked = sorted(range(len(named)), key=lambda n: (-round(scores[n], 4), named[n].id))
        shown = [Candidate(named[n].id, named[n].alias, round(scores[n], 4)) for n in ranked[: self._kept]]
        match = self._match(case, ranked[0], scores[ranked[0]])
        kept = tuple(each for each in shown if each.score >= self._least)
        return Linked(shown[0].item if match else None, match, shown[0].score, kept)

    def _match(self, case: Case, best: int, score: float) -> Match | None:
        if score < self.model.close or is_doubtful(case, best):
            return None
        if case.asked.is_sure and case.candidates[best].agreement < Agreement.UNKNOWN:
            return None
        return Match.EXACT if score >= self.model.exact else Match.CLOSE


def _insides(case: Case, others: Mapping[str, float], profiles: Mapping[str, Profile]) -> dict[str, float]:
    """Of what may be a place, the candidates that are places → how far the others in a place of the name are in it."""
    places = [each.named.id for each in case.candidates if each.named.kind == Kind.PLACE and case.asked.may_be_place]
    found = {item: inside(profiles[item], others, profiles) for item in places}
    return {item: value for item, value in found.items() if value is not None}
