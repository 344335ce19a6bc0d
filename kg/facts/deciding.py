"""Decides and undoes: a statement comes into the curated graph or leaves it, and the facts follow at once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import UsageError
from kg.facts import curated
from kg.facts.history import Recorded, history_graph
from kg.facts.moments import ENDED, moment
from kg.facts.update import Update
from kg.map import iri, key_of
from kg.store import Change
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.facts.curated import Decision, Said
    from kg.settings import Settings
    from kg.store import Store


_UNDONE_BY: Final = NamedNode(f"{terms.PROV}wasInvalidatedBy")
_REASON: Final = NamedNode(terms.REASON)
_ENTITY_KINDS: Final = ("organization", "person", "place", "product")
_EITHER: Final = {frozenset({"organization", "product"})}  # news calls one thing both


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that came into force or left it, and what it did to the facts: keys of subjects, sorted."""

    decision: Decision
    appeared: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def decide(store: Store, kind: str, says: Iterable[Said], *, by: str, reason: str, settings: Settings) -> Decided:
    """Put a decision in force, and bring the facts up to date in the same transaction.

    Args:
        store: where to.
        kind: the IRI of its class.
        says: (property IRI, value) pairs; the facts about every resource of ours among the values are looked at.
        by: who decides.
        reason: why.
        settings: for the base and the clock.

    Returns:
        The decision, and what it did.
    """
    with store.writing():
        base, at = settings.base, settings.clock()
        decision = curated.made(kind, says, by=by, at=at, reason=reason)
        known = [*curated.decisions(store, base=base), decision]
        update = Update(store, settings, {}, decisions=known, about=_keys(decision, base), at=at)
        cause = Recorded(iri(decision.key, base=base), ())
        insert = tuple(curated.decision_quads(decision, base=base))
        update.apply({"": cause}, change=Change(insert=insert))
    return _decided(decision, update)


def undo(store: Store, name: str, *, by: str, reason: str, settings: Settings) -> Decided:
    """Take a decision out of force: the facts are as if it had never been, and the history remembers it.

    Raises:
        NotFound: no decision in force, or more than one, begins with that name.
    """
    base = settings.base
    with store.writing():
        decision = curated.find_decision(store, name, base=base)
        rest = [each for each in curated.decisions(store, base=base) if each.key != decision.key]
        update = Update(store, settings, {}, decisions=rest, about=_keys(decision, base))
        quads = curated.decision_quads(decision, base=base)
        graph, node = history_graph(base), iri(decision.key, base=base)
        kept = [Quad(each.subject, each.predicate, each.object, graph) for each in quads]
        kept.append(Quad(node, ENDED, moment(update.at), graph))
        undone = iri(f"{decision.key}-undone", base=base)
        kept += (
            Quad(node, _UNDONE_BY, undone, graph),
            Quad(undone, NamedNode(terms.DECIDED_BY), Literal(by), graph),
            Quad(undone, _REASON, Literal(reason), graph),
        )
        update.apply({"": Recorded(undone, tuple(kept))}, change=Change(remove=tuple(quads)))
    return _decided(decision, update)


def merge(store: Store, keeps: str, absorbs: str, *, by: str, reason: str, settings: Settings) -> Decided:
    """Decide that two keys stand for one thing, which goes on under the first.

    Raises:
        UsageError: they are one already, or of kinds that are never one, or no reason is given.
    """
    _check_kinds(keeps, absorbs)
    _check_reason(reason)
    renaming = curated.renaming(store, base=settings.base)
    first, second = renaming.of("", keeps), renaming.of("", absorbs)
    if first == second:
        raise UsageError(f"{keeps} and {absorbs} are one already: both go by {first}")
    for name, root in ((keeps, first), (absorbs, second)):
        if name != root:
            raise UsageError(f"{name} goes by {root} since an earlier merge: name that one")
    said = [(terms.KEEPS, iri(keeps, base=settings.base)), (terms.ABSORBS, iri(absorbs, base=settings.base))]
    return decide(store, terms.MERGE, said, by=by, reason=reason, settings=settings)


def split(
    store: Store, key: str, name: str, articles: Sequence[str], *, by: str, reason: str, settings: Settings
) -> Decided:
    """Decide that some articles mean another thing by a key than the others do.

    Args:
        store: where to.
        key: the entity that stands for several things.
        name: what tells the new one apart; it becomes the end of its key, `id/person/john-smith~footballer`.
        articles: the ids of the articles that mean the new one.
        by: who decides.
        reason: why.
        settings: for the base and the clock.

    Raises:
        UsageError: the key is of no entity, there is no article, no name is left, or no reason is given.
    """
    _check_reason(reason)
    if _kind(key) not in _ENTITY_KINDS:
        raise UsageError(f"{key} is no entity: events and roles follow the entities that they are made of")
    if not articles:
        raise UsageError(f"No article is named: say in which ones {key} is another, with --in")
    ending = "-".join(re.findall(r"[^\W_]+", name.casefold()))
    if not ending:
        raise UsageError(f"{name!r} has no letter or digit: give a word that tells the new one apart, with --as")
    base = settings.base
    said: list[Said] = [(terms.SPLITS, iri(key, base=base)), (terms.SPLIT_OFF, iri(f"{key}~{ending}", base=base))]
    said += [(terms.IN_ARTICLE, iri(f"article/{each}", base=base)) for each in articles]
    return decide(store, terms.SPLIT, said, by=by, reason=reason, settings=settings)


def _decided(decision: Decision, update: Update) -> Decided:
    found: dict[tuple[bool, bool], list[str]] = defaultdict(list)
    for subject, old in update.before.items():
        if old != update.after[subject]:
            found[bool(old), bool(update.after[subject])].append(key_of(subject, base=update.base))
    appeared, changed, gone = (tuple(sorted(found[each])) for each in ((False, True), (True, True), (True, False)))
    return Decided(decision, appeared, changed, gone)


def _check_kinds(one: str, other: str) -> None:
    kinds = frozenset({_kind(one), _kind(other)})
    if len(kinds) > 1 and kinds not in _EITHER:
        raise UsageError(f"{one} and {other} are of different kinds, and so are never one thing")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise UsageError("The reason is empty: say why, for whoever looks at the decision later")


def _kind(key: str) -> str:
    top, _, rest = key.partition("/")
    return rest.partition("/")[0] if top == "id" else ""


def _keys(decision: Decision, base: str) -> list[str]:
    """The keys of the resources of ours that a decision speaks of."""
    values = (value.value for _, value in decision.says if isinstance(value, NamedNode))
    return [key_of(each, base=base) for each in values if each.startswith(f"{base}id/")]
