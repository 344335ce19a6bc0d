"""What people decided about links, for the facts that follow and for who looks for what is left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.curated import decisions
from kg.map import item_of, key_of
from kg.records import Ruling, Verdict
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from kg.facts.curated import Decision
    from kg.identity import Renaming
    from kg.store import Store

Verdicts = dict[str, list[tuple["datetime", Verdict]]]
"""Key of the entity → when what was decided about its item, in order of time."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What people decided so far.

    Attributes:
        closed: IRIs of entities that need no other look: an item was accepted, or Wikidata has none.
        unsure: IRIs of entities of which somebody could not tell.
        rejected: (IRI of the entity, item) pairs.
    """

    closed: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()


def verdicts(found: Iterable[Decision], *, base: str) -> Verdicts:
    """What was decided, by entity; who was unsure decided nothing."""
    told: Verdicts = defaultdict(list)
    for decision in found:
        if decision.kind == terms.LINK_DECISION and (ruling := _ruling(decision)) is not Ruling.UNSURE:
            entity = key_of(decision.values(terms.DECIDED_ENTITY)[0].value, base=base)
            told[entity].append((decision.at, Verdict(ruling, _item(decision))))
    return dict(told)


def stored_verdicts(store: Store, *, base: str) -> Verdicts:
    """What the decisions in force say."""
    return verdicts(decisions(store, base=base, kind=terms.LINK_DECISION), base=base)


def on_subject(told: Verdicts, renaming: Renaming, key: str) -> list[Verdict]:
    """The verdicts on one subject under every key that goes by it, in order of time."""
    if not told:
        return []
    timed = [each for name in {key, *renaming.sources(key)} for each in told.get(name, ())]
    return [verdict for _, verdict in sorted(timed, key=lambda each: each[0])]


def settled(store: Store, *, base: str) -> Settled:
    """What people decided so far, for who looks for what is left."""
    open_to: dict[str, Ruling | None] = {}
    accepted: dict[str, str | None] = {}
    rejected: set[tuple[str, str]] = set()
    for decision in decisions(store, base=base, kind=terms.LINK_DECISION):
        entity, ruling, item = decision.values(terms.DECIDED_ENTITY)[0].value, _ruling(decision), _item(decision)
        if ruling is Ruling.REJECTED and item is not None:
            rejected.add((entity, item))
            if accepted.get(entity) == item:
                accepted[entity] = open_to[entity] = None
        else:
            open_to[entity], accepted[entity] = ruling, item
            rejected.discard((entity, item or ""))
    return Settled(
        closed=frozenset(each for each, ruling in open_to.items() if ruling in (Ruling.ACCEPTED, Ruling.ABSENT)),
        unsure=frozenset(each for each, ruling in open_to.items() if ruling is Ruling.UNSURE),
        rejected=frozenset(rejected),
    )


def _ruling(decision: Decision) -> Ruling:
    return Ruling(decision.values(terms.HAS_RULING)[0].value.removeprefix(terms.NG))


def _item(decision: Decision) -> str | None:
    values = decision.values(terms.DECIDED_ITEM)
    return item_of(values[0].value) if values else None
