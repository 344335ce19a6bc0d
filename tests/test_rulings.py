"""Decisions on links: they hold against every reading, are gone when they are undone, and survive a rebuild."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg import facts
from kg.check import check
from kg.errors import NotFound, UsageError
from kg.facts import put_many, rebuild, rule, settled, undo
from kg.map import iri
from kg.records import Candidate, Link, Match, Ruling
from kg.settings import Settings
from kg.store import Store
from ontology import terms
from tests.readings import ANT, DEAL, NBA, reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.records import Entity, Reading

RIGHT, WRONG, BASE = "Q155223", "Q1", Settings().base


class Clock:
    """A minute later each time."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 17, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def settings() -> Settings:
    return dataclasses.replace(Settings(), clock=Clock())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


def linked(article: str, item: str | None, match: Match | None, *, text: str | None = None) -> Reading:
    """An article that ties the NBA so, and Ant Group to nothing."""
    told = reading(article, NBA, ANT, DEAL, text=text)
    link = Link(
        key=f"article/{told.article.id}#link-1",
        entity=NBA.key,
        item=item,
        match=match,
        score=0.9,
        method="by hand",
        index="1-test",
        candidates=(Candidate(RIGHT, "NBA", 0.9), Candidate(WRONG, "Universe", 0.05)),
    )
    return dataclasses.replace(told, links=(link,))


def put(store: Store, settings: Settings, *readings: Reading) -> None:
    put_many(store, [(each, each.article.text_hash) for each in readings], settings=settings)


def tied(store: Store, entity: Entity = NBA) -> set[tuple[str, str]]:
    """(property, item) pairs of an entity's facts."""
    found = store.quads(iri(entity.key, base=BASE), None, None, DefaultGraph())
    names = {f"{terms.SKOS}exactMatch": "exact", f"{terms.SKOS}closeMatch": "close", f"{terms.OWL}sameAs": "same"}
    return {
        (names[each.predicate.value], each.object.value.removeprefix(terms.WD))
        for each in found
        if each.predicate.value in names and isinstance(each.object, NamedNode)
    }


def decided(store: Store, settings: Settings, ruling: Ruling, item: str | None = None) -> str:
    done = rule(store, NBA.key, ruling, item, by="Ada", reason="I know it", settings=settings)
    assert done.decision.by == "Ada"
    return done.decision.key


def test_an_accepted_item_is_exact_and_the_same_whatever_the_articles_say(store: Store, settings: Settings) -> None:
    put(store, settings, linked("1", WRONG, Match.EXACT))
    assert tied(store) == {("exact", WRONG)}
    key = decided(store, settings, Ruling.ACCEPTED, RIGHT)
    assert tied(store) == {("exact", RIGHT), ("same", RIGHT)}
    put(store, settings, linked("2", WRONG, Match.EXACT), linked("1", WRONG, Match.EXACT, text="read again"))
    assert tied(store) == {("exact", RIGHT), ("same", RIGHT)}
    undo(store, key, by="Ada", reason="", settings=settings)
    assert tied(store) == {("exact", WRONG)}


def test_settling_claims_changed_by_hand_keeps_to_decisions(store: Store, settings: Settings) -> None:
    put(store, settings, linked("1", WRONG, Match.EXACT))
    decided(store, settings, Ruling.ACCEPTED, RIGHT)
    node = iri(NBA.key, base=BASE)
    assert facts.settle(store, {node}, settings=settings) == 0
    store.update(f"DELETE WHERE {{ <{node.value}> <{terms.OWL}sameAs> ?item }}")
    assert facts.settle(store, {node}, settings=settings) == 1
    assert tied(store) == {("exact", RIGHT), ("same", RIGHT)}


def test_a_rejected_item_is_never_the_link_again(store: Store, settings: Settings) -> None:
    put(store, settings, linked("1", WRONG, Match.EXACT))
    key = decided(store, settings, Ruling.REJECTED, WRONG)
    assert tied(store) == set()
    put(store, settings, linked("2", WRONG, Match.EXACT))
    assert tied(store) == set()
    put(store, settings, linked("3", RIGHT, Match.CLOSE))
    assert tied(store) == {("close", RIGHT)}
    undo(store, key, by="Ada", reason="", settings=settings)
    assert tied(store) == {("close", WRONG)}


