"""The graph store: whole graphs in every format, made, replaced, added to and removed."""

from __future__ import annotations

import gzip
import json
from http import HTTPStatus
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.settings import Settings
from kg.store import Store
from server.access import Access
from server.app import create_app
from server.engine import Engine
from server.errors import Problem
from server.limits import Limits
from server.rdf_bodies import read_triples
from tests.conformance.results import same_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

TOKEN = "a-token-of-good-length"  # noqa: S105 (of a server that lives as long as its test)
BEARER = {"Authorization": f"Bearer {TOKEN}"}
G = "http://x/g"
TURTLE = "text/turtle"
ONE = "<http://x/s> <http://x/p> _:b . _:b <http://x/q> 'é'@fr , <<( <http://x/s> <http://x/p> 1 )>> ."
INT = "http://www.w3.org/2001/XMLSchema#integer"
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://x/">'


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with Store(tmp_path_factory.mktemp("graphs") / "store") as store, Engine(store, Limits()) as opened:
        yield opened


@pytest.fixture
def client(engine: Engine) -> FlaskClient:
    engine.write(lambda store: store.update("DROP ALL"), client="127.0.0.1")
    client = create_app(engine, Settings(), access=Access(TOKEN)).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
    return client


def triples(answer: TestResponse) -> set[ox.Quad]:
    assert answer.status_code == 200, answer.text
    found = ox.RdfFormat.from_media_type(answer.mimetype)
    assert found is not None
    return set(ox.parse(answer.data, found))


def parsed(text: str, rdf_format: ox.RdfFormat = ox.RdfFormat.TURTLE, base: str = G) -> set[ox.Quad]:
    return set(ox.parse(text.encode(), rdf_format, base_iri=base))


def put(client: FlaskClient, body: str | bytes, kind: str = TURTLE, *, at: str = f"/graphs?graph={G}") -> TestResponse:
    return client.put(at, data=body, content_type=kind)


READ = [
    ("text/turtle", "text/turtle; charset=utf-8"),
    ("application/n-triples", "application/n-triples"),
    ("application/trig", "application/trig"),
    ("application/n-quads", "application/n-quads"),
    ("*/*", "text/turtle; charset=utf-8"),
    ("application/n-triples;q=0.5, text/turtle;q=0.4", "application/n-triples"),
]


@pytest.mark.parametrize("graph", [f"?graph={G}", "?default", "/some/name.ttl"])
@pytest.mark.parametrize(("accept", "content_type"), READ)
def test_a_graph_that_was_put_is_read_as_it_is(client: FlaskClient, graph: str, accept: str, content_type: str) -> None:
    assert put(client, ONE, at=f"/graphs{graph}").status_code == (204 if graph == "?default" else 201)
    answer = client.get(f"/graphs{graph}", headers={"Accept": accept})
    assert answer.content_type == content_type
    assert same_graph(triples(answer), parsed(ONE))
    head = client.head(f"/graphs{graph}", headers={"Accept": accept})
    assert (head.status_code, head.data, {**head.headers}) == (200, b"", {**answer.headers})


BODIES = [
    ("text/turtle", "<http://x/s> <http://x/p> 1 ."),
    ("text/turtle; charset=utf-8", "<http://x/s> <http://x/p> 1 ."),
    ("application/n-triples", '<http://x/s> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .'),
    ("application/n-quads", '<http://x/s> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .'),
    ("application/trig", "{ <http://x/s> <http://x/p> 1 }"),
    ("application/ld+json", '{"@id": "http://x/s", "http://x/p": 1}'),
    (
        "application/rdf+xml",
        f'{RDF}<rdf:Description rdf:about="http://x/s"><e:p rdf:datatype="{INT}">1</e:p></rdf:Description></rdf:RDF>',
    ),
]


@pytest.mark.parametrize(("kind", "body"), BODIES)
def test_a_graph_comes_in_every_format(client: FlaskClient, kind: str, body: str) -> None:
    assert put(client, body, kind).status_code == 201
    assert triples(client.get(f"/graphs?graph={G}")) == parsed("<http://x/s> <http://x/p> 1 .")


def test_put_replaces_post_adds_delete_removes(client: FlaskClient) -> None:
    at = f"/graphs?graph={G}"
    statuses = [
        put(client, "<x:s> <x:p> 1 .").status_code,
        put(client, "<x:s> <x:p> 2 .").status_code,
        client.post(at, data="<x:s> <x:p> 3 .", content_type=TURTLE).status_code,
    ]
    assert statuses == [201, 204, 204]
    assert triples(client.get(at)) == parsed("<x:s> <x:p> 2, 3 .")
    assert [client.delete(at).status_code for _ in range(2)] == [204, 404]
    assert client.get(at).status_code == client.head(at).status_code == 404
    assert client.post(at, data="<x:s> <x:p> 4 .", content_type=TURTLE).status_code == 201


