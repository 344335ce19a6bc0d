"""Reads what a reconciliation client sends: batches of queries, and data extension queries; wrong ones are refused."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from ontology import terms
from server.errors import Problem
from server.graph import local
from server.reconcile.properties import Property, property_named

BATCH: Final = 200
"""Queries in one request."""
ROWS: Final = 1000
"""Entities in one data extension query."""
_COLUMNS: Final = 50
_LIMIT, _MOST = 10, 100
_CONSTRAINTS: Final = 20
_VALUES: Final = 50
_FIELDS: Final = frozenset({"query", "type", "limit", "properties", "type_strict"})
_STRICTNESS: Final = ("any", "should", "all")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A value that a property should have; `id` is "" where only its name is known."""

    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A property with the values that it may have, any of them; `it` is None for one that nothing has."""

    pid: str
    it: Property | None
    values: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One reconciliation query.

    Attributes:
        text: the name that is looked for, "" where only properties are given.
        kinds: local names of the classes that it may have; none for any.
        strictness: "any" (one of them), "all" (each of them) or "should" (others score half).
        limit: how many candidates to give.
        constraints: what its properties should be.
    """

    text: str
    kinds: tuple[str, ...] = ()
    strictness: str = "any"
    limit: int = _LIMIT
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A property to fetch; `it` is None where there is no such property, `limit` 0 for all values."""

    id: str
    it: Property | None
    limit: int


@dataclass(frozen=True, slots=True)
class Extension:
    """A data extension query: ids of entities, and what to fetch of them."""

    ids: tuple[str, ...]
    properties: tuple[Column, ...]


def read_batch(text: str) -> dict[str, Query]:
    """The queries of a batch by their ids.

    Raises:
        Problem: 400 it is not as the specification says; 413 it has too many queries.
    """
    given = _parsed(text, "queries")
    if len(given) > BATCH:
        detail = f"The batch has {len(given)} queries; send at most {BATCH}, as the manifest says."
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
    return {name: _query(name, one) for name, one in given.items()}


def read_extension(text: str) -> Extension:
    """A data extension query.

    Raises:
        Problem: 400 it is not as the specification says; 413 it asks for too much.
    """
    given = _parsed(text, "extend")
    ids, properties = given.get("ids"), given.get("properties")
    if not (isinstance(ids, list) and all(isinstance(each, str) for each in ids)):
        raise _bad('extend needs "ids", a list of the ids of entities')
    if not isinstance(properties, list):
        raise _bad('extend needs "properties", a list such as [{"id": "partOf"}]')
    if len(ids) > ROWS or len(properties) > _COLUMNS:
        detail = f"extend asks for {len(properties)} properties of {len(ids)} entities; at most {_COLUMNS} of {ROWS}."
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
    columns = {column.id: column for column in map(_column, properties)}
    return Extension(tuple(dict.fromkeys(ids)), tuple(columns.values()))


def kind_named(name: str) -> str:
    """The class that a type's id means, by its local name; "" where there is none."""
    plain = local(name.strip()).rpartition(":")[2]
    return plain if plain in terms.ENTITY_CLASSES else ""


def _parsed(text: str, field: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad(f"{field} is no JSON: {error}") from error
    if not isinstance(given, dict):
        raise _bad(f"{field} is not a JSON object")
    return given


def _column(given: object) -> Column:
    if not isinstance(given, dict) or not isinstance(given.get("id"), str) or not given["id"]:
        raise _bad('each of the "properties" in extend needs an "id"')
    settings = given.get("settings") or {}
    asked = settings.get("limit") or 0 if isinstance(settings, dict) else None
    if isinstance(asked, str) and asked.isascii() and asked.isdigit():  # what OpenRefine has from a field of its form
        asked = int(asked[:9])
    if isinstance(asked, bool) or not isinstance(asked, int | float) or asked < 0 or asked != asked // 1:
        raise _bad(f'the settings of the property {given["id"]!r} are no object whose "limit" is a whole number')
    return Column(given["id"], property_named(given["id"]), int(asked))


def _query(name: str, given: object) -> Query:
    where = f"query {name!r}"
    if not isinstance(given, dict):
        raise _bad(f"{where} is not a JSON object")
    if unknown := given.keys() - _FIELDS:
        raise _bad(f"{where} has {sorted(unknown)}; a query has {', '.join(sorted(_FIELDS))}")
    text, strictness = given.get("query", ""), given.get("type_strict", "any")
    if not isinstance(text, str):
        raise _bad(f'"query" of {where} is not text')
    if strictness not in _STRICTNESS:
        raise _bad(f'"type_strict" of {where} is none of {", ".join(_STRICTNESS)}')
    constraints = _constraints(where, given.get("properties", []))
    if not text.strip() and not constraints:
        raise _bad(f'{where} has neither "query" nor "properties"')
    return Query(text, _kinds(where, given.get("type", [])), strictness, _limit(where, given.get("limit")), constraints)


def _kinds(where: str, given: object) -> tuple[str, ...]:
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _bad(f'"type" of {where} is neither the id of a type nor a list of ids')
    # one that is not ours stays: nothing has it
    return tuple(kind_named(name) or name for name in names if name.strip())


def _limit(where: str, given: object) -> int:
    if given is None:
        return _LIMIT
    if isinstance(given, bool) or not isinstance(given, int | float) or not given >= 1 or given != given // 1:
        raise _bad(f'"limit" of {where} is not a positive whole number')
    return min(int(given), _MOST)


def _constraints(where: str, given: object) -> tuple[Constraint, ...]:
    if not isinstance(given, list) or len(given) > _CONSTRAINTS:
        raise _bad(f'"properties" of {where} is not a list of at most {_CONSTRAINTS} properties')
    return tuple(_constraint(where, one) for one in given)


def _constraint(where: str, given: object) -> Constraint:
    if not isinstance(given, dict) or not isinstance(given.get("pid"), str) or "v" not in given:
        raise _bad(f'a property of {where} needs "pid" and "v"')
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    if len(values) > _VALUES:
        raise _bad(f"a property of {where} has {len(values)} values; send at most {_VALUES}")
    wanted = tuple(_wanted(where, value) for value in values)
    return Constraint(given["pid"], property_named(given["pid"]), wanted)


def _wanted(where: str, value: object) -> Wanted:
    match value:
        case bool():
            return Wanted(str(value).lower())
        case str() | int() | float():
            return Wanted(str(value))
        case {"id": str(identifier), "name": str(name)}:
            return Wanted(name, identifier)
        case {"id": str(identifier)}:
            return Wanted("", identifier)
        case _:
            raise _bad(f"a value in {where} is neither text, a number, true or false, nor an object with an id")


def _bad(detail: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, f"The request cannot be read: {detail}.")
