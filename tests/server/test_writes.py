"""Writes: who may, in which way, all or nothing, and each seen by who made it."""

from __future__ import annotations

import gzip
import json
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kg.errors import UsageError
from kg.settings import Settings
from kg.store import Store
from server import bodies
from server.access import Access, read_token
from server.app import create_app
from server.engine import Engine
from server.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

TOKEN = "a-token-of-good-length"  # noqa: S105 (of a server that lives as long as its test)
BEARER = {"Authorization": f"Bearer {TOKEN}"}
UPDATE = "application/sparql-update"
INSERT = "INSERT DATA { <http://x/s> <http://x/p> 1 }"
HERS = "https://friend.example"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with Store(tmp_path_factory.mktemp("writes") / "store") as store, Engine(store, Limits()) as opened:
        yield opened


@pytest.fixture
def client(engine: Engine) -> FlaskClient:
    engine.write(lambda store: store.update("DROP ALL"), client="127.0.0.1")
    return create_app(engine, Settings(), access=Access(TOKEN, ("*", HERS))).test_client()


def size(client: FlaskClient) -> int:
    answer = client.get("/sparql", query_string={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"})
    return int(json.loads(answer.data)["results"]["bindings"][0]["n"]["value"])


WAYS = [
    ("/update", {"data": INSERT, "content_type": UPDATE}),
    ("/update", {"data": INSERT, "content_type": f"{UPDATE}; charset=utf-8"}),
    ("/update", {"data": {"update": INSERT}}),
    ("/update/", {"data": {"update": INSERT}}),
    ("/sparql", {"data": INSERT, "content_type": UPDATE}),
    ("/sparql", {"data": {"update": INSERT}}),
    (
        "/update",
        {"data": gzip.compress(INSERT.encode()), "content_type": UPDATE, "headers": {"Content-Encoding": "gzip"}},
    ),
    (
        "/update",
        {"data": zlib.compress(INSERT.encode()), "content_type": UPDATE, "headers": {"Content-Encoding": "deflate"}},
    ),
]


@pytest.mark.parametrize(("path", "given"), WAYS)
def test_every_way_of_the_protocol_writes_and_who_wrote_sees_it(
    client: FlaskClient, path: str, given: dict[str, object]
) -> None:
    headers = BEARER | given.get("headers", {})
    answer = client.post(path, **(given | {"headers": headers}))
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Newsgraph-Version"].rpartition("-")[2].isdigit()
    assert size(client) == 1


BAD = [
    ("no update", "/update", {"data": {"other": "1"}}, 400),
    ("two updates", "/update", {"data": {"update": [INSERT, INSERT]}}, 400),
    ("a query and an update", "/sparql", {"data": {"update": INSERT, "query": "ASK {}"}}, 400),
    ("in the address", "/update?update=CLEAR%20ALL", {"data": {}}, 400),
    ("a query at /update", "/update", {"data": {"query": "ASK {}"}}, 400),
    ("does not parse", "/update", {"data": "CLEAR XYZ", "content_type": UPDATE}, 400),
    ("not UTF-8", "/update", {"data": b"CLEAR \xff", "content_type": UPDATE}, 400),
    ("a form that is not UTF-8", "/update", {"data": b"update=%ff", "content_type": bodies.FORM}, 400),
    ("another charset", "/update", {"data": INSERT, "content_type": f"{UPDATE}; charset=utf-16"}, 415),
    ("another media type", "/update", {"data": INSERT, "content_type": "text/plain"}, 415),
    ("a query's media type", "/update", {"data": "ASK {}", "content_type": "application/sparql-query"}, 415),
    ("no media type", "/update", {"data": INSERT}, 415),
    (
        "dataset named twice",
        "/update?using-graph-uri=x:g",
        {"data": "WITH <x:h> DELETE {} WHERE {}", "content_type": UPDATE},
        400,
    ),
    ("a graph that is no IRI", "/update?using-graph-uri=a%20b", {"data": "CLEAR ALL", "content_type": UPDATE}, 400),
    ("LOAD", "/update", {"data": "LOAD <http://127.0.0.1:9/>", "content_type": UPDATE}, 403),
    ("LOAD of a relative IRI", "/update", {"data": "LOAD <a> INTO GRAPH <b>", "content_type": UPDATE}, 403),
    ("LOAD and a mistake", "/update", {"data": "LOAD <http://x.y/> INTO <http://x.y/>", "content_type": UPDATE}, 400),
    ("LOAD of nothing", "/update", {"data": "LOAD ;", "content_type": UPDATE}, 400),
    (
        "SERVICE in an update",
        "/update",
        {"data": "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "content_type": UPDATE},
        403,
    ),
    ("nested too deep", "/update", {"data": "INSERT {} WHERE " + "{" * 2000 + "}" * 2000, "content_type": UPDATE}, 400),
    (
        "packed as something else",
        "/update",
        {"data": INSERT, "content_type": UPDATE, "headers": {"Content-Encoding": "br"}},
        415,
    ),
    ("packed badly", "/update", {"data": INSERT, "content_type": UPDATE, "headers": {"Content-Encoding": "gzip"}}, 400),
    (
        "a bomb",
        "/update",
        {
            "data": gzip.compress(bytes(bodies.UPDATE + 1)),
            "content_type": UPDATE,
            "headers": {"Content-Encoding": "gzip"},
        },
        413,
    ),
    ("too long", "/update", {"data": " " * (bodies.UPDATE + 1), "content_type": UPDATE}, 413),
]


def test_there_are_24_bad_updates() -> None:
    assert len(BAD) == 24


@pytest.mark.parametrize(("name", "path", "given", "status"), BAD, ids=[one[0] for one in BAD])
def test_a_bad_update_is_refused_and_changes_nothing(
    client: FlaskClient, name: str, path: str, given: dict[str, object], status: int
) -> None:
    assert client.post("/update", data=INSERT, content_type=UPDATE, headers=BEARER).status_code == 204
    answer = client.post(path, **(given | {"headers": BEARER | given.get("headers", {})}))
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), name
    assert size(client) == 1


def test_an_update_is_all_or_nothing(client: FlaskClient) -> None:
    text = f"{INSERT} ; CLEAR GRAPH <http://x/none>"
    assert client.post("/update", data=text, content_type=UPDATE, headers=BEARER).status_code == 400
    assert size(client) == 0


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_updates_are_posted(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)("/update", headers=BEARER)
    assert (answer.status_code, set(answer.headers["Allow"].split(", "))) == (405, {"OPTIONS", "POST"})


WRITES = [
    ("POST", "/update", UPDATE, INSERT),
    ("POST", "/sparql", UPDATE, INSERT),
    ("PUT", "/graphs?default", "text/turtle", "<x:s> <x:p> 1 ."),
    ("POST", "/graphs?graph=http://x/g", "text/turtle", "<x:s> <x:p> 1 ."),
    ("POST", "/graphs", "text/turtle", "<x:s> <x:p> 1 ."),
    ("DELETE", "/graphs?default", "text/turtle", ""),
    ("PUT", "/graphs/x", "text/turtle", "<x:s> <x:p> 1 ."),
]
REFUSED = [
    ({}, 401),
    ({"Authorization": "Bearer"}, 401),
    ({"Authorization": "Bearer wrong-token-of-length"}, 401),
    ({"Authorization": f"Bearer {TOKEN}x"}, 401),
    ({"Authorization": "Bearer \u00e9\u00e9"}, 401),
    ({"Authorization": f"Basic {TOKEN}"}, 401),
    (BEARER | {"Origin": "https://evil.example"}, 403),
    (BEARER | {"Origin": "null"}, 403),
    (BEARER | {"Sec-Fetch-Site": "cross-site"}, 403),
    (BEARER | {"Sec-Fetch-Site": "same-site"}, 403),
]
PASSED = [
    BEARER,
    {"Authorization": f"bearer  {TOKEN}"},
    BEARER | {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    BEARER | {"Origin": HERS, "Sec-Fetch-Site": "cross-site"},
]


@pytest.mark.parametrize(("headers", "status"), REFUSED)
@pytest.mark.parametrize(("method", "path", "kind", "body"), WRITES)
def test_who_has_no_token_or_sits_in_another_site_s_page_writes_nothing(
    client: FlaskClient, method: str, path: str, kind: str, body: str, headers: dict[str, str], status: int
) -> None:
    before = client.get("/health").json["graph"]
    answer = client.open(path, method=method, data=body, content_type=kind, headers=headers)
    assert answer.status_code == status
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)
    assert client.get("/health").json["graph"] == before


@pytest.mark.parametrize("headers", PASSED)
def test_who_has_the_token_writes(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/update", data=INSERT, content_type=UPDATE, headers=headers).status_code == 204


@pytest.mark.parametrize(("method", "path", "kind", "body"), WRITES)
def test_without_a_token_nobody_writes(engine: Engine, method: str, path: str, kind: str, body: str) -> None:
    client = create_app(engine, Settings()).test_client()
    answer = client.open(path, method=method, data=body, content_type=kind, headers=BEARER)
    assert (answer.status_code, answer.json["status"]) == (403, 403)


def test_sixteen_writers_at_once_lose_nothing(client: FlaskClient) -> None:
    add = (
        "DELETE { <x:c> <x:n> ?n } INSERT { <x:c> <x:n> ?m . <x:c> <x:seen> ?m } "
        "WHERE { <x:c> <x:n> ?n BIND(?n + 1 AS ?m) }"
    )
    client.post("/update", data="INSERT DATA { <x:c> <x:n> 0 }", content_type=UPDATE, headers=BEARER)

    def write(_: int) -> list[int]:
        mine = client.application.test_client()
        return [mine.post("/update", data=add, content_type=UPDATE, headers=BEARER).status_code for _ in range(10)]

    with ThreadPoolExecutor(16) as writers:
        statuses = [status for each in writers.map(write, range(16)) for status in each]
    assert statuses == [204] * 160
    assert size(client) == 161
    assert b'"160"' in client.get("/sparql?query=SELECT * { <x:c> <x:n> ?n }").data


def test_a_script_may_read_where_its_origin_is_listed(engine: Engine) -> None:
    client = create_app(engine, Settings(), access=Access(TOKEN, (HERS,))).test_client()
    hers, other = (
        client.get("/sparql?query=ASK {}", headers={"Origin": one}).headers for one in (HERS, "https://b.example")
    )
    assert (hers["Access-Control-Allow-Origin"], "Origin" in hers["Vary"]) == (HERS, True)
    assert "Access-Control-Allow-Origin" not in other
    assert "Access-Control-Allow-Credentials" not in hers


@pytest.mark.parametrize("text", ["", "short", "two words of some length", "with-an-\u00e9-in-the-middle"])
def test_a_file_that_holds_no_token_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "token").write_text(text)
    with pytest.raises(UsageError, match="token file"):
        read_token(tmp_path / "token")


def test_a_token_is_the_only_word_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    assert read_token(tmp_path / "token") == TOKEN
    with pytest.raises(UsageError, match="cannot be read"):
        read_token(tmp_path / "none")
