"""Merges and splits by hand: the facts follow, in any order, after any change, and go back when they are undone."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions

from kg.errors import NotFound, UsageError
from kg.facts import Decision, decisions, differences, merge, put, rebuild, retract, split, undo
from kg.facts.curated import decision_quads
from kg.records import Entity, Event, Kind, Polarity, Role
from kg.settings import Settings
from kg.store import Change, Store
from tests.readings import article_id, claim, reading
from tests.stores import fresh_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from kg.records import Reading


class Clock:
    """Each look is a second later than the one before."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


CLOCK = Clock()
SETTINGS = Settings(clock=CLOCK)
WHO = {"by": "Ada", "reason": "one company", "settings": SETTINGS}


def organization(name: str) -> Entity:
    return Entity(f"id/organization/{name}", Kind.ORGANIZATION, name.title())


def deal(*parties: Entity) -> Event:
    keys = sorted(each.key for each in parties)
    names = [key.rsplit("/", 1)[1] for key in keys]
    key = f"id/event/{'--'.join(['partnership', *names])}"
    return Event(key, ("Partnership",), f"Partnership of {names}", tuple(("partner", each) for each in keys))


def post(holder: Entity, organization: Entity) -> Role:
    names = [each.key.rsplit("/", 1)[1] for each in (holder, organization)]
    return Role(f"id/role/{'--'.join(names)}--chair", holder.key, "chair", organization.key)


ANT, FINANCIAL, NBA, ZETA = map(organization, ("ant", "ant-financial", "nba", "zeta"))
JANE = Entity("id/person/jane", Kind.PERSON, "Jane")
DOE = Entity("id/person/jane-doe", Kind.PERSON, "Jane Doe")
ENTITIES = [ANT, FINANCIAL, NBA, ZETA, JANE, DOE]


def article(name: str, *subjects: Entity | Event | Role, published: date | None = date(2023, 3, 1)) -> Reading:
    return reading(name, *subjects, published=published)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


def say(store: Store, *readings: Reading, version: str = "1") -> None:
    for each in readings:
        put(store, each, settings=SETTINGS, reading_hash=f"{version} {hash(each)}")


def facts(store: Store) -> bytes:
    """The default graph: decisions carry their time, facts do not."""
    out = io.BytesIO()
    store.export(out, "nt")
    return out.getvalue()


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return sorted(
        tuple(row[name].value.removeprefix(SETTINGS.base) for name in found.variables)  # type: ignore[union-attr]  # no blank nodes here
        for row in found
    )


# --- laws ------------------------------------------------------------------------------------------------


@st.composite
def any_article(draw: st.DrawFn) -> Reading:
    """One of a few articles, on deals and posts of a few organizations and persons, by keys as reading makes them."""
    parties = draw(st.lists(st.sampled_from(ENTITIES[:4]), min_size=2, max_size=3, unique=True))
    holder = draw(st.sampled_from(ENTITIES[4:]))
    subjects: list[Entity | Event | Role] = [*parties, holder, post(holder, parties[0])]
    if draw(st.booleans()):
        subjects.append(deal(*parties))
    name = draw(st.sampled_from("abcd"))
    part = claim(name, parties[0], name="part", predicate="partOf", object=parties[1].key)
    polarity = draw(st.sampled_from(Polarity))
    told = (claim(name, parties[0]), replace(part, polarity=polarity))
    return reading(name, *subjects, claims=told, published=draw(st.sampled_from([date(2023, 1, 1), date(2024, 1, 1)])))


MERGES = st.tuples(st.just("merge"), st.sampled_from(ENTITIES), st.sampled_from(ENTITIES))
SPLITS = st.tuples(st.just("split"), st.sampled_from(ENTITIES), st.sampled_from("abcd"))
STEPS = st.one_of(
    st.tuples(st.just("put"), any_article(), st.just(None)),
    st.tuples(st.just("retract"), st.sampled_from("abcd"), st.just(None)),
    MERGES,
    SPLITS,
    st.tuples(st.just("undo"), st.integers(0, 3), st.just(None)),
)


