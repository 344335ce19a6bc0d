"""RDF files into the store as they are, and the facts brought up to date with the claims among them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import facts
from kg.errors import InputRefused, UsageError
from kg.map import iri, without_reifiers
from kg.store import FORMATS, format_for, sorted_lines
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kg.settings import Settings
    from kg.store import Store

_CHUNK = 50_000
_ABOUT = ox.NamedNode(terms.ABOUT)


def load(
    path: Path,
    store: Store,
    settings: Settings,
    *,
    advance: Callable[[int], None] = lambda _: None,
) -> int:
    """Load one file, all of it or nothing of a file that is wrong; the number of its statements.

    What claims state as triple terms of RDF 1.2 (`rdf:reifies`) they also say without, so that is left out.
    A format with named graphs keeps them, the others go into the default graph. Where claims come in, the facts
    about their subjects are computed anew. What else goes into the default graph follows from nothing: it stays
    until the facts are rebuilt, and `kg check` reports it. Where people have decided something, all facts are
    brought in line with that. Memory is bounded.

    Raises:
        InputRefused: the suffix is of no format that is known, it does not parse, or has blank nodes.
    """
    total = sum(1 for _ in _quads(path))  # a first pass, so that a broken last line leaves nothing behind
    curated = iri("graph/curated", base=settings.base)
    with store.writing(), sorted_lines(_told_of(_stored(path, store, advance))) as told:
        decided = next(store.quads(graph=curated), None) is not None
        subjects = (ox.NamedNode(line[:-1].decode()) for line in told)
        facts.settle(store, None if decided else subjects, settings=settings)
    return total


def _stored(path: Path, store: Store, advance: Callable[[int], None]) -> Iterator[ox.Quad]:
    """The file's quads, once they are in the store."""
    quads, done = _quads(path), 0
    while chunk := list(islice(quads, _CHUNK)):
        store.add(chunk)
        yield from chunk
        done += len(chunk)
        advance(done)


def _told_of(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """A line for each IRI that a claim in a named graph is about."""
    for quad in quads:
        is_claim = quad.predicate == _ABOUT and quad.graph_name != ox.DefaultGraph()
        if is_claim and isinstance(quad.object, ox.NamedNode):
            yield quad.object.value.encode() + b"\n"


def _quads(path: Path) -> Iterator[ox.Quad]:
    try:
        rdf_format = format_for(path.suffix)
    except UsageError as error:
        known = ", ".join(f".{each}" for each in FORMATS)
        raise InputRefused(str(path), f"its suffix is of no format of RDF; give it one of {known}") from error
    try:
        for quad in without_reifiers(ox.parse(path=str(path), format=rdf_format)):
            nodes = (quad.subject, quad.object, quad.graph_name)
            if any(isinstance(node, ox.BlankNode) for node in nodes):
                raise InputRefused(str(path), f"it has a blank node ({quad}); give it an IRI: graphs here have none")
            yield quad
    except (SyntaxError, ValueError, OSError) as error:
        raise InputRefused(str(path), f"it does not parse as {rdf_format.name}: {error}") from error
