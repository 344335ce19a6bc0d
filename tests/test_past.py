"""What was known when: any moment can be had back, and what went stays to be read with its times and reasons."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from kg.errors import NotFound
from kg.facts import as_of, find_article, find_known_article, merge, put, retract, undo
from kg.records import Entity, Kind, Modality, Status
from kg.settings import Settings
from kg.store import Store
from tests.readings import ANT, DEAL, NBA, article_id, claim, reading
from tests.test_decisions import CLOCK, SETTINGS, STEPS, fresh_store, rows, take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.records import Reading

START = datetime(2026, 1, 1, tzinfo=UTC)
HISTORY = f"GRAPH <{Settings().base}graph/history>"
FINANCIAL = Entity("id/organization/ant-financial", Kind.ORGANIZATION, "Ant Financial")


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def settings(hands: Hands) -> Settings:
    return Settings(clock=hands)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


def exported(store: Store) -> bytes:
    """Facts, claims and decisions."""
    out = io.BytesIO()
    store.export(out, "nq")
    return out.getvalue()


def deal(article: str, *, text: str = "They signed on Tuesday.", **said: object) -> Reading:
    return reading(article, ANT, NBA, DEAL, claims=(claim(article, DEAL, **said),), text=text)


def say(store: Store, settings: Settings, *readings: Reading) -> None:
    for each in readings:
        put(store, each, settings=settings, reading_hash=f"{hash(each)}")


# --- laws ------------------------------------------------------------------------------------------------


@with_settings(max_examples=15, deadline=None)
@given(st.lists(STEPS, min_size=2, max_size=8))
def test_any_moment_can_be_had_back_byte_for_byte(steps: list[tuple[str, object, object]]) -> None:
    with fresh_store() as store:
        known = []
        for number, step in enumerate(steps):
            take(store, step, number)
            known.append((CLOCK.at, exported(store)))

        for moment, expected in known:
            with as_of(store, moment, settings=SETTINGS) as then:
                assert exported(then) == expected


@with_settings(max_examples=10, deadline=None)
@given(st.lists(STEPS, min_size=2, max_size=6))
def test_taking_an_article_back_and_putting_it_again_restores_every_byte_but_the_history(
    steps: list[tuple[str, object, object]],
) -> None:
    again = deal("a")
    with fresh_store() as store:
        for number, step in enumerate(steps):
            take(store, step, number)
        say(store, SETTINGS, again)
        before = exported(store)
        retract(store, article_id("a"), settings=SETTINGS)
        say(store, SETTINGS, again)

        assert exported(store) == before


# --- articles --------------------------------------------------------------------------------------------


def test_a_corrected_article_leaves_what_it_said_with_the_time_in_which_it_said_it(
    store: Store, settings: Settings, hands: Hands
) -> None:
    say(store, settings, deal("a", status=Status.ACTIVE))
    hands.at += timedelta(days=1)
    say(store, settings, deal("a", text="They did not sign yet.", status=Status.ANNOUNCED))

    past = "?c a ng:PastClaim ; ng:wasAbout ?what ; ng:quote ?words ; prov:invalidatedAtTime ?end"
    began = "prov:generatedAtTime ?began"
    assert rows(store, f"SELECT DISTINCT ?what ?began ?end {{ {HISTORY} {{ {past} ; {began} }} }}") == [
        (DEAL.key, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")
    ]
    assert rows(store, f"SELECT DISTINCT ?words {{ {HISTORY} {{ {past} }} }}") == [("The",)]
    assert rows(store, f"SELECT ?new ?old {{ {HISTORY} {{ ?new prov:wasRevisionOf ?old }} }}") == [
        (f"id/revision/{article_id('a')}-2", f"id/revision/{article_id('a')}-1")
    ]


def test_a_claim_that_a_correction_left_alone_is_not_past(store: Store, settings: Settings) -> None:
    say(store, settings, deal("a"))
    say(store, settings, deal("a", modality=Modality.PLANNED))

    assert rows(store, f"SELECT ?what {{ {HISTORY} {{ ?c ng:wasAbout ?what }} }}") == [(DEAL.key,)]


def test_a_retracted_article_leaves_a_tombstone_with_time_reason_and_who(
    store: Store, settings: Settings, hands: Hands
) -> None:
    say(store, settings, deal("a"))
    hands.at += timedelta(days=1)
    retract(store, article_id("a"), settings=settings, reason="the paper withdrew it", by="Ada")

    stone = "?r a ng:Retraction ; ng:retracted ?article ; prov:generatedAtTime ?at ; ng:reason ?why ; ng:decidedBy ?who"
    assert rows(store, f"SELECT ?article ?at ?why ?who {{ {HISTORY} {{ {stone} }} }}") == [
        (f"article/{article_id('a')}", "2026-01-02T00:00:00Z", "the paper withdrew it", "Ada")
    ]


def test_an_article_that_was_taken_back_is_still_known_by_its_url(store: Store, settings: Settings) -> None:
    one = deal("a")
    addressed = replace(one, article=replace(one.article, url="https://news.example/a"))
    say(store, settings, addressed)
    retract(store, "https://news.example/a", settings=settings, reason="made up", by="Ada")

    assert find_known_article(store, "https://news.example/a", settings=settings) == article_id("a")
    with pytest.raises(NotFound, match=r"was taken back on .* by Ada: made up\."):
        find_article(store, "https://news.example/a", settings=settings)
    with pytest.raises(NotFound, match="No article"):
        find_known_article(store, "https://news.example/b", settings=settings)


def test_a_query_over_claims_and_articles_does_not_see_the_past(store: Store, settings: Settings) -> None:
    say(store, settings, deal("a"))
    retract(store, article_id("a"), settings=settings)

    for pattern in ("?x a ng:Claim", "?x a ng:Article", "?x ng:about ?y", "?x oa:hasSource ?y", "?x ng:text ?y"):
        assert rows(store, f"SELECT ?x {{ GRAPH ?g {{ {pattern} }} }}") == []
    assert store.counts().articles == 0


# --- facts -----------------------------------------------------------------------------------------------


def test_what_an_update_did_to_a_fact_is_remembered_with_its_cause(
    store: Store, settings: Settings, hands: Hands
) -> None:
    say(store, settings, deal("a", status=Status.ACTIVE))
    hands.at += timedelta(days=1)
    say(store, settings, deal("b", status=Status.ENDED))
    hands.at += timedelta(days=1)
    retract(store, article_id("a"), settings=settings)
    retract(store, article_id("b"), settings=settings)

    change = "?c a ng:Change ; ng:changeOf ?what ; ng:changeKind ?kind ; ng:causedBy ?cause ; dcterms:title ?title"
    values = "OPTIONAL { ?c ng:changedProperty ?p ; ng:valueBefore ?old ; ng:valueAfter ?new }"
    found = rows(
        store,
        f"SELECT ?kind ?cause (COALESCE(STR(?p), '') AS ?of) (COALESCE(?old, '') AS ?o) (COALESCE(?new, '') AS ?n) "
        f"{{ {HISTORY} {{ {change} . {values} FILTER (CONTAINS(STR(?what), 'id/event')) }} }}",
    )
    ng, a, b = "ontology#", article_id("a"), article_id("b")
    assert set(found) == {
        (f"{ng}appeared", f"id/revision/{a}-1", "", "", ""),
        (f"{ng}changed", f"id/revision/{b}-1", f"{ng}status", f"{ng}active", f"{ng}ended"),
        (f"{ng}gone", f"id/retraction/{b}-1", "", "", ""),
    }


def test_a_second_report_that_says_the_same_is_no_change(store: Store, settings: Settings) -> None:
    say(store, settings, deal("a"), deal("b"))

    assert len(rows(store, f"SELECT ?c {{ {HISTORY} {{ ?c a ng:Change }} }}")) == 3


# --- as of -----------------------------------------------------------------------------------------------


def test_a_decision_is_in_force_from_its_moment_to_its_undoing(store: Store, settings: Settings, hands: Hands) -> None:
    say(store, settings, reading("a", ANT), reading("b", FINANCIAL))
    known = [(hands.at, exported(store))]
    hands.at += timedelta(days=1)
    decision = merge(store, ANT.key, FINANCIAL.key, by="Ada", reason="renamed", settings=settings).decision
    known.append((hands.at, exported(store)))
    hands.at += timedelta(days=1)
    undo(store, decision.key, by="Ada", reason="not so", settings=settings)
    known.append((hands.at, exported(store)))

    for moment, expected in known:
        with as_of(store, moment, settings=settings) as then:
            assert exported(then) == expected


def test_the_history_of_then_knows_nothing_of_what_came_later(store: Store, settings: Settings, hands: Hands) -> None:
    say(store, settings, deal("a"))
    before = set(store.quads())
    hands.at += timedelta(days=1)
    say(store, settings, deal("a", status=Status.ENDED), deal("b"))
    retract(store, article_id("b"), settings=settings, reason="wrong")

    with as_of(store, START, settings=settings) as then:
        assert set(then.quads()) == before


def test_before_the_first_article_nothing_was_known(store: Store, settings: Settings) -> None:
    say(store, settings, deal("a"))

    with as_of(store, START - timedelta(seconds=1), settings=settings) as then:
        assert list(then.quads()) == []


def test_what_the_history_no_longer_keeps_is_said_to_be_gone(store: Store, settings: Settings, hands: Hands) -> None:
    short = replace(settings, kept_revisions=1)
    for number in range(3):
        say(store, short, deal("a", text=f"They signed {number} times.", confidence=number / 10))
        hands.at += timedelta(days=1)

    with as_of(store, START + timedelta(days=1), settings=short) as then:
        assert rows(then, "SELECT ?text { GRAPH ?g { ?a ng:text ?text } }") == [("They signed 1 times.",)]
    with pytest.raises(NotFound, match="no longer kept"), as_of(store, START, settings=short):
        pass
    assert {row[0] for row in rows(store, f"SELECT ?r {{ {HISTORY} {{ ?c prov:wasDerivedFrom ?r }} }}")} == {
        f"id/revision/{article_id('a')}-2"
    }
