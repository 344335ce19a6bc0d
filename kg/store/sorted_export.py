"""Writes quads in one order, so that equal graphs give equal bytes whatever the store's own order is.

The order is by graph (the default graph first), then by the N-Triples line. Memory is bounded: what does not
fit is sorted on disk in runs and merged.
"""

from __future__ import annotations

import io
import re
import tempfile
from itertools import islice
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import DefaultGraph, RdfFormat, Triple

from kg.errors import UsageError
from kg.store.json_ld import write_json_ld
from kg.store.layout import LaidOut
from kg.store.runs import sorted_lines
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

FORMATS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
"""Suffix → format. `nq`, `trig` and `jsonld` hold named graphs, the others a single graph."""

_NOT_IN_XML: Final = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]"
    rb"|(?<!\\)(?:\\\\)*\\(?:u00(?:0[0-8BCEF]|1)|[bf])"  # the same characters, escaped
)
_CHUNK: Final = 10_000
_HISTORY = re.compile(rb"<\S*/graph/history>\t")
_TALLIES = re.compile(rb"<\S*/graph/tallies>\t")
_LINE = re.compile(
    rb'(\S+ \S+ (?:"(?:[^"\\]|\\.)*"(?:@\S+|\^\^\S+)?|<<\(.*\)>>|\S+))(?: (\S+))? \.\n?',
    re.DOTALL,
)


def format_for(suffix: str) -> RdfFormat:
    """The format of a file's suffix, given with or without its dot.

    Raises:
        UsageError: no such format.
    """
    found = FORMATS.get(suffix.removeprefix(".").lower())
    if found is None:
        raise UsageError(f"There is no export format {suffix!r}: use one of {', '.join(FORMATS)}")
    return found


def write_quads(quads: Iterable[Quad], out: IO[bytes], output_format: RdfFormat) -> None:
    """Write quads, sorted; formats without graphs get all the triples as one graph. Memory is bounded."""
    with sorted_lines(_records(quads, output_format)) as records:
        _write(records, out, output_format)


def _records(quads: Iterable[Quad], output_format: RdfFormat) -> Iterator[bytes]:
    parts = iter(quads)
    while chunk := list(islice(parts, _CHUNK)):
        lines = io.BytesIO()
        if output_format.supports_datasets:
            pyoxigraph.serialize(chunk, lines, RdfFormat.N_QUADS)
        else:
            pyoxigraph.serialize(map(_triple, chunk), lines, RdfFormat.N_TRIPLES)
        lines.seek(0)
        yield from map(_record, lines)


def write_dump(store: pyoxigraph.Store, out: IO[bytes], output_format: RdfFormat, *, history: bool = False) -> None:
    """Write a whole store but what is counted, sorted on disk; formats without graphs get the default graph alone.

    Args:
        store: what to write.
        out: where to.
        output_format: how.
        history: whether to write the graph of what was, too.
    """
    with tempfile.TemporaryFile() as dump:
        if output_format.supports_datasets:
            store.dump(dump, RdfFormat.N_QUADS)
        else:
            store.dump(dump, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        dump.seek(0)
        told = (each for each in map(_record, dump) if not _TALLIES.match(each))
        records = (each for each in told if history or not _HISTORY.match(each))
        with sorted_lines(records) as ordered:
            _write(ordered, out, output_format)


def _triple(quad: Quad) -> Triple:
    return Triple(quad.subject, quad.predicate, quad.object)


def _record(line: bytes) -> bytes:
    """A line that sorts as we want: the graph, a tab, the triple."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise AssertionError(f"not a line of N-Quads: {line!r}")
    return b"%s\t%s\n" % (found[2] or b"", found[1])


def _write(records: Iterable[bytes], out: IO[bytes], output_format: RdfFormat) -> None:
    lines = map(_line, records)
    if output_format == RdfFormat.RDF_XML:
        lines = map(_for_xml, lines)
    if output_format in {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}:
        out.writelines(lines)
        return
    parsed = pyoxigraph.parse(io.BufferedReader(_Lines(lines)), RdfFormat.N_QUADS)
    if output_format == RdfFormat.JSON_LD:
        write_json_ld(parsed, out)
        return
    prefixes = dict(terms.PREFIXES)
    if output_format.supports_datasets:
        pyoxigraph.serialize(parsed, out, output_format, prefixes=prefixes)
    elif output_format == RdfFormat.TURTLE:
        with io.BufferedWriter(LaidOut(out)) as laid_out:
            pyoxigraph.serialize(map(_triple, parsed), laid_out, output_format, prefixes=prefixes)
    else:
        pyoxigraph.serialize(map(_triple, parsed), out, output_format, prefixes=prefixes)


def _line(record: bytes) -> bytes:
    graph, _, triple = record.rstrip(b"\n").partition(b"\t")
    return b"%s %s .\n" % (triple, graph) if graph else triple + b" .\n"


def _for_xml(line: bytes) -> bytes:
    if _NOT_IN_XML.search(line):
        shown = line.decode().strip()
        raise UsageError(f"XML has no way to write a character of {shown}: export it as ttl, nt or jsonld instead")
    return line


class _Lines(io.RawIOBase):
    """Lines as a file that is made while it is read."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's Buffer is 3.12's
        if not self._rest:
            self._rest = memoryview(next(self._lines, b""))
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
