"""An update over the dataset that a request names: USING goes where the grammar wants it, and only there."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Store

from kg.errors import QueryError
from kg.store.using import with_dataset

G, H = "http://example.org/g", "http://example.org/h"

CASES = [
    ("INSERT {} WHERE {}", f"INSERT {{}} USING <{G}> USING NAMED <{H}> WHERE {{}}"),
    ("insert{<a:a><a:b>1}where{}", f"insert{{<a:a><a:b>1}}USING <{G}> USING NAMED <{H}> where{{}}"),
    (
        "DELETE {} INSERT {} WHERE { { SELECT * WHERE {} } } ; DROP ALL",
        f"DELETE {{}} INSERT {{}} USING <{G}> USING NAMED <{H}> WHERE {{ {{ SELECT * WHERE {{}} }} }} ; DROP ALL",
    ),
    ("INSERT DATA { <a:where> <a:b> 'WHERE }' } ; CLEAR ALL", "INSERT DATA { <a:where> <a:b> 'WHERE }' } ; CLEAR ALL"),
    (
        "DELETE WHERE { ?s <a:b> 'a}' } # WHERE {",
        f"DELETE  {{ ?s <a:b> 'a}}' }} USING <{G}> USING NAMED <{H}> WHERE  {{ ?s <a:b> 'a}}' }} # WHERE {{",
    ),
    (
        "PREFIX where: <urn:x#> BASE <http://b/#> INSERT {} WHERE { where:x <a:b> 1 FILTER(?a < 1 && ?b > 2) }",
        (
            f"PREFIX where: <urn:x#> BASE <http://b/#> INSERT {{}} USING <{G}> USING NAMED <{H}> "
            "WHERE { where:x <a:b> 1 FILTER(?a < 1 && ?b > 2) }"
        ),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_using_stands_before_each_pattern(text: str, expected: str) -> None:
    written = with_dataset(text, [G], [H])
    assert written == expected
    Store().update(written)


def test_delete_where_deletes_where_the_dataset_says() -> None:
    store = Store()
    store.update(f"INSERT DATA {{ GRAPH <{G}> {{ <a:a> <a:b> 1 }} GRAPH <{H}> {{ <a:a> <a:b> 2 }} <a:a> <a:b> 1, 2 }}")
    store.update(with_dataset("DELETE WHERE { ?s ?p ?o }", [G], []))
    assert sorted((quad.graph_name == NamedNode(G), quad.object.value) for quad in store if quad.graph_name) == [
        (False, "2"),
        (False, "2"),
        (True, "1"),
    ]


REFUSED = [
    ("WITH <a:a> INSERT {} WHERE {}", "WITH"),
    ("INSERT {} USING <a:a> WHERE {}", "USING"),
    ("INSERTDATA {}", "no keyword"),
    ("INSERT {} WHERE { FILTER(?a<b:c#>1) }", "could be an IRI"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_names_its_own_dataset_or_cannot_be_read_is_refused(text: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        with_dataset(text, [G], [])


@pytest.mark.parametrize("name", ["", "a b", "a>", "a{"])
def test_a_graph_that_is_no_iri_is_refused(name: str) -> None:
    with pytest.raises(QueryError, match="is no IRI"):
        with_dataset("CLEAR ALL", [name], [])
