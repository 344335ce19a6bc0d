"""The graph, or the part of it about one thing or of one article, as bytes that equal graphs share."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg import facts
from kg.map import graph_name
from kg.store import format_for
from kg.why import find

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store


def export(
    store: Store,
    out: IO[bytes],
    suffix: str,
    *,
    settings: Settings,
    entity: str | None = None,
    article: str | None = None,
) -> None:
    """Write the whole store, or the part asked for, sorted.

    Args:
        store: the graph.
        out: where to.
        suffix: the format: ttl, nt and rdf hold facts alone, nq, trig and jsonld the claims too.
        settings: for the base of the IRIs.
        entity: the IRI, key or name of a thing: it, its events and its roles.
        article: the id, IRI or URL of an article: what it says, in any format; `entity` goes before it.

    Raises:
        UsageError: no such format.
        NotFound: no such thing or article.
    """
    quads: list[ox.Quad] | None = None
    if entity:
        resource = ox.NamedNode(find(store, entity, base=settings.base))
        quads = store.about(resource, with_claims=format_for(suffix).supports_datasets)
    elif article:
        found = facts.find_article(store, article, settings=settings)
        quads = list(store.quads(graph=graph_name(found, base=settings.base)))
    store.export(out, suffix, quads=quads)
