"""The facts stay what follows from the claims, whatever is put and taken back in whatever order."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph

from kg.errors import NotFound, StoreError
from kg.facts import (
    Outcome,
    Put,
    Retraction,
    Survivor,
    differences,
    find_article,
    is_current,
    put,
    put_many,
    rebuild,
    retract,
)
from kg.map import claim_quads, graph_name, iri
from kg.settings import Settings
from kg.store import Store
from ontology import terms
from tests.readings import ANT, DEAL, NBA, NI, POST, any_reading, article_id, claim, reading
from tests.stores import fresh_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from kg.records import Reading

ROOT = Path(__file__).parent.parent
SETTINGS = Settings()
READINGS = st.lists(any_reading(), min_size=1, max_size=5, unique_by=lambda each: each.article.id)
ANY_READINGS = st.lists(st.tuples(any_reading(), st.booleans()), min_size=1, max_size=6)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


def say(store: Store, *readings: Reading, version: str = "1") -> list[Put]:
    return [put(store, each, settings=SETTINGS, reading_hash=f"{version} {hash(each)}") for each in readings]


def exported(store: Store) -> bytes:
    out = io.BytesIO()
    store.export(out, "nq")
    return out.getvalue()


def deal(article: str, **said: object) -> Reading:
    return reading(
        article, ANT, NBA, DEAL, claims=(claim(article, DEAL, **said),), url=f"https://example.org/{article}"
    )


# --- laws ------------------------------------------------------------------------------------------------


@with_settings(max_examples=10, deadline=None)
@given(READINGS, st.randoms(use_true_random=False))
def test_any_order_of_articles_gives_the_same_bytes(readings: list[Reading], random: Random) -> None:
    with fresh_store() as one, fresh_store() as other:
        say(one, *readings)
        random.shuffle(readings)
        say(other, *readings)

        assert exported(one) == exported(other)


@with_settings(max_examples=15, deadline=None)
@given(ANY_READINGS)
def test_after_any_changes_the_facts_are_what_a_rebuild_gives(steps: list[tuple[Reading, bool]]) -> None:
    with fresh_store() as store:
        for number, (each, is_taken_back) in enumerate(steps):
            say(store, each, version=str(number))
            if is_taken_back:
                retract(store, each.article.id, settings=SETTINGS)
        incremental = exported(store)
        store.update("DELETE WHERE { ?s ?p ?o }")
        rebuild(store, settings=SETTINGS)

        assert exported(store) == incremental
        assert list(differences(store, settings=SETTINGS)) == []


@with_settings(max_examples=10, deadline=None)
@given(READINGS)
def test_taking_an_article_back_and_putting_it_again_restores_every_byte(readings: list[Reading]) -> None:
    with fresh_store() as store:
        say(store, *readings)
        before = exported(store)
        retract(store, readings[0].article.id, settings=SETTINGS)
        assert exported(store) != before
        say(store, readings[0])

        assert exported(store) == before


@with_settings(max_examples=10, deadline=None)
@given(READINGS)
def test_many_at_once_are_the_same_as_one_by_one(readings: list[Reading]) -> None:
    with fresh_store() as one, fresh_store() as other:
        say(one, *readings)
        put_many(other, [(each, f"1 {hash(each)}") for each in readings], settings=SETTINGS)

        assert exported(one) == exported(other)


@with_settings(max_examples=10, deadline=None)
@given(READINGS)
def test_there_is_no_blank_node_and_taking_everything_back_leaves_nothing(readings: list[Reading]) -> None:
    with fresh_store() as store:
        say(store, *readings)
        assert not [quad for quad in store.quads() if any(isinstance(term, BlankNode) for term in quad)]
        for each in readings:
            retract(store, each.article.id, settings=SETTINGS)

        assert exported(store) == b""


# --- put -------------------------------------------------------------------------------------------------


def test_put_reports_what_appeared_changed_and_went(store: Store) -> None:
    first, again, other = deal("a"), reading("a", ANT, NI), deal("b")

    assert say(store, first, other, again) == [
        Put(article_id("a"), Outcome.ADDED, appeared=(DEAL.key, ANT.key, NBA.key)),
        Put(article_id("b"), Outcome.ADDED, changed=(DEAL.key, ANT.key, NBA.key)),
        Put(article_id("a"), Outcome.REPLACED, appeared=(NI.key,), changed=(DEAL.key, NBA.key)),
    ]
    retract(store, article_id("b"), settings=SETTINGS)
    assert say(store, replace(again, entities=(NI,), claims=again.claims[-1:]), version="2") == [
        Put(article_id("a"), Outcome.REPLACED, gone=(ANT.key,)),
    ]


def test_putting_the_same_reading_twice_changes_nothing(store: Store) -> None:
    say(store, deal("a"))
    before = exported(store)

    assert say(store, deal("a")) == [Put(article_id("a"), Outcome.UNCHANGED)]
    assert exported(store) == before


def test_an_article_that_comes_twice_at_once_counts_as_its_last(store: Store) -> None:
    outcomes = put_many(store, [(deal("a"), "1"), (reading("a", NI), "2")], settings=SETTINGS)

    assert [each.appeared for each in outcomes] == [(NI.key,), (NI.key,)]
    assert is_current(store, article_id("a"), "2", settings=SETTINGS)


def test_an_article_is_current_only_with_its_own_reading_hash(store: Store) -> None:
    put(store, deal("a"), settings=SETTINGS, reading_hash="mine")

    assert is_current(store, article_id("a"), "mine", settings=SETTINGS)
    assert not is_current(store, article_id("a"), "other", settings=SETTINGS)
    assert not is_current(store, article_id("b"), "mine", settings=SETTINGS)


def test_a_query_without_graph_sees_a_deal_of_two_articles_once(store: Store) -> None:
    say(store, deal("a"), deal("b"))

    rows = list(store.query("SELECT ?p ?n { ?p a ng:Partnership ; ng:status ng:active ; ng:sourceCount ?n }"))

    assert [(row["p"].value, row["n"].value) for row in rows] == [(SETTINGS.base + DEAL.key, "2")]


def test_eight_threads_putting_lose_nothing(store: Store, tmp_path: Path) -> None:
    readings = [deal(str(number)) for number in range(64)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda each: say(store, each), readings))

    with Store(tmp_path / "other") as other:
        say(other, *readings)
        assert exported(store) == exported(other)


def test_a_reading_that_cannot_be_stored_leaves_the_store_as_it_was(store: Store) -> None:
    say(store, deal("a"))
    before = exported(store)
    undescribed = replace(deal("b"), claims=(claim("b", NI),))

    with pytest.raises(StoreError, match="is not as Newsgraph writes it"):
        say(store, undescribed)
    assert exported(store) == before


def test_the_cost_of_a_change_does_not_grow_with_the_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    pattern = Store.quads

    def counting(self: Store, *args: object, **named: object) -> Iterator[object]:
        found = list(pattern(self, *args, **named))
        read.append(len(found))
        return iter(found)

    monkeypatch.setattr(Store, "quads", counting)
    costs = []
    for size in (1, 40):
        for number in range(size):
            other = replace(NBA, key=f"id/organization/x{size}-{number}")
            say(store, reading(f"{size}-{number}", other))
        read.clear()
        say(store, deal(f"new-{size}"))
        retract(store, article_id(f"new-{size}"), settings=SETTINGS)
        costs.append(sum(read))

    assert costs[0] == costs[1] > 0


def test_a_full_memory_forgets_and_the_facts_are_right(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.facts.told._CAPACITY", 2)
    say(store, *(deal(str(number)) for number in range(5)))
    retract(store, article_id("3"), settings=SETTINGS)

    assert list(differences(store, settings=SETTINGS)) == []


def test_what_somebody_else_changed_meanwhile_is_not_remembered(store: Store) -> None:
    say(store, deal("a"), deal("b"))
    store.update(f"DROP GRAPH {graph_name(article_id('a'), base=SETTINGS.base)}")
    say(store, deal("c"))

    found = store.query("SELECT ?n { ?p a ng:Partnership ; ng:sourceCount ?n }")
    assert [row["n"].value for row in found] == ["2"]


PUTS_UNTIL_KILLED = """
import itertools, sys
from kg.facts import put_many
from kg.settings import Settings
from kg.store import Store
from tests.test_facts import deal

