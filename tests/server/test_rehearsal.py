"""What an update looks for is computed before it is run, and one that would take too long is not begun."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.settings import Settings
from kg.store import Store
from server.access import Access
from server.app import create_app
from server.engine import Engine
from server.limits import Limits
from server.rehearsal import steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

TOKEN = "a-token-of-good-length"  # noqa: S105 (of a server that lives as long as its test)
WRITER = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
DATA = (
    "PREFIX : <http://e/> INSERT DATA { :a :p 1 , 2 . :b :p 3 . GRAPH :g { :a :p 4 . :c :p 5 , 6 , 7 } "
    "GRAPH :h { :a :p 8 } }"
)
P = "PREFIX : <http://e/> "
COUNTS = [
    (f"{P}DELETE WHERE {{ ?s :p ?o }}", [3]),
    (f"{P}DELETE {{ ?s :p ?o }} INSERT {{ ?s :q ?o }} WHERE {{ ?s :p ?o }}", [3]),
    (f"{P}WITH :g DELETE {{ ?s :p ?o }} WHERE {{ ?s :p ?o }}", [4]),
    (f"{P}WITH :g INSERT {{ ?s :q ?o }} WHERE {{ ?s :p ?o GRAPH :h {{ ?s ?q ?r }} }}", [1]),
    (f"{P}INSERT {{ ?s :q ?o }} USING :g USING :h WHERE {{ ?s :p ?o }}", [5]),
    (f"{P}WITH :none INSERT {{ ?s :q ?o }} USING NAMED :h WHERE {{ GRAPH ?g {{ ?s :p ?o }} }}", [1]),
    (f"{P}DELETE WHERE {{ GRAPH :g {{ :c :p ?o }} }} ; INSERT {{ :x :y ?o }} WHERE {{ :a :p ?o }}", [3, 2]),
    (f"{P}CLEAR GRAPH :h ; PREFIX x: <http://e/> delete where {{ x:a :p ?o }}", [2]),
    (f"# WHERE {{\n{P}INSERT {{ ?s :q ' WHERE {{ ' }} WHERE # {{\n {{ ?s :p ?o FILTER(?o < 3 && ?o > 1) }}", [1]),
    ("BASE <http://e/> INSERT { ?s <q> ?o } WHERE { ?s <p> ?o }", [3]),
    ("INSERT { ?s <http://e/q#x> ?o } WHERE { { SELECT * WHERE { ?s <http://e/p> ?o } LIMIT 1 } }", [1]),
    ("INSERT { <http://e/a> <http://e/q> 1 } WHERE {}", []),
    (f"{P}INSERT DATA {{ :where :with 'WHERE {{' }} ; DROP ALL ; LOAD SILENT <http://e/x>", []),
    ("DELETE WHERE {", []),
    ("", []),
]


@pytest.mark.parametrize(("update", "counts"), COUNTS)
def test_each_pattern_of_an_update_is_counted(update: str, counts: list[int]) -> None:
    store = ox.Store()
    store.update(DATA)
    found = []
    for step in steps_of(update, most=10):
        rows = store.query(step.query)
        assert isinstance(rows, ox.QuerySolutions)
        found += [int(row[0].value) for row in rows]
    assert found == counts


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    limits = Limits(seconds=4.0, megabytes=256)
    with Store(tmp_path_factory.mktemp("rehearsal") / "store") as store, Engine(store, limits) as opened:
        numbers = " ".join(f"<http://e/{number}> <http://e/p> {number} ." for number in range(800))
        store.update(f"INSERT DATA {{ {numbers} }}")
        yield opened


@pytest.fixture
def client(engine: Engine) -> FlaskClient:
    return create_app(engine, Settings(), access=Access(TOKEN)).test_client()


ENDLESS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
NUMBERED = " ".join(f"<x:a> <x:n> {number} ." for number in range(1000))
LISTED = " ".join(f"<x:a> <x:n> ?{one} , ?{two} , ?{three} ." for one, two, three in ("abc", "def", "ghi"))
TEMPLATE = " ".join(f"?a <x:{number}> ?c , ?f ." for number in range(2000))
HOSTILE = {
    "cross join": (f"INSERT {{ ?a <http://e/q> ?l }} WHERE {{ {ENDLESS} }}", " than "),
    "cross join to delete": (f"DELETE WHERE {{ {ENDLESS} }}", " than "),
    "behind another": (f"INSERT DATA {{ <x:a> <x:b> 1 }} ; INSERT {{ ?a <x:q> ?l }} WHERE {{ {ENDLESS} }}", " than "),
    "doubled strings": (
        'INSERT { <x:a> <x:b> ?z } WHERE { BIND("aaaaaaaaaaaaaaaa" AS ?a) '
        + " ".join(
            f"BIND(CONCAT(?{one}, ?{one}) AS ?{two})"
            for one, two in zip("abcdefghijklmnopqrstuvwxy", "bcdefghijklmnopqrstuvwxyz", strict=True)
        )
        + " }",
        "limit of",
    ),
    "what another has added": (
        f"INSERT DATA {{ {NUMBERED} }} ; INSERT {{ ?a ?b ?i }} WHERE {{ {LISTED} }}",
        "limit of",
    ),
    "long texts, many times": (
        f'INSERT {{ ?a <x:q> ?t }} WHERE {{ ?a ?b ?c BIND(CONCAT("{"a" * 1_000_000}", STR(?c)) AS ?t) }}',
        "limit of",
    ),
    "copies of copies": (
        " ; ".join(f"ADD <x:{number}> TO <x:{number + 1}> ; ADD DEFAULT TO <x:{number}>" for number in range(2000)),
        "limit of",
    ),
    "a long template": (f"INSERT {{ {TEMPLATE} }} WHERE {{ ?a ?b ?c . ?d ?e ?f FILTER(?c < 80) }}", "limit of"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_update_that_takes_too_much_is_not_begun(client: FlaskClient, engine: Engine, name: str) -> None:
    update, reason = HOSTILE[name]
    before = engine.version
    answer = client.post("/update", data=update, headers=WRITER)
    assert answer.status_code == 503, answer.data
    detail = json.loads(answer.data)["detail"]
    assert detail.startswith("Nothing was written: ")
    assert reason in detail
    assert engine.version == before
    assert client.post("/update", data="INSERT DATA { <x:a> <x:b> 2 }", headers=WRITER).status_code == 204


def test_an_update_within_the_limits_is_made(client: FlaskClient) -> None:
    update = "DELETE { ?s <http://e/p> ?o } INSERT { ?s <http://e/q> ?o } WHERE { ?s <http://e/p> ?o FILTER(?o < 100) }"
    assert client.post("/update", data=update, headers=WRITER).status_code == 204
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?s <http://e/q> ?o }", "format": "csv"}
    assert client.get("/sparql", query_string=query).data.split()[1] == b"100"


def test_a_mistake_in_an_update_is_told_as_one(client: FlaskClient) -> None:
    answer = client.post("/update", data="INSERT { ?s ?p ?o } WHERE { ?s ?p }", headers=WRITER)
    assert answer.status_code == 400
    assert json.loads(answer.data)["line"] == 1


A, B = "<http://e/a>", "<http://e/b>"
SIMPLE = [
    "{ ?s ?p ?o }",
    f"{{ {A} {B} ?n . }}",
    "{ x:a a ?n BIND(?n + 1 AS ?m) FILTER(?m IN (1, 2) && ?n != 'x.;{') }",
    "{ ?s x:p 'one' . FILTER(STRLEN(STR(?s)) > (1 + 2)) . }",
]
JOINS = [
    "{ ?s ?p ?o . ?a ?b ?c }",
    "{ ?s ?p ?o , ?c }",
    f"{{ ?s {A}/{B} ?o }}",
    f"{{ ?s {A}+ ?o }}",
    f"{{ ?s ({A}) ?o }}",
    "{ ?s ?p (1 2) }",
    "{ ?s ?p [] }",
    "{ ?s ?p ?o FILTER(EXISTS { ?a ?b ?c }) }",
    "{ ?s ?p ?o OPTIONAL { ?a ?b ?c } }",
    "{ { ?s ?p ?o } }",
    "{ VALUES ?s { 1 2 } }",
    "{ GRAPH ?g { ?s ?p ?o } }",
]


@pytest.mark.parametrize("pattern", SIMPLE + JOINS)
def test_what_looks_along_the_statements_once_is_known(pattern: str) -> None:
    (step,) = steps_of(f"INSERT {{ ?s ?p ?o }} WHERE {pattern}", most=10)
    assert step.is_simple == (pattern in SIMPLE)


def test_what_comes_after_another_operation_is_tried_on_a_copy_that_does_not_stay(
    client: FlaskClient, engine: Engine
) -> None:
    update = (
        "INSERT DATA { <x:one> <x:of> 1 , 2 , 3 } ; "
        "DELETE { <x:one> <x:of> ?n } INSERT { <x:two> <x:of> ?n } WHERE { <x:one> <x:of> ?n }"
    )
    assert client.post("/update", data=update, headers=WRITER).status_code == 204
    query = {"query": "SELECT ?n { <x:two> <x:of> ?n } ORDER BY ?n", "format": "csv"}
    assert client.get("/sparql", query_string=query).data.split() == [b"n", b"1", b"2", b"3"]
    assert [each.name for each in engine.checkpoints.place.iterdir() if each.name.startswith("tried")] == []


def test_a_join_is_counted_over_what_was_written_a_moment_ago(client: FlaskClient) -> None:
    numbers = " , ".join(map(str, range(1000)))
    assert client.post("/update", data=f"INSERT DATA {{ <x:m> <x:n> {numbers} }}", headers=WRITER).status_code == 204
    update = "INSERT { ?a ?b ?c } WHERE { <x:m> <x:n> ?a , ?b , ?c , ?d , ?e }"
    assert client.post("/update", data=update, headers=WRITER).status_code == 503


def test_an_update_with_too_many_solutions_is_not_begun(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store, Engine(store, Limits(megabytes=256)) as engine:
        numbers = " ".join(f"<http://e/{number}> <http://e/p> {number} ." for number in range(600))
        store.update(f"INSERT DATA {{ {numbers} }}")
        client = create_app(engine, Settings(), access=Access(TOKEN)).test_client()
        update = "INSERT { ?a <x:q> ?d } WHERE { ?a ?b ?c . ?d ?e ?f }"
        answer = client.post("/update", data=update, headers=WRITER)
    assert answer.status_code == 503
    assert "more than 262,144 solutions" in json.loads(answer.data)["detail"]
