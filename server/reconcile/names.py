"""Every entity by its names, in memory: exact, by prefix, and with typing errors; made anew when the graph changes."""

from __future__ import annotations

import math
import re
import threading
import time
import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode
from rapidfuzz import fuzz, process

from kg.map import key_of
from ontology import terms
from server.graph import local

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from kg.store import Store
    from server.graph import Graph

PREFIX: Final = "id/"
"""What the key of every entity starts with; identifiers leave it out."""

_FACTS: Final = DefaultGraph()
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 200
"""Characters of a name that count; nothing is called more."""
_COMMON: Final = 10_000
"""Names that a word may be in and still lead to them, where the query has a rarer one."""
_POOL: Final = 200
"""Names that are compared letter by letter."""
_CLOSE: Final = 75
"""How alike, of 100, a word must be to one that nothing has."""
_CLOSEST: Final = 8
_LETTERS: Final = 2
"""How many letters longer or shorter such a word may be."""
_FORMS: Final = """
ab ag as asa bv co company corp corporation gmbh inc incorporated kg kgaa limited llc llp lp ltd nv oy oyj plc pte pty
sa sarl se spa srl"""
_LEGAL: Final = frozenset(_FORMS.split())
_SMALL_WORDS: Final = frozenset({"a", "an", "and", "de", "for", "in", "of", "the"})
_EQUAL, _SQUEEZED, _WITHOUT_FORM, _ALMOST, _INITIALS = 1.0, 0.99, 0.97, 0.95, 0.8
_ORDER, _SUBSET = 0.97, 0.75
_SHARE: Final = 10
"""A table is used for at least so many times the time that it took to make."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity with its names.

    Attributes:
        id: its key without `id/`, such as `organization/nba`.
        iri: its name in the graph.
        name: its label.
        aliases: its other labels, sorted.
        kind: local name of its class.
        sources: how many independent articles speak of it.
    """

    id: str
    iri: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    sources: int


def normalized(text: str) -> str:
    """The words of a name in small letters, without accents and marks: what names are compared by."""
    plain = text[:_LONGEST]
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain.replace("’", "'"))
        plain = "".join(character for character in parts if not unicodedata.combining(character))
    return " ".join(_WORD.findall(plain.casefold().replace("&", " and ").replace("'s", "s").replace(".", "")))


def similarity(query: str, name: str) -> float:
    """How alike two normalized names are: 1 for equal ones, 0 for nothing in common."""
    if query == name:
        return _EQUAL
    if _squeezed(query) == _squeezed(name):
        return _SQUEEZED
    if _without_form(query) == _without_form(name):
        return _WITHOUT_FORM
    alike = max(
        fuzz.ratio(query, name),
        _ORDER * fuzz.token_sort_ratio(query, name),
        _SUBSET * fuzz.token_set_ratio(query, name),
    )
    initials = _INITIALS if query in (_initials(name), _squeezed(name)) else 0.0
    return max(min(alike / 100, _ALMOST), initials)


