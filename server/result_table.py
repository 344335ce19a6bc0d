"""The first rows of a query's answer as a table for a page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ontology import terms

if TYPE_CHECKING:
    from server.graph import Graph

ROWS: Final = 500
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


def tabulate(graph: Graph, query: str) -> Table:
    """The answer to the query.

    Raises:
        QueryError: the query does not parse or cannot be evaluated.
    """
    result = graph.store.query(query)
    if isinstance(result, ox.QueryBoolean):
        return Table((), (), complete=True, answer="yes" if result else "no")
    if isinstance(result, ox.QuerySolutions):
        names = tuple(variable.value for variable in result.variables)
        found = [tuple(cell(graph, row[name]) for name in names) for row in islice(result, ROWS + 1)]
        return Table(names, tuple(found[:ROWS]), complete=len(found) <= ROWS)
    found = [tuple(cell(graph, term) for term in triple) for triple in islice(result, ROWS + 1)]
    header = ("subject", "predicate", "object")
    return Table(header, tuple(found[:ROWS]), complete=len(found) <= ROWS, is_graph=True)


def cell(graph: Graph, term: object) -> Cell:
    """One term as the table shows it: IRIs with a prefix and, where they are ours, as a link."""
    if term is None:
        return Cell("")
    if isinstance(term, ox.NamedNode):
        path = graph.path(term.value)
        return Cell(shortened(term.value, base=graph.settings.base), term.value, path if path != term.value else "")
    return Cell(str(term.value) if isinstance(term, ox.Literal) else str(term))


def shortened(iri: str, *, base: str) -> str:
    """The IRI with its prefix, or behind the base, where it has one of them."""
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(base)
