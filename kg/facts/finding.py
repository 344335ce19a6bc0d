"""Which article a name means: one that is stored, or one that was taken back and has a record in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kg.errors import InputRefused, NotFound
from kg.facts.history import URL, history_graph
from kg.facts.moments import BEGAN
from kg.map import article_iri, graph_name, key_of, url_node
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.settings import Settings
    from kg.store import Store

_READING_HASH: Final = NamedNode(terms.READING_HASH)
_RETRACTED: Final = NamedNode(terms.RETRACTED)
_REASON, _BY = NamedNode(terms.REASON), NamedNode(terms.DECIDED_BY)


def find_article(store: Store, name: str, *, settings: Settings) -> str:
    """The id of the stored article that an id, key, IRI, graph or URL names.

    Raises:
        NotFound: no such article; of one that was taken back the message says when, by whom and why.
    """
    base = settings.base
    short = _short(name, base)
    if "/" not in short and stored_hash(store, short, base) is not None:
        return short
    stored = _named(key_of(node, base=base) for node in _with_url(store, name, base))
    if stored:
        return stored[0]
    tombstone = _tombstone(store, name, base)
    if tombstone is not None:
        raise NotFound(_told(store, name, tombstone, base))
    raise NotFound(f"No article {name!r} in the store: give its IRI or its URL as `kg query` shows them")


def find_known_article(store: Store, name: str, *, settings: Settings) -> str:
    """The id of the article that a name means, also of one that was taken back.

    Raises:
        NotFound: there never was such an article.
    """
    tombstone = _tombstone(store, name, settings.base)
    try:
        return find_article(store, name, settings=settings)
    except NotFound:
        if tombstone is None:
            raise
        return _article_of(store, tombstone, settings.base)


def stored_hash(store: Store, article: str, base: str) -> str | None:
    """The hash of the reading from which an article's graph was made, None where the article is not stored."""
    node, graph = article_iri(article, base=base), graph_name(article, base=base)
    found = store.quads(node, _READING_HASH, graph=graph)
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), None)


def _short(name: str, base: str) -> str:
    return name.removeprefix(base).partition("#")[0].removeprefix("article/").removeprefix("graph/")


def _with_url(store: Store, name: str, base: str) -> list[NamedNode]:
    """What has this URL: articles, and the records of those that were taken back."""
    try:
        found = [quad.subject for quad in store.quads(None, URL, url_node(name))]
    except InputRefused:
        return []
    return [node for node in found if isinstance(node, NamedNode) and node.value.startswith(base)]


def _named(keys: Iterable[str]) -> list[str]:
    """The ids in those of the keys that are of articles, sorted."""
    return sorted(key.removeprefix("article/") for key in keys if key.startswith("article/"))


def _tombstone(store: Store, name: str, base: str) -> NamedNode | None:
    """The record of the last time that an article was taken back."""
    graph = history_graph(base)
    article = article_iri(_short(name, base), base=base)
    records = {quad.subject for quad in store.quads(None, _RETRACTED, article, graph)}
    records |= {node for node in _with_url(store, name, base) if _values(store, node, _RETRACTED, base)}
    dated = [(_values(store, node, BEGAN, base), node) for node in records if isinstance(node, NamedNode)]
    return max(dated, key=lambda each: (each[0], each[1].value), default=(None, None))[1]


def _article_of(store: Store, tombstone: NamedNode, base: str) -> str:
    return _named(key_of(each, base=base) for each in _values(store, tombstone, _RETRACTED, base))[0]


def _values(store: Store, node: NamedNode, predicate: NamedNode, base: str) -> list[str]:
    found = (quad.object for quad in store.quads(node, predicate, graph=history_graph(base)))
    return sorted(each.value for each in found if isinstance(each, NamedNode | Literal))


def _told(store: Store, name: str, tombstone: NamedNode, base: str) -> str:
    """When, by whom and why an article was taken back, as a sentence."""
    at, by, why = ("".join(_values(store, tombstone, each, base)) for each in (BEGAN, _BY, _REASON))
    who = f" by {by}" if by else ""
    reason = f": {why}" if why else ""
    article = f"article/{_article_of(store, tombstone, base)}"
    return f"The article {name!r} was taken back on {at[:10]}{who}{reason}. `kg ask withdrawal article={article}`"