with Store(sys.argv[1]) as store:
    for number in itertools.count():
        batch = [(deal(f"{number}-{part}"), "1") for part in range(3)]
        put_many(store, batch, settings=Settings())
        print(number, flush=True)
"""


def test_a_killed_writer_leaves_whole_batches_and_right_facts(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PUTS_UNTIL_KILLED, str(tmp_path / "store")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(20)]
        writer.kill()

    with Store(tmp_path / "store", create=False) as store:
        articles = store.counts().articles
        assert articles >= 3 * len(acknowledged)
        assert articles % 3 == 0
        assert list(differences(store, settings=SETTINGS)) == []
        whole = len(claim_quads(deal("0-0"), base=SETTINGS.base, reading_hash="1"))
        graphs = Counter(quad.graph_name for quad in store.quads() if quad.graph_name != DefaultGraph())
        history = graphs.pop(iri("graph/history", base=SETTINGS.base))
        del graphs[iri("graph/tallies", base=SETTINGS.base)]
        assert set(graphs.values()) == {whole}
        assert history > articles


# --- take back -------------------------------------------------------------------------------------------


def test_retract_says_what_is_gone_and_what_survives_and_why(store: Store) -> None:
    both = replace(deal("a"), entities=(ANT, NBA, NI), claims=(*deal("a").claims, claim("a", NI)))
    say(store, both, deal("b"))

    assert retract(store, article_id("a"), settings=SETTINGS) == Retraction(
        article=f"article/{article_id('a')}",
        gone=((NI.key, "Ni Xingjun"),),
        surviving=(
            Survivor(DEAL.key, DEAL.label, sources=1),
            Survivor(ANT.key, "Ant Group", sources=1),
            Survivor(NBA.key, "NBA", sources=1),
        ),
    )


def test_a_role_goes_under_its_title(store: Store) -> None:
    say(store, reading("a", NI, ANT, POST))

    gone = retract(store, article_id("a"), settings=SETTINGS).gone

    assert (POST.key, "chief technology officer") in gone


@pytest.mark.parametrize(
    "name",
    [
        article_id("a"),
        f"article/{article_id('a')}",
        f"{SETTINGS.base}article/{article_id('a')}",
        f"{SETTINGS.base}article/{article_id('a')}#char=1,2",
        f"{SETTINGS.base}graph/{article_id('a')}",
        "https://example.org/a",
    ],
)
def test_an_article_is_found_by_any_of_its_names(store: Store, name: str) -> None:
    say(store, deal("a"))

    assert find_article(store, name, settings=SETTINGS) == article_id("a")


@pytest.mark.parametrize("name", ["https://example.org/other", "nothing", "", "article/"])
def test_an_unknown_article_is_not_found(store: Store, name: str) -> None:
    say(store, deal("a"))

    with pytest.raises(NotFound, match="No article"):
        retract(store, name, settings=SETTINGS)


# --- by hand ---------------------------------------------------------------------------------------------


def test_what_a_hand_wrote_among_the_facts_is_reported_and_a_rebuild_removes_it(store: Store) -> None:
    say(store, deal("a"))
    before = exported(store)
    nba = iri(NBA.key, base=SETTINGS.base)
    store.update(
        f"DELETE DATA {{ <{nba.value}> rdfs:label 'NBA' }} ; INSERT DATA {{ "
        f"<{nba.value}> rdfs:label 'N.B.A.' . <http://example.org/x> a ng:Person . [] a ng:Person }}",
    )

    found = {str(each.subject)[:2]: each for each in differences(store, settings=SETTINGS)}
    named = next(each for each in differences(store, settings=SETTINGS) if each.subject == nba)
    assert [(quad.predicate.value, quad.object.value) for quad in (*named.missing, *named.unfounded)] == [
        (f"{terms.RDFS}label", "NBA"),
        (f"{terms.RDFS}label", "N.B.A."),
    ]
    assert sorted(found) == ["<h", "_:"]

    assert rebuild(store, settings=SETTINGS) == 2
    assert exported(store) == before


def test_a_rebuild_in_many_steps_gives_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    say(store, deal("a"), deal("b"))
    before = exported(store)
    monkeypatch.setattr("kg.facts.keeping._QUADS_AT_ONCE", 3)
    store.update("DELETE WHERE { ?s ?p ?o }")

    assert rebuild(store, settings=SETTINGS) == 3
    assert exported(store) == before


def test_claims_outside_article_graphs_do_not_count(store: Store) -> None:
    say(store, deal("a"))
    before = set(store.quads(graph=DefaultGraph()))
    deal_iri = f"<{SETTINGS.base}{DEAL.key}>"
    store.update(
        f"INSERT DATA {{ GRAPH <http://example.org/g> {{ <http://example.org/c> ng:about {deal_iri} }} "
        f"GRAPH <{SETTINGS.base}graph/unread> {{ <http://example.org/c> ng:about {deal_iri} }} }}",
    )
    say(store, deal("b"))
    retract(store, article_id("b"), settings=SETTINGS)

    assert set(store.quads(graph=DefaultGraph())) == before


def test_a_broken_claim_of_an_article_stops_the_change_with_its_graph(store: Store) -> None:
    say(store, deal("a"))
    graph = graph_name(article_id("a"), base=SETTINGS.base)
    store.update(f"DELETE WHERE {{ GRAPH {graph} {{ ?claim ng:polarity ?p }} }}")

    with pytest.raises(StoreError, match=article_id("a")):
        say(store, deal("b"))
    outcomes = [each.outcome for each in say(store, deal("a"), deal("b"), version="2")]
    assert outcomes == [Outcome.REPLACED, Outcome.ADDED]
