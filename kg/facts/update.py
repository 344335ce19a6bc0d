"""One transaction: the graphs of some articles or some decisions change, and the facts and the history with them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.errors import StoreError
from kg.facts import curated, history
from kg.facts.copies import Copies
from kg.facts.counting import Counting
from kg.facts.tallies import are_trusted, band_quads, stored_bands, stored_tally, trust
from kg.facts.told import (
    ABOUT,
    SIGNATURE,
    Memory,
    Told,
    following,
    return_memory,
    stored_testimonies,
    take_memory,
)
from kg.facts.verdicts import verdicts
from kg.identity import is_composite
from kg.map import article_iri, graph_name, iri, key_of, testimonies
from kg.store import Change
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pyoxigraph import BlankNode, Quad

    from kg.facts.curated import Decision
    from kg.facts.history import Recorded
    from kg.settings import Settings
    from kg.store import Store

FACTS: Final = DefaultGraph()
_OBJECT: Final = NamedNode(f"{terms.RDF}object")
_OWNS: Final = (NamedNode(terms.HAS_STATE), NamedNode(terms.DISPUTED_BY))
_PARTIES: Final = frozenset(
    {terms.PARTICIPANT, terms.HOLDER, terms.HAS_ORGANIZATION, *(terms.NG + each for each in terms.PARTY_ROLES)}
)


def facts_about(store: Store, subject: NamedNode | BlankNode) -> set[Quad]:
    """The stored facts about a subject, with its states and the contradictions about it."""
    found = set(store.quads(subject, graph=FACTS))
    for quad in list(found):
        if quad.predicate in _OWNS and isinstance(quad.object, NamedNode):
            found |= set(store.quads(quad.object, graph=FACTS))
    return found


def is_owned(store: Store, node: NamedNode | BlankNode) -> bool:
    """Whether it is a part of what is known about a subject."""
    return isinstance(node, NamedNode) and any(next(store.quads(None, each, node, FACTS), None) for each in _OWNS)


class Update:
    """What changes when some articles are put or taken back, or something is decided or undone.

    Attributes:
        base: what every resource IRI starts with.
        at: the moment of the change.
        touched: article → the subjects that it speaks of, before or after; "" → those that a decision touches.
        before: subject → its facts as they are stored; of an entity, those that the change may touch.
        after: the same as they follow; empty where nothing does.
        told: subject → all testimonies about it, as they will be, where they had to be read.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        fresh: Mapping[str, list[Quad]],
        *,
        decisions: Sequence[Decision] | None = None,
        about: Iterable[str] = (),
        at: datetime | None = None,
    ) -> None:
        """Look at what is stored; nothing changes yet.

        Args:
            store: inside of `store.writing()`.
            settings: for the base, the clock and how much history is kept.
            fresh: article → its new graph, empty to take it back.
            decisions: all that will be in force, None if they stay as they are.
            about: the keys that the decisions which come or go speak of.
            at: the moment of the change, None for that of the clock.
        """
        self._store = store
        self._settings = settings
        self.base = settings.base
        self.at = at or settings.clock()
        self._memory = take_memory(store, self.base)
        self._old = self._new = self._memory.renaming
        self._verdicts = self._memory.verdicts
        if decisions is not None:
            self._new = curated.following(decisions, base=self.base)
            self._verdicts = verdicts(decisions, base=self.base)
            self._memory = Memory(self._new, self._verdicts)
        self._fresh = fresh
        self._graphs = {graph_name(article, base=self.base): quads for article, quads in fresh.items()}
        self._stored = {article: list(self._quads_of(article)) for article in fresh}
        self.touched: dict[str, set[NamedNode]] = {
            article: self._subjects(article, [*self._stored[article], *quads]) for article, quads in fresh.items()
        }
        if decisions is not None:
            self.touched[""] = set(self._touched_by(set(about)))
        self.before: dict[NamedNode, set[Quad]] = {}
        self.after: dict[NamedNode, set[Quad]] = {}
        self.told: dict[NamedNode, Told] = {}
        self._said: dict[str, dict[NamedNode, Told]] = {article: {} for article in fresh}
        self._is_trusted = decisions is None and are_trusted(store)
        self._counted: tuple[set[Quad], set[Quad]] = set(), set()
        self._count_texts()
        self._follow()

    def apply(self, recorded: Mapping[str, Recorded] | None = None, *, change: Change | None = None) -> None:
        """Make the change in one transaction.

        Args:
            recorded: article, or "" for a decision → what the history is to hold of its change; None for no history.
            change: what else changes: the decisions.
        """
        told, was_trusted = recorded or {}, are_trusted(self._store)
        present = [name for name in self._graphs if self._store.has_graph(name)]
        extra = change or Change()
        remove = [quad for subject, old in self.before.items() for quad in old - self.after[subject]]
        insert = [quad for subject, new in self.after.items() for quad in new - self.before[subject]]
        claims = [quad for quads in self._graphs.values() for quad in quads]
        noted = [quad for each in told.values() for quad in each.insert] + (self._noted(told) if told else [])
        dropped = [quad for each in told.values() for quad in each.remove]
        uncounted, counted = self._counted
        self._store.apply(
            Change(
                (*present, *extra.drop_graphs),
                (*remove, *dropped, *uncounted, *extra.remove),
                (*claims, *insert, *noted, *counted, *extra.insert),
            )
        )
        for subject, all_told in self.told.items():
            if not _is_entity(subject, self.base):
                self._memory.keep(subject, all_told, self.after[subject])
        for article, said in self._said.items():
            self._memory.hear(article, said)
        if was_trusted:
            trust(self._store)
        return_memory(self._store, self.base, self._memory)

    def revised(self, article: str) -> Recorded:
        """The record of an article's new graph, or of its end."""
        return history.revised(
            self._store,
            article,
            self._stored[article],
            self._fresh[article],
            base=self.base,
            at=self.at,
            kept=self._settings.kept_revisions,
        )

    def _noted(self, recorded: Mapping[str, Recorded]) -> list[Quad]:
        """What the history is to hold of each fact that changes, with every cause that touches it."""
        causes: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
        for article, record in recorded.items():
            for subject in self.touched[article]:
                causes[subject].append(record.cause)
        return [
            quad
            for subject, told in causes.items()
            for quad in history.changed(
                subject, self.before[subject], self.after[subject], causes=told, base=self.base, at=self.at
            )
        ]

    def _follow(self) -> None:
        """Entities follow from what is counted of them where that can be, all else from what is said of it."""
        new = self._told_by(self._graphs.values())
        for subject, told in new.items():
            for at, each in told.items():
                self._said[at[0]].setdefault(subject, {})[at] = each
        old: dict[NamedNode, Told] = {}
        try:
            old = self._told_by(self._stored.values()) if self._is_trusted else {}
        except StoreError:  # what stands in place of a graph that a hand broke
            self._is_trusted = False
        changed = frozenset(self._fresh)
        counting = Counting(self._store, Copies(self._store, self.base), changed, self.base, self._memory)
        for subject in set().union(*self.touched.values()):
            step = None
            if self._is_trusted and _is_entity(subject, self.base):
                gone, come = (list(each.get(subject, {}).values()) for each in (old, new))
                step = counting.step(subject, gone, come)
            if step is None:
                self._read(subject, new.get(subject, {}))
            else:
                self.before[subject], self.after[subject] = step.before, step.after
                self._count(step.counted_before, step.counted)

    def _read(self, subject: NamedNode, new: Told) -> None:
        """Look at all that articles say of a subject."""
        told = self._memory.recall(subject)
        if told is None:
            told = stored_testimonies(self._store, subject, self.base, self._new, without=self._graphs.keys())
        self.told[subject] = {at: each for at, each in told.items() if at[0] not in self._fresh} | new
        known = self._memory.facts(subject)
        self.before[subject] = facts_about(self._store, subject) if known is None else known
        sources = self._memory.sources(subject, self.told[subject])
        found = following(self.told[subject], self.base, self._new, self._verdicts, sources=sources)
        self.after[subject] = found.facts
        self._count(stored_tally(self._store, subject, self.base), found.counted)
        for each in told.values() if found.counted else ():  # so that later articles find them
            if each.article not in self._fresh:
                self._count_text(each.article, each.signature)

    def _count(self, old: set[Quad], new: set[Quad]) -> None:
        remove, insert = self._counted
        remove |= old - new
        insert |= new - old

    def _count_texts(self) -> None:
        for article, quads in self._fresh.items():
            node = article_iri(article, base=self.base)
            found = (quad.object for quad in quads if quad.subject == node and quad.predicate == SIGNATURE)
            self._count_text(article, next((each.value for each in found if isinstance(each, Literal)), ""))

    def _count_text(self, article: str, signature: str) -> None:
        self._count(stored_bands(self._store, article, self.base), band_quads(article, signature, self.base))

    def _told_by(self, graphs: Iterable[Iterable[Quad]]) -> dict[NamedNode, Told]:
        """What these graphs say, by the IRI under which the subject goes."""
        found: dict[NamedNode, Told] = defaultdict(dict)
        for quads in graphs:
            for each in testimonies(quads, base=self.base):
                renamed = self._new.testimony(each)
                found[iri(renamed.subject.key, base=self.base)][each.article, each.subject.key] = renamed
        return found

    def _quads_of(self, article: str) -> Iterator[Quad]:
        return self._store.quads(graph=graph_name(article, base=self.base))

    def _subjects(self, article: str, quads: Iterable[Quad]) -> set[NamedNode]:
        """The subjects that these quads have claims about, by the IRIs under which they go."""
        about = {quad.object for quad in quads if quad.predicate == ABOUT}
        nodes = {each for each in about if isinstance(each, NamedNode)}
        return {each for node in nodes for each in self._named(article, node)}

    def _named(self, article: str, node: NamedNode) -> set[NamedNode]:
        """The IRIs under which what an article names goes, before and after."""
        if not (self._old or self._new):
            return {node}
        key = key_of(node, base=self.base)
        return {iri(each.of(article, key), base=self.base) for each in (self._old, self._new)}

    def _touched_by(self, keys: set[str]) -> Iterator[NamedNode]:
        """Every subject that is told of under one of these keys, or together with it."""
        if self._old == self._new:
            for key in keys:
                yield from self._named("", iri(key, base=self.base))
            return
        moved = {key for key in {*self._old.roots, *self._new.roots} if self._old.of("", key) != self._new.of("", key)}
        for name in {name for key in keys | moved for each in (self._old, self._new) for name in each.sources(key)}:
            for quad in self._store.quads(value=iri(name, base=self.base)):
                for subject in self._told_beside(quad):
                    yield from self._named(_article(quad, self.base), subject)

    def _told_beside(self, quad: Quad) -> Iterator[NamedNode]:
        if not isinstance(quad.subject, NamedNode) or not _article(quad, self.base):
            return
        if quad.predicate == ABOUT and isinstance(quad.object, NamedNode):
            yield quad.object
        elif quad.predicate.value in _PARTIES:
            yield quad.subject
        elif quad.predicate == _OBJECT and isinstance(quad.graph_name, NamedNode):
            about = self._store.quads(quad.subject, ABOUT, graph=quad.graph_name)
            yield from (each.object for each in about if isinstance(each.object, NamedNode))


def _article(quad: Quad, base: str) -> str:
    """The id of the article whose graph a quad is in, "" for another graph."""
    prefix = graph_name("", base=base).value
    name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
    rest = name.removeprefix(prefix)
    return "" if rest in {name, "history", "curated", "tallies"} else rest


def _is_entity(subject: NamedNode, base: str) -> bool:
    return subject.value.startswith(base) and not is_composite(key_of(subject, base=base))
