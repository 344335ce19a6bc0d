"""Decides on the link of an entity: it is an item, is not that item, is in Wikidata nowhere, or nobody can tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, NamedNode

from kg.errors import NotFound, UsageError
from kg.facts.deciding import decide
from kg.map import iri, item_node
from kg.records import Ruling
from ontology import terms

if TYPE_CHECKING:
    from kg.facts.curated import Said
    from kg.facts.deciding import Decided
    from kg.settings import Settings
    from kg.store import Store

_ITEM: Final = re.compile(r"Q[1-9]\d*\Z")
_NEEDS_ITEM: Final = frozenset({Ruling.ACCEPTED, Ruling.REJECTED})


def rule(
    store: Store, key: str, ruling: Ruling, item: str | None, *, by: str, reason: str, settings: Settings
) -> Decided:
    """Decide on the link of one entity; the facts follow at once, and no build changes it.

    Args:
        store: where to.
        key: of the entity, such as `id/organization/nba`.
        ruling: what is decided.
        item: such as Q155223, for an item that is accepted or rejected.
        by: who decides.
        reason: why.
        settings: for the base and the clock.

    Raises:
        NotFound: the facts have no such entity.
        UsageError: an item is missing, or is none.
    """
    entity = iri(key, base=settings.base)
    if next(store.quads(entity, NamedNode(terms.SOURCE_COUNT), None, DefaultGraph()), None) is None:
        raise NotFound(f"The graph has no entity {key!r}: `kg link review --list` names those in doubt")
    if (ruling in _NEEDS_ITEM) != bool(item) or (item and not _ITEM.match(item)):
        needed = "an item such as Q155223" if ruling in _NEEDS_ITEM else "no item"
        raise UsageError(f"A link that is {ruling} needs {needed}, and {item!r} was given")
    says: list[Said] = [(terms.DECIDED_ENTITY, entity), (terms.HAS_RULING, NamedNode(terms.NG + ruling))]
    says += [(terms.DECIDED_ITEM, item_node(item))] if item else []
    return decide(store, terms.LINK_DECISION, says, by=by, reason=reason, settings=settings)