def take(store: Store, step: tuple[str, object, object], number: int) -> None:
    """One step; one that is refused changes nothing."""
    try:
        match step:
            case "put", one, _:
                say(store, one, version=str(number))  # type: ignore[arg-type]  # a reading, by its name
            case "retract", str() as one, _:
                retract(store, article_id(one), settings=SETTINGS)
            case "merge", Entity() as one, Entity() as other:
                merge(store, one.key, other.key, **WHO)
            case "split", Entity() as one, str() as name:
                split(store, one.key, "other", [article_id(name)], **WHO)
            case "undo", int() as index, _:
                known = decisions(store, base=SETTINGS.base)
                undo(store, known[index].key if index < len(known) else "none", **WHO)
    except (UsageError, NotFound):
        pass


@with_settings(max_examples=30, deadline=None)
@given(st.lists(STEPS, min_size=3, max_size=12))
def test_after_any_changes_and_decisions_the_facts_are_what_a_rebuild_gives(
    steps: list[tuple[str, object, object]],
) -> None:
    with fresh_store() as store:
        for number, step in enumerate(steps):
            take(store, step, number)
        incremental = facts(store)
        assert list(differences(store, settings=SETTINGS)) == []
        store.update("DELETE WHERE { ?s ?p ?o }")
        rebuild(store, settings=SETTINGS)

        assert facts(store) == incremental


@with_settings(max_examples=20, deadline=None)
@given(
    st.lists(any_article(), min_size=1, max_size=4, unique_by=lambda each: each.article.id),
    st.lists(st.one_of(MERGES, SPLITS), max_size=3),
    st.randoms(use_true_random=False),
)
def test_the_order_of_articles_and_decisions_does_not_matter(
    articles: list[Reading], decided: list[tuple[str, object, object]], random: Random
) -> None:
    with fresh_store() as one, fresh_store() as other:
        say(one, *articles)
        for step in decided:
            take(one, step, 0)
        taken = decisions(one, base=SETTINGS.base)
        mixed: list[Reading | Decision] = [*articles, *taken]
        random.shuffle(mixed)
        for each in mixed:
            repeat(other, each)

        assert facts(other) == facts(one)


def repeat(store: Store, step: Reading | Decision) -> None:
    """What `kg import` of the curated graph does with a decision."""
    if isinstance(step, Decision):
        store.apply(Change(insert=tuple(decision_quads(step, base=SETTINGS.base))))
        rebuild(store, settings=SETTINGS)
    else:
        say(store, step)


# --- merge -----------------------------------------------------------------------------------------------


def test_a_merge_makes_one_thing_of_two_and_one_deal_of_their_deals(store: Store) -> None:
    say(store, article("a", ANT, NBA, deal(ANT, NBA)), article("b", FINANCIAL, NBA, deal(FINANCIAL, NBA)))
    done = merge(store, ANT.key, FINANCIAL.key, **WHO)

    assert done.gone == (deal(FINANCIAL, NBA).key, FINANCIAL.key)
    assert done.changed == (deal(ANT, NBA).key, ANT.key)
    assert done.appeared == ()
    assert rows(store, "SELECT ?p ?who ?n { ?p a ng:Partnership ; ng:partner ?who ; ng:sourceCount ?n }") == [
        (deal(ANT, NBA).key, ANT.key, "2"),
        (deal(ANT, NBA).key, NBA.key, "2"),
    ]
    assert rows(store, "SELECT ?x ?y { ?x owl:sameAs ?y }") == [
        (deal(ANT, NBA).key, deal(FINANCIAL, NBA).key),
        (ANT.key, FINANCIAL.key),
    ]
    assert rows(store, "SELECT ?name { ?x ng:sourceCount 2 ; skos:altLabel ?name }") == [("Ant",)]


