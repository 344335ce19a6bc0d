"""Who has a part in an event: of all sets of those who may, the likeliest one, and how sure that is.

One party told wrongly makes the whole fact wrong, so the parties are chosen together: how many an event of its family
usually has, who is named beside its words, and what the rules found all count. The weights are those of a conditional
logit, fitted by `training/choosing.py` on passages that the encoder was not trained on.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from kg.extract.events.traits import of_none, of_party, of_set
from kg.extract.fitted import weights, worth
from kg.logit import shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extract.events.gathering import Gathered, Part
    from kg.extract.events.traits import Around, Parties, Party, Traits
    from kg.extract.parsed import Parsed

_LARGEST = 5  # parties
_NEEDED = {"Partnership": 2, "Merger": 2, "Controversy": 1, "Event": 1}
_SIDES = {"Acquisition": {"acquirer", "acquired"}, "Investment": {"investor", "investee"}}


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest parties of an event.

    Attributes:
        parties: they.
        sureness: how sure it is that there is an event with just these.
        every: each set of parties that was weighed → how likely it is that there is an event with just these.
    """

    parties: Parties
    sureness: float
    every: Mapping[frozenset[Party], float]

    def with_all(self, some: frozenset[Party]) -> float:
        """How likely it is that there is an event in which at least these have their parts."""
        return sum(share for parties, share in self.every.items() if some <= parties)


@dataclass(frozen=True, slots=True)
class Options:
    """All sets of parties that an event may have.

    Attributes:
        parties: each party with its traits.
        likeliest: of each cluster, the likeliest party.
        sets: the sets, each with its traits as a whole.
        none: the traits of there being no event.
    """

    parties: Mapping[Party, Traits]
    likeliest: Mapping[int, Party]
    sets: Sequence[tuple[Parties, tuple[str, ...]]]
    none: Traits

    def traits(self, number: int) -> dict[str, float]:
        """All traits of a set: summed over those in it, summed over those left out, and its own."""
        parties, whole = self.sets[number]
        members = {n for _, n in parties}
        found: dict[str, float] = dict.fromkeys(whole, 1.0)
        for party in parties:
            _add(found, "in: ", self.parties[party])
        for n, party in self.likeliest.items():
            if n not in members:
                _add(found, "out: ", self.parties[party])
        return found


def group(family: str) -> str:
    """The families that are alike in their parties: of equals, of sides against each other, and the others."""
    return {"Partnership": "pact", "Merger": "pact", "Controversy": "dispute"}.get(family, "other")


def choose(parsed: Parsed, event: Gathered, known: Around) -> Choice:
    """The likeliest parties; none, and a sureness of 0, where nobody has a part.

    Args:
        parsed: the article.
        event: its words, with what the encoder reads beside them.
        known: the article around it.
    """
    given = options(parsed, event, known)
    if not given.sets:
        return Choice((), 0.0, {})
    fitted = weights(group(event.family))
    inside = {party: worth(fitted, traits, "in: ") for party, traits in given.parties.items()}
    outside = {n: worth(fitted, given.parties[party], "out: ") for n, party in given.likeliest.items()}
    left = sum(outside.values())
    values = [
        left + sum(inside[party] - outside[party[1]] for party in parties) + sum(fitted.get(t, 0.0) for t in whole)
        for parties, whole in given.sets
    ]
    scores = shares(values, worth(fitted, given.none, "none: "))
    best = max(range(len(scores)), key=scores.__getitem__)
    every = {frozenset(parties): score for (parties, _), score in zip(given.sets, scores, strict=True)}
    return Choice(given.sets[best][0], scores[best], every)


def options(parsed: Parsed, event: Gathered, known: Around) -> Options:
    """Every set of parties that makes an event of the family complete, with what speaks for and against it."""
    parts = event.parts(parsed)
    nameless = [root for root in event.roots(parsed) if parsed.has_nameless_actor(root)]
    parties = {
        (part.role, n): of_party(parsed, event, n, part, known, nameless)
        for n, several in parts.items()
        for part in several
    }
    return Options(
        parties,
        {n: (several[0].role, n) for n, several in parts.items()},
        [(each, tuple(of_set(parsed, event, each, known))) for each in _sets(event.family, parts)],
        of_none(event, max((several[0].most for several in parts.values()), default=0.0), known),
    )


def _sets(family: str, parts: Mapping[int, Sequence[Part]]) -> Iterator[Parties]:
    sides = _SIDES.get(family, set())
    for size in range(_NEEDED.get(family, 2), min(_LARGEST, len(parts)) + 1):
        for members in combinations(parts, size):
            for roles in product(*([part.role for part in parts[n]] for n in members)):
                if sides.issubset(roles):
                    yield tuple(zip(roles, members, strict=True))


def _add(total: dict[str, float], prefix: str, traits: Traits) -> None:
    for name, value in traits.items():
        total[prefix + name] = total.get(prefix + name, 0.0) + value
