"""The first rows of a query's answer as a table for a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ontology import terms
from server.asking import asker
from server.worker import TABLE, TABLE_ROWS

if TYPE_CHECKING:
    from server.engine import Engine
    from server.graph import Graph

ROWS: Final = TABLE_ROWS - 1
"""A page shows no more; the downloads have them all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A term: what is shown, what it is in full, and where it leads ("" for nowhere)."""

    text: str
    full: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """An answer.

    Attributes:
        header: the variables, or subject, predicate and object.
        rows: at most `ROWS` of them.
        complete: whether these are all.
        answer: "yes" or "no" for ASK, "" otherwise.
        is_graph: whether the query was CONSTRUCT or DESCRIBE.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    complete: bool
    answer: str = ""
    is_graph: bool = False


def tabulate(engine: Engine, graph: Graph, query: str) -> Table:
    """The answer to the query.

    Raises:
        QueryError: the query does not parse or cannot be evaluated.
        Problem: it was stopped at a limit.
    """
    answer = engine.query(query, rows=TABLE, triples=TABLE, asker=asker(engine))
    content = json.loads(b"".join(answer))
    if answer.kind == "boolean":
        return Table((), (), complete=True, answer="yes" if content else "no")
    names, rows = content
    found = tuple(tuple(cell(graph, _term(term)) for term in row) for row in rows[:ROWS])
    is_graph = answer.kind == "triples"
    header = ("subject", "predicate", "object") if is_graph else tuple(names)
    return Table(header, found, complete=len(rows) <= ROWS, is_graph=is_graph)


def _term(written: list[str] | None) -> object:
    """A term from its kind and value: "iri", "literal" or how else it is written."""
    if written is None:
        return None
    kind, value = written
    return ox.NamedNode(value) if kind == "iri" else ox.Literal(value)


def cell(graph: Graph, term: object) -> Cell:
    """One term as the table shows it: IRIs with a prefix and, where they are ours, as a link."""
    if term is None:
        return Cell("")
    if isinstance(term, ox.NamedNode):
        path = graph.path(term.value)
        return Cell(shortened(term.value, base=graph.settings.base), term.value, path if path != term.value else "")
    return Cell(term.value if isinstance(term, ox.Literal) else str(term))


def shortened(iri: str, *, base: str) -> str:
    """The IRI with its prefix, or behind the base, where it has one of them."""
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(base)
