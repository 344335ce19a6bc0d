"""The graph, or the part of it about one thing or of one article, as bytes that equal graphs share."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph as ox

from kg import facts
from kg.errors import UsageError
from kg.export.follow_the_money import write_follow_the_money
from kg.export.nanopublications import nanopublications
from kg.export.part import Part
from kg.export.tables import write_tables
from kg.map import graph_name, with_reifiers
from kg.store import FORMATS, format_for
from kg.why import find

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store

__all__ = ["MEDIA_TYPES", "export", "format_named"]

_RDF_1_2: Final = {"ttl12": "ttl", "nt12": "nt", "nq12": "nq", "trig12": "trig"}
_SUFFIXES: Final = {"zip": "csv", "np": "nanopubs"}
MEDIA_TYPES: Final = {
    "csv": "application/zip",
    "ftm": "application/jsonl",
    "nanopubs": "application/trig",
    "ttl12": "text/turtle; version=1.2",
    "nt12": "application/n-triples; version=1.2",
    "nq12": "application/n-quads; version=1.2",
    "trig12": "application/trig; version=1.2",
}
"""The formats that are no plain RDF 1.1 → what they are called on the web."""
_ALL: Final = (*FORMATS, *_RDF_1_2)


def format_named(name: str) -> str:
    """The format of that name, or of a file with that suffix, as `export` takes it.

    Raises:
        UsageError: there is none.
    """
    plain = name.removeprefix(".").lower()
    found = _SUFFIXES.get(plain, plain)
    if found not in FORMATS and found not in MEDIA_TYPES:
        raise UsageError(f"There is no export format {name!r}: use one of {', '.join([*FORMATS, *MEDIA_TYPES])}")
    return found


def export(
    store: Store,
    out: IO[bytes],
    name: str,
    *,
    settings: Settings,
    entity: str | None = None,
    article: str | None = None,
    history: bool = False,
) -> None:
    """Write the whole store, or the part asked for, sorted.

    Args:
        store: the graph.
        out: where to.
        name: the format: ttl, nt and rdf hold facts alone, nq, trig and jsonld the claims too. With 12 behind it, both
            are there, and what claims state is a triple term of RDF 1.2 (ttl12 and nt12 have all in one graph);
            nanopubs is TriG, ftm is FollowTheMoney as lines of JSON, csv is a zip file of tables.
        settings: for the base of the IRIs.
        entity: the IRI, key or name of a thing: it, its events and its roles.
        article: the id, IRI or URL of an article: what it says, in any format; `entity` goes before it.
        history: whether to write what was, `graph/history`, too: with the whole store, in a format with named graphs.

    Raises:
        UsageError: no such format, or one that cannot hold the history.
        NotFound: no such thing or article.
    """
    name = format_named(name)
    if history and (entity or article or not _holds_graphs(name)):
        raise UsageError(f"The history goes with the whole graph as {', '.join(filter(_holds_graphs, _ALL))} only")
    thing = ox.NamedNode(find(store, entity, base=settings.base)) if entity else None
    found = facts.find_article(store, article, settings=settings) if article and not entity else None
    graph = graph_name(found, base=settings.base) if found else None
    if name in MEDIA_TYPES and name not in _RDF_1_2:
        _write_other(Part(store, settings, thing=thing, article=graph), out, name)
        return
    if name in _RDF_1_2:
        with tempfile.TemporaryFile() as claims:
            _write_plain(store, claims, "nq", thing, graph, history=history)
            claims.seek(0)
            quads = with_reifiers(ox.parse(claims, ox.RdfFormat.N_QUADS))
            store.export(out, _RDF_1_2[name], quads=quads)
        return
    _write_plain(store, out, name, thing, graph, history=history)


def _holds_graphs(name: str) -> bool:
    plain = _RDF_1_2.get(name, name)
    return plain in FORMATS and FORMATS[plain].supports_datasets


def _write_plain(
    store: Store, out: IO[bytes], name: str, thing: ox.NamedNode | None, graph: ox.NamedNode | None, *, history: bool
) -> None:
    """Write the whole, or a part that memory holds."""
    quads = None
    if thing is not None:
        quads = store.about(thing, with_claims=format_for(name).supports_datasets)
    elif graph is not None:
        quads = list(store.quads(graph=graph))
    store.export(out, name, quads=quads, history=history)


def _write_other(part: Part, out: IO[bytes], name: str) -> None:
    match name:
        case "csv":
            write_tables(part, out)
        case "ftm":
            write_follow_the_money(part, out)
        case _:
            part.store.export(out, "trig", quads=nanopublications(part))
