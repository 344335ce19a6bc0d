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

    def _near_to(self, text: Text) -> dict[str, Text]:
        if text not in self._near:
            alike = self._same(text[0]) | self._in_a_band(text[1])
            self._near[text] = {article: (self._value(article, _TEXT_HASH), its) for article, its in alike.items()}
        return self._near[text]

    def _same(self, text_hash: str) -> dict[str, str]:
        """Each article with this very text, and its signature."""
        told = self._articles({quad.subject for quad in self._store.quads(None, _TEXT_HASH, Literal(text_hash))})
        found = [article for article in told if self._value(article, _TEXT_HASH) == text_hash]
        return {article: self._value(article, _SIGNATURE) for article in found}

    def _in_a_band(self, signature: str) -> dict[str, str]:
        """Each article whose signature is that of a copy, and that signature."""
        graph = tallies_graph(self._base)
        stored = (self._store.quads(None, BAND, Literal(each), graph) for each in bands(signature))
        found = self._articles({quad.subject for quads in stored for quad in quads})
        signatures = ((article, self._value(article, _SIGNATURE)) for article in found)
        return {article: its for article, its in signatures if are_copies(signature, its)}

    def _articles(self, nodes: Iterable[object]) -> Iterator[str]:
        """The ids of those of these that are articles."""
        for node in nodes:
            if isinstance(node, NamedNode) and node.value.startswith(self._base):
                key = key_of(node, base=self._base)
                if key.startswith(_ARTICLE):
                    yield key.removeprefix(_ARTICLE)

    def _value(self, article: str, predicate: NamedNode) -> str:
        """What a stored article has for a property; "" for nothing, as where it is stored no more."""
        node, graph = article_iri(article, base=self._base), graph_name(article, base=self._base)
        values = (quad.object for quad in self._store.quads(node, predicate, graph=graph))
        return next((value.value for value in values if isinstance(value, Literal)), "")
