"""Claims that are changed by hand change the facts with them."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg import facts
from kg.settings import Settings
from kg.store import Store
from ontology import terms
from server.access import Access
from server.app import create_app
from server.by_hand import Reach, reach_of
from server.engine import Engine
from server.limits import Limits
from tests.newsroom import CARD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

BASE = Settings().base
TOKEN = "a-token-of-good-length"  # noqa: S105 (of a server that lives as long as its test)
EVENT = ox.NamedNode(BASE + CARD.key)


@pytest.fixture
def engine(filled: Path, tmp_path: Path) -> Iterator[Engine]:
    with Store(shutil.copytree(filled, tmp_path / "store")) as store, Engine(store, Limits()) as opened:
        yield opened


@pytest.fixture
def client(engine: Engine) -> FlaskClient:
    client = create_app(engine, Settings(), access=Access(TOKEN)).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
    return client


@pytest.fixture
def graph(engine: Engine) -> str:
    """The graph of an article that speaks of the event."""
    told = engine.store.quads(None, ox.NamedNode(terms.ABOUT), EVENT)
    return next(quad.graph_name.value for quad in told if isinstance(quad.graph_name, ox.NamedNode))


def is_right(engine: Engine) -> bool:
    return not list(facts.differences(engine.store, settings=Settings()))


def said(engine: Engine) -> set[ox.Quad]:
    return set(engine.store.quads(EVENT, graph=ox.DefaultGraph()))


UPDATES = [
    "DELETE WHERE {{ GRAPH <{graph}> {{ ?claim <{about}> <{event}> }} }}",
    "WITH <{graph}> DELETE {{ ?c <{about}> <{event}> }} INSERT {{}} WHERE {{ ?c <{about}> <{event}> }}",
    "DELETE {{ GRAPH ?g {{ ?c <{about}> <{event}> }} }} WHERE {{ GRAPH ?g {{ ?c <{about}> <{event}> }} }}",
    "CLEAR GRAPH <{graph}>",
    "DROP NAMED",
    "PREFIX g: <{base}graph/> MOVE g:{name} TO <x:elsewhere>",
    "BASE <{base}> DROP GRAPH <graph/{name}>",
    "PREFIX g: <{base}gr> DROP GRAPH g:aph\\/{name}",
]


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_of_claims_updates_the_facts(client: FlaskClient, engine: Engine, graph: str, update: str) -> None:
    before = said(engine)
    values = {
        "graph": graph,
        "about": terms.ABOUT,
        "event": EVENT.value,
        "base": BASE,
        "name": graph.rpartition("/")[2],
    }
    assert client.post("/update", data={"update": update.format(**values)}).status_code == 204
    assert said(engine) != before
    assert is_right(engine)


def test_a_graph_that_is_removed_and_put_back_takes_its_facts_with_it_and_brings_them_back(
    client: FlaskClient, engine: Engine, graph: str
) -> None:
    facts_before, there = io.BytesIO(), said(engine)
    engine.store.export(facts_before, "nq")
    body = client.get("/graphs", query_string={"graph": graph}, headers={"Accept": "application/n-triples"}).data
    assert client.delete("/graphs", query_string={"graph": graph}).status_code == 204
    assert said(engine) != there
    assert is_right(engine)
    made = client.put("/graphs", query_string={"graph": graph}, data=body, content_type="application/n-triples")
    facts_after = io.BytesIO()
    engine.store.export(facts_after, "nq")
    assert (made.status_code, facts_after.getvalue()) == (201, facts_before.getvalue())


def test_what_is_written_among_the_facts_by_hand_stays(client: FlaskClient, engine: Engine) -> None:
    by_hand = "INSERT DATA { <x:s> <x:p> 1 } ; INSERT DATA { GRAPH <x:g> { <x:s> <x:p> 1 } }"
    assert client.post("/update", data={"update": by_hand}).status_code == 204
    anywhere = "DELETE { GRAPH ?g { <x:s> <x:p> 1 } } WHERE { GRAPH ?g { <x:s> <x:p> 1 } }"
    assert client.post("/update", data={"update": anywhere}).status_code == 204
    assert len(list(engine.store.quads(ox.NamedNode("x:s")))) == 1


def test_an_update_elsewhere_reaches_no_claims() -> None:
    assert reach_of("INSERT DATA { <x:s> <x:p> 'GRAPH ?g' } ; CLEAR GRAPH <x:g>", BASE) == Reach()


def test_a_large_graph_is_put_whole(client: FlaskClient) -> None:
    body = "".join(f"<http://x/{number}> <http://x/p> {number} .\n" for number in range(25_000))
    for status in (201, 204):
        made = client.put("/graphs?graph=http://x/large", data=body, content_type="text/turtle")
        assert made.status_code == status
    added = client.post("/graphs?graph=http://x/large", data=body.replace("/p>", "/q>"), content_type="text/turtle")
    count = "SELECT (COUNT(*) AS ?n) { GRAPH <http://x/large> { ?s ?p ?o } }"
    answer = client.get("/sparql", query_string={"query": count, "format": "csv"})
    assert (added.status_code, answer.text) == (204, "n\r\n50000\r\n")
