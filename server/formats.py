"""The formats that the server speaks: media types, short names and the serializer behind each."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Serializer = TypeVar("Serializer", QueryResultsFormat, RdfFormat)


@dataclass(frozen=True, slots=True)
class Format(Generic[Serializer]):
    """One format.

    Attributes:
        name: its suffix and the value of the parameter `format`.
        media_types: the registered one first, then the other names that clients use for it.
        serializer: what the engine calls it.
        title: for people.
    """

    name: str
    media_types: tuple[str, ...]
    serializer: Serializer
    title: str

    @property
    def media_type(self) -> str:
        """The registered media type."""
        return self.media_types[0]


RESULTS: Final[tuple[Format[QueryResultsFormat], ...]] = (
    Format(
        "json",
        ("application/sparql-results+json", "application/json"),
        QueryResultsFormat.JSON,
        "SPARQL JSON",
    ),
    Format(
        "xml",
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        QueryResultsFormat.XML,
        "SPARQL XML",
    ),
    Format("csv", ("text/csv",), QueryResultsFormat.CSV, "CSV"),
    Format("tsv", ("text/tab-separated-values",), QueryResultsFormat.TSV, "TSV"),
)
"""For the answers of SELECT and ASK; the favourite first."""

GRAPHS: Final[tuple[Format[RdfFormat], ...]] = (
    Format("ttl", ("text/turtle", "application/x-turtle"), RdfFormat.TURTLE, "Turtle"),
    Format("nt", ("application/n-triples", "text/plain"), RdfFormat.N_TRIPLES, "N-Triples"),
    Format("jsonld", ("application/ld+json", "application/json"), RdfFormat.JSON_LD, "JSON-LD"),
    Format("rdf", ("application/rdf+xml", "application/xml", "text/xml"), RdfFormat.RDF_XML, "RDF/XML"),
    Format("trig", ("application/trig",), RdfFormat.TRIG, "TriG"),
    Format("nq", ("application/n-quads",), RdfFormat.N_QUADS, "N-Quads"),
)
"""For the answers of CONSTRUCT and DESCRIBE, descriptions and exports; the favourite first."""

SYNONYMS: Final[Mapping[str, str]] = MappingProxyType(
    {"turtle": "ttl", "n3": "ttl", "ntriples": "nt", "nquads": "nq", "json-ld": "jsonld", "rdf+xml": "rdf"}
)
"""Other short names that clients such as SPARQLWrapper send; Turtle is N3 too."""


def offers(formats: Iterable[Format[Serializer]]) -> dict[str, Format[Serializer]]:
    """Media type → format, the favourite first, the registered media types before the others."""
    listed = tuple(formats)
    registered = {one.media_type: one for one in listed}
    return registered | {other: one for one in listed for other in one.media_types[1:] if other not in registered}


def named(name: str, formats: Iterable[Format[Serializer]]) -> tuple[str, Format[Serializer]] | None:
    """The format that a short name or a media type means, with the media type to answer with.

    `json` and `xml` also mean JSON-LD and RDF/XML where the answer is a graph.
    """
    wanted = SYNONYMS.get(name.lower(), name.lower())
    listed = tuple(formats)
    for one in listed:
        if wanted == one.name or wanted in one.media_types:
            return one.media_type, one
    for one in listed:
        if f"application/{wanted}" in one.media_types:
            return one.media_type, one
    return None


def with_charset(media_type: str) -> str:
    """The media type as a Content-Type: text needs its charset said, the others are UTF-8 by definition."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
