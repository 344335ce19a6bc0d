"""What people decided: statements in the graph `graph/curated`, with who, when and why, from which facts follow.

A decision is a resource of a class of the ontology (ng:Merge, ng:Split, …) with properties of its own.
The facts take decisions in like claims, so they are there after a rebuild, and gone once a decision is undone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import NotFound
from kg.facts.moments import BEGAN, ENDED, at_of, moment
from kg.identity import MergeOfKeys, Renaming, SplitOfKey
from kg.map import iri, key_of
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from typing import Protocol

    from pyoxigraph import BlankNode, DefaultGraph, Triple

    class Quads(Protocol):
        """What can be asked for quads as `Store` can."""

        def quads(
            self,
            subject: NamedNode | BlankNode | None = None,
            predicate: NamedNode | None = None,
            value: NamedNode | Literal | BlankNode | Triple | None = None,
            graph: NamedNode | DefaultGraph | None = None,
        ) -> Iterator[Quad]:
            """The quads that fit, in no order."""


Said = tuple[str, NamedNode | Literal]

_TYPE: Final = NamedNode(f"{terms.RDF}type")
_REASON, _BY = NamedNode(terms.REASON), NamedNode(terms.DECIDED_BY)
_COMMON: Final = frozenset(
    {_TYPE, _REASON, _BY, BEGAN, ENDED, NamedNode(f"{terms.PROV}wasInvalidatedBy")}  # the last two of undone ones
)
_MERGE, _SPLIT = NamedNode(terms.MERGE), NamedNode(terms.SPLIT)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided.

    Attributes:
        key: `id/decision/<hex>`, a function of all the rest.
        kind: the IRI of its class, such as `terms.MERGE`.
        by: who.
        at: when.
        reason: why.
        says: (property IRI, value) pairs, sorted: what it is about.
    """

    key: str
    kind: str
    by: str
    at: datetime
    reason: str
    says: tuple[Said, ...]

    def values(self, predicate: str) -> list[NamedNode | Literal]:
        """The values of one of its properties."""
        return [value for name, value in self.says if name == predicate]


def curated_graph(base: str) -> NamedNode:
    """The named graph of what people decided."""
    return iri("graph/curated", base=base)


def made(kind: str, says: Iterable[Said], *, by: str, at: datetime, reason: str) -> Decision:
    """A decision with its key."""
    told = tuple(sorted(set(says), key=str))
    parts = [kind, by, moment(at).value, reason, *(f"{predicate} {value}" for predicate, value in told)]
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    return Decision(f"id/decision/{digest}", kind, by, at, reason, told)


def decision_quads(decision: Decision, *, base: str) -> list[Quad]:
    """A decision as the curated graph holds it."""
    node, graph = iri(decision.key, base=base), curated_graph(base)
    return [
        Quad(node, _TYPE, NamedNode(decision.kind), graph),
        Quad(node, _REASON, Literal(decision.reason), graph),
        Quad(node, _BY, Literal(decision.by), graph),
        Quad(node, BEGAN, moment(decision.at), graph),
        *(Quad(node, NamedNode(predicate), value, graph) for predicate, value in decision.says),
    ]


def decisions(store: Quads, *, base: str, kind: str | None = None, graph: NamedNode | None = None) -> list[Decision]:
    """The decisions in force, or those of another graph than the curated one; by time, then by key.

    Args:
        store: where from.
        base: what every resource IRI starts with.
        kind: the IRI of the class to look for, None for all.
        graph: where to look instead.
    """
    place, of = graph or curated_graph(base), None if kind is None else NamedNode(kind)
    prefix = iri("id/decision/", base=base).value
    found = [
        _read(store, quad.subject, quad.object.value, place, base)
        for quad in store.quads(None, _TYPE, of, place)
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and quad.subject.value.startswith(prefix)
    ]
    return sorted(found, key=lambda each: (each.at, each.key))


def node_of(decision: Decision, base: str) -> NamedNode:
    """The IRI of a decision."""
    return iri(decision.key, base=base)


def find_decision(store: Quads, name: str, *, base: str) -> Decision:
    """The decision in force that an IRI, a key or the start of its hexadecimal digits names.

    Raises:
        NotFound: none, or more than one.
    """
    digits = name.removeprefix(base).removeprefix("id/decision/")
    found = [each for each in decisions(store, base=base) if each.key.startswith(f"id/decision/{digits}")]
    if len(found) != 1 or not digits:
        raise NotFound(f"{len(found) or 'No'} decisions in force begin with {name!r}: `kg decisions` lists them")
    return found[0]


def renaming(store: Quads, *, base: str) -> Renaming:
    """Under which keys things go after the merges and splits in force."""
    return following(
        [each for kind in (terms.MERGE, terms.SPLIT) for each in decisions(store, base=base, kind=kind)], base=base
    )


def following(found: Sequence[Decision], *, base: str) -> Renaming:
    """Under which keys things go after these decisions; those of other kinds change nothing."""
    merges = [
        MergeOfKeys(_key(each, terms.KEEPS, base), _key(each, terms.ABSORBS, base))
        for each in found
        if each.kind == terms.MERGE
    ]
    splits = [
        SplitOfKey(
            _key(each, terms.SPLITS, base),
            _key(each, terms.SPLIT_OFF, base),
            frozenset(key_of(node.value, base=base).removeprefix("article/") for node in each.values(terms.IN_ARTICLE)),
        )
        for each in found
        if each.kind == terms.SPLIT
    ]
    return Renaming.following(merges, splits) if merges or splits else Renaming()


def _key(decision: Decision, predicate: str, base: str) -> str:
    return key_of(decision.values(predicate)[0].value, base=base)


def _read(store: Quads, node: NamedNode, kind: str, graph: NamedNode, base: str) -> Decision:
    quads = list(store.quads(node, graph=graph))
    texts = {quad.predicate: quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    says = [
        (quad.predicate.value, quad.object)
        for quad in quads
        if quad.predicate not in _COMMON and isinstance(quad.object, NamedNode | Literal)
    ]
    return Decision(
        key=key_of(node, base=base),
        kind=kind,
        by=texts.get(_BY, ""),
        at=min(at_of(quad) for quad in quads if quad.predicate == BEGAN),
        reason=texts.get(_REASON, ""),
        says=tuple(sorted(says, key=str)),
    )
