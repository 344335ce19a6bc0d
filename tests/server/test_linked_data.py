"""Dereferencing: every resource as a page or as RDF, by Accept header or by suffix."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.facts.sources import signature
from kg.map import claim_quads
from server.formats import GRAPHS
from tests.newsroom import CARD, CHIEF, NORTHWIND, ZURICH, article_id, readings

if TYPE_CHECKING:
    from flask.testing import FlaskClient

BASE = "https://w3id.org/newsgraph/"
RESOURCES = [f"/{NORTHWIND.key}", f"/{CARD.key}", f"/{CHIEF.key}", f"/{ZURICH.key}", f"/article/{article_id('card')}"]
REPRESENTATIONS = [
    ("html", "text/html", "text/html; charset=utf-8"),
    ("html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
    ("html", "*/*", "text/html; charset=utf-8"),
    ("ttl", "text/turtle", "text/turtle; charset=utf-8"),
    ("jsonld", "application/ld+json", "application/ld+json"),
    ("nt", "application/n-triples", "application/n-triples"),
    ("rdf", "application/rdf+xml", "application/rdf+xml"),
    ("trig", "application/trig", "application/trig"),
    ("nq", "application/n-quads", "application/n-quads"),
]
MATRIX = list(itertools.product(RESOURCES, REPRESENTATIONS))


def test_the_matrix_has_45_cases() -> None:
    assert len(MATRIX) == 45


@pytest.mark.parametrize(("path", "representation"), MATRIX)
def test_a_resource_comes_in_the_accepted_format_or_by_suffix(
    client: FlaskClient, path: str, representation: tuple[str, str, str]
) -> None:
    suffix, accept, content_type = representation
    negotiated = client.get(path, headers={"Accept": accept})
    by_suffix = client.get(f"{path}.{suffix}", headers={"Accept": "image/png"})
    assert (negotiated.status_code, negotiated.content_type) == (200, content_type)
    assert negotiated.headers["Vary"].startswith("Accept")
    assert client.get(negotiated.headers["Content-Location"]).data == negotiated.data
    assert (by_suffix.status_code, by_suffix.data) == (200, negotiated.data)


@pytest.mark.parametrize("one", GRAPHS, ids=lambda one: one.name)
def test_an_article_as_data_is_its_claims_graph(client: FlaskClient, one: object) -> None:
    card = readings()[0]
    quads = claim_quads(card, base=BASE, reading_hash="by hand", signature=signature(card.article))
    expected = {(each.subject, each.predicate, each.object) for each in quads}
    answer = client.get(f"/article/{card.article.id}.{one.name}")
    found = {(each.subject, each.predicate, each.object) for each in ox.parse(answer.data, format=one.serializer)}
    assert found == expected


def test_an_entity_as_data_has_its_facts_its_events_and_the_claims_behind_them(client: FlaskClient) -> None:
    answer = client.get(f"/{NORTHWIND.key}.ttl")
    triples = list(ox.parse(answer.data, format=ox.RdfFormat.TURTLE))
    subjects = {each.subject.value.removeprefix(BASE) for each in triples}
    assert {NORTHWIND.key, CARD.key, CHIEF.key} <= subjects
    claims = {each.object for each in triples if each.predicate.value.endswith("#supportedBy")}
    assert claims <= {each.subject for each in triples}
    assert answer.text.startswith("@prefix ")


def test_what_a_client_does_not_accept_is_406(client: FlaskClient) -> None:
    answer = client.get(RESOURCES[0], headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.get_json(force=True)["detail"]


def test_links_in_the_headers_name_the_other_representations(client: FlaskClient) -> None:
    links = client.head(RESOURCES[0]).headers.getlist("Link")
    assert f'<{RESOURCES[0]}.ttl>; rel="alternate"; type="text/turtle"' in links
    assert len(links) == 6


def test_a_graph_leads_to_its_article(client: FlaskClient) -> None:
    answer = client.get(f"/graph/{article_id('card')}", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert answer.request.path == f"/article/{article_id('card')}"
    assert answer.mimetype == "text/turtle"
    assert client.get("/graph/none").status_code == 303


@pytest.mark.parametrize("path", ["/id/organization/nothing", "/id/organization/nothing.ttl", "/article/none.jsonld"])
def test_what_the_graph_does_not_have_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"Accept": "text/turtle, */*;q=0.1"}).status_code == 404


@pytest.mark.parametrize("one", GRAPHS, ids=lambda one: one.name)
def test_the_whole_graph_can_be_taken_away(client: FlaskClient, one: object) -> None:
    answer = client.get(f"/export.{one.name}")
    quads = list(ox.parse(answer.data, format=one.serializer))
    assert answer.mimetype == one.media_type
    assert answer.headers["Content-Disposition"] == f'attachment; filename="newsgraph.{one.name}"'
    lines = client.get("/export.nq").text.splitlines()
    facts = [line for line in lines if not line.endswith("> .") or f"<{BASE}graph/" not in line]
    assert len(set(quads)) == len(lines if one.serializer.supports_datasets else facts)


@pytest.mark.parametrize(
    ("name", "media_type", "file_name"),
    [
        ("zip", "application/zip", "newsgraph.zip"),
        ("ftm", "application/jsonl", "newsgraph.ftm.jsonl"),
        ("nanopubs", "application/trig", "newsgraph.nanopubs.trig"),
        ("trig12", "application/trig; version=1.2", "newsgraph.trig"),
    ],
)
def test_the_graph_can_be_taken_to_other_tools(client: FlaskClient, name: str, media_type: str, file_name: str) -> None:
    whole = client.get(f"/export.{name}")
    part = client.get(f"/export.{name}?article={article_id('card')}")

    assert (whole.status_code, whole.content_type) == (200, media_type)
    assert whole.headers["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert 0 < len(part.data) < len(whole.data)


def test_a_part_of_the_graph_can_be_taken_away(client: FlaskClient) -> None:
    lines = client.get(f"/export.nq?article={article_id('card')}").text.splitlines()

    assert lines
    assert {line.split()[-2] for line in lines} == {f"<{BASE}graph/{article_id('card')}>"}
    assert client.get("/export.nq?entity=Nobody").status_code == 404
