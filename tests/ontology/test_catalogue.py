"""The named questions as linked data say the same as their files, as SHACL's sh:SPARQLExecutable has it."""

from __future__ import annotations

import pytest
from rdflib import DCTERMS, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery

import ontology
from kg.ask import Question, questions

CATALOGUE = Graph().parse(data=ontology.path(ontology.CATALOGUE).read_text(encoding="utf-8"), format="turtle")
BASE = "https://w3id.org/newsgraph/questions"
EXECUTABLES = sorted(CATALOGUE.subjects(RDF.type, SH.SPARQLExecutable), key=str)


def prefixes() -> dict[str, str]:
    declared = CATALOGUE.objects(URIRef(f"{BASE}#prefixes"), SH.declare)
    return {str(CATALOGUE.value(each, SH.prefix)): str(CATALOGUE.value(each, SH.namespace)) for each in declared}


def test_each_question_is_an_executable_and_nothing_else_is() -> None:
    assert [URIRef(f"{BASE}/{each.name}") for each in sorted(questions(), key=lambda q: q.name)] == EXECUTABLES
    assert len(EXECUTABLES) == 26
    assert not any(isinstance(node, BNode) for triple in CATALOGUE for node in triple)


@pytest.mark.parametrize("each", questions(), ids=lambda each: each.name)
def test_an_executable_is_the_query_of_its_file_with_its_title_and_parameters(each: Question) -> None:
    node = URIRef(f"{BASE}/{each.name}")
    select = str(CATALOGUE.value(node, SH.select))
    found = {
        str(CATALOGUE.value(parameter, SH.name)): (
            str(CATALOGUE.value(parameter, SH.description)),
            CATALOGUE.value(parameter, SH.order),
        )
        for parameter in CATALOGUE.objects(node, SH.parameter)
    }

    assert str(CATALOGUE.value(node, DCTERMS.identifier)) == each.name
    assert str(CATALOGUE.value(node, RDFS.label)) == each.title
    assert found == {
        parameter.name: (parameter.meaning, Literal(order)) for order, parameter in enumerate(each.parameters)
    }
    assert prepareQuery(select, initNs=prefixes()).algebra == prepareQuery(each.sparql).algebra
