"""The SPARQL 1.1 Protocol's query operation, on the real application and store."""

from __future__ import annotations

import csv
import io
import itertools
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from tests.newsroom import CARD, NORTHWIND, article_id

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

BASE = "https://w3id.org/newsgraph/"
SELECT = "SELECT ?label WHERE { ?event a ng:Event ; rdfs:label ?label } ORDER BY ?label"
ASK = "ASK { ?event a ng:Partnership }"
CONSTRUCT = "CONSTRUCT { ?event rdfs:label ?label } WHERE { ?event a ng:Partnership ; rdfs:label ?label }"
DESCRIBE = f"DESCRIBE <{BASE}{CARD.key}>"
LABELS = [
    "Acquisition of Northwind by Harbour Bank",
    "Marketing partnership of Harbour Bank and Northwind",
    "Regulatory action about Harbour Bank",
]
QUERY_TYPE = "application/sparql-query"

ROW_TYPES = [
    ("application/sparql-results+json", "application/sparql-results+json"),
    ("application/json", "application/json"),
    ("application/sparql-results+xml", "application/sparql-results+xml"),
    ("application/xml", "application/xml"),
    ("text/xml", "text/xml; charset=utf-8"),
    ("text/csv", "text/csv; charset=utf-8"),
    ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ("*/*", "application/sparql-results+json"),
    ("", "application/sparql-results+json"),
    ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "application/sparql-results+xml"),
    ("text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
    ("text/*", "text/csv; charset=utf-8"),
]
GRAPH_TYPES = [
    ("text/turtle", "text/turtle; charset=utf-8"),
    ("application/n-triples", "application/n-triples"),
    ("text/plain", "text/plain; charset=utf-8"),
    ("application/ld+json", "application/ld+json"),
    ("application/json", "application/json"),
    ("application/rdf+xml", "application/rdf+xml"),
    ("application/xml", "application/xml"),
    ("application/trig", "application/trig"),
    ("application/n-quads", "application/n-quads"),
    ("*/*", "text/turtle; charset=utf-8"),
    ("", "text/turtle; charset=utf-8"),
    ("application/sparql-results+json, application/n-triples;q=0.2", "application/n-triples"),
]
MATRIX = [
    *itertools.product([SELECT, ASK], ROW_TYPES),
    *itertools.product([CONSTRUCT, DESCRIBE], GRAPH_TYPES),
]


def test_the_matrix_of_formats_has_48_cases() -> None:
    assert len(MATRIX) == 48


