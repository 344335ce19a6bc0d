"""What the article that the product was conceived from must give, and what it must never give.

The article is part of the optional data folder ../shared and not of the repository.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.build import build
from kg.check import check
from kg.settings import Settings
from kg.store import Store
from kg.why import explain

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = Path(os.environ.get("NEWSGRAPH_SHARED", Path(__file__).parents[2] / "shared")) / "seed"
BASE = Settings().base
BYSTANDERS = [
    "McCombs",
    "Edwards",
    "Sharma",
    "Barcelona",
    "Spurs",
    "Nuggets",
    "Google",
    "Facebook",
    "Instagram",
    "YouTube",
    "Youtube",
    "LinkedIn",
    "HomeNBANBA",
]

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the optional data folder ../shared is not there")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("seed") / "store") as opened:
        assert build([SEED], opened, Settings(), date=date(2023, 3, 1)).refused == ()
        yield opened


def ask(store: Store, query: str) -> set[tuple[str, ...]]:
    """The rows of a SELECT over the facts, IRIs without the base."""
    rows = store.query(query)
    return {tuple(str(getattr(v, "value", "")).removeprefix(BASE) for v in row) for row in rows}


def test_there_is_one_partnership_of_the_league_and_ant_group(store: Store) -> None:
    partners = ask(store, "SELECT ?p ?s ?x { ?p a ng:Partnership ; ng:status ?s ; ng:partner/rdfs:label ?x }")

    assert {p for p, _, _ in partners} == {"id/event/partnership--ant-group--nba"}
    assert {s.rpartition("#")[2] for _, s, _ in partners} <= {"active", "announced"}
    assert {x for _, _, x in partners} == {"Ant Group", "NBA", "NBA China"}


def test_the_partnership_is_supported_by_at_least_four_sentences(store: Store) -> None:
    explanation = explain(store, "id/event/partnership--ant-group--nba", base=BASE)

    assert len({passage.text for claim in explanation.claims for passage in claim.passages}) >= 4


def test_the_controversy_has_its_accused_its_date_and_who_was_affected(store: Store) -> None:
    rows = ask(
        store,
        "SELECT ?a ?d ?x { ?c a ng:Controversy ; ng:accused/rdfs:label ?a ; ng:date ?d ; ng:affected/rdfs:label ?x }",
    )

    assert rows == {("Daryl Morey", "2019-10", "CCTV"), ("Daryl Morey", "2019-10", "NBA")}


def test_roles_are_told_apart_by_whether_they_last(store: Store) -> None:
    rows = ask(
        store,
        """SELECT ?h ?t ?o ?s { ?r ng:holder/rdfs:label ?h ; ng:roleTitle ?t ; ng:organization/rdfs:label ?o ;
           ng:roleStatus ?s }""",
    )

    assert {(h, t, o, s.rpartition("#")[2]) for h, t, o, s in rows} == {
        ("Ni Xingjun", "chief technology officer", "Ant Group", "current"),
        ("Ni Xingjun", "chairperson", "Alipay.com", "current"),
        ("Daryl Morey", "general manager", "Houston Rockets", "former"),
        ("Daryl Morey", "in charge", "Philadelphia 76ers", "current"),
    }


def test_units_and_products_hang_on_their_owners(store: Store) -> None:
    rows = ask(
        store, "SELECT ?s ?p ?o { ?x ?p ?y ; rdfs:label ?s . ?y rdfs:label ?o FILTER(?p IN (ng:partOf, ng:productOf)) }"
    )

    assert {(s, p.rpartition("#")[2], o) for s, p, o in rows} == {
        ("NBA China", "partOf", "NBA"),
        ("Alipay", "productOf", "Ant Group"),
    }


def test_the_launch_is_dated_to_the_week_before(store: Store) -> None:
    rows = ask(
        store,
        """SELECT ?d ?from ?to { ?e a ng:Event ; ng:participant <https://w3id.org/newsgraph/id/product/alipay> ;
           ng:date ?d ; ng:startDate ?from ; ng:endDate ?to }""",
    )

    assert rows == {("2023-02", "2023-02-20", "2023-02-26")}


def test_the_quotation_has_its_speaker(store: Store) -> None:
    rows = ask(store, "SELECT ?t { GRAPH ?g { ?q a ng:Statement ; ng:speaker/rdfs:label 'Ni Xingjun' ; ng:text ?t } }")

    assert any(t.startswith("Bringing NBA") for (t,) in rows)


@pytest.mark.parametrize("name", BYSTANDERS)
def test_nobody_of_the_boilerplate_is_in_the_graph(store: Store, name: str) -> None:
    rows = ask(
        store, "SELECT ?l { { ?x rdfs:label|skos:altLabel ?l } UNION { GRAPH ?g { ?x rdfs:label|skos:altLabel ?l } } }"
    )

    assert not [label for (label,) in rows if name in label]


def test_every_name_is_one_node(store: Store) -> None:
    rows = ask(store, "SELECT ?x ?l { ?x a ng:Organization ; rdfs:label|skos:altLabel ?l }")

    assert len({label.casefold() for _, label in rows}) == len(rows)


def test_the_store_passes_its_own_check(store: Store) -> None:
    assert list(check(store, Settings())) == []
