"""What the reconciliation service answers: candidates, suggestions, flyouts, property proposals, rows of values."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from server.errors import Problem
from server.reconcile.manifest import KINDS, SUGGESTED, type_object
from server.reconcile.matching import candidates, is_match
from server.reconcile.names import normalized
from server.reconcile.properties import PROPERTIES, cell, property_named, read_values
from server.reconcile.queries import kind_named
from server.wording import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.graph import Graph
    from server.reconcile.matching import Candidate
    from server.reconcile.names import Named, NameTable
    from server.reconcile.properties import Property
    from server.reconcile.queries import Extension, Query

_SUGGESTIONS: Final = 20
_ALIASES: Final = 3
_HUNDRED: Final = 100
_FLYOUT: Final = Markup("<p><strong>{}</strong></p><p>{}</p>")


def results(graph: Graph, table: NameTable, batch: Mapping[str, Query]) -> dict[str, Any]:
    """A result batch: the candidates of each query."""
    return {name: {"result": _result(graph, table, query)} for name, query in batch.items()}


def describe(entity: Named) -> str:
    """What tells an entity from its namesakes."""
    known = f"{entity.kind.lower()} in {entity.sources} {plural('source', entity.sources)}"
    return f"{known}; also called {', '.join(entity.aliases[:_ALIASES])}" if entity.aliases else known


def suggested_entities(table: NameTable, prefix: str, skip: int, *, base: str) -> list[dict[str, Any]]:
    """The entities that a beginning of a name, or an id, can mean."""
    identified = table.identified(prefix, base=base) if prefix.strip() else None
    found = [identified] if identified else table.starting(prefix)
    return [
        {"id": each.id, "name": each.name, "description": describe(each), "notable": [type_object(each.kind)]}
        for each in found[skip : skip + _SUGGESTIONS]
    ]


def suggested_properties(prefix: str, skip: int) -> list[dict[str, Any]]:
    """The properties that the beginning of a name or id can mean."""
    exact = property_named(prefix.strip())
    listed = [exact] if exact else [each for each in PROPERTIES.values() if _begins(prefix, each.id, each.name)]
    return [_property(each) | {"description": each.description} for each in listed[skip : skip + _SUGGESTIONS]]


def suggested_types(prefix: str, skip: int) -> list[dict[str, Any]]:
    """The types that the beginning of a name or id can mean."""
    exact = kind_named(prefix)
    listed = [exact] if exact else [kind for kind in KINDS if _begins(prefix, kind)]
    return [type_object(kind) | {"description": KINDS[kind]} for kind in listed[skip : skip + _SUGGESTIONS]]


def flyout(table: NameTable, what: str, name: str, *, base: str) -> dict[str, str]:
    """A small preview, as HTML.

    Raises:
        Problem: 404 there is nothing of that id.
    """
    title, text = "", ""
    if what == "entity" and (entity := table.identified(name, base=base)):
        title, text = entity.name, describe(entity)
    elif what == "property" and (found := property_named(name)):
        title, text = found.name, found.description
    elif what == "type" and (kind := kind_named(name)):
        title, text = kind.lower(), KINDS[kind]
    if not title:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no {what} with the id {name!r}.")
    return {"id": name, "html": str(_FLYOUT.format(title, text))}


def refuse_unknown(what: str) -> None:
    """Let only what can be suggested pass.

    Raises:
        Problem: 404 for anything else.
    """
    if what not in SUGGESTED:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is nothing for {what!r}; there is for {', '.join(SUGGESTED)}.")


def proposals(type_id: str, limit: int | None) -> dict[str, Any]:
    """The properties that entities of a type can have."""
    kind = kind_named(type_id)
    listed = [each for each in PROPERTIES.values() if not type_id or kind in each.kinds]
    answer: dict[str, Any] = {"type": type_id, "properties": [_property(each) for each in listed[:limit]]}
    return answer if limit is None else answer | {"limit": limit}


def extended(graph: Graph, table: NameTable, query: Extension) -> dict[str, Any]:
    """The values of some properties of some entities; an entity or property that there is not has none."""
    iris = {name: found.iri for name in query.ids if (found := table.identified(name, base=graph.settings.base))}
    rows: dict[str, dict[str, list[Any]]] = {name: {} for name in query.ids}
    for asked in query.properties:
        it = asked.it
        values = read_values(graph, it, set(iris.values())) if it else {}
        for name in query.ids:
            cells = [cell(graph, it, value) for value in values.get(iris.get(name, ""), ())] if it else []
            rows[name][asked.id] = cells[: asked.limit or None]
    return {"meta": [_meta(asked.id, asked.it) for asked in query.properties], "rows": rows}


def _result(graph: Graph, table: NameTable, query: Query) -> list[dict[str, Any]]:
    ranked = candidates(graph, table, query)
    certain = bool(ranked) and is_match(ranked)
    return [_written(each, match=certain and not place) for place, each in enumerate(ranked[: query.limit])]


def _written(it: Candidate, *, match: bool) -> dict[str, Any]:
    features = [
        *([] if it.name is None else [{"id": "name", "value": _percent(it.name)}]),
        *({"id": f"property:{name}", "value": _percent(fit)} for name, fit in it.properties.items()),
        {"id": "type", "value": it.is_of_type},
        {"id": "sources", "value": it.entity.sources},
    ]
    return {
        "id": it.entity.id,
        "name": it.entity.name,
        "description": describe(it.entity),
        "type": [type_object(it.entity.kind)],
        "score": _percent(it.score),
        "features": features,
        "match": match,
    }


def _percent(share: float) -> float:
    return round(_HUNDRED * share, 2)


def _property(it: Property) -> dict[str, Any]:
    return {"id": it.id, "name": it.name}


def _meta(name: str, it: Property | None) -> dict[str, Any]:
    return {"id": name, "name": it.name if it else name}


def _begins(prefix: str, *names: str) -> bool:
    wanted = normalized(prefix)
    return any(f" {normalized(name)}".find(f" {wanted}") >= 0 for name in names)
