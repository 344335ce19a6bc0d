"""The shapes accept what is right and name what is wrong, and only that."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import SH, BNode, Graph

import ontology
from ontology import terms

EXAMPLES = Path(ontology.__file__).parent / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))


LAYERS = {
    "claims": ontology.CLAIM_SHAPES,
    "facts": ontology.FACT_SHAPES,
    "history": ontology.HISTORY_SHAPES,
    "curated": ontology.CURATED_SHAPES,
}


def shapes_of(layer: str) -> Graph:
    graph = Graph()
    for name in LAYERS[layer]:
        graph.parse(data=ontology.path(name).read_text(encoding="utf-8"), format="turtle")
    return graph


SHAPES = {layer: shapes_of(layer) for layer in LAYERS}


def header(path: Path) -> dict[str, str]:
    """The comments at the top of an example: the first line as `title`, then `name: value`."""
    comments = [line[2:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# ")]
    return {"title": comments[0]} | dict(line.split(": ", 1) for line in comments[1:])


def violations(path: Path) -> list[tuple[str, str]]:
    """(constraint component, message) of every result, sorted."""
    data = Graph().parse(path)
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES[header(path)["layer"]], inference="none")
    return sorted(
        (
            str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
            str(report.value(result, SH.resultMessage)),
        )
        for result in report.objects(None, SH.result)
    )


def messages(layer: str) -> set[str]:
    return {str(message) for message in SHAPES[layer].objects(None, SH.message)}


def test_as_many_examples_are_collected_as_were_written() -> None:
    assert (len(VALID), len(INVALID)) == (22, 129)
    assert {header(path)["layer"] for path in VALID} == set(LAYERS)
    assert {header(path)["layer"] for path in INVALID} == set(LAYERS)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_example_conforms(path: Path) -> None:
    assert violations(path) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_example_fails_for_its_own_reason_alone(path: Path) -> None:
    expected = header(path)
    component = f"{expected['fails']}ConstraintComponent"

    assert violations(path) == [(component, expected["title"])]


@pytest.mark.parametrize("layer", LAYERS)
def test_every_message_of_the_shapes_has_an_invalid_example(layer: str) -> None:
    shown = {header(path)["title"] for path in INVALID}

    assert messages(layer) - shown == set()


def test_the_facts_obey_everything_that_claims_do_and_more() -> None:
    assert messages("claims") < messages("facts")


@pytest.mark.parametrize(("layer", "count"), [("claims", 59), ("facts", 71), ("history", 10), ("curated", 11)])
def test_everything_that_a_shape_asks_of_a_property_has_a_message(layer: str, count: int) -> None:
    graph = SHAPES[layer]
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    shapes = {shape for target in targets for shape in graph.subjects(target)}
    asked = {part for shape in shapes for part in graph.objects(shape, SH.property)}

    assert {part for part in asked if (part, SH.message, None) not in graph} == set()
    assert len(asked) == count


def test_every_class_of_the_graph_has_a_shape_that_an_example_meets() -> None:
    classes = {
        *(terms.NG + name for name in terms.SUPERCLASSES),
        *(
            terms.ARTICLE,
            terms.CLAIM,
            terms.EVIDENCE_CLASS,
            terms.STATEMENT,
            terms.ZONE_CLASS,
            terms.LINK,
            terms.CANDIDATE_CLASS,
        ),
    }
    targets = {str(target) for target in SHAPES["claims"].objects(None, SH.targetClass)}

    assert targets == classes
    assert len(classes) == 32


@pytest.mark.parametrize("path", [*VALID, *INVALID], ids=lambda path: path.stem)
def test_an_example_has_blank_nodes_only_where_that_is_what_is_wrong(path: Path) -> None:
    nodes = {node for triple in Graph().parse(path) for node in triple if isinstance(node, BNode)}

    assert bool(nodes) == (path.stem == "blank-node")
