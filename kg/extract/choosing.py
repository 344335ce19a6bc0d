"""Who has a part in an event: of all sets of those who may, the likeliest one, and how sure that is.

One party told wrongly makes the whole fact wrong, so the parties are chosen together: how many an event of its family
usually has, who is named beside its words, and what the rules found all count. The weights are those of a conditional
logit, fitted by `training/choosing.py` on passages that the encoder was not trained on.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING

from kg.extract.events import is_complete
from kg.logit import shares, weighed
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.extract.drafts import Draft
    from kg.extract.gathering import Gathered, Part
    from kg.extract.parsed import Parsed

    Parties = tuple[tuple[str, int], ...]
    Row = tuple[float, ...]

IN = (
    "in, most",
    "in, usual",
    "in, not beside a word",
    "in, far",
    "in, person",
    "in, place",
    "in, product",
    "in, often",
)
OUT = ("out, most", "out, usual", "out, beside a word", "out, often")
WHOLE = (
    *(f"{family} of {size}" for family in ("pact", "dispute", "other") for size in ("1", "2", "3", "4 or more")),
    "with accuser",
    "with affected",
    "several accused",
    "several accusers",
    "person and firm",
    "as the rules have it",
    "more than the rules",
    "less than the rules",
    "some of the rules'",
)
NONE = ("no event", "an event", "pact", "dispute", "other", "one word", "three words or more")
"""What the weights are of: somebody in the set, somebody left out, the set as a whole, and that there is no event."""

_LARGEST = 5  # parties
_LEAST, _MOST = 0.005, 0.995  # beyond these, a likelihood says no more
_OFTEN = 4
_MANY = 3
_FAR = 2  # sentences
_NEEDED = {"Partnership": 2, "Merger": 2, "Controversy": 1, "Event": 1}
_SIDES = {"Acquisition": {"acquirer", "acquired"}, "Investment": {"investor", "investee"}}


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest parties of an event, and how sure it is that there is one with just these."""

    parties: Parties
    sureness: float


@dataclass(frozen=True, slots=True)
class Options:
    """All sets of parties that an event may have.

    Attributes:
        inside: cluster → its features where it is in.
        outside: cluster → its features where it is left out.
        sets: the sets, each with its features as a whole.
        none: the features of there being no event.
    """

    inside: Mapping[int, Row]
    outside: Mapping[int, Row]
    sets: Sequence[tuple[Parties, Row]]
    none: Row

    def row(self, number: int) -> Row:
        """All features of a set: summed over those in it, summed over those left out, and its own."""
        parties, whole = self.sets[number]
        members = {n for _, n in parties}
        left = [row for n, row in self.outside.items() if n not in members]
        return (*_total((self.inside[n] for n in members), IN), *_total(left, OUT), *whole)


def choose(parsed: Parsed, event: Gathered, known: Sequence[Draft]) -> Choice:
    """The likeliest parties; none, and a sureness of 0, where nobody has a part.

    Args:
        parsed: the article.
        event: its words, with what the encoder reads beside them.
        known: what the rules found.
    """
    given = options(parsed, event, known)
    if not given.sets:
        return Choice((), 0.0)
    weights, nothing = _weights()
    cut, end = len(IN), len(IN) + len(OUT)
    inside = {n: weighed(weights[:cut], row) for n, row in given.inside.items()}
    outside = {n: weighed(weights[cut:end], row) for n, row in given.outside.items()}
    left = sum(outside.values())
    values = [
        left + sum(inside[n] - outside[n] for _, n in parties) + weighed(weights[end:], whole)
        for parties, whole in given.sets
    ]
    scores = shares(values, weighed(nothing, given.none))
    best = max(range(len(scores)), key=scores.__getitem__)
    return Choice(given.sets[best][0], scores[best])


