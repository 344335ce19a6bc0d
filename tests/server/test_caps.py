"""The caps on rows, bytes and requests hold over HTTP, on both ways of a query, and say so."""

from __future__ import annotations

import http.client
import json
import shutil
import time
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from tests.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.serving import Served

NUMBERS = " ".join(map(str, range(100)))
ALL = f"SELECT ?n {{ VALUES ?n {{ {NUMBERS} }} }}"
WAYS = {"quick": {}, "ordinary": {"Authorization": "Basic eDp5"}}
"""Headers that send a query one way or the other; reading needs none."""


def fetch(served: Served, query: str, way: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes, bool]:
    """Status, headers, what came of the body, and whether that is all of it."""
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=30)
    try:
        connection.request("GET", f"/sparql?query={quote(query)}", headers={"Accept": "text/csv"} | headers | WAYS[way])
        answer = connection.getresponse()
        try:
            return answer.status, answer.headers, answer.read(), True
        except http.client.IncompleteRead as error:
            return answer.status, answer.headers, error.partial, False
    finally:
        connection.close()


@pytest.fixture(scope="module")
def capped(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("capped")
    options = ("--max-rows", "7", "--max-bytes", "100000")
    with running(shutil.copytree(filled, place / "store"), place / "log", *options) as served:
        yield served


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("query", "expected"),
    {
        "all": (ALL, list(range(7))),
        "a smaller limit": (f"{ALL} LIMIT 3", [0, 1, 2]),
        "a larger limit": (f"{ALL} LIMIT 50", list(range(7))),
        "what comes after": (f"{ALL} OFFSET 7", list(range(7, 14))),
        "the last": (f"{ALL} OFFSET 95", list(range(95, 100))),
        "sorted": (f"{ALL} ORDER BY DESC(?n)", list(range(99, 92, -1))),
        "VALUES behind": (f"SELECT ?n {{}} VALUES ?n {{ {NUMBERS} }}", list(range(7))),
        "grouped": (f"SELECT (COUNT(*) AS ?n) {{ VALUES ?n0 {{ {NUMBERS} }} }}", [100]),
        "a comment at the end": (f"{ALL} # LIMIT 1000", list(range(7))),
    }.values(),
)
def test_no_more_rows_come_than_the_cap(capped: Served, query: str, expected: list[int], way: str) -> None:
    status, headers, body, is_whole = fetch(capped, query, way)
    assert (status, is_whole) == (200, True)
    assert (headers["Newsgraph-Most-Rows"], headers["Newsgraph-Most-Bytes"]) == ("7", "100000")
    assert [int(line) for line in body.split()[1:]] == expected


@pytest.mark.parametrize("way", WAYS)
def test_the_names_and_their_order_stay(capped: Served, way: str) -> None:
    query = "SELECT ?b ?a (1 AS ?c) { VALUES (?a ?b) { (1 2) } }"
    assert fetch(capped, query, way)[2] == b"b,a,c\r\n2,1,1\r\n"


@pytest.mark.parametrize("way", WAYS)
def test_a_look_up_of_one_resource_has_no_more_rows_than_the_cap(capped: Served, way: str) -> None:
    query = "SELECT ?p { <https://w3id.org/newsgraph/id/organization/northwind> ?p ?o }"
    body = fetch(capped, query, way, Accept="application/json")[2]
    assert len(json.loads(body)["results"]["bindings"]) == 7


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_rows_has_no_cap_of_rows(capped: Served, way: str) -> None:
    query = f"CONSTRUCT {{ <x:s> <x:p> ?n }} {{ VALUES ?n {{ {NUMBERS} }} }}"
    status, _, body, _ = fetch(capped, query, way, Accept="application/n-triples")
    assert (status, body.count(b"\n")) == (200, 100)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("packing", ["identity", "gzip"])
def test_an_answer_of_more_bytes_than_the_cap_is_refused_or_broken_off(capped: Served, way: str, packing: str) -> None:
    doubled = " ".join(f"BIND(CONCAT(?a{step}, ?a{step}) AS ?a{step + 1})" for step in range(11))
    query = f'SELECT ?a11 {{ BIND("{"a" * 64}" AS ?a0) {doubled} }}'
    status, _, body, is_whole = fetch(capped, query, way, **{"Accept-Encoding": packing})
    assert status == 400
    assert is_whole
    assert b"more bytes than this server gives" in body
    many = f"CONSTRUCT {{ ?s ?p ?n }} {{ ?s ?p ?o VALUES ?n {{ {NUMBERS} }} }}"
    status, _, body, is_whole = fetch(capped, many, way, Accept="application/n-triples", **{"Accept-Encoding": packing})
    assert (status == 400) == is_whole
    assert len(body) <= 100_000 + 1000


def test_a_client_that_asks_too_often_is_told_when_to_come_again(filled: Path, tmp_path: Path) -> None:
    rate = 2
    with running(shutil.copytree(filled, tmp_path / "store"), tmp_path / "log", "--rate", str(rate)) as served:
        began = time.monotonic()
        statuses = []
        for number in range(60):
            status, headers, body, _ = fetch(
                served, f"ASK {{ <x:{number % 5}> ?p ?o }}", ("quick", "ordinary")[number % 2]
            )
            statuses.append(status)
            if status == 429:
                assert "More than 2 queries a second" in json.loads(body)["detail"]
                assert 1 <= int(headers["Retry-After"]) <= 1
        passed = statuses.count(200)
        assert set(statuses) == {200, 429}
        assert 10 * rate <= passed <= 10 * rate + rate * (time.monotonic() - began) + 1
        assert statuses[: 10 * rate] == [200] * 10 * rate
        page = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=60)
        page.request("GET", "/health")
        assert page.getresponse().status == 200
        page.close()
