"""A small store whose entities are tied to items, as the linker leaves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.facts import put_many
from kg.map import graph_name, iri
from kg.settings import Settings
from kg.store import Change
from ontology import terms

if TYPE_CHECKING:
    from kg.records import Entity, Reading
    from kg.store import Store

BASE = Settings().base


def fill(store: Store, *readings: Reading) -> None:
    """Put the readings, each with the hash of its text."""
    put_many(store, [(each, each.article.text_hash) for each in readings], settings=Settings())


def tie(store: Store, entity: Entity, item: str, *, score: float = 0.99, article: str = "0" * 16) -> None:
    """Say that the entity is exactly the item, and in an article's graph how sure that is."""
    node, target, graph = iri(entity.key, base=BASE), NamedNode(terms.WD + item), graph_name(article, base=BASE)
    link = iri(f"article/{article}#link-{item}", base=BASE)
    store.apply(
        Change(
            insert=(
                Quad(node, NamedNode(f"{terms.SKOS}exactMatch"), target, DefaultGraph()),
                Quad(link, NamedNode(f"{terms.RDF}type"), NamedNode(terms.LINK), graph),
                Quad(link, NamedNode(f"{terms.NG}linkOf"), node, graph),
                Quad(link, NamedNode(f"{terms.NG}item"), target, graph),
                Quad(link, NamedNode(f"{terms.NG}score"), Literal(score), graph),
            )
        )
    )
