"""A request never makes the store ask another server, however it hides the word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QueryResultsFormat

from kg.errors import QueryError
from kg.store import Store
from kg.store.inward import inward
from kg.store.outbound import QUERY_WORDS, UPDATE_WORDS, refuse_outbound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "select * { service ?x { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a' , \"b\" SERVICE<http://x/>{ } }",
    "SELECT * { # comment\nSERVICE <http://x/> { } }",
    "SELECT * { ?s ?p 1SERVICE<http://x/>{} }",
    "SELECT * { ?s ?p 1e5SERVICE:x{} }",
    "SELECT * { ?s ?p trueSERVICE<http://x/>{} }",
    "SELECT * { ?s ?p ?o.SERVICE:x{} }",
    "SELECT * { ?s ?p trueSERVICE:x{} }",
    "SELECT * { ?s ?p ?o FILTER(?a<b:c#>'''\n) SERVICE <http://x/> {} #'''\n}",
    "SELECT * { ?s ?p ?o FILTER(?a<b:c'>1)} SERVICE <http://x/> {} #'\n",
    "SELECT * { ?s ?p '''a'' ''' SERVICE <http://x/> {} }",
    'SELECT * { ?s ?p """a\\"""" SERVICE <http://x/> {} }',
    "SELECT * { ?s ?p 'a\\'' SERVICE <http://x/> {} }",
    "SELECT * { ?s ?p 'x'@en SERVICE <http://x/> {} }",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }",
]
PASSED = [
    "SELECT * { ?s ?p ?o }",
    "SELECT ?service { ?service ?p $SERVICE }",
    "SELECT * { ?s <http://example.org/service#x> 'SERVICE', \"a SERVICE b\", '''\nSERVICE''' }",
    "SELECT * { ?s ex:service ?o . # SERVICE <http://x/>\n }",
    'SELECT * { ?s ?p \'\\\'SERVICE\' , """x\\""" SERVICE """ }',
    "SELECT * { ?s ex:a.service-SERVICE ?o FILTER(?a < 1 && ?b > 2) }",
    "SELECT * { ?s ?p 'x'@service }",
]


@pytest.mark.parametrize("text", REFUSED)
def test_service_is_refused_wherever_it_is_a_keyword(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match=r"SERVICE is refused \(line \d\)"):
        store.query(text)
    with pytest.raises(QueryError, match=r"SERVICE is refused"):
        store.update(text)


@pytest.mark.parametrize("text", PASSED)
def test_service_is_a_word_like_any_other_elsewhere(text: str) -> None:
    refuse_outbound(text, words=QUERY_WORDS)


@pytest.mark.parametrize("text", ["LOAD <http://x/>", "CLEAR ALL;load <http://x/> INTO GRAPH <http://g/>"])
def test_load_is_refused_in_an_update(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match=r"LOAD is refused \(line 1\)"):
        store.update(text)
    refuse_outbound("SELECT ?load { ?load ex:load 'LOAD' }", words=UPDATE_WORDS)


def test_a_silent_load_fails_in_silence(store: Store) -> None:
    store.update(
        "PREFIX x: <http://127.0.0.1/> LOAD SILENT <http://127.0.0.1/#x> INTO GRAPH <http://g/> ; load silent x:y ; "
        "LOAD SILENT <x> ; "
        "INSERT DATA { <a:a> <a:b> 'LOAD SILENT <a:a>' }"
    )
    assert [quad.object.value for quad in store.quads()] == ["LOAD SILENT <a:a>"]


@pytest.mark.parametrize(
    ("pattern", "rows"),
    [
        ("?s ?p ?o SERVICE SILENT <http://127.0.0.1:9/> { ?o ?q ?r }", "s,p,o,q,r\r\na:a,a:b,1,,\r\n"),
        ("SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } ?s ?p ?o", "s,p,o\r\na:a,a:b,1\r\n"),
        ("SERVICE SILENT <http://127.0.0.1:9/> { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }", "n\r\n\r\n"),
        ("VALUES ?x { <x:x> } service silent ?x { ?s ?p ?o }", "x,s,p,o\r\nx:x,,,\r\n"),
        ("?s ?p ?o OPTIONAL { SERVICE SILENT <x:x> { ?o ?q '}' } }", "s,p,o,q\r\na:a,a:b,1,\r\n"),
        ("SERVICE SILENT <x:x> { ?s ?p ?o SERVICE <y:y> { ?o ?q ?r } }", "s,p,o,q,r\r\n,,,,\r\n"),
        ("SERVICE SILENT <x:x> { SERVICE SILENT ?o { ?s ?p ?o } } ?s ?p 1", "o,s,p\r\n,a:a,a:b\r\n"),
    ],
)
def test_a_silent_service_gives_one_solution_that_binds_nothing(store: Store, pattern: str, rows: str) -> None:
    store.update("INSERT DATA { <a:a> <a:b> 1 }")
    found = store.query(f"SELECT * {{ {pattern} }}").serialize(format=QueryResultsFormat.CSV)
    assert found is not None
    head, *lines = found.decode().splitlines()
    expected, *values = rows.splitlines()
    assert sorted(head.split(",")) == sorted(expected.split(","))
    given = [dict(zip(head.split(","), line.split(","), strict=True)) for line in lines]
    assert given == [dict(zip(expected.split(","), line.split(","), strict=True)) for line in values]


def test_nothing_is_looked_for_in_a_silent_service(store: Store) -> None:
    store.update(f"INSERT DATA {{ {' '.join(f'<a:{number}> <a:b> <a:c> .' for number in range(300))} }}")
    endless = " ".join(f"?s{number} ?p{number} ?o{number} ." for number in range(6))
    found = store.query(f"ASK {{ SERVICE SILENT <x:x> {{ {endless} }} FILTER NOT EXISTS {{ <a:0> <a:b> <a:d> }} }}")
    assert found


def test_an_update_with_a_silent_service_is_made_without_it(store: Store) -> None:
    store.update(
        "INSERT { <a:a> <a:b> ?n . ?s <a:c> 2 } "
        "WHERE { BIND(1 AS ?n) SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }"
    )
    assert [quad.object.value for quad in store.quads()] == ["1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { SERVICE\nSILENT <x:x> { ?s ?p ?o } }", "SELECT * { GRAPH  \n       <x:x> { ?s ?p ?o } }"),
        ("LOAD <a> INTO GRAPH <b:b> ; LOAD SILENT x:y", "INSERT DATA {} ; INSERT DATA {}"),
        ("LOAD ; CLEAR ALL", "LOAD ; CLEAR ALL"),
        ("SELECT * { ?service <service> 'SERVICE' }", "SELECT * { ?service <service> 'SERVICE' }"),
    ],
)
def test_what_stays_inside_parses_where_the_request_does(text: str, expected: str) -> None:
    assert inward(text) == expected