def test_an_empty_graph_is_there(client: FlaskClient) -> None:
    assert put(client, "").status_code == 201
    assert triples(client.get(f"/graphs?graph={G}")) == set()
    assert client.delete("/graphs?default").status_code == 204
    assert client.get("/graphs?default").status_code == 200


def test_a_graph_without_a_name_gets_one(client: FlaskClient) -> None:
    answer = client.post("/graphs", data="<> <x:p> 1 .", content_type=TURTLE)
    location = answer.headers["Location"]
    assert (answer.status_code, location.rpartition("/")[0]) == (201, "http://localhost/graphs")
    expected = parsed("<> <x:p> 1 .", base=location)
    assert triples(client.get(location)) == expected
    assert triples(client.get("/graphs", query_string={"graph": location})) == expected


def test_the_parts_of_a_form_are_one_graph_and_their_blank_nodes_stay_apart(client: FlaskClient) -> None:
    lines = [
        *("--b", 'Content-Disposition: form-data; name="a"; filename="a.ttl"', "Content-Type: text/turtle", ""),
        "<x:s> <x:p> _:n .",
        *("--b", 'Content-Disposition: form-data; name="c"; filename="c.nt"', "", "<x:s> <x:p> _:n ."),
        *(
            "--b",
            'Content-Disposition: form-data; name="d"',
            "Content-Type: application/ld+json",
            "",
            '{"@id":"x:s","x:p":1}',
        ),
        "--b--",
        "",
    ]
    body = "\r\n".join(lines).encode()
    answer = client.post(f"/graphs?graph={G}", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 201
    assert same_graph(triples(client.get(f"/graphs?graph={G}")), parsed("<x:s> <x:p> [], [], 1 ."))


def deep(opening: str, closing: str, levels: int = 300) -> str:
    return opening * levels + closing * levels


BAD = [
    ("no graph named", "PUT", "/graphs", TURTLE, "", 400),
    ("no graph to read", "GET", "/graphs", TURTLE, "", 400),
    ("two graphs", "PUT", f"/graphs?graph={G}&graph=x:h", TURTLE, "", 400),
    ("graph and default", "PUT", f"/graphs?graph={G}&default", TURTLE, "", 400),
    ("a relative name", "PUT", "/graphs?graph=g", TURTLE, "", 400),
    ("a name with a space", "PUT", "/graphs?graph=http://x/%20y", TURTLE, "", 400),
    ("named twice", "PUT", f"/graphs/x?graph={G}", TURTLE, "", 400),
    ("damaged", "PUT", f"/graphs?graph={G}", TURTLE, "<x:s> <x:p> .", 400),
    ("named graphs", "PUT", f"/graphs?graph={G}", "application/trig", "<x:g> { <x:s> <x:p> 1 }", 400),
    ("no format", "PUT", f"/graphs?graph={G}", "image/png", "", 415),
    ("no media type", "PUT", f"/graphs?graph={G}", None, "<x:s> <x:p> 1 .", 415),
    ("a form", "PUT", f"/graphs?graph={G}", "application/x-www-form-urlencoded", "a=b", 415),
    ("a broken form", "POST", f"/graphs?graph={G}", "multipart/form-data; boundary=b", "--b\r\nX", 400),
    ("a form without boundary", "POST", f"/graphs?graph={G}", "multipart/form-data", "x", 400),
    ("patch", "PATCH", f"/graphs?graph={G}", "application/sparql-update", "CLEAR ALL", 405),
    (
        "a context elsewhere",
        "PUT",
        f"/graphs?graph={G}",
        "application/ld+json",
        '{"@context":"http://127.0.0.1:9/c"}',
        400,
    ),
    (
        "an import",
        "PUT",
        f"/graphs?graph={G}",
        "application/ld+json",
        '{"@context":{"@import":"http://127.0.0.1:9/c"}}',
        400,
    ),
    (
        "an entity",
        "PUT",
        f"/graphs?graph={G}",
        "application/rdf+xml",
        f'<!DOCTYPE r [<!ENTITY x "y">]>{RDF}<e:C><e:p>&x;</e:p></e:C></rdf:RDF>',
        400,
    ),
    (
        "a file as entity",
        "PUT",
        f"/graphs?graph={G}",
        "application/rdf+xml",
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>{RDF}<e:C><e:p>&x;</e:p></e:C></rdf:RDF>',
        400,
    ),
    ("deep JSON", "PUT", f"/graphs?graph={G}", "application/ld+json", '{"x:p":' + deep("[", "]") + "}", 400),
    ("deep objects", "PUT", f"/graphs?graph={G}", "application/ld+json", deep('{"x:p":', "}"), 400),
    ("deep XML", "PUT", f"/graphs?graph={G}", "application/rdf+xml", RDF + deep("<e:C><e:p>", "</e:p></e:C>"), 400),
    ("deep terms", "PUT", f"/graphs?graph={G}", TURTLE, "<x:s> <x:p> " + deep("<<(<x:s> <x:p> ", " )>>"), 400),
    ("nothing acceptable", "GET", "/graphs?default", None, "", 406),
]


def test_there_are_24_bad_requests() -> None:
    assert len(BAD) == 24


@pytest.mark.parametrize(("name", "method", "at", "kind", "body", "status"), BAD, ids=[one[0] for one in BAD])
def test_a_bad_request_is_refused(
    client: FlaskClient, name: str, method: str, at: str, kind: str | None, body: str, status: int
) -> None:
    headers = {"Accept": "image/png"} if status == 406 else {}
    answer = client.open(at, method=method, data=body, content_type=kind, headers=headers)
    assert (answer.status_code, json.loads(answer.data)["status"]) == (status, status), name
    assert client.get(f"/graphs?graph={G}").status_code == 404


def test_brackets_in_strings_are_no_levels(client: FlaskClient) -> None:
    body = json.dumps({"@id": "http://x/s", "http://x/p": "[{" * 500 + '\\"'})
    assert put(client, body, "application/ld+json").status_code == 201
    brackets = "<<( " * 500
    for string in (f"'{brackets}'", f'"{brackets}"', f"'''{brackets}'''", f'"""{brackets}"""', f"1 . # {brackets}\n"):
        assert put(client, f"<http://x/it's> <x:p> {string} .".replace("\n .", "\n")).status_code == 204


def test_a_body_of_too_many_statements_is_refused_before_all_are_read() -> None:
    body = b"<x:s> <x:p> 1 , 2 , 3 . nonsense"
    with pytest.raises(Problem, match="more than 900,000 statements") as caught:
        read_triples(body, TURTLE, base="x:", most=2)
    assert caught.value.http_status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_a_body_may_be_packed(client: FlaskClient) -> None:
    headers = {"Content-Encoding": "gzip"}
    answer = client.put("/graphs?default", data=gzip.compress(ONE.encode()), content_type=TURTLE, headers=headers)
    assert answer.status_code == 204
    assert same_graph(triples(client.get("/graphs?default")), parsed(ONE))


def test_a_known_version_is_not_sent_again_and_a_lost_one_not_overwritten(client: FlaskClient) -> None:
    at = f"/graphs?graph={G}"
    put(client, "<x:s> <x:p> 1 .")
    etag = client.get(at).headers["ETag"]
    again = client.get(at, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    assert client.get(at, headers={"If-None-Match": etag, "Accept": "application/n-triples"}).status_code == 200
    mine = client.put(at, data="<x:s> <x:p> 2 .", content_type=TURTLE, headers={"If-Match": etag})
    late = client.put(at, data="<x:s> <x:p> 3 .", content_type=TURTLE, headers={"If-Match": etag})
    fresh = client.put(at, data="<x:s> <x:p> 4 .", content_type=TURTLE, headers={"If-None-Match": "*"})
    gone = client.delete("/graphs?graph=x:none", headers={"If-Match": "*"})
    assert [one.status_code for one in (mine, late, fresh, gone)] == [204, 412, 412, 412]
    assert triples(client.get(at)) == parsed("<x:s> <x:p> 2 .")


def test_a_graph_is_named_by_its_decoded_iri(client: FlaskClient) -> None:
    put(client, "<x:s> <x:p> 1 .", at="/graphs?graph=http%3A%2F%2Fx%2Fg")
    assert client.get("/graphs?graph=http://x/g").status_code == 200
    assert client.get("/graphs?graph=http://x/%2567").status_code == 404


def test_a_lone_percent_sign_in_a_path_is_a_character_and_in_a_name_a_mistake(client: FlaskClient) -> None:
    made = client.put("/graphs/5%25", data="<http://x/s> <http://x/p> 1 .", content_type=TURTLE)
    read = client.get("/graphs?graph=http://localhost/graphs/5%2525")
    refused = client.get("/graphs?graph=http://x/5%25")
    assert (made.status_code, read.status_code, refused.status_code) == (201, 200, 400)
