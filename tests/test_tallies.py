"""What is counted of an entity is what its articles come to, and one more article does not read the others."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad

from kg.facts import differences, merge, put, put_many, rebuild, retract, split, undo
from kg.facts.tallies import TALLY, stored_tally, tally_of, tally_quads
from kg.map import iri
from kg.records import Claim, Entity, Kind, Match, Modality, Polarity, Reading, Span, When
from kg.settings import Settings
from kg.store import Change, Store
from ontology import terms
from tests.readings import ANT, NBA, article_id, claim, link, reading
from tests.stores import fresh_store
from tests.test_sources import story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS = Settings()
NAMES = ("Ant Group", "Ant", "Ant Financial")
PARENT = Entity("id/organization/alibaba", Kind.ORGANIZATION, "Alibaba")
YEAR = When(date(2014, 1, 1), date(2014, 12, 31), Span(0, 3))
DAY = When(date(2014, 10, 16), date(2014, 10, 16), Span(0, 3))
ONE, TWO = story(1), story(2)
STORIES = [ONE, ONE[:11], ONE[:9], ONE[:7], TWO, TWO[:10], story(3), ["Too short."]]
SAID: list[dict[str, object]] = [
    {},
    {"predicate": "partOf", "object": PARENT.key},
    {"predicate": "partOf", "object": PARENT.key, "modality": Modality.PLANNED},
    {"predicate": "partOf", "object": PARENT.key, "polarity": Polarity.NEGATED},
    {"predicate": "foundedDate", "when": YEAR},
    {"predicate": "foundedDate", "when": DAY},
    {"predicate": "foundedDate", "when": DAY, "polarity": Polarity.NEGATED},
]
LINKS = [("Q1", Match.EXACT), ("Q1", Match.CLOSE), ("Q2", Match.EXACT), (None, None)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


@st.composite
def articles(draw: st.DrawFn) -> Reading:
    """An article on one company or person, whose text others may print, with what counts of it in every form."""
    name, text = draw(st.sampled_from("abcdef")), draw(st.sampled_from(STORIES))
    key, kind = draw(st.sampled_from([(ANT.key, ANT.kind), ("id/person/jane", Kind.PERSON)]))
    called, alias = draw(st.sampled_from(NAMES)), draw(st.sampled_from([(), ("Alias",)]))
    entity = Entity(key, kind, called, alias)
    said = draw(st.lists(st.sampled_from(SAID), max_size=2))
    claims: tuple[Claim, ...] = tuple(claim(name, entity, name=str(n), **each) for n, each in enumerate(said))
    published = draw(st.sampled_from([date(2023, 3, 1), date(2024, 3, 1), None]))
    told = reading(name, entity, PARENT, claims=claims, published=published, text=" ".join(text))
    item, match = draw(st.sampled_from(LINKS))
    return replace(told, links=draw(st.sampled_from([(), (link(name, entity, item, match),)])))


@with_settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.lists(articles(), min_size=1, max_size=3), st.booleans()), min_size=2, max_size=6))
def test_after_any_changes_facts_and_tallies_are_what_a_rebuild_gives(steps: list[tuple[list[Reading], bool]]) -> None:
    with fresh_store() as store:
        for number, (told, is_taken_back) in enumerate(steps):
            put_many(store, [(each, str(number)) for each in told], settings=SETTINGS)
            if is_taken_back:
                retract(store, told[0].article.id, settings=SETTINGS)
            assert list(differences(store, settings=SETTINGS)) == []


@with_settings(max_examples=15, deadline=None)
@given(st.lists(articles(), min_size=3, max_size=6), st.integers(0, 2), st.booleans())
def test_so_they_are_between_decisions(told: list[Reading], first: int, is_undone: bool) -> None:  # noqa: FBT001 (Hypothesis draws it and hands it over)
    who = {"by": "Ada", "reason": "one company", "settings": SETTINGS}
    with fresh_store() as store:
        put(store, reading("z", ANT, NBA, PARENT), settings=SETTINGS, reading_hash="0")
        for number, each in enumerate(told):
            put(store, each, settings=SETTINGS, reading_hash=str(number))
            if number == first:
                decided = merge(store, ANT.key, PARENT.key, **who)
                split(store, NBA.key, "other", [article_id("z")], **who)
        if is_undone:
            undo(store, decided.decision.key, by="Ada", reason="an error", settings=SETTINGS)
        put(store, replace(told[0], links=()), settings=SETTINGS, reading_hash="again")

        assert list(differences(store, settings=SETTINGS)) == []


def test_one_more_article_does_not_read_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    pattern = Store.quads

    def counting(self: Store, *args: object, **named: object) -> Iterator[object]:
        for each in pattern(self, *args, **named):
            read.append(1)
            yield each

    monkeypatch.setattr(Store, "quads", counting)
    costs = []
    for number in range(30):
        entity = replace(ANT, aliases=("Ant",))
        owner = Entity(f"id/organization/owner-{number}", Kind.ORGANIZATION, f"Owner {number}")
        parts = (
            claim(str(number), entity, predicate="partOf", object=PARENT.key),
            claim(str(number), entity, name="2", predicate="ownedBy", object=owner.key),
        )
        told = reading(str(number), entity, PARENT, owner, claims=parts, text=" ".join(story(number)))
        read.clear()
        put(
            store,
            replace(told, links=(link(str(number), ANT, "Q1", Match.EXACT),)),
            settings=SETTINGS,
            reading_hash="1",
        )
        costs.append(len(read))

    assert costs[1:] == [costs[1]] * 29


@pytest.mark.parametrize("is_remembered", [True, False])
def test_a_copy_is_no_second_source_whether_the_first_is_remembered_or_read(
    tmp_path: Path,
    is_remembered: bool,  # noqa: FBT001 (pytest hands it over)
) -> None:
    folder = tmp_path / "store"
    first, copy, other = (
        replace(
            reading(name, ANT, claims=(claim(name, ANT),), text=" ".join(words)),
            links=(link(name, ANT, "Q1", Match.EXACT),),
        )
        for name, words in (("a", ONE), ("b", ONE[:11]), ("c", TWO))
    )
    with Store(folder) as store:
        put_many(store, [(first, "1"), (other, "1")], settings=SETTINGS)
        if is_remembered:
            put(store, copy, settings=SETTINGS, reading_hash="1")
    if not is_remembered:
        with Store(folder) as store:
            rebuild(store, settings=SETTINGS)  # so that what is counted is trusted
            put(store, copy, settings=SETTINGS, reading_hash="1")

    with Store(folder) as store:
        tally = tally_of(stored_tally(store, iri(ANT.key, base=SETTINGS.base), SETTINGS.base))
        assert (tally["source",], tally["item", "Q1"], tally["exact", "Q1"]) == (2, 2, 3)
        assert list(differences(store, settings=SETTINGS)) == []


def test_names_sources_relations_and_ties_are_counted(store: Store) -> None:
    part = claim("a", ANT, predicate="partOf", object=PARENT.key)
    told = reading("a", ANT, PARENT, claims=(part,), text=" ".join(ONE))
    put(store, replace(told, links=(link("a", ANT, "Q1", Match.EXACT),)), settings=SETTINGS, reading_hash="1")
    put(store, reading("b", ANT, text=" ".join(ONE[:11])), settings=SETTINGS, reading_hash="1")

    assert tally_of(stored_tally(store, iri(ANT.key, base=SETTINGS.base), SETTINGS.base)) == {
        ("name", "Organization", "Ant Group"): 2,
        ("source",): 1,
        ("says", "partOf", PARENT.key): 1,
        ("tied",): 1,
        ("item", "Q1"): 1,
        ("exact", "Q1"): 1,
        ("score", "Q1"): 9000,
    }


def test_a_store_without_tallies_gets_them_as_articles_come_and_by_a_rebuild(tmp_path: Path) -> None:
    texts = zip("abcd", (ONE, ONE[:11], TWO, ONE[:10]), strict=True)
    told = [reading(name, ANT, text=" ".join(each)) for name, each in texts]
    tallies = iri("graph/tallies", base=SETTINGS.base)
    with Store(tmp_path / "store") as store:
        put_many(store, [(each, "1") for each in told[:2]], settings=SETTINGS)
        store.apply(Change(drop_graphs=(tallies,)))
    with Store(tmp_path / "store") as store:
        for each in told[2:]:
            put(store, each, settings=SETTINGS, reading_hash="1")
        assert list(differences(store, settings=SETTINGS)) == []

        store.apply(Change(drop_graphs=(tallies,)))
        missing = [quad for each in differences(store, settings=SETTINGS) for quad in each.missing]
        assert {quad.predicate.value for quad in missing} == {terms.TALLY, terms.TEXT_BAND}
        rebuild(store, settings=SETTINGS)
        assert list(differences(store, settings=SETTINGS)) == []


def test_a_tally_that_a_hand_spoilt_is_reported_and_mended(store: Store) -> None:
    put(store, reading("a", ANT), settings=SETTINGS, reading_hash="1")
    node = iri(ANT.key, base=SETTINGS.base)
    kept = stored_tally(store, node, SETTINGS.base)
    store.apply(Change(remove=tuple(kept)))

    assert [each.subject for each in differences(store, settings=SETTINGS)] == [node]
    rebuild(store, settings=SETTINGS)
    assert stored_tally(store, node, SETTINGS.base) == kept


def test_what_is_counted_of_nothing_that_is_told_of_is_reported_and_goes(store: Store) -> None:
    put(store, reading("a", ANT), settings=SETTINGS, reading_hash="1")
    graph, gone = iri("graph/tallies", base=SETTINGS.base), iri("id/organization/gone", base=SETTINGS.base)
    spoilt = {
        *tally_quads(gone, Counter({("source",): 1, ("says", "partOf", ANT.key): 1}), SETTINGS.base),
        *tally_quads(iri(ANT.key, base=SETTINGS.base), Counter({("says", "partOf", gone.value): 1}), SETTINGS.base),
        Quad(iri("id/tally/of-nothing", base=SETTINGS.base), TALLY, Literal('["source", 1]'), graph),
    }
    store.apply(Change(insert=tuple(spoilt)))

    assert {quad for each in differences(store, settings=SETTINGS) for quad in each.unfounded} == spoilt
    rebuild(store, settings=SETTINGS)
    assert not spoilt & set(store.quads())


def test_no_export_has_a_tally(store: Store) -> None:
    put(store, reading("a", ANT, text=" ".join(ONE)), settings=SETTINGS, reading_hash="1")
    out = io.BytesIO()
    store.export(out, "nq", history=True)

    assert b"graph/history" in out.getvalue()
    assert b"tall" not in out.getvalue()
    assert b"textBand" not in out.getvalue()


def test_what_a_hand_wrote_meanwhile_is_counted_at_the_next_article(store: Store) -> None:
    put_many(store, [(reading(name, ANT, text=f"{name}."), "1") for name in "ab"], settings=SETTINGS)
    store.update(f"DROP GRAPH <{SETTINGS.base}graph/{article_id('a')}>")
    put(store, reading("c", ANT, text="c."), settings=SETTINGS, reading_hash="1")

    [row] = store.query("SELECT ?n { ?x a ng:Organization ; ng:sourceCount ?n }")
    assert row["n"].value == "2"
