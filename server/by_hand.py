"""Writes by hand into what articles say: the facts about what they touch are brought up to date with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg import facts
from kg.store.outbound import iris_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.settings import Settings
    from kg.store import Store

_ALL: Final = frozenset({"ALL", "NAMED", "BASE"})
"""Words of an update with which it may reach any graph."""

_DECISIONS: Final = "graph/curated"
"""Merges and splits: what claims are about hangs on them."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Which graphs of articles a write may change.

    Attributes:
        graphs: their names.
        any_graph: whether it may change others too.
    """

    graphs: frozenset[str] = frozenset()
    any_graph: bool = False


def reach_of(update: str, base: str) -> Reach:
    """Which graphs of articles an update may change, from its text: too many rather than too few."""
    iris, words, has_variable = iris_of(update)
    prefix = f"{base}graph/"
    graphs = frozenset(iri for iri in iris if iri.startswith(prefix))
    is_wide = has_variable or bool(words & _ALL) or "\\" in update or f"{base}{_DECISIONS}" in graphs
    return Reach(graphs, any_graph=is_wide)


def reach_of_graph(name: str, base: str) -> Reach:
    """The same for a write to one graph."""
    is_ours = name.startswith(f"{base}graph/")
    return Reach(frozenset({name}) if is_ours else frozenset(), any_graph=name == f"{base}{_DECISIONS}")


def write(store: Store, change: Callable[[], None], reach: Reach, settings: Settings) -> None:
    """Make a change, and the facts right that it touches, while nobody else reads or writes.

    The facts about a subject follow from the claims about it alone, so those of the subjects that the graphs had
    claims about before, or have now, are all that can have changed. Where any graph may have, every fact is looked at.
    """
    with store.writing():
        names = [NamedNode(name) for name in reach.graphs]
        before = facts.claimed_in(store, names, settings=settings)
        change()
        if reach.any_graph:
            facts.settle(store, None, settings=settings)
        else:
            facts.settle(store, before | facts.claimed_in(store, names, settings=settings), settings=settings)