def test_a_deal_of_many_with_long_names_follows_the_merge_of_one(store: Store) -> None:
    many = [organization(f"{name}-and-its-brothers-manufacturing-holding") for name in ("ant", "bear", "cat", "dog")]
    short = organization("dog")
    say(store, article("a", *many, deal(*many)), article("b", *many[:3], short, deal(*many[:3], short)))
    merge(store, many[3].key, short.key, **WHO)
    reports = {row[0] for row in rows(store, "SELECT ?p { ?p a ng:Partnership ; ng:sourceCount 2 }")}

    assert reports == {deal(*many).key}
    assert len(deal(*many).key) > 180
    assert len(rows(store, "SELECT ?p { ?p a ng:Partnership }")) == 1
    assert list(differences(store, settings=SETTINGS)) == []


def test_an_article_that_comes_after_a_merge_goes_by_it(store: Store) -> None:
    merge(store, ANT.key, FINANCIAL.key, **WHO)
    say(store, article("b", FINANCIAL, NBA, deal(FINANCIAL, NBA)))

    assert rows(store, "SELECT ?x { ?x a ng:Partnership }") == [(deal(ANT, NBA).key,)]


def test_undoing_a_merge_restores_every_byte_of_the_facts(store: Store) -> None:
    say(store, article("a", ANT, NBA, deal(ANT, NBA)), article("b", FINANCIAL, NBA, deal(FINANCIAL, NBA)))
    before = facts(store)
    decision = merge(store, ANT.key, FINANCIAL.key, **WHO).decision
    assert facts(store) != before
    undo(store, decision.key, **WHO)

    assert facts(store) == before
    assert decisions(store, base=SETTINGS.base) == []
    undone = "?d a ng:Merge ; prov:invalidatedAtTime ?t ; ng:reason ?why"
    assert rows(store, f"SELECT ?why {{ GRAPH <{SETTINGS.base}graph/history> {{ {undone} }} }}") == [("one company",)]


def test_a_partnership_of_what_turns_out_to_be_one_is_no_fact(store: Store) -> None:
    say(store, article("a", ANT, FINANCIAL, deal(ANT, FINANCIAL)))
    merge(store, ANT.key, FINANCIAL.key, **WHO)

    assert rows(store, "SELECT ?x { ?x a ng:Partnership }") == []


@pytest.mark.parametrize(
    ("family", "kind", "sides"),
    [
        ("acquisition", "Acquisition", ("acquired", "acquirer")),
        ("investment", "Investment", ("investee", "investor")),
        ("controversy", "LegalDispute", ("accused", "accuser")),
    ],
)
def test_a_deal_or_dispute_of_what_turns_out_to_be_one_is_no_fact(
    store: Store, family: str, kind: str, sides: tuple[str, str]
) -> None:
    parties = tuple(zip(sides, (ANT.key, FINANCIAL.key), strict=True))
    say(store, article("a", ANT, FINANCIAL, Event(f"id/event/{family}--ant--ant-financial", (kind,), "It", parties)))
    assert len(rows(store, "SELECT ?x { ?x a ng:Event }")) == 1
    merge(store, ANT.key, FINANCIAL.key, **WHO)

    assert rows(store, "SELECT ?x { ?x a ng:Event }") == []
    assert list(differences(store, settings=SETTINGS)) == []


def test_a_thing_is_in_no_relation_to_itself_after_a_merge(store: Store) -> None:
    owned = claim("a", FINANCIAL, predicate="ownedBy", object=ANT.key)
    say(store, reading("a", ANT, FINANCIAL, claims=(owned, claim("a", ANT))))
    assert rows(store, "SELECT ?x ?y { ?x ng:ownedBy ?y }") == [(FINANCIAL.key, ANT.key)]
    merge(store, ANT.key, FINANCIAL.key, **WHO)
    say(store, article("b", ANT))

    assert rows(store, "SELECT ?y { ?x ng:ownedBy ?y }") == []
    assert (
        rows(store, "SELECT ?x { ?x ng:supportedBy ?claim FILTER CONTAINS(STR(?claim), '#claim-') }")
        == [(ANT.key,)] * 3
    )
    assert list(differences(store, settings=SETTINGS)) == []


