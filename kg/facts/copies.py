"""Finds the stored articles that an article may be a copy of, by what is kept of all, without reading them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kg.facts.sources import are_copies, bands
from kg.facts.tallies import BAND, tallies_graph
from kg.map import article_iri, graph_name, key_of
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.store import Store

_SIGNATURE: Final = NamedNode(terms.TEXT_SIGNATURE)
_TEXT_HASH: Final = NamedNode(terms.TEXT_HASH)
_ARTICLE: Final = "article/"

Text = tuple[str, str]
"""What tells a text from others: its hash and its signature, "" where there is none."""


class Copies:
    """The stored articles that are copies of a text, or copies of copies of it.

    Args:
        store: where they are.
        base: what every resource IRI starts with.
    """

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base
        self._near: dict[Text, dict[str, Text]] = {}

    def of(self, texts: Iterable[Text]) -> set[str]:
        """The ids of the articles."""
        found: dict[str, Text] = {}
        ahead = list(texts)
        while ahead:
            near = self._near_to(ahead.pop())
            ahead += [text for article, text in near.items() if article not in found]
            found |= near
        return set(found)

    def text(self, article: str) -> Text | None:
        """The text that a stored article has; None if it is not stored."""
        node, graph = article_iri(article, base=self._base), graph_name(article, base=self._base)
        hashed = self._value(node, _TEXT_HASH, graph)
        return (hashed, self._value(node, _SIGNATURE, graph)) if hashed else None

    def _near_to(self, text: Text) -> dict[str, Text]:
        if text not in self._near:
            stored = {article: self.text(article) for article in {*self._alike(text)}}
            self._near[text] = {
                article: other for article, other in stored.items() if other is not None and _is_one(text, other)
            }
        return self._near[text]

    def _alike(self, text: Text) -> Iterator[str]:
        """Each article with the same text, or a signature that may be that of a copy."""
        hashed, signature = text
        for quad in self._store.quads(None, _TEXT_HASH, Literal(hashed)):
            yield from self._article(quad.subject)
        graph = tallies_graph(self._base)
        for each in bands(signature):
            for quad in self._store.quads(None, BAND, Literal(each), graph):
                yield from self._article(quad.subject)

    def _article(self, node: object) -> Iterator[str]:
        key = key_of(node, base=self._base) if isinstance(node, NamedNode) and self._is_ours(node) else ""
        if key.startswith(_ARTICLE):
            yield key.removeprefix(_ARTICLE)

    def _is_ours(self, node: NamedNode) -> bool:
        return node.value.startswith(self._base)

    def _value(self, node: NamedNode, predicate: NamedNode, graph: NamedNode) -> str:
        values = (quad.object for quad in self._store.quads(node, predicate, graph=graph))
        return next((value.value for value in values if isinstance(value, Literal)), "")


def _is_one(one: Text, other: Text) -> bool:
    return one[0] == other[0] or are_copies(one[1], other[1])
