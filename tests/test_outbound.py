"""A request never makes the store ask another server, however it hides the word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import QueryError
from kg.store import Store
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
    "select * { service silent ?x { ?s ?p ?o } }",
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


@pytest.mark.parametrize(
    "text", ["LOAD <http://x/>", "CLEAR ALL;load <http://x/> INTO GRAPH <http://g/>", "LOAD SILENT <x>"]
)
def test_load_is_refused_in_an_update(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match=r"LOAD is refused \(line 1\)"):
        store.update(text)
    refuse_outbound("SELECT ?load { ?load ex:load 'LOAD' }", words=UPDATE_WORDS)


def test_a_silent_load_fails_in_silence(store: Store) -> None:
    store.update(
        "PREFIX x: <http://127.0.0.1/> LOAD SILENT <http://127.0.0.1/#x> INTO GRAPH <http://g/> ; load silent x:y ; "
        "INSERT DATA { <a:a> <a:b> 'LOAD SILENT <a:a>' }"
    )
    assert [quad.object.value for quad in store.quads()] == ["LOAD SILENT <a:a>"]
