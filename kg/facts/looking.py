"""Looks for what is stored and does not follow, or follows and is not stored: of facts, and of what is counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from kg.facts import curated
from kg.facts.tallies import band_quads, counted_of, stored_bands, stored_tally
from kg.facts.told import ABOUT, following, stored_testimonies
from kg.facts.update import FACTS, facts_about, is_owned
from kg.facts.verdicts import stored_verdicts
from kg.map import article_iri, graph_name, iri, key_of
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from kg.facts.told import Told
    from kg.facts.verdicts import Verdicts
    from kg.identity import Renaming
    from kg.settings import Settings
    from kg.store import Store

_TEXTS_REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the stored facts about a subject, or what is counted of it, are not what follows from the claims."""

    subject: NamedNode | BlankNode
    missing: tuple[Quad, ...]
    unfounded: tuple[Quad, ...]


def differences(store: Store, *, settings: Settings) -> Iterator[Difference]:
    """Every subject whose stored facts are not what follows from the claims, in no order.

    Memory holds one subject at a time: the engine gives the claims about a subject, and its facts, together.
    """
    look = _Look.into(store, settings)
    for subject in look.named():
        yield from look.at(subject)
    for subject in chain(_subjects(store.quads(graph=FACTS)), counted_of(store, settings.base)):
        if not is_owned(store, subject) and not look.is_told_of(subject):
            yield from look.at(subject)


def differences_of(
    store: Store, subjects: Iterable[NamedNode | BlankNode], *, settings: Settings
) -> Iterator[Difference]:
    """Those of some subjects."""
    look = _Look.into(store, settings)
    return (each for subject in subjects for each in look.at(subject))


def is_founded(store: Store, difference: Difference) -> bool:
    """Whether claims are about it, or were, so that it is not what somebody has written among the facts by hand."""
    was = any(quad.predicate.value in {terms.SUPPORTED_BY, terms.TALLY} for quad in difference.unfounded)
    follows = bool(difference.missing)  # under a name that no claim has, where things were merged
    return follows or was or next(store.quads(None, ABOUT, difference.subject), None) is not None


def ordered(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Sorted by what they say."""
    return tuple(sorted(quads, key=str))


@dataclass(frozen=True, slots=True)
class _Look:
    """Compares, subject by subject; knows the articles whose texts were looked at last."""

    store: Store
    base: str
    renaming: Renaming
    verdicts: Verdicts
    texts: dict[tuple[str, str], None] = field(default_factory=dict)

    @classmethod
    def into(cls, store: Store, settings: Settings) -> _Look:
        base = settings.base
        return cls(store, base, curated.renaming(store, base=base), stored_verdicts(store, base=base))

    def at(self, subject: NamedNode | BlankNode) -> Iterator[Difference]:
        """What differs about a subject, and about the texts that tell of it."""
        stored = facts_about(self.store, subject)
        due: set[Quad] = set()
        if isinstance(subject, NamedNode):
            stored |= stored_tally(self.store, subject, self.base)
            if not self.renaming or subject.value.startswith(self.base):
                told = stored_testimonies(self.store, subject, self.base, self.renaming)
                follows = following(told, self.base, self.renaming, self.verdicts)
                due = follows.facts | follows.counted
                yield from self._at_texts(told)
        if stored != due:
            yield Difference(subject, missing=ordered(due - stored), unfounded=ordered(stored - due))

    def _at_texts(self, told: Told) -> Iterator[Difference]:
        for each in told.values():
            if (each.article, each.signature) in self.texts:
                continue
            self.texts[each.article, each.signature] = None
            if len(self.texts) > _TEXTS_REMEMBERED:
                self.texts.pop(next(iter(self.texts)))
            stored = stored_bands(self.store, each.article, self.base)
            due = band_quads(each.article, each.signature, self.base)
            if stored != due:
                node = article_iri(each.article, base=self.base)
                yield Difference(node, missing=ordered(due - stored), unfounded=ordered(stored - due))

    def named(self) -> Iterator[NamedNode | BlankNode]:
        """Every subject that is told of, once, by the IRI under which it goes."""
        prefix = graph_name("", base=self.base).value
        seen: set[str] = set()  # of those that several IRIs go by
        for subject, quads in groupby(self.store.quads(None, ABOUT), key=lambda quad: quad.object):
            graphs = [quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)]
            if not graphs or not isinstance(subject, NamedNode):
                continue
            if not self.renaming or not subject.value.startswith(self.base):
                yield subject
                continue
            name = key_of(subject, base=self.base)
            for key in {self.renaming.of(graph.removeprefix(prefix), name) for graph in graphs}:
                if self.renaming.sources(key) == {key}:
                    yield subject
                elif key not in seen:
                    seen.add(key)
                    yield iri(key, base=self.base)

    def is_told_of(self, subject: NamedNode | BlankNode) -> bool:
        """Whether `named` has it."""
        store, renaming, base = self.store, self.renaming, self.base
        if not renaming or not isinstance(subject, NamedNode) or not subject.value.startswith(base):
            return next(store.quads(None, ABOUT, subject), None) is not None
        key, prefix = key_of(subject, base=base), graph_name("", base=base).value
        return any(
            renaming.of(quad.graph_name.value.removeprefix(prefix), name) == key
            for name in renaming.sources(key)
            for quad in store.quads(None, ABOUT, iri(name, base=base))
            if isinstance(quad.graph_name, NamedNode)
        )


def _subjects(quads: Iterable[Quad]) -> Iterator[NamedNode | BlankNode]:
    """Each subject that comes in a row, once."""
    found = (subject for subject, _ in groupby(quads, key=lambda quad: quad.subject))
    return (each for each in found if isinstance(each, NamedNode | BlankNode))
