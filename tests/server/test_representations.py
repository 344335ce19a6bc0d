"""What goes along with an answer: packing, tags of versions, security headers, and descriptions in RDF."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli
import pyoxigraph as ox
import pytest

from kg.settings import Settings
from server.access import Access
from server.app import create_app
from server.worker import WORTH_PACKING

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from server.engine import Engine

SELECT = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"

PACKED = [
    ("gzip", "gzip"),
    ("gzip;q=0.5", "gzip"),
    ("gzip, br;q=0.5", "gzip"),
    ("br", "br"),
    ("gzip, deflate, br", "br"),
]
PLAIN = [("", None), ("identity", None), ("gzip;q=0", None), ("*;q=0", None), ("deflate", None)]
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}


@pytest.mark.parametrize("path", ["/sparql", "/export.nq", "/", "/ontology.ttl"])
@pytest.mark.parametrize(("accepted", "packing"), PACKED + PLAIN)
def test_an_answer_is_packed_for_who_takes_it(
    client: FlaskClient, path: str, accepted: str, packing: str | None
) -> None:
    query = {"query": SELECT} if path == "/sparql" else {}
    plain = client.get(path, query_string=query)
    answer = client.get(path, query_string=query, headers={"Accept-Encoding": accepted})
    assert len(plain.data) > WORTH_PACKING
    assert answer.headers.get("Content-Encoding") == packing
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert UNPACK[packing](answer.data) == plain.data


def test_a_short_answer_is_not_packed(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/sparql?query=ASK{}", headers={"Accept-Encoding": "gzip"}).headers


def test_a_known_answer_is_not_computed_again_until_somebody_writes(client: FlaskClient, engine: Engine) -> None:
    first = client.get("/sparql", query_string={"query": SELECT})
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/sparql", query_string={"query": SELECT}, headers=known)
    other = client.get("/sparql", query_string={"query": SELECT, "format": "csv"}, headers=known)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert other.status_code == 200
    engine.write(lambda store: store.update("INSERT DATA { <x:s> <x:p> 1 } ; DELETE DATA { <x:s> <x:p> 1 }"))
    assert client.get("/sparql", query_string={"query": SELECT}, headers=known).status_code == 200


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "struuid()", "BNODE()"])
def test_an_answer_that_is_another_one_each_time_has_no_tag(client: FlaskClient, function: str) -> None:
    assert "ETag" not in client.get("/sparql", query_string={"query": f"SELECT ({function} AS ?x) {{}}"}).headers
    assert "ETag" not in client.post("/sparql", data={"query": SELECT}).headers


@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK{}", "/sparql?query=SELEC", "/nowhere", "/openapi.json"])
def test_every_answer_has_the_security_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert {name: headers[name] for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")} == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }


FORMATS = [
    ("text/turtle", ox.RdfFormat.TURTLE),
    ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ("application/ld+json", ox.RdfFormat.JSON_LD),
]


@pytest.mark.parametrize(("accept", "rdf_format"), FORMATS)
def test_void_says_where_the_dataset_is_and_how_much_it_holds(
    client: FlaskClient, engine: Engine, accept: str, rdf_format: ox.RdfFormat
) -> None:
    answer = client.get("/.well-known/void", headers={"Accept": accept})
    graph = list(ox.parse(answer.data, rdf_format))
    said = {each.predicate.value.removeprefix(VOID): each.object.value for each in graph}
    assert answer.mimetype == accept
    assert said["sparqlEndpoint"] == "http://localhost/sparql"
    assert said["dataDump"] == "http://localhost/export.nq"
    assert (said["triples"], said["documents"]) == (str(engine.store.counts().quads), "4")
    again = client.get("/.well-known/void", headers={"Accept": accept, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_service_says_that_it_takes_updates_where_it_does(client: FlaskClient, engine: Engine) -> None:
    writable = create_app(engine, Settings(), access=Access("a-token-of-good-length")).test_client()
    update = f"{SD}SPARQL11Update".encode()
    assert update in writable.get("/sparql", headers={"Accept": "application/n-triples"}).data
    assert update not in client.get("/sparql", headers={"Accept": "application/n-triples"}).data