class NameTable:
    """The names of one state of the graph; nothing in it changes.

    Args:
        entities: all of them.
        items: (Wikidata IRI, IRI of the entity that is exactly it) pairs.
    """

    def __init__(self, entities: Iterable[Named], items: Iterable[tuple[str, str]] = ()) -> None:
        self.entities = sorted(entities, key=lambda each: (-each.sources, each.id))
        self._by_iri = {each.iri: number for number, each in enumerate(self.entities)}
        self._by_id = {each.id: number for number, each in enumerate(self.entities)}
        self._by_item = {local(item): self._by_iri[iri] for item, iri in items if iri in self._by_iri}
        self._spelled: list[str] = []
        self._owner = array("L")
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._by_initials: dict[str, list[int]] = defaultdict(list)
        self._postings: dict[str, array[int]] = {}
        for number, entity in enumerate(self.entities):
            for name in dict.fromkeys(normalized(each) for each in (entity.name, *entity.aliases)):
                self._add(name, number)
        self._vocabulary = sorted(self._postings)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for token in self._vocabulary:
            self._by_length[len(token)].append(token)

    def get(self, iri: str) -> Named | None:
        """The entity of an IRI."""
        number = self._by_iri.get(iri)
        return None if number is None else self.entities[number]

    def identified(self, text: str, *, base: str) -> Named | None:
        """The entity that the text identifies: by its id, key, IRI or Wikidata item."""
        short = text.strip().removeprefix(base).removeprefix(PREFIX)
        number = self._by_id.get(short)
        if number is None:
            number = self._by_iri.get(text.strip(), self._by_item.get(local(text.strip())))
        return None if number is None else self.entities[number]

    def named(self, text: str) -> list[Named]:
        """The entities that have exactly this name, but for case, accents, marks and legal form."""
        words = normalized(text)
        keys = (_squeezed(words), _squeezed(_without_form(words)))
        numbers = {number: None for key in keys for number in self._exact.get(key, ())}
        return [self.entities[number] for number in numbers]

    def similar(self, text: str) -> list[tuple[Named, float]]:
        """Entities with a name like this one, each with its similarity, in no order."""
        words = normalized(text)
        same = {*self._exact.get(_squeezed(words), ()), *self._by_initials.get(_squeezed(words), ())}
        found: dict[int, float] = {}
        for spelled in (*self._pool(words.split()), *(each for number in same for each in self._names_of(number))):
            number = self._owner[spelled]
            found[number] = max(found.get(number, 0.0), similarity(words, self._spelled[spelled]))
        return [(self.entities[number], alike) for number, alike in found.items()]

    def starting(self, text: str) -> list[Named]:
        """The entities with a name that has all these words, the last one perhaps not typed to its end.

        Those whose name starts so come first, of these the best known.
        """
        words = normalized(text)
        if not words:
            return self.entities
        *whole, last = words.split()
        begun = {each for token in self._tokens_from(last) for each in self._postings[token]}
        for token in whole:
            begun &= set(self._postings.get(token, ()))
        ranks: dict[int, bool] = {}
        for spelled in begun:
            number = self._owner[spelled]
            ranks[number] = ranks.get(number, False) or self._spelled[spelled].startswith(words)
        # numbers are in the order of fame
        return [self.entities[number] for number in sorted(ranks, key=lambda each: (not ranks[each], each))]

    def _add(self, name: str, number: int) -> None:
        if not name:
            return
        spelled = len(self._spelled)
        self._spelled.append(name)
        self._owner.append(number)
        for key in {_squeezed(name), _squeezed(_without_form(name))}:
            if number not in self._exact[key][-1:]:
                self._exact[key].append(number)
        if initials := _initials(name):
            self._by_initials[initials].append(number)
        for token in set(name.split()):
            self._postings.setdefault(token, array("L")).append(spelled)

    def _names_of(self, number: int) -> Iterator[int]:
        first = bisect_left(self._owner, number)
        while first < len(self._owner) and self._owner[first] == number:
            yield first
            first += 1

    def _tokens_from(self, beginning: str) -> list[str]:
        first = bisect_left(self._vocabulary, beginning)
        last = bisect_left(self._vocabulary, f"{beginning}\U0010ffff")
        return self._vocabulary[first:last]

    def _pool(self, tokens: list[str]) -> list[int]:
        """The names that share the rarest words with the query, or words close to them."""
        weights: dict[int, float] = defaultdict(float)
        ranked = sorted({token for each in set(tokens) for token in self._close(each)}, key=self._frequency)
        for token in ranked:
            if weights and self._frequency(token) > _COMMON:
                break
            weight = math.log1p(len(self._spelled) / self._frequency(token))
            for spelled in self._postings[token]:
                weights[spelled] += weight
        best = sorted(weights, key=lambda each: (-weights[each], len(self._spelled[each]), each))
        return best[:_POOL]

    def _close(self, token: str) -> list[str]:
        if token in self._postings:
            return [token]
        lengths = range(len(token) - _LETTERS, len(token) + _LETTERS + 1)
        near = (each for length in lengths for each in self._by_length.get(length, ()))
        found = process.extract(token, near, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=_CLOSEST)
        return [close for close, _, _ in found]

    def _frequency(self, token: str) -> int:
        return len(self._postings[token])


class Names:
    """The newest table of a graph, made anew for who asks after a change.

    A table is made at most a tenth of the time, so a large graph that changes all the time is seen a little late.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._lock = threading.Lock()
        self._table = NameTable(())
        self._generation = -1
        self._good_until = 0.0

    def table(self) -> NameTable:
        """The names as they are."""
        with self._lock:
            generation = self._graph.store.generation
            if generation != self._generation and time.monotonic() >= self._good_until:
                began = time.monotonic()
                self._table = read_names(self._graph)
                self._generation = generation
                now = time.monotonic()
                self._good_until = now + _SHARE * (now - began)
            return self._table


def read_names(graph: Graph) -> NameTable:
    """The table of the graph as it is. Scans, as a query that joins takes three times as long."""
    base, store = graph.settings.base, graph.store
    kinds = {
        quad.subject.value: kind
        for kind in terms.ENTITY_CLASSES
        for quad in store.quads(None, NamedNode(f"{terms.RDF}type"), NamedNode(terms.NG + kind), _FACTS)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(base)
    }
    labels = dict(_values(store, f"{terms.RDFS}label", kinds))
    sources = dict(_values(store, terms.SOURCE_COUNT, kinds))
    aliases: dict[str, list[str]] = defaultdict(list)
    for thing, alias in _values(store, f"{terms.SKOS}altLabel", kinds):
        aliases[thing].append(alias)
    entities = (
        Named(
            id=key_of(thing, base=base).removeprefix(PREFIX),
            iri=thing,
            name=labels[thing],
            aliases=tuple(sorted(aliases.get(thing, ()))),
            kind=kind,
            sources=int(sources.get(thing, "0")),
        )
        for thing, kind in kinds.items()
        if thing in labels
    )
    items = ((item, thing) for thing, item in _values(store, f"{terms.SKOS}exactMatch", kinds))
    return NameTable(entities, items)


def _values(store: Store, predicate: str, things: Container[str]) -> Iterator[tuple[str, str]]:
    """(IRI, value) pairs of one property of these things."""
    for quad in store.quads(None, NamedNode(predicate), None, _FACTS):
        thing, value = quad.subject, quad.object
        if isinstance(thing, NamedNode) and thing.value in things and isinstance(value, NamedNode | Literal):
            yield thing.value, value.value


def _squeezed(words: str) -> str:
    return words.replace(" ", "")


def _without_form(words: str) -> str:
    """Without the legal form at the end, unless there is nothing else."""
    tokens = words.split()
    while len(tokens) > 1 and tokens[-1] in _LEGAL:
        tokens.pop()
    return " ".join(tokens)


def _initials(words: str) -> str:
    """The first letters of three words or more, "" of fewer."""
    letters = "".join(word[0] for word in words.split() if word not in _SMALL_WORDS)
    return letters if len(letters) > 2 else ""  # noqa: PLR2004 (two letters stand for too many things)
