"""Who and what an article names → the items that they are: a pure function of the names, the text and the index."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.link.candidates import Agreement, possible_items
from kg.link.coherence import Circle
from kg.link.features import IN_COMPANY, NAMES, Asked, Company, alone, of_none, together
from kg.link.forms import Way, around, is_abbreviation, is_generic
from kg.link.generated import without_legal_form
from kg.link.normalization import name_key
from kg.link.profiles import context_of, profile
from kg.link.ranking import rules, trained
from kg.records import Candidate, Kind, Match

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.link.candidates import Possible
    from kg.link.features import Rows
    from kg.link.lookup import Lookup
    from kg.link.profiles import Profile
    from kg.link.ranking import Model

RANKED = 20
"""How many candidates of an entity are weighed."""

_REMEMBERED = 20_000
_SURE = 0.1
_LEAST_SHARE = 0.7
_RIVALS, _SHARE = NAMES.index("rivals"), NAMES.index("share")
_CONTEXT_LEAD, _COHERENCE_LEAD = NAMES.index("context_rank"), NAMES.index("coherence_rank")
_CONTEXT, _COHERENCE = NAMES.index("context"), NAMES.index("coherence")
_NICKNAME, _EXTRA_FOUND = NAMES.index("nickname"), NAMES.index("extra_found")
_SURNAME, _NAMESAKES, _COMMON = NAMES.index("surname"), NAMES.index("common_surname"), 0.35


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


@dataclass(slots=True)
class Case:
    """One entity while it is linked: its candidates, and what speaks for each of them and for none."""

    asked: Asked
    candidates: list[Possible]
    rows: Rows
    none: list[float]


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
        self._found: OrderedDict[tuple[Asked, frozenset[str], tuple[str, ...]], list[Possible]] = OrderedDict()
        self._profiles: OrderedDict[str, Profile] = OrderedDict()

    def link(self, asked: Sequence[Asked], text: str) -> list[Linked]:
        """What each of an article's entities is, by its names, the words of the text and the others' items."""
        return [self._decided(case) for case in self.cases(asked, text)]

    def cases(self, asked: Sequence[Asked], text: str) -> list[Case]:
        """The entities with their candidates and all that speaks for these, coherence included."""
        context = context_of(text)
        found = [self._candidates(each, context.regions, tuple(around(each.names[0], text))) for each in asked]
        profiles = self._told({p.named.id for possible in found for p in possible})
        cases = []
        for each, possible in zip(asked, found, strict=True):
            rows = alone(each, possible, profiles, context, namesakes=self._namesakes(each), holds=_holds(each, text))
            cases.append(Case(each, possible, together(each, possible, rows, Company()), of_none(each)))
        likely = [self._likely(case) for case in cases]
        circle = Circle.of((each[0] for each in likely if each is not None), profiles)
        for n, case in enumerate(cases):
            others: dict[str, float] = {}
            for item, score in (each for m, each in enumerate(likely) if m != n and each is not None):
                others[item] = max(score, others.get(item, 0.0))
            items = [each.named.id for each in case.candidates]
            company = Company({item: circle.coherence(item, profiles[item], others) for item in items}, others)
            rows = [row[: -len(IN_COMPANY)] for row in case.rows]
            case.rows = together(case.asked, case.candidates, rows, company)
        return cases

    def _namesakes(self, asked: Asked) -> int:
        """How many persons of the index have a person's last name."""
        if asked.kind is not Kind.PERSON:
            return 0
        last = name_key(asked.names[0]).rpartition(" ")[2]
        return sum(named.kind == Kind.PERSON for named in self.index.named(last))

    def _candidates(self, asked: Asked, regions: frozenset[str], longer: tuple[str, ...]) -> list[Possible]:
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
        shown = sorted(
            (
                Candidate(possible.named.id, possible.named.alias, round(score, 4))
                for possible, score in zip(case.candidates, scores, strict=True)
            ),
            key=lambda each: (-each.score, each.item),
        )
        if not shown:
            return Linked(None, None, 0.0, ())
        best = next(n for n, possible in enumerate(case.candidates) if possible.named.id == shown[0].item)
        match = self._match(case, best, scores[best])
        kept = tuple(each for each in shown[: self._kept] if each.score >= self._least)
        return Linked(shown[0].item if match else None, match, shown[0].score, kept)

    def _match(self, case: Case, best: int, score: float) -> Match | None:
        if score < self.model.close or rests_on_name_alone(case.asked, case.rows[best]):
            return None
        if is_of_a_part(case.asked, case.candidates[best]):
            return None
        if case.asked.is_sure and case.candidates[best].agreement < Agreement.UNKNOWN:
            return None
        return Match.EXACT if score >= self.model.exact else Match.CLOSE


def rests_on_name_alone(asked: Asked, row: Sequence[float]) -> bool:
    """Whether several have the name, and nothing but popularity tells them apart.

    A team's nickname alone and a word such as "City" need more: another item of the text, or the rest of the name.
    Other persons of the name may be missing from the index: the commoner the last name, the more must speak for one.
    """
    if row[_NICKNAME] > 0 or all(map(is_generic, asked.names)):
        return max(row[_COHERENCE], row[_EXTRA_FOUND]) <= 0
    is_shared = row[_RIVALS] > 0
    leads = max(row[_CONTEXT_LEAD], row[_COHERENCE_LEAD]) > 0
    if asked.kind is not Kind.PERSON:
        return is_shared and not leads and row[_SHARE] < _LEAST_SHARE
    evidence = row[_CONTEXT] + row[_COHERENCE]
    is_common = is_shared or row[_SURNAME] > 0 or row[_NAMESAKES] >= _COMMON
    return is_common and (not leads or evidence < row[_NAMESAKES])


def _holds(asked: Asked, text: str) -> bool:
    """Whether the text names a place as what another is in, "Rochester, New York", or in its short form, "N.Y."."""
    if asked.kind not in {None, Kind.PLACE}:
        return False
    name = asked.names[0]
    at = text.find(f", {name}")
    while at > 0:
        if text[text.rfind(" ", 0, at) + 1].isupper():
            return True
        at = text.find(f", {name}", at + 1)
    return is_abbreviation(name)


def is_of_a_part(asked: Asked, possible: Possible) -> bool:
    """Whether only a part of the fullest name is the item's, or a longer one is: "NBA China" is not the NBA."""
    if possible.way in {Way.SHORTENED, Way.AROUND}:
        return True
    full = set(_bare(asked.names[0]).split())
    return set(_bare(asked.names[possible.place]).split()) < full


def _bare(name: str) -> str:
    return name_key(without_legal_form(name))
