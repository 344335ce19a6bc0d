"""The one door to the engine: opening, changing, asking, exporting, all on a real store on disk."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from kg.errors import QueryError, StoreError, StoreInUse
from kg.store import Change, Counts, Store
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def node(name: str) -> NamedNode:
    return NamedNode(f"http://example.org/{name}")


def quad(subject: str, value: str | NamedNode | Literal, graph: str | None = None, *, predicate: str = "p") -> Quad:
    term = node(value) if isinstance(value, str) else value
    return Quad(node(subject), node(predicate), term, node(graph) if graph else DefaultGraph())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


def exported(store: Store, suffix: str = "nq", **part: list[Quad]) -> str:
    out = io.BytesIO()
    store.export(out, suffix, **part)
    return out.getvalue().decode()


# --- open ------------------------------------------------------------------------------------------------


def test_what_is_written_is_there_after_opening_again(tmp_path: Path) -> None:
    with Store(tmp_path / "new" / "store") as store:
        store.apply(Change(insert=(quad("a", "b"),)))

    with Store(tmp_path / "new" / "store", create=False) as store:
        assert list(store.quads()) == [quad("a", "b")]


def test_a_second_opener_is_told_who_and_what_to_do(store: Store) -> None:
    with pytest.raises(StoreInUse, match=rf"{re.escape(str(store.path))} is in use .* stop that one first"):
        Store(store.path)


def test_another_process_is_told_too(store: Store) -> None:
    opening = f"from kg.store import Store; Store({str(store.path)!r})"
    done = subprocess.run([sys.executable, "-c", opening], capture_output=True, text=True, check=False)

    assert f"kg.errors.StoreInUse: The store {store.path} is in use by another process" in done.stderr


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")

    with pytest.raises(StoreError, match="is a file: a store is a folder"):
        Store(tmp_path / "file")


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("text")

    with pytest.raises(StoreError, match="has other files in it and is no store"):
        Store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_missing_store_is_not_made_where_one_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no store in .*make one with `kg build`"):
        Store(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_made_is_named() -> None:
    with pytest.raises(StoreError, match=r"The store /dev/null/store cannot be used"):
        Store("/dev/null/store")


def test_a_damaged_store_is_an_error_of_ours(tmp_path: Path) -> None:
    with Store(tmp_path / "store"):
        pass
    (tmp_path / "store" / "CURRENT").write_text("nonsense")

    with pytest.raises(StoreError, match="cannot be used"):
        Store(tmp_path / "store")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.close()
    store.close()

    with pytest.raises(StoreError, match="was closed"):
        store.query("ASK {}")


# --- change ----------------------------------------------------------------------------------------------


def test_a_change_drops_removes_and_inserts(store: Store) -> None:
    store.apply(Change(insert=(quad("a", "1"), quad("a", "2"), quad("a", "3", "g"), quad("a", "4", "h"))))

    store.apply(Change((node("g"), node("none")), (quad("a", "1"),), (quad("a", "5", "g"), quad("a", "6"))))

    assert set(store.quads()) == {quad("a", "2"), quad("a", "4", "h"), quad("a", "5", "g"), quad("a", "6")}


def test_a_change_without_content_is_none(store: Store) -> None:
    store.apply(Change())

    assert store.counts().quads == 0


def test_much_that_is_written_goes_to_disk_on_the_way(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.door.FLUSHED", 2)
    tables = [set(store.path.glob("*.sst"))]
    for name in "abcd":
        store.apply(Change(insert=(quad(name, "1"),)))
        tables.append(set(store.path.glob("*.sst")))

    assert [before != after for before, after in pairwise(tables)] == [False, True, False, True]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@with_settings(max_examples=15, deadline=None)
@given(st.sets(TEXTS, min_size=1), st.sampled_from([None, "g"]))
def test_any_text_goes_in_and_out_and_is_found_again(
    tmp_path_factory: pytest.TempPathFactory,
    texts: set[str],
    graph: str | None,
) -> None:
    quads = tuple(quad("a", Literal(text), graph) for text in texts)
    with Store(tmp_path_factory.mktemp("any") / "store") as store:
        store.apply(Change(insert=quads))
        assert {each.object.value for each in store.quads()} == texts
        assert set(pyoxigraph.parse(exported(store).encode(), RdfFormat.N_QUADS)) == set(quads)

        store.apply(Change(remove=quads))
        assert list(store.quads()) == []


@pytest.mark.parametrize("text", ["\\u0022 . } ; DROP ALL ; #", '" } ; DROP ALL #', "x\\", "\u2028\n\r\t\x00"])
def test_text_cannot_break_out_of_its_literal(store: Store, text: str) -> None:
    store.apply(Change(insert=(quad("a", "b"),)))
    store.apply(Change(insert=(quad("a", Literal(text), "g"),)))

    assert set(store.quads()) == {quad("a", "b"), quad("a", Literal(text), "g")}


def test_eight_threads_lose_no_update(store: Store) -> None:
    store.apply(Change(insert=(quad("counter", Literal(0)),)))
    add_one = "DELETE { ?s ?p ?n } INSERT { ?s ?p ?m } WHERE { ?s ?p ?n BIND(?n + 1 AS ?m) }"
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: store.update(add_one), range(200)))

    assert list(store.quads()) == [quad("counter", Literal(200))]


def test_an_update_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(QueryError, match="line 1, column 73"):
        store.update("INSERT DATA { <http://example.org/a> a <http://example.org/b> } ; nonsense")

    assert list(store.quads()) == []


def test_a_backup_is_a_store_of_its_own(store: Store, tmp_path: Path) -> None:
    store.apply(Change(insert=(quad("a", "b"),)))
    store.backup(tmp_path / "deep" / "backup")
    store.apply(Change(insert=(quad("a", "c"),)))

    with Store(tmp_path / "deep" / "backup", create=False) as copy:
        assert list(copy.quads()) == [quad("a", "b")]


def test_a_backup_never_overwrites(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="exists already"):
        store.backup(tmp_path)


# --- ask -------------------------------------------------------------------------------------------------


def rows(store: Store, text: str, **options: object) -> list[str]:
    found = store.query(text, **options)
    return sorted(row[0].value for row in found)


def test_a_query_sees_the_facts_and_on_demand_every_graph(store: Store) -> None:
    store.apply(Change(insert=(quad("a", "1"), quad("a", "2", "g"), quad("a", "3", "h"))))
    one, two, three = (node(str(n)).value for n in (1, 2, 3))

    assert rows(store, "SELECT ?o { ?s ?p ?o }") == [one]
    assert rows(store, "SELECT ?o { ?s ?p ?o }", union_default_graph=True) == [one, two, three]
    assert rows(store, "SELECT ?o { ?s ?p ?o }", default_graphs=[node("g").value]) == [two]
    assert rows(store, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }") == [two, three]
    assert rows(store, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }", named_graphs=[node("h").value]) == [three]
    assert rows(store, "SELECT ?o { ?s ?p ?o }", named_graphs=[node("h").value]) == []


def test_a_query_knows_the_vocabularies_without_prefix_lines(store: Store) -> None:
    store.apply(Change(insert=(Quad(node("a"), NamedNode(f"{terms.RDF}type"), NamedNode(terms.PARTNERSHIP)),)))

    assert rows(store, "SELECT ?p { ?p a ng:Partnership }") == [node("a").value]


def test_a_query_takes_values_for_its_variables(store: Store) -> None:
    store.apply(Change(insert=(quad("a", "1"), quad("b", "2"))))
    bound = {pyoxigraph.Variable("s"): node("b")}

    assert rows(store, "SELECT ?o ?s { ?s ?p ?o }", substitutions=bound) == [node("2").value]
    with pytest.raises(QueryError, match=r"cannot be evaluated: .*variable \?s"):
        rows(store, "SELECT ?o { ?s ?p ?o }", substitutions=bound)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "SELECT * {\n  ?s ?p }",
            (
                "The query does not parse at line 2, column 10: expected one of LATERAL, SERVICE"
                "\n    ?s ?p }\n           ^"
            ),
        ),
        (
            "SELECT * { ?s foaf:name ?o }",
            "The query does not parse at line 1, column 24: a prefix is not declared: add a PREFIX line; "
            f"known without one: {', '.join(terms.PREFIXES)}\n  SELECT * {{ ?s foaf:name ?o }}\n" + " " * 25 + "^",
        ),
        ("", "The query does not parse at line 1, column 1: something else was expected\n  \n  ^"),
    ],
)
def test_a_query_that_does_not_parse_is_answered_with_the_place_and_a_hint(
    store: Store,
    text: str,
    message: str,
) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(text)

    assert str(caught.value) == message


# --- look ---------------------------------------------------------------------------------------------


def test_what_is_known_about_a_thing_is_its_facts_and_what_points_to_it(store: Store) -> None:
    about, evidence = NamedNode(terms.ABOUT), NamedNode(terms.HAS_EVIDENCE)
    facts = [quad("event", "nba"), quad("event", "ant"), quad("nba", Literal("NBA"))]
    claims = [
        Quad(node("claim"), about, node("event"), node("g")),
        Quad(node("claim"), evidence, node("words"), node("g")),
        Quad(node("words"), node("p"), Literal("exact"), node("g")),
    ]
    other = (quad("ant", Literal("Ant")), quad("words", "x", "h"))
    store.apply(Change(insert=(*facts, *claims, *other)))

    assert set(store.about(node("nba"))) == set(facts)
    assert set(store.about(node("nba"), with_claims=True)) == {*facts, *claims}


def test_counts_are_per_kind(store: Store) -> None:
    def typed(name: str, *classes: str, graph: str | None = None) -> list[Quad]:
        types = (NamedNode(each) for each in classes)
        return [quad(name, each, graph, predicate="type") for each in types]

    quads = [
        *typed("nba", terms.ORGANIZATION_CLASS),
        *typed("ant", terms.ORGANIZATION_CLASS),
        *typed("deal", terms.EVENT, terms.PARTNERSHIP),
        *typed("post", terms.ROLE),
        *typed("article", terms.ARTICLE, graph="g"),
        *typed("claim", terms.CLAIM, graph="g"),
        *typed("nba", terms.ORGANIZATION_CLASS, graph="g"),
    ]
    kind = NamedNode(f"{terms.RDF}type")
    store.apply(Change(insert=tuple(Quad(each.subject, kind, each.object, each.graph_name) for each in quads)))

    assert store.counts() == Counts(
        articles=1,
        entities={"Organization": 2},
        events={"Event": 1, "Partnership": 1},
        roles=1,
        claims=1,
        quads=8,
    )
