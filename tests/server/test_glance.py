"""What is answered without a worker: the very answer, only of what is short, and never of half a write."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store import Store
from server.checkpoints import Checkpoints
from server.glance import MOST_BYTES, Glance
from server.look_ups import look_up_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

S = "<http://example.org/s>"
ONE = f"SELECT ?o {{ {S} rdfs:label ?o }}"
MANY = "SELECT ?o { <http://example.org/many> ?p ?o }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("glance") / "store") as opened:
        opened.update(
            f'INSERT DATA {{ {S} a <x:T> ; rdfs:label "one" , "zwei"@de , 3 , 1.50 , 2e0 , true , "d"^^<x:d> ; '
            f'<x:p> {S} , _:b , "\\t\\n\\r\\b\\f\\"\\\\/é\\u007f\\u2028" . GRAPH <x:g> {{ {S} <x:p> 4 }} '
            f"<http://example.org/many> <x:p> {', '.join(map(str, range(5000)))} . "
            f'<http://example.org/long> <x:p> "{"a" * 100_000}" . <http://example.org/new> <x:p> "a"@ar--rtl . '
            "<http://example.org/triple> <x:p> <<( <x:a> <x:b> <x:c> )>> }"
        )
        yield opened


def at_hand(glance: Glance, text: str) -> tuple[int, bytes] | None:
    asked = look_up_of(text)
    return asked and glance.at_hand(asked)


def by_the_engine(store: Store, text: str) -> bytes | None:
    rows = store.query(text)
    assert isinstance(rows, ox.QuerySolutions)
    return rows.serialize(format=ox.QueryResultsFormat.JSON)


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        f"select*where{{{S}?p?o}}",
        f"SELECT * {{ {S} ?z ?a }}",
        f"SELECT ?o ?nothing ?p {{ {S} ?p ?o . }} LIMIT 2",
        f"SELECT ?o {{ {S} ?p ?o . }} LIMIT 0",
        f"PREFIX : <http://example.org/> PREFIX e: <http://example.org/> SELECT ?o {{ {S} a ?o }}",
        f"PREFIX : <http://example.org/> prefix x: <x://y> SELECT ?o {{ {S} :none ?o }}",
        f"PREFIX rdfs: <http://example.org/> SELECT ?o {{ {S} rdfs:label ?o }}",
        f"PREFIX l: <x://y> PREFIX l: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?o {{ {S} l:label ?o }}",
        f"SELECT ?x {{ {S} <http://example.org/none> ?o }}",
        f"SELECT ?x {{ {S} ?p ?o }}",
        "SELECT ?o { <http://example.org/nobody> a ?o }",
        "SELECT ?o { <http://example.org/a/../s> ?p ?o }",
        "SELECT ?o { <HTTP://EXAMPLE.org/s> ?p ?o }",
        MANY.replace("?o {", "?nothing {") + " LIMIT 200",
    ],
)
def test_a_look_up_is_answered_as_a_worker_would(store: Store, text: str) -> None:
    assert at_hand(Glance(store), text) == (store.generation, by_the_engine(store, text))


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=20), kind=st.sampled_from(["", "x:d"]))
def test_every_text_is_written_as_the_engine_writes_it(store: Store, text: str, kind: str) -> None:
    literal = ox.Literal(text, datatype=ox.NamedNode(kind)) if kind else ox.Literal(text)
    name = ox.NamedNode("http://example.org/text")
    store.update("DELETE WHERE { <http://example.org/text> ?p ?o }")
    store.insert_in_bulk([ox.Quad(name, name, literal)])
    query = f"SELECT * {{ {name} ?p ?o }}"
    assert at_hand(Glance(store), query) == (store.generation, by_the_engine(store, query))


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?o {{ {S} ?o ?o }}",
        f"SELECT ?o ?o {{ {S} ?p ?o }}",
        f"SELECT ?o {{ {S} A ?o }}",
        f"SELECT ?o {{ {S} ?p ?o ; ?q ?r }}",
        f"SELECT ?o {{ {S} <x:p>+ ?o }}",
        f"SELECT ?o {{ {S} ^rdfs:label ?o }}",
        f"SELECT DISTINCT ?o {{ {S} ?p ?o }}",
        f"SELECT (COUNT(*) AS ?n) {{ {S} ?p ?o }}",
        f"SELECT ?o {{ {S} ?p ?o }} ORDER BY ?o",
        f"SELECT ?o {{ {S} ?p ?o }} OFFSET 1",
        f"SELECT ?o {{ {S} ?p ?o FILTER(?o > 1) }}",
        f"SELECT ?o {{ GRAPH <x:g> {{ {S} ?p ?o }} }}",
        "SELECT ?o { ?s ?p ?o }",
        "SELECT ?s { ?s ?p <http://example.org/s> }",
        f"ASK {{ {S} ?p ?o }}",
        f"SELECT ?o {{ {S} nowhere:label ?o }}",
        f"PREFIX x: <http://[> SELECT ?o {{ {S} rdfs:label ?o }}",
        "SELECT ?o { <http://[> rdfs:label ?o }",
        f"{ONE} # a comment",
        ONE + " " * 5000,
        MANY,
        MANY.replace("?o {", "?nothing {") + " LIMIT 201",
        "SELECT ?o { <http://example.org/long> ?p ?o }",
        "SELECT ?o { <http://example.org/new> ?p ?o }",
        "SELECT ?o { <http://example.org/triple> ?p ?o }",
    ],
)
def test_everything_else_is_left_to_a_worker(store: Store, text: str) -> None:
    assert at_hand(Glance(store), text) is None


def test_what_was_long_once_is_not_looked_at_again(store: Store) -> None:
    glance = Glance(store)
    assert at_hand(glance, MANY) is None
    assert at_hand(glance, f"{MANY} LIMIT 1") is None
    short = at_hand(Glance(store), f"{MANY} LIMIT 1")
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
            assert at_hand(glance, ONE) is None
        finally:
            end.set()
        writing.result()
    assert at_hand(glance, ONE) is not None


def test_who_looks_something_up_does_not_wait_while_a_state_is_made_for_workers(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[tuple[int, bytes] | None] = []

    def backup(folder: Path) -> None:
        with ThreadPoolExecutor() as threads:
            looked.append(threads.submit(at_hand, Glance(store), ONE).result(60))
        Store.backup(store, folder)

    monkeypatch.setattr(store, "backup", backup)
    checkpoints = Checkpoints(store)
    with checkpoints.borrowed():
        assert looked == [(store.generation, by_the_engine(store, ONE))]
    checkpoints.close()