@pytest.mark.parametrize(("query", "types"), MATRIX)
def test_the_answer_comes_in_the_accepted_format(client: FlaskClient, query: str, types: tuple[str, str]) -> None:
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": types[0]})
    assert (answer.status_code, answer.content_type) == (200, types[1])
    assert "Accept" in answer.headers["Vary"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert_says_the_same(answer, query)


def assert_says_the_same(answer: TestResponse, query: str) -> None:
    """Whatever the format, the answer read back is the one answer to the query."""
    media_type = answer.content_type.partition(";")[0]
    if query in (CONSTRUCT, DESCRIBE):
        graph_format = {
            "text/plain": ox.RdfFormat.N_TRIPLES,
            "application/json": ox.RdfFormat.JSON_LD,
            "application/xml": ox.RdfFormat.RDF_XML,
        }.get(media_type) or ox.RdfFormat.from_media_type(media_type)
        triples = list(ox.parse(answer.data, format=graph_format))
        assert {each.subject.value for each in triples} == {BASE + CARD.key}
        assert LABELS[1] in {each.object.value for each in triples}
    elif query == ASK:
        assert b"true" in answer.data
    elif "json" in media_type:
        assert [row["label"]["value"] for row in json.loads(answer.data)["results"]["bindings"]] == LABELS
    elif media_type == "text/csv":
        assert [row["label"] for row in csv.DictReader(io.StringIO(answer.text))] == LABELS
    else:
        assert all(label in answer.text for label in LABELS)


WAYS = {
    "GET": lambda client: client.get("/sparql", query_string={"query": SELECT}),
    "POST form": lambda client: client.post("/sparql", data={"query": SELECT}),
    "POST direct": lambda client: client.post("/sparql", data=SELECT, content_type=QUERY_TYPE),
    "POST direct, charset": lambda client: client.post(
        "/sparql", data=SELECT, content_type=f"{QUERY_TYPE}; charset=UTF-8"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_the_protocol_gives_the_same_answer(client: FlaskClient, way: str) -> None:
    answer = WAYS[way](client)
    assert answer.status_code == 200
    assert_says_the_same(answer, SELECT)


BAD = [
    ("malformed", {"method": "GET", "query_string": {"query": "SELECT * {\n ?s ?p "}}, 400),
    ("repeated", {"method": "GET", "query_string": [("query", ASK), ("query", ASK)]}, 400),
    ("in the address and the form", {"method": "POST", "query_string": {"query": ASK}, "data": {"query": ASK}}, 400),
    (
        "in the address and the body",
        {"method": "POST", "query_string": {"query": ASK}, "data": ASK, "content_type": QUERY_TYPE},
        400,
    ),
    ("no query in a form", {"method": "POST", "data": {"other": "1"}}, 400),
    ("no query with a dataset", {"method": "GET", "query_string": {"default-graph-uri": "x:g"}}, 400),
    ("not UTF-8", {"method": "POST", "data": b"ASK {\xff}", "content_type": QUERY_TYPE}, 400),
    (
        "another charset",
        {"method": "POST", "data": ASK.encode("utf-16"), "content_type": f"{QUERY_TYPE}; charset=utf-16"},
        415,
    ),
    ("another media type", {"method": "POST", "data": ASK, "content_type": "text/plain"}, 415),
    ("no media type", {"method": "POST", "data": ASK}, 415),
    ("another method", {"method": "PUT", "data": ASK, "content_type": QUERY_TYPE}, 405),
    ("delete", {"method": "DELETE"}, 405),
    ("an unknown format", {"method": "GET", "query_string": {"query": ASK, "format": "docx"}}, 400),
    ("rows as Turtle", {"method": "GET", "query_string": {"query": ASK, "format": "ttl"}}, 406),
    ("a graph as CSV", {"method": "GET", "query_string": {"query": CONSTRUCT, "format": "csv"}}, 406),
    ("nothing acceptable", {"method": "GET", "query_string": {"query": ASK}, "headers": {"Accept": "image/png"}}, 406),
    ("a graph that is no IRI", {"method": "GET", "query_string": {"query": ASK, "default-graph-uri": "a b"}}, 400),
    (
        "SERVICE",
        {"method": "GET", "query_string": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}},
        403,
    ),
    (
        "SERVICE that does not parse",
        {"method": "GET", "query_string": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p } }"}},
        400,
    ),
    (
        "SERVICE without a target",
        {"method": "GET", "query_string": {"query": "SELECT * { SERVICE { ?s ?p ?o } }"}},
        400,
    ),
    ("an update by form", {"method": "POST", "data": {"update": "CLEAR ALL"}}, 403),
    ("an update by body", {"method": "POST", "data": "CLEAR ALL", "content_type": "application/sparql-update"}, 403),
    ("an update as a query", {"method": "POST", "data": "CLEAR ALL", "content_type": QUERY_TYPE}, 400),
    ("too long", {"method": "POST", "data": ASK + " " * (1 << 20), "content_type": QUERY_TYPE}, 413),
]


def test_there_are_24_bad_requests() -> None:
    assert len(BAD) == 24


@pytest.mark.parametrize(("name", "request_", "status"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_request_is_refused_with_its_reason(
    client: FlaskClient, name: str, request_: dict[str, object], status: int
) -> None:
    answer = client.open("/sparql", **request_)
    assert answer.status_code == status, name
    assert answer.content_type == "application/problem+json" or "image/png" in str(request_)
    problem = json.loads(answer.data)
    assert problem["status"] == status
    assert len(problem["detail"]) > 10
    assert "Traceback" not in answer.text


def test_a_syntax_error_names_line_and_column(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "SELECT * {\n ?s ?p \n ?o ??? }"})
    problem = answer.get_json(force=True)
    assert (answer.status_code, problem["line"]) == (400, 3)
    assert f"line {problem['line']}, column {problem['column']}" in problem["detail"]


def test_a_refused_method_says_which_are_allowed(client: FlaskClient) -> None:
    assert set(client.put("/sparql").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_preflight_allows_any_origin_without_credentials(client: FlaskClient) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    headers = client.options("/sparql", headers=asked).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in headers


def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient) -> None:
    got, asked = (method("/sparql", query_string={"query": SELECT}) for method in (client.get, client.head))
    assert asked.data == b""
    assert {**asked.headers} == {**got.headers}


PARAMETERS = [
    ({"format": "csv"}, "text/csv; charset=utf-8"),
    ({"output": "xml"}, "application/sparql-results+xml"),
    ({"format": "text/tab-separated-values"}, "text/tab-separated-values; charset=utf-8"),
]


@pytest.mark.parametrize(("parameter", "expected"), PARAMETERS)
def test_a_parameter_chooses_the_format_over_the_header(
    client: FlaskClient, parameter: dict[str, str], expected: str
) -> None:
    headers = {"Accept": "application/sparql-results+json"}
    answer = client.get("/sparql", query_string={"query": SELECT, **parameter}, headers=headers)
    assert answer.content_type == expected


def test_a_download_has_a_file_name(client: FlaskClient) -> None:
    answer = client.post("/sparql", data={"query": SELECT, "download": "csv"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="newsgraph-result.csv"'
    assert answer.content_type == "text/csv; charset=utf-8"


def count(client: FlaskClient, query: str, **dataset: str | list[str]) -> int:
    answer = client.get(
        "/sparql", query_string={"query": query, **{k.replace("_", "-"): v for k, v in dataset.items()}}
    )
    return int(json.loads(answer.data)["results"]["bindings"][0]["n"]["value"])


def test_the_protocol_s_dataset_replaces_the_stores(client: FlaskClient) -> None:
    graphs = [f"{BASE}graph/{article_id(name)}" for name in ("card", "fees")]
    articles = "SELECT (COUNT(?a) AS ?n) WHERE { ?a a ng:Article }"
    in_graphs = "SELECT (COUNT(?a) AS ?n) WHERE { GRAPH ?g { ?a a ng:Article } }"
    assert count(client, articles) == 0
    assert count(client, articles, default_graph_uri=graphs) == 2
    assert count(client, in_graphs) == 4
    assert count(client, in_graphs, default_graph_uri=graphs) == 0
    assert count(client, in_graphs, named_graph_uri=graphs[:1]) == 1
    assert count(client, articles.replace("WHERE", f"FROM <{graphs[0]}> WHERE"), default_graph_uri=graphs) == 2


def test_without_a_query_the_service_describes_itself(client: FlaskClient) -> None:
    answer = client.get("/sparql")
    graph = list(ox.parse(answer.data, format=ox.RdfFormat.TURTLE))
    assert answer.content_type == "text/turtle; charset=utf-8"
    said = {(each.predicate.value.rpartition("#")[2], each.object.value) for each in graph}
    assert ("endpoint", "http://localhost/sparql") in said
    assert ("supportedLanguage", "http://www.w3.org/ns/sparql-service-description#SPARQL11Query") in said
    assert sum(name == "resultFormat" for name, _ in said) == 10
    assert not any(isinstance(node, ox.BlankNode) for each in graph for node in (each.subject, each.object))


def test_a_browser_without_a_query_is_sent_to_the_form(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/query")


def test_a_browser_and_a_text_client_read_errors_in_their_own_format(client: FlaskClient) -> None:
    query = quote("SELEC")
    page = client.get(f"/sparql?query={query}", headers={"Accept": "text/html"})
    text = client.get(f"/sparql?query={query}", headers={"Accept": "text/plain"})
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert (text.status_code, text.mimetype) == (400, "text/plain")
    assert "line 1, column 6" in page.text
    assert "line 1, column 6" in text.text


def test_a_long_answer_is_whole(client: FlaskClient) -> None:
    numbers = " ".join(str(number) for number in range(100))
    query = f"SELECT ?a ?b ?c WHERE {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} VALUES ?c {{ 1 2 3 }} }}"
    answer = client.post("/sparql", data=query, content_type=QUERY_TYPE, headers={"Accept": "text/csv"})
    assert answer.data.count(b"\r\n") == 1 + 100 * 100 * 3


def test_the_facts_are_the_default_graph(client: FlaskClient) -> None:
    query = f"ASK {{ <{BASE}{NORTHWIND.key}> ng:sourceCount 3 }}"
    assert client.get("/sparql", query_string={"query": query}).get_json(force=True)["boolean"] is True
