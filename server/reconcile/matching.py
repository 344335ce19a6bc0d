"""Ranks the entities that a reconciliation query can mean, with a score and what the score is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from server.reconcile.names import normalized, similarity
from server.reconcile.properties import read_values, things_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from server.graph import Graph
    from server.reconcile.names import Named, NameTable
    from server.reconcile.properties import Value
    from server.reconcile.queries import Constraint, Query, Wanted

_LOWEST: Final = 0.5
"""Names less alike than this are no candidates."""
_EQUAL: Final = 0.97
"""How alike a name is that differs in nothing but spaces, marks or the legal form."""
_CERTAIN: Final = 0.9
"""What a match must score."""
_AHEAD: Final = 0.05
"""How far a match must be ahead of the next candidate."""
_WEIGHT: Final = 0.4
"""Of a property; the name has 1."""
_OTHER_KIND: Final = 0.5
"""What is left of the score of an entity of another type, where types only should be so."""
_COMPARED: Final = 50
"""Entities, the best by name, whose properties are compared."""
_WITHOUT_NAME: Final = 500
"""Entities that are looked at where only properties are given."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a query can mean.

    Attributes:
        entity: the entity.
        score: 0 to 1.
        name: how alike its name is, 0 to 1; None where the query gives none.
        properties: id → how well its values fit, 0 to 1.
        is_of_type: whether it is of a type that was asked for; True where none was.
    """

    entity: Named
    score: float
    name: float | None
    properties: Mapping[str, float]
    is_of_type: bool


def candidates(graph: Graph, table: NameTable, query: Query) -> list[Candidate]:
    """Who the query can mean, the best first; of equals the better known."""
    found = _named(graph, table, query) if query.text.strip() else _unnamed(graph, table, query.constraints)
    fitting = [pair for pair in found if query.strictness == "should" or _is_of_type(pair[0], query)]
    fitting.sort(key=lambda pair: (-(pair[1] or 0.0), -pair[0].sources, pair[0].id))
    best = fitting[: max(_COMPARED, query.limit)]
    fits = _fits(graph, table, query.constraints, [entity for entity, _ in best])
    ranked = [_candidate(entity, name, fits.get(entity.iri, {}), query) for entity, name in best]
    ranked.sort(key=lambda each: (-each.score, -each.entity.sources, each.entity.id))
    return ranked


def is_match(ranked: Sequence[Candidate]) -> bool:
    """Whether the first candidate may be chosen unseen: its name is equal, all else fits, and no other comes close."""
    first = ranked[0]
    if not first.is_of_type or first.score < _CERTAIN or (first.name or 0.0) < _EQUAL:
        return False
    return len(ranked) == 1 or first.score - ranked[1].score >= _AHEAD


def _named(graph: Graph, table: NameTable, query: Query) -> list[tuple[Named, float | None]]:
    """The entities with a name like the query's, or the one that the query identifies."""
    identified = table.identified(query.text, base=graph.settings.base)
    if identified is not None:
        return [(identified, 1.0)]
    return [(entity, alike) for entity, alike in table.similar(query.text) if alike >= _LOWEST]


def _unnamed(graph: Graph, table: NameTable, constraints: Sequence[Constraint]) -> list[tuple[Named, float | None]]:
    """The entities that have one of the values, where there is no name to go by."""
    found: dict[str, Named] = {}
    for constraint in constraints:
        for entity in _with_value(graph, table, constraint):
            found.setdefault(entity.iri, entity)
    return [(entity, None) for entity in found.values()]


def _with_value(graph: Graph, table: NameTable, constraint: Constraint) -> list[Named]:
    it = constraint.it
    if it is None:
        return []
    if it.value != "entity":  # of texts, only names and items are kept where they can be found
        named = it.id in ("label", "altLabel")
        return [each for wanted in constraint.values for each in _meant(table, wanted, graph, by_name=named)]
    values = [each.iri for wanted in constraint.values for each in _meant(table, wanted, graph, by_name=True)]
    things = things_with(graph, it, values, limit=_WITHOUT_NAME)
    return [entity for thing in things if (entity := table.get(thing)) is not None]


def _meant(table: NameTable, wanted: Wanted, graph: Graph, *, by_name: bool) -> list[Named]:
    identified = table.identified(wanted.id or wanted.name, base=graph.settings.base)
    if identified is not None:
        return [identified]
    return table.named(wanted.name) if by_name and not wanted.id else []


def _is_of_type(entity: Named, query: Query) -> bool:
    if query.strictness == "all":
        return all(kind == entity.kind for kind in query.kinds)
    return not query.kinds or entity.kind in query.kinds


def _fits(
    graph: Graph, table: NameTable, constraints: Sequence[Constraint], entities: Sequence[Named]
) -> dict[str, dict[str, float]]:
    """IRI of the entity → id of the property → how well its values fit."""
    fits: dict[str, dict[str, float]] = {entity.iri: {} for entity in entities}
    for constraint in constraints:
        values = {} if constraint.it is None else read_values(graph, constraint.it, fits)
        for iri, found in fits.items():
            pairs = [(wanted, value) for wanted in constraint.values for value in values.get(iri, ())]
            found[constraint.pid] = max((_fit(graph, table, *pair) for pair in pairs), default=0.0)
    return fits


def _fit(graph: Graph, table: NameTable, wanted: Wanted, value: Value) -> float:
    if wanted.id:
        meant = table.identified(wanted.id, base=graph.settings.base)
        return float(value.iri == meant.iri) if meant else float(wanted.id == value.text)
    other = table.get(value.iri)
    names = (value.text,) if other is None else (other.name, *other.aliases)
    words = normalized(wanted.name)
    return max(similarity(words, normalized(name)) for name in names)


def _candidate(entity: Named, name: float | None, properties: Mapping[str, float], query: Query) -> Candidate:
    weights = _WEIGHT * len(properties) + (0 if name is None else 1)
    points = _WEIGHT * sum(properties.values()) + (name or 0.0)
    is_of_type = _is_of_type(entity, query)
    score = (points / weights if weights else 0.0) * (1 if is_of_type else _OTHER_KIND)
    return Candidate(entity, score, name, properties, is_of_type)
