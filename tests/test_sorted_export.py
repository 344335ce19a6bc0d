"""An export is the same bytes for the same content, in every format, and parses back to it."""

from __future__ import annotations

import io
import json
import random
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from kg.errors import UsageError
from kg.store import FORMATS, Change, Store, format_for, runs, sorted_lines
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


SAMPLE = (
    quad("b", "1"),
    quad("a", Literal('zażółć "x"\n\\ <g> .')),
    quad("a", Literal("chat", language="fr")),
    quad("a", Literal(7)),
    quad("a/b", "1"),
    quad("a", "1", "h"),
    quad("z", "1", "g"),
    quad("a", Literal("l > <x> ."), "g"),
)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_bytes_for_any_order_of_writing(tmp_path: Path, suffix: str) -> None:
    exports = set()
    for seed in range(3):
        mixed = random.Random(seed).sample(SAMPLE, len(SAMPLE))  # noqa: S311 (nothing secret depends on it)
        with Store(tmp_path / f"{seed}") as store:
            for each in mixed:
                store.apply(Change(insert=(each,)))
            exports.add(exported(store, suffix))

    assert len(exports) == 1


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_export_parses_back_to_what_it_holds(store: Store, suffix: str) -> None:
    store.apply(Change(insert=SAMPLE))
    output_format = format_for(suffix)

    held = set(SAMPLE) if output_format.supports_datasets else {each for each in SAMPLE if each in facts_of(SAMPLE)}

    assert set(pyoxigraph.parse(exported(store, suffix).encode(), output_format)) == held


def facts_of(quads: tuple[Quad, ...]) -> set[Quad]:
    return {each for each in quads if each.graph_name == DefaultGraph()}


def test_a_dump_in_many_runs_is_the_same_as_in_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.apply(Change(insert=SAMPLE))
    whole = exported(store)
    monkeypatch.setattr(runs, "RUN_BYTES", 80)

    assert exported(store) == whole
    assert exported(store, quads=list(SAMPLE)) == whole


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 16, 40])
def test_runs_that_are_merged_into_one_keep_every_line_in_order(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(runs, "RUN_BYTES", 4)  # a line a run
    monkeypatch.setattr(runs, "MOST_RUNS", 4)
    lines = [f"{number * 7 % 41:03}\n".encode() for number in range(count)]

    with sorted_lines([*lines, *lines[::2]]) as ordered:
        assert list(ordered) == sorted(lines)


def test_lines_are_sorted_by_graph_with_the_facts_first(store: Store) -> None:
    store.apply(Change(insert=(quad("b", "1"), quad("a", "1", "g"), quad("a/b", "1"), quad("c", "1", "b"))))

    assert exported(store).splitlines() == [
        "<http://example.org/a/b> <http://example.org/p> <http://example.org/1> .",
        "<http://example.org/b> <http://example.org/p> <http://example.org/1> .",
        "<http://example.org/c> <http://example.org/p> <http://example.org/1> <http://example.org/b> .",
        "<http://example.org/a> <http://example.org/p> <http://example.org/1> <http://example.org/g> .",
    ]


def test_turtle_is_grouped_by_subject_with_short_names(store: Store) -> None:
    label, kind = NamedNode(f"{terms.RDFS}label"), NamedNode(f"{terms.RDF}type")
    store.apply(
        Change(
            insert=(
                Quad(node("nba"), label, Literal("NBA")),
                Quad(node("nba"), kind, NamedNode(f"{terms.NG}Organization")),
                Quad(node("nba"), NamedNode(terms.DATE), Literal("2023", datatype=NamedNode(f"{terms.XSD}gYear"))),
            ),
        ),
    )

    *prefixes, first, second, third = exported(store, "ttl").splitlines()
    assert f"@prefix ng: <{terms.NG}> ." in prefixes
    assert [first, second, third] == [
        "<http://example.org/nba> a ng:Organization ;",
        '\trdfs:label "NBA" ;',
        '\tng:date "2023"^^xsd:gYear .',
    ]


def test_turtle_has_a_gap_before_each_subject_and_several_values_on_lines_of_their_own(store: Store) -> None:
    kinds = [NamedNode(terms.NG + name) for name in ("Event", "Partnership")]
    types = [Quad(node("b"), NamedNode(f"{terms.RDF}type"), kind) for kind in kinds]
    said = [quad("a", Literal(text)) for text in ('one , "two" , three', "a\rb\nc", "end , ")]
    store.apply(Change(insert=(*types, *said, quad("b", "1"))))

    assert exported(store, "ttl").partition("schema.org/> .\n")[2] == (
        "\n"
        '<http://example.org/a> <http://example.org/p> "a\\rb\\nc" ,\n'
        '\t\t"end , " ,\n'
        '\t\t"one , \\"two\\" , three" .\n'
        "\n"
        "<http://example.org/b> <http://example.org/p> <http://example.org/1> ;\n"
        "\ta ng:Event , ng:Partnership .\n"
    )
    assert set(pyoxigraph.parse(exported(store, "ttl"), RdfFormat.TURTLE)) == {*types, *said, quad("b", "1")}


def test_json_ld_is_json(store: Store) -> None:
    store.apply(Change(insert=SAMPLE))

    ids = {each["id"] for each in json.loads(exported(store, "jsonld"))["@graph"]}

    assert ids >= {node("g").value, node("b").value}


def test_a_format_without_graphs_holds_the_quads_it_is_given_as_one_graph(store: Store) -> None:
    part = [quad("a", "1", "g"), quad("a", "1", "h"), quad("a", "2")]

    assert exported(store, "nt", quads=part).splitlines() == [
        "<http://example.org/a> <http://example.org/p> <http://example.org/1> .",
        "<http://example.org/a> <http://example.org/p> <http://example.org/2> .",
    ]


def test_what_others_imported_is_exported_too(store: Store) -> None:
    nested = Triple(node("a"), node("p"), Literal("x <y> ."))
    store.update(
        "BASE <http://example.org/> INSERT DATA { GRAPH <g> { [] <p> 'x' . <a> <p> <<( <a> <p> 'x <y> .' )>> } }",
    )

    assert exported(store, quads=list(store.quads())) == exported(store)
    found = list(pyoxigraph.parse(exported(store).encode(), RdfFormat.N_QUADS))

    assert [(type(each.subject), each.graph_name, each.object) for each in found] == [
        (NamedNode, node("g"), nested),
        (BlankNode, node("g"), Literal("x")),
    ]


def test_an_unknown_format_is_refused_with_the_known_ones(store: Store) -> None:
    with pytest.raises(UsageError, match=r"no export format 'xlsx': use one of ttl, nt, nq, trig, rdf, jsonld"):
        exported(store, "xlsx")
