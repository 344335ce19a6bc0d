"""Compares an answer with what a W3C case expects: blank nodes may be named otherwise, rows come in any order."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from tests.conformance.manifests import TYPE, Node, parse

if TYPE_CHECKING:
    from pathlib import Path

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_FORMATS = {
    ".srx": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    ".srj": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    ".tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
    ".csv": ("text/csv", None),
}
Row = Mapping[str, Node]


def media_type(path: Path) -> str:
    """What to accept, so that the answer compares with this file."""
    if path.suffix in _FORMATS:
        return _FORMATS[path.suffix][0]
    return "application/n-triples, application/sparql-results+json;q=0.9"


def agrees(path: Path, content_type: str, body: bytes, *, is_reduced: bool = False) -> bool:
    """Whether an answer says what the file says; a reduced one may say it less often."""
    if path.suffix == ".csv":
        return _table(body) == _table(path.read_bytes())
    if content_type.startswith("application/n-triples"):
        return same_graph(set(ox.parse(body, ox.RdfFormat.N_TRIPLES)), set(parse(path)))
    chosen = next(found for accepted, found in _FORMATS.values() if content_type.startswith(accepted))
    assert chosen is not None
    expected = (
        _result_set(path) if path.suffix in (".ttl", ".rdf") else _read(path.read_bytes(), _FORMATS[path.suffix][1])
    )
    given = _read(body, chosen)
    if isinstance(expected, bool) or isinstance(given, bool):
        return expected == given
    return _same_rows(expected, given, is_reduced=is_reduced)


def same_graph(one: set[ox.Quad], other: set[ox.Quad]) -> bool:
    """Whether both say the same but for the names of blank nodes."""
    datasets = [ox.Dataset(quads) for quads in (one, other)]
    for dataset in datasets:
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return datasets[0] == datasets[1]


def _read(body: bytes, results_format: ox.QueryResultsFormat | None) -> bool | list[Row]:
    assert results_format is not None
    found = ox.parse_query_results(body, results_format)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return [{name: row[name] for name in names if row[name] is not None} for row in found]


def _result_set(path: Path) -> bool | list[Row]:
    """A result in the vocabulary of result sets; without order, unless it numbers its rows."""
    store = ox.Store()
    store.extend(parse(path))

    def values(node: Node, name: str) -> list[Node]:
        return [quad.object for quad in store.quads_for_pattern(node, ox.NamedNode(f"{RS}{name}"), None)]

    (result,) = {
        quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(f"{RS}ResultSet"))
    }
    for answer in values(result, "boolean"):
        return answer.value == "true"
    return [
        {values(one, "variable")[0].value: values(one, "value")[0] for one in values(solution, "binding")}
        for solution in values(result, "solution")
    ]


def _same_rows(expected: list[Row], given: list[Row], *, is_reduced: bool) -> bool:
    """As multisets; each row becomes a node, so that blank nodes shared between rows stay shared."""
    expected, given = (
        [{name: _value(term) for name, term in row.items()} for row in rows] for rows in (expected, given)
    )
    if is_reduced:  # each row at least once, and no more often than without REDUCED
        return {frozenset(row.items()) for row in expected} == {frozenset(row.items()) for row in given}
    plain = [Counter(frozenset(row.items()) for row in rows if not _has_blank(row)) for rows in (expected, given)]
    return plain[0] == plain[1] and same_graph(_as_graph(expected), _as_graph(given))


def _value(term: Node) -> Node:
    """The term as the engine keeps it: a literal by its value, "01" and "1" are one."""
    store = ox.Store()
    store.add(ox.Quad(ox.BlankNode("x"), ox.NamedNode("x:x"), term))
    return next(iter(store)).object


def _has_blank(row: Row) -> bool:
    return any("_:" in str(term) for term in row.values())


def _as_graph(rows: list[Row]) -> set[ox.Quad]:
    return {
        ox.Quad(node, ox.NamedNode(f"x:{name}"), term)
        for row in rows
        if _has_blank(row)
        for node in (ox.BlankNode(),)
        for name, term in row.items()
    }


def _table(body: bytes) -> Counter[frozenset[tuple[str, str]]]:
    """The rows by column, as the columns of `SELECT *` come in any order."""
    rows = csv.DictReader(io.StringIO(body.decode()))
    return Counter(frozenset((k, "_:" if v.startswith("_:") else v) for k, v in row.items()) for row in rows)
