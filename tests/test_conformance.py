"""The screen before pySHACL passes what is right, and never what pySHACL finds wrong."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ontology
from kg.conformance import Shapes, shapes
from kg.map import claim_quads
from kg.settings import Settings
from ontology import terms
from tests.readings import any_reading

EXAMPLES = Path(ontology.__file__).parent / "examples"
VALID, INVALID = (sorted((EXAMPLES / kind).glob("*.ttl")) for kind in ("valid", "invalid"))
LAYERS = {
    "claims": ontology.CLAIM_SHAPES,
    "facts": ontology.FACT_SHAPES,
    "history": ontology.HISTORY_SHAPES,
    "curated": ontology.CURATED_SHAPES,
}
VALUES = (
    ox.NamedNode("https://w3id.org/newsgraph/id/nobody"),
    ox.NamedNode(terms.PARTNERSHIP),
    ox.NamedNode(terms.PERSON),
    ox.NamedNode(terms.ACTIVE),
    ox.Literal(""),
    ox.Literal("word"),
    ox.Literal(-1),
    ox.Literal("2023-02-30", datatype=ox.NamedNode(f"{terms.XSD}date")),
    ox.Literal("2023", datatype=ox.NamedNode(f"{terms.XSD}gYear")),
    ox.Literal("7.5", datatype=ox.NamedNode(f"{terms.XSD}decimal")),
    ox.BlankNode("b"),
)


def of(path: Path) -> tuple[Shapes, list[ox.Quad]]:
    layer = next(line for line in path.read_text().splitlines() if line.startswith("# layer: "))
    triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return shapes(*LAYERS[layer.removeprefix("# layer: ")]), list(triples)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_the_screen_passes_what_is_right(path: Path) -> None:
    judge, quads = of(path)

    assert judge.screened(quads)
    assert list(judge.violations(quads)) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_the_screen_lets_nothing_pass_that_is_wrong(path: Path) -> None:
    judge, quads = of(path)

    assert not judge.screened(quads)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_graph_that_a_hand_changed_and_the_screen_passes_is_right_for_pyshacl_too(data: st.DataObject) -> None:
    judge = shapes(*ontology.CLAIM_SHAPES)
    quads = claim_quads(data.draw(any_reading()), base=Settings().base, reading_hash="f" * 64)
    touched = data.draw(st.sampled_from(quads))
    match data.draw(st.sampled_from(["drop", "change", "add"])):
        case "drop":
            changed = [each for each in quads if each != touched]
        case "change":
            value = data.draw(st.sampled_from(VALUES))
            changed = [each for each in quads if each != touched]
            changed.append(ox.Quad(touched.subject, touched.predicate, value, touched.graph_name))
        case _:
            value = data.draw(st.sampled_from(VALUES))
            changed = [*quads, ox.Quad(touched.subject, touched.predicate, value, touched.graph_name)]

    if judge.screened(changed):
        assert list(judge.judged(changed)) == []


def test_only_the_nodes_asked_for_are_judged() -> None:
    _, quads = of(EXAMPLES / "invalid" / "entity-without-label.ttl")
    judge = shapes(*ontology.CLAIM_SHAPES)
    (node, _), *_ = judge.violations(quads)

    assert [found for found, _ in judge.violations(quads, of={node})] == [node]
    assert list(judge.violations(quads, of={"https://w3id.org/newsgraph/id/nobody"})) == []
