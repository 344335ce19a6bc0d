"""RDF files into the store as they are, and the facts brought up to date with the claims among them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import facts
from kg.errors import InputRefused
from kg.map import iri, without_reifiers
from kg.store import BULK, Change, format_for
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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
    until the facts are rebuilt, and `kg check` reports it. Where there are merges or splits, in the store or in the
    file, all facts are brought in line with them.

    Raises:
        UsageError: the suffix is of no format that is known.
        InputRefused: it does not parse, or has blank nodes.
    """
    curated = iri("graph/curated", base=settings.base)
    total = sum(1 for _ in _quads(path))  # a first pass, so that a broken last line leaves nothing behind
    quads, done = _quads(path), 0
    touched: set[str] = set()
    decided = bool(facts.renaming(store, base=settings.base))
    with store.writing():
        while chunk := list(islice(quads, _CHUNK)):
            if len(chunk) < BULK:
                store.apply(Change(insert=tuple(chunk)))
            else:
                store.insert_in_bulk(chunk)
            touched.update(_subjects(chunk))
            decided = decided or any(quad.graph_name == curated for quad in chunk)
            done += len(chunk)
            advance(done)
        for wrong in facts.differences(store, settings=settings) if touched or decided else ():
            if decided or wrong.subject.value in touched:
                store.apply(Change(remove=wrong.unfounded, insert=wrong.missing))
    return total


def _subjects(quads: list[ox.Quad]) -> set[str]:
    """What claims in named graphs are about."""
    about = (quad for quad in quads if quad.predicate == _ABOUT and quad.graph_name != ox.DefaultGraph())
    return {quad.object.value for quad in about if isinstance(quad.object, ox.NamedNode)}


def _quads(path: Path) -> Iterator[ox.Quad]:
    rdf_format = format_for(path.suffix)
    try:
        for quad in without_reifiers(ox.parse(path=str(path), format=rdf_format)):
            nodes = (quad.subject, quad.object, quad.graph_name)
            if any(isinstance(node, ox.BlankNode) for node in nodes):
                raise InputRefused(str(path), f"it has a blank node ({quad}); give it an IRI: graphs here have none")
            yield quad
    except (SyntaxError, ValueError, OSError) as error:
        raise InputRefused(str(path), f"it does not parse as {rdf_format.name}: {error}") from error
