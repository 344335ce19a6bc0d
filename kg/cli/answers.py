"""Answers to SPARQL queries on stdout: a table for people, or any of the standard formats."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kg.errors import UsageError
from ontology import terms

if TYPE_CHECKING:
    from rich.table import Table

    Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "table": ox.RdfFormat.TURTLE,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
}
FORMATS = tuple(dict.fromkeys(["table", *_ROWS, *_GRAPHS]))
_UNLIMITED_WIDTH = 1000
T = TypeVar("T")


def write(answer: Answer, name: str, out: IO[bytes], *, base: str) -> None:
    """Write the answer in the format of that name; tables shorten IRIs by their prefix or the base.

    Raises:
        UsageError: the format is not one for this kind of answer.
    """
    if isinstance(answer, ox.QueryTriples):
        rdf_format = _chosen(_GRAPHS, name, "a graph (CONSTRUCT, DESCRIBE)")
        ox.serialize(answer, out, rdf_format, prefixes=dict(terms.PREFIXES))
    elif name != "table":
        answer.serialize(out, _chosen(_ROWS, name, "rows (SELECT, ASK)"))
    elif isinstance(answer, ox.QueryBoolean):
        out.write(b"true\n" if answer else b"false\n")
    else:
        out.write(_shown(_table(answer, base)))


def short(term: Term | None, *, base: str) -> str:
    """A term as people read it: `ng:active`, `id/organization/nba`, a literal's text, "" for none."""
    if term is None:
        return ""
    if not isinstance(term, ox.NamedNode):
        return term.value if isinstance(term, ox.Literal) else str(term)
    for prefix, namespace in terms.PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return term.value.removeprefix(base)


def _chosen(formats: dict[str, T], name: str, what: str) -> T:
    if name not in formats:
        raise UsageError(f"The answer is {what}, which has no format {name!r}: use one of {', '.join(formats)}")
    return formats[name]


def _table(rows: ox.QuerySolutions, base: str) -> Table:
    # rich takes 60 ms that no other format should pay
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for variable in rows.variables:
        table.add_column(variable.value, overflow="fold")
    for row in rows:
        table.add_row(*(Text(short(row[variable], base=base)) for variable in rows.variables))
    return table


def _shown(table: Table) -> bytes:
    """The table as wide as the terminal, or as it needs where there is none; without spaces at line ends."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else _UNLIMITED_WIDTH, highlight=False)
    with console.capture() as captured:
        console.print(table)
    lines = "\n".join(line.rstrip() for line in captured.get().splitlines())
    return f"{lines.strip(chr(10))}\n".encode()
