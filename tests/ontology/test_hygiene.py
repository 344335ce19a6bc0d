"""The ontology and what goes with it break no rule of hygiene, and each rule finds what breaks it."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from rdflib import SH

import ontology

RULES = ontology.rules()
FILES = (ontology.ONTOLOGY, ontology.ALIGNMENTS, *ontology.FACT_SHAPES)
NG = "https://w3id.org/newsgraph/ontology#"
HOME = "rdfs:isDefinedBy <https://w3id.org/newsgraph/ontology>"
SOUND = f'ng:Newspaper a owl:Class ; rdfs:label "newspaper"@en ; skos:definition "A paper with news."@en ; {HOME}'

OFFENCES: dict[str, tuple[str, str, set[str]]] = {
    "alignment-of-strangers": ("alignments.ttl", "org:Membership rdfs:subClassOf schema:Role .", {"Membership"}),
    "below-disjoint-classes": (
        "newsgraph.ttl",
        "ng:Newspaper rdfs:subClassOf ng:Organization, ng:Place .",
        {"Newspaper"},
    ),
    "blank-node": ("newsgraph.ttl", "ng:Event rdfs:seeAlso [ rdfs:label 'x' ] .", {"blank node"}),
    "cycle": ("newsgraph.ttl", "ng:Event rdfs:subClassOf ng:Boycott .", {"Event", "Controversy", "Boycott"}),
    "dangling-term": ("shapes.ttl", "ng:Newsletter rdfs:label 'x' .", {"Newsletter"}),
    "definition": ("newsgraph.ttl", "ng:Event skos:definition 'Another one.' .", {"Event"}),
    "definition-repeats-label": ("newsgraph.ttl", "ng:Event skos:definition 'An event.' .", {"Event"}),
    "domain-and-range": ("newsgraph.ttl", "ng:partner rdfs:range ng:Organization, ng:Person .", {"partner"}),
    "example": ("newsgraph.ttl", f"{SOUND} .", {"Newspaper"}),
    "header": ("newsgraph.ttl", "<http://h.example/onto> a owl:Ontology .", {"onto"}),
    "home": ("newsgraph.ttl", "ng:Newspaper a owl:Class .", {"Newspaper"}),
    "inverse-label": ("newsgraph.ttl", "ng:reads a owl:ObjectProperty .", {"reads"}),
    "label": ("newsgraph.ttl", 'ng:Newspaper a owl:Class ; rdfs:label "Newspaper"@en .', {"Newspaper"}),
    "match-without-reason": ("alignments.ttl", "ng:Event skos:closeMatch schema:Thing .", {"Event"}),
    "one-kind": ("newsgraph.ttl", "ng:Event a owl:NamedIndividual .", {"Event"}),
    "said-twice": ("newsgraph.ttl", 'ng:Newspaper rdfs:label "Event"@en .', {"Event", "Newspaper"}),
    "undeclared-property": ("newsgraph.ttl", "ng:Event dcterms:subject ng:Person .", {"subject"}),
    "unused-prefix": ("shapes.ttl", "@prefix ex: <http://unused.example/> .", {"ex"}),
}
"""Rule → what to add to which file, and what the rule then finds."""

PREFIXES = "".join(
    f"@prefix {prefix}: <{namespace}> .\n"
    for prefix, namespace in {
        "dcterms": "http://purl.org/dc/terms/",
        "ng": NG,
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
    }.items()
)


def load(store: ox.Store, file: str, text: str, *, prefixes: bool = True) -> None:
    """A file in its graph, with its prefixes as nodes."""
    graph = ox.NamedNode(file_iri(file))
    store.load(text.encode(), format=ox.RdfFormat.TURTLE, to_graph=graph)
    for prefix, namespace in re.findall(r"^@prefix (\S*):\s+<([^>]+)>", text if prefixes else "", re.MULTILINE):
        node = ox.NamedNode(f"{graph.value}#prefix-{prefix}")
        store.add(ox.Quad(node, ox.NamedNode(str(SH.prefix)), ox.Literal(prefix), graph))
        store.add(ox.Quad(node, ox.NamedNode(str(SH.namespace)), ox.Literal(namespace), graph))


def file_iri(file: str) -> str:
    return f"https://w3id.org/newsgraph/files/{file}"


@pytest.fixture
def store() -> ox.Store:
    filled = ox.Store()
    for file in FILES:
        load(filled, file, ontology.path(file).read_text(encoding="utf-8"))
    return filled


def offenders(store: ox.Store, rule: str) -> list[str]:
    answer = store.query(RULES[rule], base_iri=file_iri(""))
    assert isinstance(answer, ox.QuerySolutions)
    return [named(row["offender"]) for row in answer]


def named(term: object) -> str:
    """A local name, the words of a literal, or what it is."""
    match term:
        case ox.NamedNode():
            return re.split("[#/]", term.value)[-1]
        case ox.Literal():
            return term.value
        case _:
            return "blank node"


def test_there_are_as_many_rules_as_were_written_and_each_states_itself() -> None:
    assert len(RULES) == 18
    for text in RULES.values():
        assert re.match(r"# rule: [A-Z].+\.\n", text)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_nothing_breaks_a_rule(store: ox.Store, rule: str) -> None:
    assert offenders(store, rule) == []


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_finds_what_breaks_it(store: ox.Store, rule: str) -> None:
    file, text, expected = OFFENCES[rule]
    if rule == "unused-prefix":
        load(store, file, text)
    else:
        load(store, file, PREFIXES + text, prefixes=False)

    assert set(offenders(store, rule)) == expected
