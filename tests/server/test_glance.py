"""What is answered without a worker: the very answer, only of what is short, and never of half a write."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.store import Store
from server.glance import MOST_BYTES, Glance
from server.worker import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

S = "<http://example.org/s>"
ONE = Asked(f"SELECT ?o {{ {S} rdfs:label ?o }}", "csv", "ttl", (), (), union=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        opened.update(
            f'INSERT DATA {{ {S} a <x:T> ; rdfs:label "one" , "zwei"@de , 3 ; <x:p> {S} . '
            f"GRAPH <x:g> {{ {S} <x:p> 4 }} "
            f"<http://example.org/many> <x:p> {', '.join(map(str, range(5000)))} . "
            f'<http://example.org/long> <x:p> "{"a" * 100_000}" }}'
        )
        yield opened


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?o {{ {S} rdfs:label ?o }}",
        f"select*where{{{S}?p?o}}",
        f"SELECT ?p ?o {{ {S} ?p ?o . }} LIMIT 2",
        f"PREFIX : <http://example.org/> PREFIX e: <http://example.org/> SELECT ?o {{ {S} a ?o }}",
        f"SELECT ?x {{ {S} <http://example.org/none> ?o }}",
        "SELECT ?o { <http://example.org/nobody> a ?o }",
    ],
)
def test_a_look_up_is_answered_as_a_worker_would(store: Store, text: str, form: str) -> None:
    rows = store.query(text)
    assert isinstance(rows, ox.QuerySolutions)
    formats = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/sparql-results+json"}
    kind = ox.QueryResultsFormat.from_media_type(formats.get(form, "application/sparql-results+xml"))
    assert kind is not None
    assert Glance(store).at_hand(replace(ONE, text=text, rows=form)) == (store.generation, rows.serialize(format=kind))


@pytest.mark.parametrize(
    "asked",
    [
        replace(ONE, text=f"SELECT ?o {{ {S} ?o ?o }}"),
        replace(ONE, text=f"SELECT ?o {{ {S} ?p ?o ; ?q ?r }}"),
        replace(ONE, text=f"SELECT ?o {{ {S} <x:p>+ ?o }}"),
        replace(ONE, text=f"SELECT ?o {{ {S} ^rdfs:label ?o }}"),
        replace(ONE, text=f"SELECT DISTINCT ?o {{ {S} ?p ?o }}"),
        replace(ONE, text=f"SELECT (COUNT(*) AS ?n) {{ {S} ?p ?o }}"),
        replace(ONE, text=f"SELECT ?o {{ {S} ?p ?o }} ORDER BY ?o"),
        replace(ONE, text=f"SELECT ?o {{ {S} ?p ?o }} OFFSET 1"),
        replace(ONE, text=f"SELECT ?o {{ {S} ?p ?o FILTER(?o > 1) }}"),
        replace(ONE, text=f"SELECT ?o {{ GRAPH <x:g> {{ {S} ?p ?o }} }}"),
        replace(ONE, text="SELECT ?o { ?s ?p ?o }"),
        replace(ONE, text="SELECT ?s { ?s ?p <http://example.org/s> }"),
        replace(ONE, text=f"ASK {{ {S} ?p ?o }}"),
        replace(ONE, text=f"SELECT ?o {{ {S} nowhere:label ?o }}"),
        replace(ONE, text=f"SELECT ?o {{ {S} rdfs:label ?o }} # a comment"),
        replace(ONE, text=f"SELECT ?o {{ {S} rdfs:label ?o }}" + " " * 5000),
        replace(ONE, text="SELECT ?o { <http://example.org/many> ?p ?o }"),
        replace(ONE, text="SELECT ?o { <http://example.org/long> ?p ?o }"),
        replace(ONE, rows=None),
        replace(ONE, rows="table"),
        replace(ONE, union=True),
        replace(ONE, default_graphs=("x:g",)),
        replace(ONE, named_graphs=("x:g",)),
        replace(ONE, most_rows=1),
        replace(ONE, most_bytes=1),
    ],
    ids=str,
)
def test_everything_else_is_left_to_a_worker(store: Store, asked: Asked) -> None:
    assert Glance(store).at_hand(asked) is None


def test_what_was_long_once_is_not_looked_at_again(store: Store) -> None:
    glance, long = Glance(store), replace(ONE, text="SELECT ?o { <http://example.org/many> ?p ?o }")
    assert glance.at_hand(long) is None
    assert glance.at_hand(replace(long, text=f"{long.text} LIMIT 1")) is None
    short = Glance(store).at_hand(replace(long, text=f"{long.text} LIMIT 1"))
    assert short is not None
    assert len(short[1]) < MOST_BYTES


def test_nothing_is_read_while_somebody_writes(store: Store) -> None:
    glance, held, end = Glance(store), threading.Event(), threading.Event()

    def write() -> None:
        with store.writing():
            held.set()
            assert end.wait(60)

    with ThreadPoolExecutor() as threads:
        writing = threads.submit(write)
        assert held.wait(60)
        try:
            assert glance.at_hand(ONE) is None
        finally:
            end.set()
        writing.result()
    assert glance.at_hand(ONE) is not None
