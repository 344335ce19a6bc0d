"""Enrichment: what the index says of linked items, apart from what the news says, made anew and removed as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, QuerySolutions

from kg.check import check
from kg.link import Index
from kg.link.building import build
from kg.map import iri
from kg.settings import Settings
from kg.store import Change, Store
from kg.wikidata.enrichment import enrich, forget
from ontology import terms
from tests.readings import ANT, DEAL, NBA, reading
from tests.wikidata.linked import BASE, fill, tie

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GRAPH = iri("graph/wikidata", base=BASE)
NBA_ITEM = {
    "id": "Q155223",
    "label": "National Basketball Association",
    "aliases": ["NBA"],
    "kind": "org",
    "popularity": 114,
    "facts": {
        "country": [{"id": "Q30"}, {"value": "Canada"}],
        "website": [{"value": "https://www.nba.com/a b"}, {"value": "no address"}],
        "inception": [{"value": "1946"}],
    },
}
USA = {"id": "Q30", "label": "United States", "aliases": [], "kind": "place", "popularity": 300, "facts": {}}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        fill(opened, reading("1", NBA, ANT, DEAL, url="https://news.example/1"))
        yield opened


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("index")
    source = folder / "items.jsonl"
    source.write_text("".join(json.dumps(item) + "\n" for item in (NBA_ITEM, USA)))
    build([source], folder / "index.sqlite", workers=1)
    return Index.open(folder / "index.sqlite")


def held(store: Store) -> set[tuple[str, str, str]]:
    return {(each.subject.value, each.predicate.value, each.object.value) for each in store.quads(graph=GRAPH)}


def test_linked_items_get_what_the_index_knows_with_its_source(store: Store, index: Index) -> None:
    tie(store, NBA, "Q155223")
    tie(store, ANT, "Q30932025")
    done = enrich(store, index, settings=Settings())
    assert (done.entities, done.items, done.statements) == (2, 1, 4)
    nba, usa, source = f"{terms.WD}Q155223", f"{terms.WD}Q30", f"{BASE}index/{index.version}"
    assert held(store) == {
        (nba, f"{terms.WDT}P17", usa),
        (usa, f"{terms.RDFS}label", "United States"),
        (nba, f"{terms.WDT}P17", "Canada"),
        (nba, f"{terms.WDT}P856", "https://www.nba.com/a%20b"),
        (GRAPH.value, f"{terms.PROV}wasDerivedFrom", source),
        (source, f"{terms.RDFS}label", f"Wikidata index {index.version}"),
    }


def test_the_facts_and_the_articles_stay_as_they_are(store: Store, index: Index) -> None:
    tie(store, NBA, "Q155223")
    before = {each for each in store.quads() if each.graph_name != GRAPH}
    enrich(store, index, settings=Settings())
    assert {each for each in store.quads() if each.graph_name != GRAPH} == before
    subjects = {each.subject.value for each in store.quads(graph=GRAPH)}
    assert not any(subject.startswith(f"{BASE}id/") for subject in subjects)


def test_a_query_reaches_them_through_the_link_and_no_longer_when_it_is_gone(store: Store, index: Index) -> None:
    tie(store, NBA, "Q155223")
    enrich(store, index, settings=Settings())
    prefix = f"PREFIX wdt: <{terms.WDT}> "
    text = prefix + f"SELECT ?site {{ ?e skos:exactMatch ?item GRAPH <{GRAPH.value}> {{ ?item wdt:P856 ?site }} }}"

    def sites() -> list[str]:
        found = store.query(text)
        assert isinstance(found, QuerySolutions)
        return [row["site"].value for row in found]

    assert sites() == ["https://www.nba.com/a%20b"]
    links = tuple(store.quads(None, NamedNode(f"{terms.SKOS}exactMatch"), None))
    store.apply(Change(remove=links))
    assert sites() == []
    assert enrich(store, index, settings=Settings()).statements == 0


def test_it_is_made_anew_and_removed_as_a_whole(store: Store, index: Index) -> None:
    tie(store, NBA, "Q155223")
    enrich(store, index, settings=Settings())
    first = held(store)
    enrich(store, index, settings=Settings())
    assert held(store) == first
    assert forget(store, settings=Settings()) == 6
    assert held(store) == set()


def test_a_check_finds_nothing_wrong_with_it(store: Store, index: Index) -> None:
    before = list(check(store, Settings()))
    enrich(store, index, settings=Settings())
    assert list(check(store, Settings())) == before == []
