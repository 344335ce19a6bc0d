"""POST /articles: an article in, what the facts say of it out, with the real server and the real extraction."""

from __future__ import annotations

import json
import secrets
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import pytest

from tests.serving import serving_writes

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "Honda Motor and Sony Group announced a partnership on Friday. The companies will build electric cars together."
NG = "https://w3id.org/newsgraph/ontology#"


class Door:
    """A server that takes articles."""

    def __init__(self, address: str, token: str) -> None:
        self._token = token
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=60)

    def post(
        self, body: str | bytes, kind: str, *, query: str = "", accept: str = "*/*", token: str | None = None
    ) -> tuple[int, dict[str, str], Any]:
        """Status, headers and body, which is parsed where it is JSON."""
        headers = {"Content-Type": kind, "Accept": accept, "Authorization": f"Bearer {token or self._token}"}
        sent = body.encode() if isinstance(body, str) else body
        self._connection.request("POST", f"/articles{query}", body=sent, headers=headers)
        answer = self._connection.getresponse()
        content = answer.read()
        is_json = "json" in answer.headers["Content-Type"] and "ld+json" not in answer.headers["Content-Type"]
        return answer.status, dict(answer.getheaders()), json.loads(content) if is_json else content

    def get(self, path: str) -> bytes:
        self._connection.request("GET", path)
        return self._connection.getresponse().read()

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    place = tmp_path_factory.mktemp("submissions")
    with serving_writes(place) as (address, token):
        opened = Door(address, token)
        yield opened
        opened.close()


def partnerships(told: dict[str, Any]) -> list[str]:
    facts = [fact["said"] for article in told["articles"] for fact in article["facts"]]
    return [label for said in facts if "ng:Partnership" in said.get("rdf:type", []) for label in said["rdfs:label"]]


def test_an_article_is_read_stored_and_answered_with_its_facts(door: Door) -> None:
    status, headers, told = door.post(TEXT, "text/plain", query="?date=2022-03-04&url=https://news.example/cars")
    assert (status, [one["outcome"] for one in told["articles"]], told["refused"]) == (201, ["added"], [])
    assert partnerships(told) == ["Partnership of Honda Motor and Sony Group"]
    assert b"Honda Motor and Sony Group announced a partnership" in door.get(headers["Location"])
    query = urlencode({"format": "csv", "query": "SELECT ?label { ?event a ng:Partnership ; rdfs:label ?label }"})
    assert b"Partnership of Honda Motor and Sony Group" in door.get(f"/sparql?{query}")
    again = door.post(TEXT, "text/plain", query="?date=2022-03-04&url=https://news.example/cars")
    assert (again[0], [one["outcome"] for one in again[2]["articles"]]) == (200, ["unchanged"])


def test_pages_and_json_are_articles_too(door: Door) -> None:
    page = f"<html><head><title>Cars</title></head><body><article><h1>Cars</h1><p>{TEXT}</p></article></body></html>"
    lines = "\n".join(json.dumps({"text": TEXT, "url": f"https://news.example/{number}"}) for number in (1, 2))
    for body, kind, count in [
        (page, "text/html; charset=utf-8", 1),
        (json.dumps({"text": TEXT, "url": "https://news.example/3"}, indent=2), "application/json", 1),
        (f"[{lines}]".replace("}\n{", "},\n{"), "application/json", 2),
        (lines, "application/x-ndjson", 2),
    ]:
        status, _, told = door.post(body, kind)
        assert (status in (200, 201), len(told["articles"]), len(partnerships(told))) == (True, count, count), kind


def test_the_facts_come_as_rdf(door: Door) -> None:
    _, headers, body = door.post(TEXT, "text/plain", accept="text/turtle")
    assert headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert {triple.object.value for triple in ox.parse(body, ox.RdfFormat.TURTLE)} >= {f"{NG}Partnership"}


REFUSED = [
    (b"", "text/plain", "", "*/*", 422),
    (b"{}", "application/json", "", "*/*", 422),
    (b"{", "application/json", "", "*/*", 400),
    (b"[" * 100_000, "application/json", "", "*/*", 400),
    (TEXT.encode(), "text/plain", "?date=friday", "*/*", 400),
    (TEXT.encode(), "image/png", "", "*/*", 415),
    (TEXT.encode(), "", "", "*/*", 415),
    (TEXT.encode(), "text/plain", "", "image/png", 406),
    (b"a " * (4 << 20) + b"a", "text/plain", "", "*/*", 413),
]


@pytest.mark.parametrize(("body", "kind", "query", "accept", "status"), REFUSED)
def test_what_is_no_article_is_refused_with_its_reason(
    door: Door, body: bytes, kind: str, query: str, accept: str, status: int
) -> None:
    answered, _, problem = door.post(body, kind, query=query, accept=accept)
    if accept == "*/*":
        assert (answered, problem["status"]) == (status, status)
        assert len(problem["detail"]) > 10
    assert answered == status


def test_an_article_needs_the_token(door: Door) -> None:
    assert door.post(TEXT, "text/plain", token=secrets.token_hex(16))[0] == 401