def test_what_wikidata_does_not_have_is_tied_to_nothing(store: Store, settings: Settings) -> None:
    put(store, settings, linked("1", RIGHT, Match.EXACT))
    decided(store, settings, Ruling.ABSENT)
    assert tied(store) == set()
    put(store, settings, linked("2", RIGHT, Match.EXACT))
    assert tied(store) == set()


def test_who_is_unsure_changes_nothing(store: Store, settings: Settings) -> None:
    put(store, settings, linked("1", RIGHT, Match.CLOSE))
    decided(store, settings, Ruling.UNSURE)
    assert tied(store) == {("close", RIGHT)}
    assert settled(store, base=BASE).unsure == {iri(NBA.key, base=BASE).value}


def test_the_latest_decision_counts(store: Store, settings: Settings) -> None:
    put(store, settings, linked("1", RIGHT, Match.EXACT))
    node = iri(NBA.key, base=BASE).value
    decided(store, settings, Ruling.ABSENT)
    decided(store, settings, Ruling.ACCEPTED, WRONG)
    assert tied(store) == {("exact", WRONG), ("same", WRONG)}
    assert settled(store, base=BASE).closed == {node}
    decided(store, settings, Ruling.REJECTED, WRONG)
    assert tied(store) == {("exact", RIGHT)}
    assert settled(store, base=BASE) == facts.Settled(rejected=frozenset({(node, WRONG)}))


def test_decisions_are_replayed_by_a_rebuild_and_stand_on_their_own(store: Store, settings: Settings) -> None:
    put(store, settings, linked("1", WRONG, Match.EXACT))
    decided(store, settings, Ruling.ACCEPTED, RIGHT)
    before = sorted(map(str, store.quads(graph=DefaultGraph())))
    assert rebuild(store, settings=settings) == 0
    store.update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert rebuild(store, settings=settings) > 0
    assert sorted(map(str, store.quads(graph=DefaultGraph()))) == before
    assert list(check(store, settings)) == []
    [said] = facts.decisions(store, base=BASE)
    assert (said.by, said.reason, said.at) == ("Ada", "I know it", datetime(2024, 5, 17, 0, 2, tzinfo=UTC))


def test_a_decision_made_first_holds_for_the_articles_that_come_later(store: Store, settings: Settings) -> None:
    put(store, settings, linked("1", None, None))
    decided(store, settings, Ruling.ACCEPTED, RIGHT)
    facts.retract(store, f"article/{linked('1', None, None).article.id}", settings=settings)
    assert tied(store) == set()
    put(store, settings, linked("2", WRONG, Match.EXACT))
    assert tied(store) == {("exact", RIGHT), ("same", RIGHT)}


def test_a_decision_on_a_merged_name_goes_with_it(store: Store, settings: Settings) -> None:
    put(store, settings, linked("1", WRONG, Match.EXACT))
    decided(store, settings, Ruling.ACCEPTED, RIGHT)
    facts.merge(store, ANT.key, NBA.key, by="Ada", reason="a test", settings=settings)
    assert {pair for pair in tied(store, ANT) if pair[1].startswith("Q")} == {("exact", RIGHT), ("same", RIGHT)}


@pytest.mark.parametrize(
    ("ruling", "item"),
    [
        (Ruling.ACCEPTED, None),
        (Ruling.REJECTED, None),
        (Ruling.ABSENT, RIGHT),
        (Ruling.ACCEPTED, "Q0"),
        (Ruling.ACCEPTED, "P31"),
    ],
)
def test_a_ruling_has_the_item_that_it_needs(
    store: Store, settings: Settings, ruling: Ruling, item: str | None
) -> None:
    put(store, settings, linked("1", RIGHT, Match.EXACT))
    with pytest.raises(UsageError, match="needs"):
        decided(store, settings, ruling, item)


def test_only_what_the_graph_has_can_be_decided_on(store: Store, settings: Settings) -> None:
    with pytest.raises(NotFound, match="id/organization/nba"):
        decided(store, settings, Ruling.ABSENT)
