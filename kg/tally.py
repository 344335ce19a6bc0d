"""What is counted about one entity over all articles: enough to say what it is without asking them again.

A tally is a sum over articles: another one is added, and one that is taken back is subtracted, whatever else was
counted. Only copies of one text have to be counted together, as they are one source. Its rows:

    name kind name          articles that call it so
    alias name              articles that have it as another name
    source                  independent sources
    says property key       claims that firmly state this relation; of a thing to itself they count nothing
    denied property key     claims that deny it ("" where a date is denied)
    founded first last      claims that firmly date its founding within these days
    item Q                  sources that tie it to this item
    exact Q                 articles that tie it to this item exactly
    score Q                 the best score of each of these sources, added up, in ten-thousandths
    tied, untied            sources that tie it to some item, and that looked and tie it to none
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kg.lifecycle import Told
from kg.records import Entity, Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.records import Testimony

Tally = Counter[tuple[str, ...]]
Relation = tuple[str, str]
"""A property of the entity and the key of its value, "" for a date."""

FOUNDED: Final = "foundedDate"
NAME, ALIAS, SOURCE, SAYS, DENIED = "name", "alias", "source", "says", "denied"
ITEM, EXACT, SCORE, TIED, UNTIED = "item", "exact", "score", "tied", "untied"
_SCORE_UNIT: Final = 10_000


def tallied(testimonies: Iterable[Testimony]) -> Tally:
    """The tally of some testimonies about one entity, of which copies of one text have one source."""
    tally: Tally = Counter()
    sources: set[str] = set()
    ties: dict[tuple[str, str], float] = {}
    for each in testimonies:
        sources.add(each.source)
        _add_names(tally, each)
        _add_claims(tally, each)
        if each.link is not None:
            at = each.link.item or "", each.source
            ties[at] = max(ties.get(at, 0), each.link.score)
            tally[EXACT, at[0]] += each.link.match is Match.EXACT
    tally[SOURCE,] = len(sources)
    _add_ties(tally, ties)
    return +tally


def exchanged(tally: Tally, old: Tally, new: Tally) -> Tally | None:
    """The tally with one part of it in place of another; None if that was no part of it."""
    found = tally.copy()
    found.subtract(old)
    if any(found[row] < 0 for row in old):
        return None
    found.update(new)
    return +found


def rows(tally: Tally, kind: str) -> dict[tuple[str, ...], int]:
    """The rest of each row of a kind, with its number."""
    return {row[1:]: number for row, number in tally.items() if row[0] == kind}


def relation_of(row: tuple[str, ...]) -> Relation | None:
    """The relation that a row counts claims of; None for all other rows."""
    return (row[1], row[2]) if row[0] in {SAYS, DENIED} else None


def relations_in(testimonies: Iterable[Testimony]) -> set[Relation]:
    """Each relation that these state or deny."""
    claims = (claim for each in testimonies for claim in each.claims)
    return {(each.predicate, each.object or "") for each in claims if each.predicate is not None}


def _add_names(tally: Tally, told: Testimony) -> None:
    if isinstance(told.subject, Entity):
        tally[NAME, told.subject.kind, told.subject.name] += 1
        tally.update((ALIAS, alias) for alias in told.subject.aliases)


def _add_ties(tally: Tally, ties: Mapping[tuple[str, str], float]) -> None:
    """(item, source) → the best score with which the source ties it to the item, "" for none."""
    for (item, _), score in ties.items():
        if item:
            tally[ITEM, item] += 1
            tally[SCORE, item] += round(score * _SCORE_UNIT)
    tied = {source for item, source in ties if item}
    tally[TIED,] = len(tied)
    tally[UNTIED,] = len({source for item, source in ties if not item} - tied)


def _add_claims(tally: Tally, testimony: Testimony) -> None:
    for each in Told.by(testimony):
        said = each.claim.predicate
        if said is None:
            continue
        if each.is_denial:
            tally[DENIED, said, each.claim.object or ""] += 1
        if each.is_firm and each.claim.object is not None:
            tally[SAYS, said, each.claim.object] += each.claim.object != testimony.subject.key
        elif each.is_firm and said == FOUNDED and each.claim.when is not None:
            tally[FOUNDED, each.claim.when.earliest.isoformat(), each.claim.when.latest.isoformat()] += 1
