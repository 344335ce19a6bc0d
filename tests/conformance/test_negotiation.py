"""Content negotiation over HTTP, as RFC 9110 (12.5.1) and the SPARQL 1.1 Protocol (2.1.6) have it: a table of cases."""

from __future__ import annotations

import contextlib
import http.client
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from kg.store import Store
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv; charset=utf-8", "text/tab-separated-values; charset=utf-8"
TTL, NT, NQ = "text/turtle; charset=utf-8", "application/n-triples", "application/n-quads"
RDF, LD, TRIG = "application/rdf+xml", "application/ld+json", "application/trig"
PLAIN, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
NONE = ""

ROWS = [
    (None, JSON),
    ("", JSON),
    ("*/*", JSON),
    ("application/*", JSON),
    ("text/*", CSV),
    (JSON, JSON),
    (XML, XML),
    ("text/csv", CSV),
    ("text/tab-separated-values", TSV),
    ("application/json", "application/json"),
    ("application/xml", "application/xml"),
    ("text/xml", "text/xml; charset=utf-8"),
    ("TEXT/CSV", CSV),
    ("text/csv;charset=utf-8", CSV),
    ("text/csv; q=0.5, text/tab-separated-values", TSV),
    (f"{XML};q=0.9, {JSON};q=0.8", XML),
    (f"{XML};q=0.8, {JSON};q=0.9", JSON),
    (f"{XML}, {JSON}", JSON),
    (f"{JSON};q=0, */*", XML),
    (f"{JSON};q=0, {XML};q=0, */*", CSV),
    ("application/*;q=0.1, text/csv;q=0.2", CSV),
    ("*/*;q=0.1, text/tab-separated-values", TSV),
    (f"text/html, {XML};q=0.3", XML),
    (BROWSER, "application/xml"),
    ("image/png, */*;q=0.001", JSON),
    ("image/png", NONE),
    ("text/turtle", NONE),
    ("text/html", NONE),
    (f"{JSON};q=0", NONE),
    ("*/*;q=0", NONE),
    (f"{JSON};q=0.0, {XML};q=0.000, text/*;q=0, application/*;q=0", NONE),
]
TRIPLES = [
    (None, TTL),
    ("*/*", TTL),
    ("text/*", TTL),
    ("application/*", NT),
    ("text/turtle", TTL),
    ("application/x-turtle", "application/x-turtle"),
    (NT, NT),
    ("text/plain", PLAIN),
    (LD, LD),
    ("application/json", "application/json"),
    (RDF, RDF),
    ("application/xml", "application/xml"),
    (TRIG, TRIG),
    (NQ, NQ),
    (f"{RDF};q=0.5, {LD};q=0.6", LD),
    ("text/turtle;q=0, */*", NT),
    (f"{JSON}, text/turtle;q=0.1", TTL),
    (BROWSER, "application/xml"),
    (JSON, NONE),
    ("text/csv", NONE),
    ("image/png", NONE),
]
DESCRIPTION = [
    (None, TTL),
    ("*/*", TTL),
    (RDF, RDF),
    (LD, LD),
    ("text/turtle;q=0.2, application/rdf+xml;q=0.1", TTL),
    ("image/png", NONE),
]
RESOURCE = [
    (None, HTML),
    (BROWSER, HTML),
    ("text/turtle", TTL),
    (LD, LD),
    ("text/html;q=0.1, text/turtle;q=0.2", TTL),
    ("image/png", NONE),
]
SELECT, ASK, CONSTRUCT = "SELECT * { ?s ?p ?o }", "ASK {}", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
TABLE = [
    *((f"/sparql?query={quote(SELECT)}", *case) for case in ROWS),
    *((f"/sparql?query={quote(ASK)}", *case) for case in ROWS[:15]),
    *((f"/sparql?query={quote(CONSTRUCT)}", *case) for case in TRIPLES),
    *(("/graphs?default", *case) for case in TRIPLES[:15]),
    *(("/sparql", *case) for case in DESCRIPTION),
    *(("/.well-known/void", *case) for case in DESCRIPTION),
    *(("/ontology", *case) for case in RESOURCE),
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on a store with nothing in it."""
    place = tmp_path_factory.mktemp("negotiation")
    with Store(place / "store"):
        pass
    with serving(place / "store", place / "log") as address:
        yield address


def test_there_are_100_cases() -> None:
    assert len(TABLE) == 100


@pytest.mark.parametrize("part", range(7))
def test_the_answer_is_in_the_format_that_the_client_likes_best(empty: str, part: int) -> None:
    with contextlib.closing(http.client.HTTPConnection(urlsplit(empty).netloc, timeout=30)) as connection:
        for path, accept, expected in TABLE[part::7]:
            for method in ("GET", "HEAD"):
                connection.request(method, path, headers={} if accept is None else {"Accept": accept})
                answer = connection.getresponse()
                body = answer.read()
                had = answer.getheader("Content-Type") if answer.status == 200 else NONE
                assert (answer.status, had) == (200 if expected else 406, expected), (path, accept)
                assert "Accept" in (answer.getheader("Vary") or ""), (path, accept)
                assert method == "GET" or body == b"", (path, accept)
