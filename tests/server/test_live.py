"""The real server process over HTTP, with the clients that people use."""

from __future__ import annotations

import http.client
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import pytest
from rdflib import RDFS, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, N3, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper

from tests.newsroom import CARD, NORTHWIND

BASE = "https://w3id.org/newsgraph/"
NG = f"{BASE}ontology#"
SELECT = f"SELECT ?event WHERE {{ ?event a <{NG}Partnership> }}"
CONSTRUCT = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s a <{NG}Partnership> ; ?p ?o }}"


def ask(address: str, query: str, returns: str, *, method: str = GET, way: str = URLENCODED) -> Any:  # noqa: ANN401 (what SPARQLWrapper gives)
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setQuery(query)
    wrapper.setReturnFormat(returns)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way)
    return wrapper.query().convert()


@pytest.mark.parametrize(("method", "way"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_selects(address: str, method: str, way: str) -> None:
    answer = ask(address, SELECT, JSON, method=method, way=way)
    assert [row["event"]["value"] for row in answer["results"]["bindings"]] == [BASE + CARD.key]


def test_sparqlwrapper_reads_the_other_formats(address: str) -> None:
    assert (BASE + CARD.key).encode() in ask(address, SELECT, CSV)
    assert BASE + CARD.key in ask(address, SELECT, XML).toxml()
    assert ask(address, "ASK {}", JSON)["boolean"] is True
    for returns in (TURTLE, N3):
        graph = Graph().parse(data=ask(address, CONSTRUCT, returns), format="turtle")
        assert str(graph.value(URIRef(BASE + CARD.key), RDFS.label)) == CARD.label


def test_rdflib_queries_the_endpoint_as_a_store(address: str) -> None:
    graph = Graph(store=SPARQLStore(f"{address}/sparql"))
    assert [str(row[0]) for row in graph.query(SELECT)] == [BASE + CARD.key]
    assert str(graph.value(URIRef(BASE + NORTHWIND.key), RDFS.label)) == "Northwind"


def test_rdflib_dereferences_a_resource(address: str) -> None:
    graph = Graph().parse(f"{address}/{NORTHWIND.key}")
    assert str(graph.value(URIRef(BASE + NORTHWIND.key), RDFS.label)) == "Northwind"


def request(address: str, method: str, path: str, **given: Any) -> tuple[int, bytes, dict[str, str]]:  # noqa: ANN401 (what http.client takes)
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, path, **given)
        answer = connection.getresponse()
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def test_health_head_and_errors_over_the_wire(address: str) -> None:
    assert request(address, "GET", "/health")[0] == HTTPStatus.OK
    status, body, headers = request(address, "HEAD", "/sparql?query=ASK%20%7B%7D")
    assert (status, body, headers["content-type"]) == (200, b"", "application/sparql-results+json")
    assert request(address, "HEAD", "/export.nq")[1] == b""
    assert request(address, "GET", "/sparql?query=SELEC")[0] == HTTPStatus.BAD_REQUEST
    assert request(address, "PUT", "/sparql")[0] == HTTPStatus.METHOD_NOT_ALLOWED
    assert request(address, "GET", "/nowhere")[0] == HTTPStatus.NOT_FOUND


BIG = " ".join(str(number) for number in range(300))


def test_a_long_answer_arrives_whole(address: str) -> None:
    query = f"SELECT ?a ?b {{ VALUES ?a {{ {BIG} }} VALUES ?b {{ {BIG} }} }}"
    headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
    status, body, _ = request(address, "POST", "/sparql", body=query, headers=headers)
    assert (status, body.count(b"\r\n")) == (200, 1 + 300 * 300)


def test_a_client_that_leaves_in_the_middle_leaves_the_server_working(address: str) -> None:
    query = f"SELECT ?a ?b {{ VALUES ?a {{ {BIG} }} VALUES ?b {{ {BIG} }} VALUES ?c {{ {BIG} }} }}"
    for _ in range(3):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
        headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
        connection.request("POST", "/sparql", body=query, headers=headers)
        connection.getresponse().read(100)
        connection.close()
    assert request(address, "GET", "/sparql?query=ASK%20%7B%7D")[0] == HTTPStatus.OK
