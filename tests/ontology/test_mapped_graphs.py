"""What the library writes obeys the shapes: an article's graph taken alone, and the facts taken alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pyshacl
import pytest
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib import Graph

import ontology
from kg.consolidate import consolidate
from kg.map import claim_quads, fact_triples
from kg.map import testimonies as told_by  # pytest would take its own name for a test
from kg.records import Entity, Kind, Modality, Reading, RoleStatus, Span, Statement, Status, When, Zone
from tests.readings import ANT, DEAL, NBA, NI, POST, article_id, claim, reading

if TYPE_CHECKING:
    from kg.records import Testimony

BASE = "https://w3id.org/newsgraph/"
CITY = Entity("id/place/hangzhou", Kind.PLACE, "Hangzhou")
TEXT = "Ant Group of Hangzhou said it may team up with the NBA last week."
LAST_WEEK = When(date(2023, 2, 20), date(2023, 2, 26), Span(55, 64), anchor=date(2023, 3, 1))
YEAR = When(date(2014, 1, 1), date(2014, 12, 31), Span(0, 3))


@pytest.fixture
def told() -> Reading:
    """An article that has one of everything."""
    claims = (
        claim("a", DEAL, modality=Modality.RUMOUR, status=Status.RUMOURED, attributed_to=ANT.key, when=LAST_WEEK),
        claim("a", DEAL, name="value", predicate="value", literal="USD 7150000000"),
        claim("a", DEAL, name="term", predicate="term", literal="P1Y6M"),
        claim("a", DEAL, name="where", predicate="territory", object=CITY.key),
        claim("a", POST, role_status=RoleStatus.FORMER),
        claim("a", ANT, name="seat", predicate="headquarteredIn", object=CITY.key),
        claim("a", ANT, name="founded", predicate="foundedDate", when=YEAR),
    )
    plain = reading("a", NBA, ANT, NI, CITY, DEAL, POST, claims=claims, text=TEXT, url="https://example.org/news/1")
    quotation = Statement(f"article/{article_id('a')}#statement-1", NI.key, Span(0, 9), Span(0, 20))
    article = replace(plain.article, zones=(Zone(0, 3, "also-read"),))
    return replace(plain, article=article, statements=(quotation,))


def report(quads: list[Quad], shapes: tuple[str, ...]) -> str:
    """The validation report, "" when all is well."""
    data = Graph().parse(data=serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES), format="nt")
    rules = Graph()
    for name in shapes:
        rules.parse(data=ontology.path(name).read_text(encoding="utf-8"), format="turtle")
    conforms, _, text = pyshacl.validate(data, shacl_graph=rules, inference="none")
    return "" if conforms else text


def test_the_graph_of_an_article_obeys_the_shapes(told: Reading) -> None:
    quads = claim_quads(told, base=BASE, reading_hash="f" * 64)

    assert report(quads, ontology.CLAIM_SHAPES) == ""


def test_the_facts_obey_the_shapes(told: Reading) -> None:
    by_subject: dict[str, list[Testimony]] = defaultdict(list)
    for each in told_by(claim_quads(told, base=BASE, reading_hash="f" * 64), base=BASE):
        by_subject[each.subject.key].append(each)
    facts = [consolidate(group) for group in by_subject.values()]
    quads = [quad for fact in facts if fact is not None for quad in fact_triples(fact, base=BASE)]

    assert {fact.subject.key for fact in facts if fact is not None} == {
        each.key for each in (NBA, ANT, NI, CITY, DEAL, POST)
    }
    assert report(quads, ontology.FACT_SHAPES) == ""
    assert "A fact is supported by at least one claim." in report(
        claim_quads(told, base=BASE, reading_hash="f" * 64), ontology.FACT_SHAPES
    )
