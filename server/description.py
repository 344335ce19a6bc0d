"""What the service says of itself: the SPARQL 1.1 Service Description, without blank nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ontology import terms
from server.formats import GRAPHS, RESULTS, Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
DCTERMS: Final = "http://purl.org/dc/terms/"
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


def describe(endpoint: str, *, base: str, features: Iterable[str], written_as: Format[RdfFormat]) -> bytes:
    """The description of the endpoint at this address.

    Args:
        endpoint: where the client reached it.
        base: what every resource IRI starts with.
        features: names of languages and features of the service description's vocabulary, such as "SPARQL11Update".
        written_as: the format to write.
    """
    return written(_description(endpoint, base=base, features=features), written_as)


def written(triples: Iterable[Triple], written_as: Format[RdfFormat]) -> bytes:
    """Descriptions in the format asked for."""
    made = serialize(
        triples,
        format=written_as.serializer,
        prefixes={"sd": SD, "void": VOID, "formats": _FORMATS, "xsd": terms.XSD, "dcterms": DCTERMS},
    )
    return made or b""


def format_names(formats: Iterable[Format[RdfFormat]] = GRAPHS) -> Iterator[NamedNode]:
    """What the W3C calls these formats."""
    return (NamedNode(_FORMATS + _FORMAT_NAMES[one.name]) for one in formats)


def _description(endpoint: str, *, base: str, features: Iterable[str]) -> Iterator[Triple]:
    service, dataset = NamedNode(endpoint), NamedNode(f"{endpoint}#dataset")
    default_graph = NamedNode(f"{endpoint}#default-graph")
    kind = NamedNode(f"{terms.RDF}type")
    yield Triple(service, kind, NamedNode(f"{SD}Service"))
    yield Triple(service, NamedNode(f"{SD}endpoint"), service)
    for feature in ("SPARQL11Query", *features):
        link = "supportedLanguage" if feature.startswith("SPARQL") else "feature"
        yield Triple(service, NamedNode(SD + link), NamedNode(SD + feature))
    for row_format in RESULTS:
        name = NamedNode(_FORMATS + _FORMAT_NAMES[row_format.name])
        yield Triple(service, NamedNode(f"{SD}resultFormat"), name)
    for name in format_names():
        yield Triple(service, NamedNode(f"{SD}resultFormat"), name)
        yield Triple(service, NamedNode(f"{SD}inputFormat"), name)
    yield Triple(service, NamedNode(f"{SD}defaultDataset"), dataset)
    yield Triple(dataset, kind, NamedNode(f"{SD}Dataset"))
    yield Triple(dataset, kind, NamedNode(f"{VOID}Dataset"))
    yield Triple(dataset, NamedNode(f"{SD}defaultGraph"), default_graph)
    yield Triple(dataset, NamedNode(f"{VOID}sparqlEndpoint"), service)
    yield Triple(dataset, NamedNode(f"{VOID}uriSpace"), Literal(base))
    yield Triple(dataset, NamedNode(f"{VOID}vocabulary"), NamedNode(terms.NG))
    yield Triple(default_graph, kind, NamedNode(f"{SD}Graph"))
