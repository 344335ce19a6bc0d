"""Every term of the ontology is fully documented, and its axioms say no more than is meant."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, BNode, Graph, URIRef

import ontology
from ontology import terms

if TYPE_CHECKING:
    from rdflib.term import Node

FOLDER = Path(ontology.__file__).parent
IRI = URIRef("https://w3id.org/newsgraph/ontology")
GRAPH = Graph().parse(FOLDER / ontology.ONTOLOGY)
ALIGNMENTS = Graph().parse(FOLDER / ontology.ALIGNMENTS)
TERMS = sorted({URIRef(str(term)) for term in GRAPH.subjects() if str(term).startswith(terms.NG)})
TURTLE = sorted(FOLDER.rglob("*.ttl"))
WEAK = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
IDS = [str(term).removeprefix(terms.NG) for term in TERMS]


def only(subject: Node, predicate: URIRef) -> str:
    (value,) = GRAPH.objects(subject, predicate)
    return str(value)


def test_as_many_terms_and_files_are_collected_as_were_written() -> None:
    assert len(TERMS) == 155
    assert len(TURTLE) == 7 + 22 + 129


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.stem)
def test_every_turtle_file_parses_and_says_something(path: Path) -> None:
    assert len(Graph().parse(path)) > 0


@pytest.mark.parametrize("term", TERMS, ids=IDS)
def test_a_term_has_its_label_definition_example_and_home(term: URIRef) -> None:
    label = only(term, RDFS.label)
    definition = only(term, SKOS.definition)

    assert label == label.lower()
    assert re.fullmatch(r"[A-Z].{10,}\.", definition)
    assert len(re.findall(r"\.(?= |$)", definition)) == 1, "one sentence"
    assert definition.lower().rstrip(".") not in {label, f"a {label}", f"the {label}"}
    assert only(term, SKOS.example)
    assert only(term, RDFS.isDefinedBy) == str(IRI)


def test_no_two_terms_have_one_label_or_one_definition() -> None:
    for predicate in (RDFS.label, SKOS.definition):
        values = [only(term, predicate) for term in TERMS]
        assert [value for value in values if values.count(value) > 1] == []


def test_the_header_names_version_licence_and_prefix() -> None:
    assert only(IRI, OWL.versionIRI) == f"{IRI}/{only(IRI, OWL.versionInfo)}"
    assert only(IRI, DCTERMS.license) == "https://creativecommons.org/licenses/by/4.0/"
    assert only(IRI, VANN.preferredNamespacePrefix) == "ng"
    assert only(IRI, VANN.preferredNamespaceUri) == terms.NG
    assert only(IRI, DCTERMS.title)
    assert only(IRI, DCTERMS.description)
    assert only(IRI, DCTERMS.creator)


def test_the_ontology_has_no_blank_node() -> None:
    nodes = {node for graph in (GRAPH, ALIGNMENTS) for triple in graph for node in triple}

    assert not any(isinstance(node, BNode) for node in nodes)


@pytest.mark.parametrize("term", TERMS, ids=IDS)
def test_a_term_is_a_class_a_property_or_an_individual_and_one_alone(term: URIRef) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}

    assert len(kinds & set(GRAPH.objects(term, RDF.type))) == 1


def test_what_two_articles_can_say_both_ways_round_is_not_asymmetric() -> None:
    said = {URIRef(terms.NG + name) for name in (*terms.RELATIONS, *terms.PARTY_ROLES, "trigger", "consequence")}

    assert said & set(GRAPH.subjects(RDF.type, OWL.AsymmetricProperty)) == set()
    assert {URIRef(terms.CONTRADICTS)} == set(GRAPH.subjects(RDF.type, OWL.AsymmetricProperty))


def test_only_datatypes_of_owl_2_are_ranges() -> None:
    ranges = {GRAPH.value(term, RDFS.range) for term in GRAPH.subjects(RDF.type, OWL.DatatypeProperty)} - {None}

    assert ranges == {URIRef(terms.XSD + name) for name in ("string", "decimal", "integer")}


@pytest.mark.parametrize("path", [path for path in TURTLE if path != FOLDER / ontology.ONTOLOGY], ids=lambda p: p.stem)
def test_every_term_of_ours_that_a_file_uses_is_defined(path: Path) -> None:
    used = set(re.findall(r"\bng:([A-Za-z]+)\b", path.read_text(encoding="utf-8")))

    assert used - set(IDS) == set()


@pytest.mark.parametrize("path", sorted((FOLDER / "questions").glob("*.rq")), ids=lambda path: path.stem)
def test_every_term_of_ours_that_a_question_uses_is_defined(path: Path) -> None:
    used = set(re.findall(r"\bng:([A-Za-z]+)\b", path.read_text(encoding="utf-8")))

    assert used
    assert used - set(IDS) == set()


def test_each_weak_match_has_its_reason() -> None:
    weak = {(term, compact(other)) for match in WEAK for term, other in ALIGNMENTS.subject_objects(match)}
    reasons = {(term, str(note).split(": ", 1)[0]) for term, note in ALIGNMENTS.subject_objects(SKOS.editorialNote)}

    assert weak == reasons
    assert len(weak) == 35


def test_an_alignment_starts_from_a_term_of_ours() -> None:
    matches = {*WEAK, SKOS.exactMatch, RDFS.subClassOf, RDFS.subPropertyOf}
    subjects = {term for match in matches for term in ALIGNMENTS.subjects(match)}

    assert subjects <= set(TERMS)
    assert len(subjects) == 35


def reasoned(path: Path) -> tuple[set[tuple[Node, Node]], list[str]]:
    """Which classes of ours the file's nodes have by OWL 2 RL, and the contradictions it finds."""
    data = Graph().parse(path)
    described = set(data.subjects(RDF.type))
    closure = owlrl.OWLRL_Semantics(data + GRAPH + ALIGNMENTS, axioms=False, daxioms=False)
    closure.closure()
    kinds = closure.graph.subject_objects(RDF.type)
    return {(node, kind) for node, kind in kinds if node in described and kind in TERMS}, closure.error_messages


@pytest.mark.parametrize("path", sorted((FOLDER / "examples" / "valid").glob("*.ttl")), ids=lambda path: path.stem)
def test_reasoning_over_valid_data_finds_no_contradiction_and_no_new_class_of_ours(path: Path) -> None:
    stated = {(node, kind) for node, kind in Graph().parse(path).subject_objects(RDF.type) if kind in TERMS}

    assert reasoned(path) == (stated, [])


def test_reasoning_finds_the_contradiction_in_a_thing_of_two_disjoint_classes() -> None:
    _, contradictions = reasoned(FOLDER / "examples" / "invalid" / "organization-that-is-a-place.ttl")

    assert len(contradictions) == 1


def compact(term: Node) -> str:
    """A term with its prefix, as the notes write it."""
    for prefix, namespace in terms.PREFIXES.items():
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return str(term)
