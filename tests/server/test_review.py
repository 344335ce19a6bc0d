"""The review of links: the page without its script, and the decisions that it sends."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from kg.settings import Settings
from kg.store import Store
from server.access import Access
from server.app import create_app
from server.engine import Engine
from server.limits import Limits
from tests.server.markup import Page, read
from tests.wikidata.doubtful import MERCURY, ROCKETS, fill, make_index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

TOKEN = {"Authorization": "Bearer a-token-of-good-length"}
BASE = Settings().base


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Store(tmp_path / "store") as store, Engine(store, Limits()) as opened:
        fill(store)
        yield opened


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return dataclasses.replace(Settings(), index=make_index(tmp_path_factory.mktemp("index")))


@pytest.fixture
def client(engine: Engine, settings: Settings) -> FlaskClient:
    return create_app(engine, settings, access=Access("a-token-of-good-length")).test_client()


def shown(client: FlaskClient, path: str = "/review") -> Page:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    return read(answer.text)


def words(page: Page) -> str:
    return " ".join(page.text.split())


def decide(client: FlaskClient, status: int = 200, **given: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    answer = client.post("/review", json=given, headers=TOKEN)
    assert answer.status_code == status, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def test_the_page_shows_sentences_and_candidates_side_by_side(client: FlaskClient) -> None:
    page = shown(client)
    for part in (
        "Rockets",
        "linked closely",
        "1 of 2",
        "The Rockets beat Mercury.",
        "Houston Rockets",
        "0.70, linked now",
        "organization: basketball team in Houston",
        "league: NBA",
    ):
        assert part in words(page), part
    assert [attributes["value"] for tag, attributes in page.tags if attributes.get("type") == "radio"] == [
        "Q161345",
        "Q41291",
    ]
    assert "http://www.wikidata.org/entity/Q161345" in page.links
    assert any("#char=" in link for link in page.links)
    labelled = {attributes["for"] for tag, attributes in page.tags if tag == "label"}
    assert {attributes["id"] for tag, attributes in page.tags if tag == "input"} <= labelled


def test_places_lead_on_and_back_and_behind_the_last(client: FlaskClient) -> None:
    assert "/review?place=1" in shown(client).links
    second = shown(client, "/review?place=1")
    assert "Mercury" in second.title or "Mercury" in words(second)
    assert "/review?place=0" in second.links
    assert "That was the last one" in words(shown(client, "/review?place=2"))
    assert "Mercury" in words(shown(client, f"/review?entity={MERCURY.key.removeprefix('id/')}"))
    assert client.get("/review?entity=organization/nobody").status_code == 404


def test_a_decision_changes_the_link_and_the_queue_and_is_undone(client: FlaskClient) -> None:
    told = decide(client, entity=ROCKETS.key, ruling="accepted", item="Q161345", by="Ada", reason="basketball")
    assert told["changed"] == [BASE + ROCKETS.key]
    query = "ASK { ?e rdfs:label 'Rockets' ; skos:exactMatch wd:Q161345 ; owl:sameAs wd:Q161345 }"
    assert client.get("/sparql", query_string={"query": query}).get_json()["boolean"] is True
    assert "Mercury" in words(shown(client))
    decide(client, entity=MERCURY.key, ruling="absent")
    assert "Nothing is in doubt" in words(shown(client)) or "last one" in words(shown(client))
    undone = client.post("/review/undo", json={"decision": told["decision"]}, headers=TOKEN)
    assert undone.get_json()["decision"] == told["decision"]
    assert client.get("/sparql", query_string={"query": query}).get_json()["boolean"] is False


def test_a_decision_is_kept_with_who_when_and_why(client: FlaskClient) -> None:
    decide(client, entity=ROCKETS.key, ruling="rejected", item="Q41291", by="Ada", reason="no vehicle")
    decide(client, entity=MERCURY.key, ruling="unsure")
    query = """SELECT ?by ?why ?ruling (DATATYPE(?at) AS ?type) { GRAPH ?g { ?d a ng:LinkDecision ; ng:decidedBy ?by ;
               ng:reason ?why ; ng:ruling ?ruling ; prov:generatedAtTime ?at } } ORDER BY ?at"""
    rows = client.get("/sparql", query_string={"query": query, "format": "csv"}).text.splitlines()
    when = "http://www.w3.org/2001/XMLSchema#dateTime"
    assert rows[1:] == [
        f"Ada,no vehicle,https://w3id.org/newsgraph/ontology#rejected,{when}",
        f"a reader of the review page,,https://w3id.org/newsgraph/ontology#unsure,{when}",
    ]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 400),
        ({"entity": ROCKETS.key, "ruling": "perhaps"}, 400),
        ({"entity": ROCKETS.key, "ruling": "accepted"}, 400),
        ({"entity": ROCKETS.key, "ruling": "accepted", "item": "P31"}, 400),
        ({"entity": ROCKETS.key, "ruling": "absent", "item": "Q1"}, 400),
        ({"entity": "id/organization/nobody", "ruling": "absent"}, 404),
        ({"entity": ROCKETS.key, "ruling": "absent", "reason": "x" * 501}, 400),
        ({"entity": ROCKETS.key, "ruling": ["absent"]}, 400),
    ],
)
def test_a_decision_that_is_none_is_refused(client: FlaskClient, given: dict[str, Any], status: int) -> None:
    assert "detail" in decide(client, status, **given)


def test_only_holders_of_the_token_decide(client: FlaskClient, engine: Engine, settings: Settings) -> None:
    given = {"entity": ROCKETS.key, "ruling": "absent"}
    assert client.post("/review", json=given).status_code == 401
    assert client.post("/review/undo", json={"decision": "x"}).status_code == 401
    assert client.post("/review", json=given, headers=TOKEN | {"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/review", data="x", headers=TOKEN, content_type="text/plain").status_code == 415
    assert client.post("/review", data="[" * 100_000, headers=TOKEN, content_type="application/json").status_code == 400
    assert client.post("/review/undo", json={"decision": "id/decision/0"}, headers=TOKEN).status_code == 404
    closed = create_app(engine, settings).test_client()
    assert closed.post("/review", json=given, headers=TOKEN).status_code == 403
    page = shown(closed)
    assert "This server is read-only" in words(page)
    assert all("disabled" in attributes for _, attributes in page.tags if "data-ruling" in attributes)


def test_without_an_index_the_candidates_are_still_there(engine: Engine, tmp_path: Path) -> None:
    missing = dataclasses.replace(Settings(), index=tmp_path / "none.sqlite")
    assert "Q161345" in words(shown(create_app(engine, missing).test_client()))
