"""The page of a thing shows its Wikidata item, and what Wikidata says of it apart from what the news says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.map import iri
from kg.settings import Settings
from kg.store import Change, Store
from ontology import terms
from server.app import create_app
from server.engine import Engine
from server.limits import Limits
from tests.newsroom import HARBOUR, NORTHWIND, fill
from tests.server.markup import read

if TYPE_CHECKING:
    from pathlib import Path

BASE = Settings().base
GRAPH = iri("graph/wikidata", base=BASE)
WEBSITE = "javascript:alert('site')"


def test_an_exact_item_comes_with_what_wikidata_says_and_a_close_one_alone(tmp_path: Path) -> None:
    item, close = NamedNode(f"{terms.WD}Q42"), NamedNode(f"{terms.WD}Q43")
    usa = NamedNode(f"{terms.WD}Q30")
    said = (
        Quad(item, NamedNode(f"{terms.WDT}P17"), usa, GRAPH),
        Quad(usa, NamedNode(f"{terms.RDFS}label"), Literal("United States"), GRAPH),
        Quad(item, NamedNode(f"{terms.WDT}P749"), Literal("Wind Group"), GRAPH),
        Quad(item, NamedNode(f"{terms.WDT}P856"), Literal(WEBSITE), GRAPH),
        Quad(close, NamedNode(f"{terms.WDT}P17"), usa, GRAPH),
        Quad(iri(NORTHWIND.key, base=BASE), NamedNode(f"{terms.SKOS}exactMatch"), item, DefaultGraph()),
        Quad(iri(HARBOUR.key, base=BASE), NamedNode(f"{terms.SKOS}closeMatch"), close, DefaultGraph()),
    )
    with Store(tmp_path / "store") as store, Engine(store, Limits()) as engine:
        fill(store, Settings())
        store.apply(Change(insert=said))
        client = create_app(engine, Settings()).test_client()
        sure = read(client.get(f"/{NORTHWIND.key}").text)
        perhaps = read(client.get(f"/{HARBOUR.key}").text)
    words = " ".join(sure.text.split())
    for part in ("Wikidata, the same Q42", "country, says Wikidata United States", "parent, says Wikidata Wind Group"):
        assert part in words, part
    assert item.value in sure.links
    assert not any(link.startswith("javascript:") for link in sure.links)
    assert "Wikidata, perhaps Q43" in " ".join(perhaps.text.split())
    assert "says Wikidata" not in perhaps.text
