"""The facts about an entity when some articles change: from what is counted, not from all that is said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.consolidate import entity_fact
from kg.facts.sources import independent
from kg.facts.tallies import stored_tally, tally_of, tally_quads
from kg.facts.told import entity_quads, stored_testimonies
from kg.facts.verdicts import on_subject
from kg.map import graph_name, key_of
from kg.tally import DENIED, SAYS, SOURCE, exchanged, relations_in, tallied

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import NamedNode, Quad

    from kg.facts.copies import Copies
    from kg.facts.told import Memory, Told
    from kg.records import Testimony
    from kg.store import Store
    from kg.tally import Relation, Tally


@dataclass(frozen=True, slots=True)
class Step:
    """What a change does to an entity: the facts that it may touch, and the rows of its tally, before and after."""

    before: set[Quad]
    after: set[Quad]
    counted_before: set[Quad]
    counted: set[Quad]


@dataclass(frozen=True, slots=True)
class Counting:
    """Takes what changed articles said of an entity from what is counted of it, and adds what they say now.

    Attributes:
        store: where it is kept.
        copies: of texts among the stored articles.
        changed: the ids of the articles that change.
        base: what every resource IRI starts with.
        memory: what is remembered of articles, under which keys things go, what people decided about links.
    """

    store: Store
    copies: Copies
    changed: frozenset[str]
    base: str
    memory: Memory

    def step(self, subject: NamedNode, old: Sequence[Testimony], new: Sequence[Testimony]) -> Step | None:
        """What a change does to an entity; None if that cannot be told without all that is said of it.

        So it is where nothing is kept about it, and where somebody denies a relation that the articles speak of: which
        claim decides then hangs on all of them.

        Args:
            subject: the entity, by the IRI under which it goes.
            old: what the changed articles said of it.
            new: what they say now.
        """
        beside = self._beside(subject, [*old, *new])
        said, near = relations_in([*old, *new]), relations_in(beside)
        kept = stored_tally(self.store, subject, self.base, relations=said | near)
        before = tally_of(kept)
        after = exchanged(before, _part([*beside, *old]), _part([*beside, *new]))
        if not before[SOURCE,] or after is None or any(each[DENIED, *it] for each in (before, after) for it in said):
            return None
        return Step(
            self._facts(subject, before, said, old),
            self._facts(subject, after, said, new),
            kept,
            tally_quads(subject, after, self.base),
        )

    def _facts(self, subject: NamedNode, tally: Tally, said: set[Relation], told: Iterable[Testimony]) -> set[Quad]:
        """What follows about the entity: its own facts, and of its relations and claims those that are told of."""
        if not tally[SOURCE,]:
            return set()
        key = key_of(subject, base=self.base)
        ruled = on_subject(self.memory.verdicts, self.memory.renaming, key)
        fact = replace(
            entity_fact(key, tally, ruled),
            supported_by=tuple(claim.key for each in told for claim in each.claims),
            relations=tuple(each for each in said if tally[SAYS, *each]),
        )
        return entity_quads(fact, self.base, self.memory.renaming, ruled)

    def _beside(self, subject: NamedNode, told: Iterable[Testimony]) -> list[Testimony]:
        """What stored copies of these say of the entity, whose sources are counted together with theirs."""
        articles = self.copies.of({(each.source, each.signature) for each in told}) - self.changed
        found: Told = {}
        graphs: list[NamedNode] = []
        for article in sorted(articles):
            said = self.memory.said(article)
            if said is None:
                graphs.append(graph_name(article, base=self.base))
            else:
                found |= said.get(subject, {})
        if graphs:
            found |= stored_testimonies(self.store, subject, self.base, self.memory.renaming, within=graphs)
        return [found[at] for at in sorted(found)]


def _part(told: Iterable[Testimony]) -> Tally:
    return tallied(independent(told))
