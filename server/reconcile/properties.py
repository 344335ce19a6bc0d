"""What can be asked of an entity: the properties of reconciliation queries and of data extension, and their values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from kg.map import key_of
from ontology import terms
from server.graph import local
from server.reconcile.names import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from server.graph import Graph

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z")
_ALL: Final = terms.ENTITY_CLASSES


@dataclass(frozen=True, slots=True)
class Property:
    """One property.

    Attributes:
        id: what queries call it.
        name: for people.
        description: one sentence.
        pattern: SPARQL that ties `?thing` to `?value`.
        kinds: local names of the classes that have it.
        value: "entity", "event", "text", "day", "number" or "item" (of Wikidata).
    """

    id: str
    name: str
    description: str
    pattern: str
    kinds: tuple[str, ...] = _ALL
    value: str = "entity"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property; `iri` is "" for what is no resource."""

    text: str
    iri: str = ""


def _relation(name: str, title: str, description: str, *kinds: str) -> Property:
    return Property(name, title, description, f"?thing ng:{name} ?value", kinds or _ALL)


_IN_FORCE: Final = "FILTER NOT EXISTS { ?event ng:status ng:denied } FILTER NOT EXISTS { ?event ng:status ng:rumoured }"
_LISTED: Final = (
    _relation("partOf", "part of", "The organization that it is a unit, subsidiary or brand of.", "Organization"),
    _relation("productOf", "product of", "Who makes or sells it.", "Product"),
    _relation("headquarteredIn", "headquartered in", "Where its head office is.", "Organization"),
    _relation("foundedBy", "founded by", "Who founded it.", "Organization", "Product"),
    _relation("ownedBy", "owned by", "Who owns it.", "Organization", "Product"),
    _relation("competitorOf", "competitor of", "Whom it competes with.", "Organization", "Product"),
    _relation("customerOf", "customer of", "Whom it buys from.", "Organization"),
    _relation("memberOf", "member of", "What it belongs to.", "Organization", "Person"),
    Property(
        "partner",
        "partner",
        "The other parties of its partnerships, but for those that are denied or only rumoured.",
        f"?event ng:partner ?thing ; ng:partner ?value FILTER (?thing != ?value) {_IN_FORCE}",
        ("Organization", "Person"),
    ),
    Property(
        "holds",
        "works for",
        "The organizations in which it holds or held a role.",
        "?role ng:holder ?thing ; ng:organization ?value",
        ("Person",),
    ),
    Property(
        "roleTitle",
        "role",
        "The titles of its roles.",
        "?role ng:holder ?thing ; ng:roleTitle ?value",
        ("Person",),
        "text",
    ),
    Property(
        "people",
        "people",
        "Who holds or held a role in it.",
        "?role ng:organization ?thing ; ng:holder ?value",
        ("Organization",),
    ),
    Property(
        "event",
        "event",
        "The partnerships, controversies and deals that it takes part in.",
        "?value ng:participant ?thing",
        value="event",
    ),
    Property(
        "foundedDate",
        "founded",
        "When it was founded, as precisely as it is known.",
        "?thing ng:foundedDate ?value",
        ("Organization", "Product"),
        "day",
    ),
    Property("label", "label", "Its name.", "?thing rdfs:label ?value", value="text"),
    Property("altLabel", "also called", "Its other names.", "?thing skos:altLabel ?value", value="text"),
    Property(
        "wikidata", "Wikidata item", "The item that it is exactly.", "?thing skos:exactMatch ?value", value="item"
    ),
    Property(
        "sourceCount",
        "sources",
        "How many independent articles speak of it.",
        "?thing ng:sourceCount ?value",
        value="number",
    ),
)
PROPERTIES: Final[Mapping[str, Property]] = MappingProxyType({each.id: each for each in _LISTED})
"""Id → property, the most telling first."""


def property_named(name: str) -> Property | None:
    """The property that an id means: its local name, with or without a prefix or namespace."""
    return PROPERTIES.get(local(name.rpartition(":")[2] if "/" not in name else name))


def read_values(graph: Graph, it: Property, things: Iterable[str]) -> dict[str, list[Value]]:
    """The values of a property: IRI of the entity → values, sorted by their text."""
    wanted = [NamedNode(thing) for thing in things]
    if not wanted:
        return {}
    query = (
        f"SELECT DISTINCT ?thing ?value ?label WHERE {{ VALUES ?thing {{ $things }} {it.pattern} "
        "OPTIONAL { ?value rdfs:label ?label } } ORDER BY ?thing ?label ?value"
    )
    found: dict[str, list[Value]] = {}
    for row in graph.rows(query, things=wanted):
        is_resource = it.value in ("entity", "event") and row["value"].startswith(graph.settings.base)
        text = local(row["value"]) if it.value == "item" else row["label"] or row["value"]
        found.setdefault(row["thing"], []).append(Value(text, row["value"] if is_resource else ""))
    return found


def things_with(graph: Graph, it: Property, values: Iterable[str], *, limit: int) -> list[str]:
    """The IRIs of entities that have one of these resources as a value of the property."""
    wanted = [NamedNode(value) for value in values]
    query = f"SELECT DISTINCT ?thing WHERE {{ VALUES ?value {{ $values }} {it.pattern} }} ORDER BY ?thing LIMIT $limit"
    return [row["thing"] for row in graph.rows(query, values=wanted, limit=limit)] if wanted else []


def cell(graph: Graph, it: Property, value: Value) -> dict[str, Any]:
    """The value as data extension writes it."""
    if value.iri:
        key = key_of(value.iri, base=graph.settings.base)
        return {"id": key.removeprefix(PREFIX), "name": value.text}
    if it.value == "number":
        return {"int": int(value.text)}
    if it.value == "day" and _DAY.match(value.text):
        return {"date": f"{value.text}T00:00:00Z"}
    return {"str": value.text}