def options(parsed: Parsed, event: Gathered, known: Sequence[Draft]) -> Options:
    """Every set of parties that makes an event of the family complete, with what speaks for and against it."""
    parts = event.parts(parsed)
    sentences = {root.sent.start for root in event.roots(parsed)}
    beside = {n: any(name.root.sent.start in sentences for name in parsed.clusters[n].names) for n in parts}
    rules = [frozenset(d.parties) for d in known if d.family == event.family and is_complete(parsed, d)]
    return Options(
        {n: _inside(parsed, event, n, part, is_beside=beside[n]) for n, part in parts.items()},
        {n: _outside(parsed, n, part, is_beside=beside[n]) for n, part in parts.items()},
        [(parties, _whole(parsed, event.family, parties, rules)) for parties in _sets(event.family, parts)],
        _none(event),
    )


@cache
def _weights() -> tuple[Row, Row]:
    data = json.loads((files("kg.extract") / "weights" / "choosing.json").read_text(encoding="utf-8"))
    return tuple(data["weights"][name] for name in (*IN, *OUT, *WHOLE)), tuple(data["none"][name] for name in NONE)


def _sets(family: str, parts: Mapping[int, Part]) -> Iterator[Parties]:
    for size in range(_NEEDED.get(family, 2), min(_LARGEST, len(parts)) + 1):
        for members in combinations(parts, size):
            parties = tuple((parts[n].role, n) for n in members)
            if _SIDES.get(family, set()) <= {role for role, _ in parties}:
                yield parties


def _inside(parsed: Parsed, event: Gathered, number: int, part: Part, *, is_beside: bool) -> Row:
    kind = parsed.kind(number)
    far = min(event.sentences_to(parsed, trigger, number) for trigger in event.triggers) >= _FAR
    kinds = (kind is each for each in (Kind.PERSON, Kind.PLACE, Kind.PRODUCT))
    return (
        _log(part.most),
        _log(part.usual),
        float(not is_beside),
        float(far),
        *map(float, kinds),
        _often(parsed, number),
    )


def _outside(parsed: Parsed, number: int, part: Part, *, is_beside: bool) -> Row:
    return _log(1 - part.most), _log(1 - part.usual), float(is_beside), _often(parsed, number)


def _whole(parsed: Parsed, family: str, parties: Parties, rules: Sequence[frozenset[tuple[str, int]]]) -> Row:
    group = _group(family)
    sizes = [len(parties) == size for size in (1, 2, _MANY)] + [len(parties) > _MANY]
    roles, mine = [role for role, _ in parties], frozenset(parties)
    kinds = {parsed.kind(n) for _, n in parties}
    is_dispute = group == "dispute"
    features = (
        *(group == each and of_size for each in ("pact", "dispute", "other") for of_size in sizes),
        is_dispute and "accuser" in roles,
        is_dispute and "affected" in roles,
        roles.count("accused") > 1,
        roles.count("accuser") > 1,
        is_dispute and {Kind.PERSON, Kind.ORGANIZATION} <= kinds,
        mine in rules,
        any(rule < mine for rule in rules),
        any(mine < rule for rule in rules),
        any(mine & rule for rule in rules),
    )
    return tuple(map(float, features))


def _none(event: Gathered) -> Row:
    surest = max(trigger.score for trigger in event.triggers)
    group, words = _group(event.family), len(event.triggers)
    groups = (float(group == each) for each in ("pact", "dispute", "other"))
    return (_log(1 - surest), _log(surest), *groups, float(words == 1), float(words >= _MANY))


def _group(family: str) -> str:
    """The families that are alike in their parties: of equals, of sides against each other, and the others."""
    return {"Partnership": "pact", "Merger": "pact", "Controversy": "dispute"}.get(family, "other")


def _often(parsed: Parsed, number: int) -> float:
    return min(len(parsed.clusters[number].names), _OFTEN) / _OFTEN


def _log(share: float) -> float:
    return math.log(min(max(share, _LEAST), _MOST))


def _total(rows: Iterable[Row], names: Sequence[str]) -> Row:
    return tuple(map(sum, zip(*rows, strict=True))) or (0.0,) * len(names)
