"""Records become quads and come back; keys become IRIs and come back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.errors import InputRefused, StoreError
from kg.map import claim_quads, fact_triples, graph_name, iri, item_node, item_of, key_of, url_node
from kg.map import testimonies as told_by  # pytest would take its own name for a test
from kg.records import Candidate, Claim, Event, Fact, Match, Reading, Span, Status, When
from ontology import terms
from tests.readings import ANT, DEAL, NBA, NI, POST, any_reading, article_id, claim, link, reading

BASE = "https://w3id.org/newsgraph/"


def quads_of(read: Reading) -> list[Quad]:
    return claim_quads(read, base=BASE, reading_hash="hash")


def values(quads: list[Quad], subject: str, predicate: str) -> list[str]:
    node = iri(subject, base=BASE)
    return sorted(quad.object.value for quad in quads if (quad.subject, quad.predicate.value) == (node, predicate))


@settings(max_examples=30)
@given(any_reading())
def test_an_article_graph_gives_back_the_subjects_and_claims_of_its_reading(read: Reading) -> None:
    told = told_by(quads_of(read), base=BASE)

    subjects = sorted((*read.entities, *read.events, *read.roles), key=lambda each: each.key)
    assert [each.subject for each in told] == subjects
    assert sorted((each for one in told for each in one.claims), key=lambda each: each.key) == list(read.claims)
    assert {(each.article, each.published, each.source) for each in told} == {
        (read.article.id, read.article.published, read.article.text_hash)
    }


@settings(max_examples=30)
@given(any_reading())
def test_quads_are_sorted_in_one_graph_and_without_blank_nodes(read: Reading) -> None:
    quads = quads_of(read)

    assert quads == sorted(set(quads), key=str)
    assert {quad.graph_name for quad in quads} == {graph_name(read.article.id, base=BASE)}
    assert {type(term) for quad in quads for term in quad} == {NamedNode, Literal}


@settings(max_examples=30)
@given(any_reading())
def test_every_selector_slices_the_text_to_its_exact_words(read: Reading) -> None:
    quads = quads_of(read)
    selectors = [quad.subject for quad in quads if quad.predicate.value == f"{terms.OA}exact"]

    assert selectors
    for selector in selectors:
        key = key_of(selector, base=BASE)
        start, end = (int(values(quads, key, f"{terms.OA}{name}")[0]) for name in ("start", "end"))
        assert values(quads, key, f"{terms.OA}exact") == [read.article.text[start:end]]


def test_a_link_comes_back_as_it_was_written() -> None:
    tied = link(
        "a", NBA, "Q155223", Match.EXACT, candidates=(Candidate("Q155223", "NBA", 0.9), Candidate("Q7", "NBA", 0.01))
    )
    untied = link("a", ANT, None, None, candidates=(Candidate("Q8", "Ant", 0.2),))
    read = replace(reading("a", NBA, ANT), links=(tied, untied))

    told = {each.subject.key: each.link for each in told_by(quads_of(read), base=BASE)}

    assert told == {NBA.key: tied, ANT.key: untied}
    assert values(quads_of(read), NBA.key, f"{terms.SKOS}exactMatch") == [f"{terms.WD}Q155223"]
    assert values(quads_of(read), ANT.key, f"{terms.SKOS}exactMatch") == []


def test_a_fact_ties_its_entity_to_one_item() -> None:
    (quad,) = (
        quad
        for quad in fact_triples(Fact(NBA, (), 1, match=(Match.CLOSE, "Q155223")), base=BASE)
        if quad.predicate.value.startswith(terms.SKOS)
    )

    assert quad == Quad(
        iri(NBA.key, base=BASE), NamedNode(f"{terms.SKOS}closeMatch"), item_node("Q155223"), DefaultGraph()
    )
    assert item_of(quad.object.value) == "Q155223"


def test_a_class_and_a_role_property_bring_the_general_ones_along() -> None:
    venture = Event("id/event/x", ("JointVenture",), "Venture", (("partner", NBA.key),))
    quads = quads_of(reading("a", NBA, venture))

    assert values(quads, venture.key, f"{terms.RDF}type") == [
        terms.EVENT,
        terms.JOINT_VENTURE,
        terms.PARTNERSHIP,
    ]
    assert values(quads, venture.key, terms.PARTNER) == [f"{BASE}{NBA.key}"]
    assert values(quads, venture.key, terms.PARTICIPANT) == [f"{BASE}{NBA.key}"]


@pytest.mark.parametrize(
    ("first", "last", "literal", "ends"),
    [
        (date(2023, 3, 1), date(2023, 3, 1), "2023-03-01", []),
        (date(2023, 3, 1), date(2023, 3, 31), "2023-03", []),
        (date(2023, 1, 1), date(2023, 12, 31), "2023", []),
        (date(2023, 2, 20), date(2023, 2, 26), "2023-02", ["2023-02-20", "2023-02-26"]),
        (date(2022, 12, 1), date(2023, 2, 28), None, ["2022-12-01", "2023-02-28"]),
    ],
)
def test_a_date_is_as_precise_as_its_words(first: date, last: date, literal: str | None, ends: list[str]) -> None:
    told = claim("a", DEAL, when=When(first, last, Span(0, 4)))
    quads = quads_of(reading("a", ANT, NBA, DEAL, claims=(told,)))

    assert values(quads, told.key, terms.DATE) == ([literal] if literal else [])
    assert values(quads, told.key, terms.START_DATE) + values(quads, told.key, terms.END_DATE) == ends


def test_a_claim_that_states_a_property_carries_predicate_and_object() -> None:
    told = claim("a", ANT, predicate="partOf", object=NBA.key)
    quads = quads_of(reading("a", ANT, NBA, claims=(told,)))

    assert values(quads, told.key, f"{terms.RDF}predicate") == [terms.PART_OF]
    assert values(quads, told.key, f"{terms.RDF}object") == [f"{BASE}{NBA.key}"]


def test_a_fact_is_triples_of_the_default_graph_about_its_subject() -> None:
    fact = Fact(DEAL, ("article/1#claim-1",), 1, status=Status.ACTIVE, date="2023-03")

    assert sorted(map(str, fact_triples(fact, base="http://x/"))) == sorted(
        f"<http://x/{DEAL.key}> {rest}"
        for rest in (
            f'<{terms.NG}date> "2023-03"^^<{terms.XSD}gYearMonth>',
            f"<{terms.NG}participant> <http://x/{ANT.key}>",
            f"<{terms.NG}participant> <http://x/{NBA.key}>",
            f"<{terms.NG}partner> <http://x/{ANT.key}>",
            f"<{terms.NG}partner> <http://x/{NBA.key}>",
            f'<{terms.NG}sourceCount> "1"^^<{terms.XSD}integer>',
            f"<{terms.NG}status> <{terms.NG}active>",
            f"<{terms.NG}supportedBy> <http://x/article/1#claim-1>",
            f"<{terms.RDF}type> <{terms.NG}Event>",
            f"<{terms.RDF}type> <{terms.NG}Partnership>",
            f'<{terms.RDFS}label> "Partnership of Ant Group and NBA"',
        )
    )
    assert {quad.graph_name for quad in fact_triples(fact, base=BASE)} == {DefaultGraph()}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_key_is_a_valid_iri_and_comes_back(name: str) -> None:
    for key in (f"id/organization/{name}", f"article/{article_id(name)}#{name}"):
        assert key_of(iri(key, base=BASE), base=BASE) == key


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("id/organization/ant-group", "id/organization/ant-group"),
        ("id/organization/zażółć-北京", "id/organization/zażółć-北京"),
        ("id/organization/c#", "id/organization/c%23"),
        ("id/organization/a b<c>100%", "id/organization/a%20b%3Cc%3E100%25"),
        ("article/0123456789abcdef#char=1,2", "article/0123456789abcdef#char=1,2"),
    ],
)
def test_an_iri_keeps_letters_of_every_script_and_encodes_the_rest(key: str, expected: str) -> None:
    assert iri(key, base=BASE) == NamedNode(BASE + expected)


def test_an_iri_of_somebody_else_has_no_key() -> None:
    with pytest.raises(StoreError, match=r"<http://example\.org/x> is not a resource of this graph"):
        key_of("http://example.org/x", base=BASE)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" https://example.org/a b%20c%zz ", "https://example.org/a%20b%20c%25zz"),
        ("https://example.org/ä|[1]", "https://example.org/ä%7C%5B1%5D"),
    ],
)
def test_a_url_becomes_an_iri(url: str, expected: str) -> None:
    assert url_node(url) == NamedNode(expected)


def test_a_url_that_is_none_is_refused() -> None:
    with pytest.raises(InputRefused, match="no scheme: is not an absolute URL"):
        url_node("no scheme")


def test_a_graph_that_a_hand_broke_is_named() -> None:
    whole = quads_of(reading("a", NBA))
    broken = [quad for quad in whole if quad.predicate.value != terms.HAS_POLARITY]

    with pytest.raises(StoreError, match=rf"<{BASE}graph/{article_id('a')}> is not as Newsgraph writes it"):
        told_by(broken, base=BASE)


def test_a_subject_that_no_claim_is_about_gives_no_testimony() -> None:
    read = reading("a", NBA, NI, POST)
    told = claim("a", NBA)
    silent = Reading(read.article, read.entities, (), read.roles, (told,), ())

    found = told_by(quads_of(silent), base=BASE)

    assert [(each.subject, each.claims) for each in found] == [(NBA, (told,))]
    assert isinstance(found[0].claims[0], Claim)
