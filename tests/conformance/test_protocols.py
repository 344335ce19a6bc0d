"""The W3C suites of the SPARQL 1.1 Protocol, the Graph Store Protocol and the Service Description."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from tests.conformance.exchanges import Conversation, conversations, converse
from tests.conformance.manifests import ROOT

if TYPE_CHECKING:
    from tests.conformance.conftest import Endpoint

SD = "http://www.w3.org/ns/sparql-service-description#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PROTOCOL = conversations("sparql11/protocol/manifest.ttl")
GRAPH_STORE = conversations(
    "sparql11/graph-store-protocol/manifest-direct.ttl", "sparql11/graph-store-protocol/manifest-indirect.ttl"
)
needs_shared = pytest.mark.skipif(not ROOT.is_dir(), reason="the W3C suites need the optional data folder ../shared")


def name(conversation: Conversation) -> str:
    return conversation.iri.rpartition("#")[2]


@needs_shared
def test_the_manifests_have_34_and_14_cases() -> None:
    assert (len(PROTOCOL), len(GRAPH_STORE)) == (34, 14)


@pytest.mark.parametrize("conversation", PROTOCOL, ids=name)
def test_the_protocol_is_kept(endpoint: Endpoint, conversation: Conversation) -> None:
    endpoint.hold(set(), set())
    for graph, path in conversation.graphs:
        endpoint.put_graph(graph, path.read_bytes())
    endpoint.forget()
    converse(endpoint, conversation, {"/sparql": "/sparql"})


@pytest.mark.parametrize("conversation", GRAPH_STORE, ids=name)
def test_the_graph_store_protocol_is_kept(endpoint: Endpoint, conversation: Conversation) -> None:
    endpoint.forget()
    endpoint.hold(set(), set())
    endpoint.forget()
    converse(endpoint, conversation, {"/gsp": "/graphs"})


@needs_shared
@pytest.mark.parametrize(
    ("accept", "rdf_format"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_the_service_description_is_rdf_names_the_endpoint_and_keeps_to_its_schema(
    endpoint: Endpoint, accept: str, rdf_format: ox.RdfFormat
) -> None:
    status, headers, body = endpoint.request("GET", "/sparql", headers={"Accept": accept})
    assert (status, headers["content-type"].partition(";")[0]) == (200, accept)
    graph = ox.Store()
    graph.extend(ox.parse(body, rdf_format))
    ((service, _, address, _),) = graph.quads_for_pattern(None, ox.NamedNode(f"{SD}endpoint"), None)
    assert address == ox.NamedNode(f"{endpoint.address}/sparql")
    assert ox.Quad(service, TYPE, ox.NamedNode(f"{SD}Service")) in graph
    kinds = {"defaultDataset": "Dataset", "defaultGraph": "Graph", "namedGraph": "NamedGraph"}
    for link, kind in kinds.items():
        for quad in graph.quads_for_pattern(None, ox.NamedNode(SD + link), None):
            assert ox.Quad(quad.object, TYPE, ox.NamedNode(SD + kind)) in graph
    for link in ("feature", "supportedLanguage", "resultFormat", "inputFormat", "extensionFunction"):
        for quad in graph.quads_for_pattern(None, ox.NamedNode(SD + link), None):
            assert (quad.subject, isinstance(quad.object, ox.NamedNode)) == (service, True)
