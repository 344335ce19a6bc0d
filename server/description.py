"""What the service says of itself: the SPARQL 1.1 Service Description, without blank nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ontology import terms
from server.formats import GRAPHS, RESULTS, Format

if TYPE_CHECKING:
    from collections.abc import Iterator

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES: Final = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
}


def describe(endpoint: str, *, base: str, written_as: Format[RdfFormat]) -> bytes:
    """The description of the endpoint at this address.

    Args:
        endpoint: where the client reached it.
        base: what every resource IRI starts with.
        written_as: the format to write.
    """
    written = serialize(
        _description(endpoint, base=base),
        format=written_as.serializer,
        prefixes={"sd": SD, "void": VOID, "formats": _FORMATS, "xsd": terms.XSD},
    )
    return written or b""


def _description(endpoint: str, *, base: str) -> Iterator[Triple]:
    service, dataset = NamedNode(endpoint), NamedNode(f"{endpoint}#dataset")
    default_graph = NamedNode(f"{endpoint}#default-graph")
    kind = NamedNode(f"{terms.RDF}type")
    yield Triple(service, kind, NamedNode(f"{SD}Service"))
    yield Triple(service, NamedNode(f"{SD}endpoint"), service)
    yield Triple(service, NamedNode(f"{SD}supportedLanguage"), NamedNode(f"{SD}SPARQL11Query"))
    for short in (*(one.name for one in RESULTS), *(one.name for one in GRAPHS)):
        name = _FORMAT_NAMES[short]
        yield Triple(service, NamedNode(f"{SD}resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, NamedNode(f"{SD}defaultDataset"), dataset)
    yield Triple(dataset, kind, NamedNode(f"{SD}Dataset"))
    yield Triple(dataset, kind, NamedNode(f"{VOID}Dataset"))
    yield Triple(dataset, NamedNode(f"{SD}defaultGraph"), default_graph)
    yield Triple(dataset, NamedNode(f"{VOID}uriSpace"), Literal(base))
    yield Triple(dataset, NamedNode(f"{VOID}vocabulary"), NamedNode(terms.NG))
    yield Triple(default_graph, kind, NamedNode(f"{SD}Graph"))