def test_merges_that_follow_each_other_lead_to_one_name(store: Store) -> None:
    say(store, article("a", ANT), article("b", FINANCIAL), article("c", ZETA))
    merge(store, ANT.key, FINANCIAL.key, **WHO)
    merge(store, ZETA.key, ANT.key, **WHO)

    assert rows(store, "SELECT ?x ?n { ?x a ng:Organization ; ng:sourceCount ?n }") == [(ZETA.key, "3")]


@pytest.mark.parametrize(
    ("keeps", "absorbs", "message"),
    [
        (ANT.key, JANE.key, "different kinds"),
        (ANT.key, ANT.key, "one already"),
        (ANT.key, deal(ANT, NBA).key, "different kinds"),
    ],
)
def test_a_merge_that_cannot_be_is_refused(store: Store, keeps: str, absorbs: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        merge(store, keeps, absorbs, **WHO)


def test_a_decision_without_a_reason_is_refused(store: Store) -> None:
    for reason in ("", "  "):
        with pytest.raises(UsageError, match="The reason is empty"):
            merge(store, ANT.key, FINANCIAL.key, by="Ada", reason=reason, settings=SETTINGS)
        with pytest.raises(UsageError, match="The reason is empty"):
            split(store, ANT.key, "bank", ["a"], by="Ada", reason=reason, settings=SETTINGS)
    assert decisions(store, base=SETTINGS.base) == []


def test_what_was_merged_away_cannot_be_merged_again_under_its_old_name(store: Store) -> None:
    merge(store, ANT.key, FINANCIAL.key, **WHO)

    with pytest.raises(UsageError, match=f"{FINANCIAL.key} goes by {ANT.key}"):
        merge(store, ZETA.key, FINANCIAL.key, **WHO)


def test_a_decision_holds_who_when_and_why(store: Store) -> None:
    decision = merge(store, ANT.key, FINANCIAL.key, by="Ada", reason="renamed in 2020", settings=SETTINGS).decision

    [known] = decisions(store, base=SETTINGS.base)
    assert known == decision
    assert (known.by, known.reason, known.at) == ("Ada", "renamed in 2020", decision.at)


# --- split -----------------------------------------------------------------------------------------------


def test_a_split_gives_the_articles_named_a_thing_of_their_own(store: Store) -> None:
    say(store, article("a", JANE, ANT, post(JANE, ANT)), article("b", JANE, NBA, post(JANE, NBA)))
    split(store, JANE.key, "of the NBA", [article_id("b")], **WHO)

    other = "id/person/jane~of-the-nba"
    assert rows(store, "SELECT ?who ?where { ?r ng:holder ?who ; ng:organization ?where }") == [
        (JANE.key, ANT.key),
        (other, NBA.key),
    ]
    assert rows(store, "SELECT ?x ?n { ?x a ng:Person ; ng:sourceCount ?n }") == [(JANE.key, "1"), (other, "1")]


def test_what_was_merged_can_be_split_in_one_article(store: Store) -> None:
    say(store, article("a", ANT), article("b", FINANCIAL), article("c", FINANCIAL))
    merge(store, ANT.key, FINANCIAL.key, **WHO)
    split(store, ANT.key, "bank", [article_id("c")], **WHO)

    assert rows(store, "SELECT ?x ?n { ?x a ng:Organization ; ng:sourceCount ?n }") == [
        (ANT.key, "2"),
        ("id/organization/ant~bank", "1"),
    ]


@pytest.mark.parametrize(
    ("key", "name", "articles", "message"),
    [
        (deal(ANT, NBA).key, "x", ["a"], "is no entity"),
        (ANT.key, "x", [], "No article"),
        (ANT.key, "!", ["a"], "no letter"),
    ],
)
def test_a_split_that_cannot_be_is_refused(
    store: Store, key: str, name: str, articles: list[str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        split(store, key, name, articles, **WHO)


def test_an_unknown_decision_cannot_be_undone(store: Store) -> None:
    with pytest.raises(NotFound, match="No decisions in force"):
        undo(store, "id/decision/0", **WHO)
