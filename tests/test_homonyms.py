"""Names in doubt are listed with what speaks for it and against it, and nothing is decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg.facts import merge, put, split, undo
from kg.homonyms import Company, Suggestion, Suspicion, suggested, suspected, suspicion
from kg.map import iri, item_node
from kg.records import Entity, Kind, Match, Role
from kg.settings import Settings
from kg.store import Store
from ontology import terms
from tests.readings import ANT, NBA, NI, article_id, link, reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.records import Event, Reading

SETTINGS = Settings()
BASE = SETTINGS.base
SMITH = Entity("id/person/john-smith", Kind.PERSON, "John Smith")
LONDON = Entity("id/place/london", Kind.PLACE, "London")
ACME = Entity("id/organization/acme", Kind.ORGANIZATION, "Acme")
COACH = Role("id/role/john-smith--nba--coach", SMITH.key, "coach", NBA.key)
EXACT = NamedNode(terms.SKOS + Match.EXACT)
WHO = {"by": "Ada", "reason": "the coach is another", "settings": SETTINGS}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


def say(store: Store, **told: tuple[Entity | Event | Role, ...]) -> None:
    for name, subjects in told.items():
        put(store, reading(name, *subjects), settings=SETTINGS, reading_hash=name)


def test_a_person_whose_articles_share_nobody_is_in_doubt_with_the_evidence(store: Store) -> None:
    say(store, a=(SMITH, ANT, LONDON), b=(SMITH, NBA, COACH, LONDON), c=(SMITH, NBA, NI))

    assert list(suspected(store, base=BASE)) == [
        Suspicion(
            key=SMITH.key,
            label="John Smith",
            companies=tuple(
                sorted(
                    [
                        Company((article_id("a"),), ("Ant Group",), ()),
                        Company(tuple(sorted((article_id("b"), article_id("c")))), ("NBA", "Ni Xingjun"), ("coach",)),
                    ],
                    key=lambda each: each.articles,
                )
            ),
            places=("London",),
        )
    ]


def test_articles_that_share_somebody_through_others_are_on_one_person(store: Store) -> None:
    say(store, a=(SMITH, ANT), b=(SMITH, ANT, NBA), c=(SMITH, NBA))

    assert suspicion(store, SMITH.key, base=BASE) is None


def test_a_name_of_one_article_is_in_no_doubt(store: Store) -> None:
    say(store, a=(SMITH, ANT))

    assert list(suspected(store, base=BASE)) == []


def test_an_organization_of_several_words_is_in_no_doubt_but_one_of_a_single_word_is(store: Store) -> None:
    say(store, a=(ANT, ACME, NBA), b=(ANT, ACME, NBA), c=(ANT, ACME, NI), d=(ANT, ACME, NI))
    assert list(suspected(store, base=BASE)) == []

    other = Entity("id/organization/globex-group", Kind.ORGANIZATION, "Globex Group")
    say(store, e=(ACME, other), f=(ACME, other))
    assert [each.key for each in suspected(store, base=BASE)] == [ACME.key]


def test_two_articles_that_share_nothing_put_no_organization_in_doubt(store: Store) -> None:
    say(store, a=(ACME, ANT), b=(ACME, NI), c=(ACME, NI))

    assert list(suspected(store, base=BASE)) == []


def test_an_article_that_names_nobody_else_is_no_evidence(store: Store) -> None:
    say(store, a=(SMITH,), b=(SMITH, LONDON), c=(SMITH, ANT))

    assert suspicion(store, SMITH.key, base=BASE) is None


def tied(name: str, entity: Entity, item: str, *others: Entity) -> Reading:
    return replace(reading(name, entity, *others), links=(link(name, entity, item, Match.EXACT),))


def test_articles_that_tie_a_name_to_one_item_are_on_one_thing_and_to_two_on_several(store: Store) -> None:
    for each in (tied("a", SMITH, "Q1", ANT), tied("b", SMITH, "Q1", NI)):
        put(store, each, settings=SETTINGS, reading_hash="1")
    assert suspicion(store, SMITH.key, base=BASE) is None

    put(store, tied("b", SMITH, "Q2", NI), settings=SETTINGS, reading_hash="2")
    found = suspicion(store, SMITH.key, base=BASE)
    assert found is not None
    assert {(each.beside, each.items) for each in found.companies} == {
        (("Ant Group",), ("Q1",)),
        (("Ni Xingjun",), ("Q2",)),
    }


GEORGIA = Entity("id/place/georgia", Kind.PLACE, "Georgia")


def test_a_name_of_whatever_kind_is_in_doubt_if_articles_tie_it_to_different_items(store: Store) -> None:
    for each in (tied("a", GEORGIA, "Q230", NBA), tied("b", GEORGIA, "Q1428", NBA), reading("c", GEORGIA, ANT)):
        put(store, each, settings=SETTINGS, reading_hash="1")

    (found,) = suspected(store, base=BASE)
    assert found.key == GEORGIA.key
    assert {(each.articles, each.items) for each in found.companies} == {
        ((article_id("a"),), ("Q230",)),
        ((article_id("b"),), ("Q1428",)),
    }
    split(store, GEORGIA.key, "state", [article_id("b")], **WHO)
    assert list(suspected(store, base=BASE)) == []
    matches = {(each.subject, each.object) for each in store.quads(None, EXACT, None, DefaultGraph())}
    assert matches == {
        (iri(GEORGIA.key, base=BASE), item_node("Q230")),
        (iri(f"{GEORGIA.key}~state", base=BASE), item_node("Q1428")),
    }


def test_a_place_that_articles_tie_to_one_item_or_none_is_in_no_doubt(store: Store) -> None:
    for each in (tied("a", GEORGIA, "Q230", NBA), tied("b", GEORGIA, "Q230", NI), reading("c", GEORGIA, ANT)):
        put(store, each, settings=SETTINGS, reading_hash="1")

    assert list(suspected(store, base=BASE)) == []


def test_a_split_ends_the_doubt_and_undoing_it_brings_it_back(store: Store) -> None:
    say(store, a=(SMITH, ANT), b=(SMITH, NI))
    decision = split(store, SMITH.key, "coach", [article_id("b")], **WHO).decision
    assert list(suspected(store, base=BASE)) == []

    undo(store, decision.key, **WHO)
    assert [each.key for each in suspected(store, base=BASE)] == [SMITH.key]


def test_company_that_was_merged_is_shared_company(store: Store) -> None:
    other = Entity("id/person/ni", Kind.PERSON, "Ni")
    say(store, a=(SMITH, NI), b=(SMITH, other))
    assert suspicion(store, SMITH.key, base=BASE) is not None
    merge(store, NI.key, other.key, **WHO)

    assert suspicion(store, SMITH.key, base=BASE) is None


LONG = Entity("id/organization/national-basketball-association", Kind.ORGANIZATION, "National Basketball Association")


def called(entity: Entity, *aliases: str) -> Entity:
    return Entity(entity.key, entity.kind, entity.name, aliases)


def test_an_article_that_gives_the_acronym_of_a_name_suggests_a_merge(store: Store) -> None:
    say(store, a=(called(LONG, "NBA"),), b=(NBA,))

    assert list(suggested(store, base=BASE)) == [Suggestion(LONG.key, NBA.key, "NBA", ())]
    merge(store, LONG.key, NBA.key, **WHO)
    assert list(suggested(store, base=BASE)) == []


def test_an_acronym_of_two_names_is_suggested_with_its_rivals(store: Store) -> None:
    other = Entity("id/organization/national-bowling-alliance", Kind.ORGANIZATION, "National Bowling Alliance")
    say(store, a=(called(LONG, "NBA"),), b=(NBA,), c=(called(other, "NBA"),))

    assert [(each.keeps, each.rivals) for each in suggested(store, base=BASE)] == [
        (LONG.key, (other.key,)),
        (other.key, (LONG.key,)),
    ]


def test_things_of_different_kinds_are_never_suggested(store: Store) -> None:
    say(store, a=(called(LONG, "NBA"),), b=(Entity("id/product/nba", Kind.PRODUCT, "NBA"),))

    assert list(suggested(store, base=BASE)) == []
