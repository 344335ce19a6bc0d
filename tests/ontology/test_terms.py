"""The constants are the ontology's terms: nothing more, nothing less."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

import ontology
from kg.records import EVENT_FAMILIES, Kind, Modality, Polarity, RoleStatus, Status
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

NG = Namespace(terms.NG)
GRAPH = Graph().parse(data=ontology.path(ontology.ONTOLOGY).read_text(encoding="utf-8"), format="turtle")
CONSTANTS = {
    name: value
    for name, value in vars(terms).items()
    if isinstance(value, str) and value.startswith(terms.NG) and value != terms.NG
}


def defined() -> set[str]:
    return {str(term) for term in GRAPH.subjects() if str(term).startswith(terms.NG)}


def ancestors(name: str, axiom: URIRef) -> Iterator[str]:
    """All that stands above a term, nearest first."""
    for above in GRAPH.objects(NG[name], axiom):
        yield str(above).removeprefix(terms.NG)
        yield from ancestors(str(above).removeprefix(terms.NG), axiom)


def below(top: str, axiom: URIRef) -> set[str]:
    return {str(term).removeprefix(terms.NG) for term in GRAPH.transitive_subjects(axiom, NG[top])}


def members(name: str) -> set[str]:
    return {str(term).removeprefix(terms.NG) for term in GRAPH.subjects(RDF.type, NG[name])}


def test_every_term_has_one_constant_and_every_constant_a_term() -> None:
    assert sorted(CONSTANTS.values()) == sorted(defined())
    assert len(CONSTANTS) == 155


def test_a_constant_is_the_local_name_in_capitals_told_apart_where_case_alone_differs() -> None:
    locals_ = [value.removeprefix(terms.NG) for value in CONSTANTS.values()]
    lowered = [local.lower() for local in locals_]

    def expected(local: str) -> str:
        capitals = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", local).upper()
        if lowered.count(local.lower()) == 1:
            return capitals
        return f"{capitals}_CLASS" if local[0].isupper() else f"HAS_{capitals}"

    assert {expected(local): terms.NG + local for local in locals_} == CONSTANTS


def test_the_hierarchy_of_classes_is_that_of_the_axioms() -> None:
    expected = {name: tuple(ancestors(name, RDFS.subClassOf)) for name in terms.SUPERCLASSES}

    assert dict(terms.SUPERCLASSES) == expected


def test_every_class_with_a_superclass_is_in_the_hierarchy() -> None:
    with_ancestors = {str(name).removeprefix(terms.NG) for name in GRAPH.subjects(RDFS.subClassOf, unique=True)}

    assert with_ancestors <= set(terms.SUPERCLASSES)


def test_the_event_classes_are_all_that_the_ontology_has() -> None:
    assert set(terms.EVENT_CLASSES) == below("Event", RDFS.subClassOf)
    assert len(terms.EVENT_CLASSES) == 20


def test_the_hierarchy_of_properties_is_that_of_the_axioms() -> None:
    expected = {name: tuple(ancestors(name, RDFS.subPropertyOf)) for name in below("participant", RDFS.subPropertyOf)}

    assert dict(terms.SUPERPROPERTIES) == expected
    assert set(terms.PARTY_ROLES) == set(expected) - {"participant"}


def test_a_relation_is_an_object_property_that_starts_from_any_kind_of_entity() -> None:
    for name in terms.RELATIONS:
        assert (NG[name], RDF.type, OWL.ObjectProperty) in GRAPH
        assert (NG[name], RDFS.domain, None) not in GRAPH


def test_a_relation_read_from_its_value_is_called_as_the_ontology_says() -> None:
    said = {name: str(GRAPH.value(NG[name], NG.inverseLabel)) for name in terms.RELATIONS}

    assert dict(terms.INVERSE_LABELS) == said


def test_what_a_deal_has_starts_from_an_event() -> None:
    kinds = dict.fromkeys(terms.DEAL_LINKS, OWL.ObjectProperty) | dict.fromkeys(terms.DEAL_VALUES, OWL.DatatypeProperty)
    for name, kind in kinds.items():
        assert (NG[name], RDF.type, kind) in GRAPH
        assert (NG[name], RDFS.domain, NG.Event) in GRAPH


@pytest.mark.parametrize(
    ("record", "name"),
    [(Status, "Status"), (Polarity, "Polarity"), (Modality, "Modality"), (RoleStatus, "RoleStatus")],
)
def test_the_values_of_a_record_are_the_individuals_of_its_class(record: type[Status], name: str) -> None:
    assert {each.value for each in record} == members(name)


def test_the_kinds_and_event_families_of_the_records_are_classes() -> None:
    assert tuple(Kind) == terms.ENTITY_CLASSES
    assert set(EVENT_FAMILIES) == set(terms.EVENT_CLASSES)
    for name, family in EVENT_FAMILIES.items():
        assert family in (name, *terms.SUPERCLASSES[name])


def test_no_prefix_and_no_namespace_is_there_twice() -> None:
    assert len(set(terms.PREFIXES.values())) == len(terms.PREFIXES) == 14


def test_asking_for_an_unknown_file_says_its_name() -> None:
    with pytest.raises(FileNotFoundError, match=r"'shape\.ttl'; it has alignments\.ttl, newsgraph"):
        ontology.path("shape.ttl")
