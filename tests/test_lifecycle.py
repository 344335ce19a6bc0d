"""The states of events and roles in time, and which claims contradict which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import records
from kg.consolidate import consolidate
from kg.records import Modality, Polarity, RoleStatus, Span, Status, When
from tests.readings import ANT, DEAL, NBA, POST, any_reading, claim

if TYPE_CHECKING:
    from kg.records import Claim, Entity, Event, Fact, Role

JANUARY, MARCH, MAY, JULY = date(2023, 1, 10), date(2023, 3, 1), date(2023, 5, 9), date(2023, 7, 1)
WORDS = Span(0, 4)


def told(article: str, subject: Entity | Event | Role, *claims: Claim, on: date | None) -> records.Testimony:
    return records.Testimony(article, on, f"text of {article}", subject, claims)


def fact(subject: Entity | Event | Role, *said: tuple[date | None, dict[str, object]]) -> Fact:
    """The fact after one article per (publication date, what its claim says)."""
    found = consolidate(
        [told(str(n), subject, claim(str(n), subject, **what), on=on) for n, (on, what) in enumerate(said)]
    )
    assert found is not None
    return found


def lived(*said: tuple[date | None, dict[str, object]]) -> list[tuple[str, str, str]]:
    return [(each.status, each.date, each.reported) for each in fact(DEAL, *said).states]


ACTIVE, ENDED, SUSPENDED = ({"status": each} for each in (Status.ACTIVE, Status.ENDED, Status.SUSPENDED))


def test_the_states_of_an_event_follow_one_another_in_time_whatever_order_they_are_told_in() -> None:
    assert lived((JULY, ENDED), (JANUARY, {"modality": Modality.PLANNED}), (MARCH, ACTIVE)) == [
        ("announced", "", "2023-01-10"),
        ("active", "", "2023-03-01"),
        ("ended", "", "2023-07-01"),
    ]


def test_what_goes_on_after_an_interruption_is_a_state_of_its_own() -> None:
    states = fact(DEAL, (JANUARY, ACTIVE), (MARCH, SUSPENDED), (MAY, ACTIVE)).states

    assert [each.key.rpartition("nba--")[2] for each in states] == [
        "active--2023-01-10",
        "suspended--2023-03-01",
        "active--2023-05-09",
    ]


def test_two_states_of_one_status_and_day_have_keys_of_their_own() -> None:
    day = When(JANUARY, JANUARY, WORDS)
    said = [{"status": each, "when": day} for each in (Status.ACTIVE, Status.SUSPENDED, Status.ACTIVE)]
    states = fact(DEAL, *zip((JANUARY, MARCH, MAY), said, strict=True)).states

    assert [each.key.rpartition("nba--")[2] for each in states] == [
        "active--2023-01-10",
        "suspended--2023-01-10",
        "active--2023-01-10--2",
    ]


def test_in_an_article_of_unknown_day_what_has_no_day_is_not_before_what_has_one() -> None:
    begun = claim("a", DEAL, **ACTIVE, when=When(JANUARY, JANUARY, WORDS))
    over = claim("b", DEAL, **ENDED)
    article = consolidate([told("a", DEAL, begun, over, on=None)])

    assert article is not None
    assert article.status is Status.ENDED
    assert [each.key.rpartition("nba--")[2] for each in article.states] == ["active--2023-01-10", "ended--undated"]


def test_what_was_earlier_this_year_was_before_what_an_article_tells_of_a_day() -> None:
    agreed = claim("a", DEAL, modality=Modality.PLANNED, when=When(date(2023, 1, 1), date(2023, 12, 31), WORDS))
    over = claim("b", DEAL, **ENDED, when=When(MAY, MAY, WORDS))
    article = consolidate([told("a", DEAL, agreed, over, on=date(2023, 5, 11))])

    assert article is not None
    assert [each.status for each in article.states] == [Status.ANNOUNCED, Status.ENDED]


def test_an_article_of_unknown_day_without_any_day_is_older_than_the_others() -> None:
    assert lived((None, ENDED), (JANUARY, ACTIVE))[-1] == ("active", "", "2023-01-10")


def test_claims_of_one_status_that_follow_one_another_are_one_state_with_the_words_of_all() -> None:
    dated = {**ACTIVE, "when": When(JANUARY, JANUARY, WORDS)}

    [state] = fact(DEAL, (MARCH, ACTIVE), (MAY, dated)).states

    assert (state.date, state.reported) == ("2023-01-10", "2023-03-01")
    assert len(state.claims) == 2


def test_talk_about_what_is_known_and_plans_for_what_is_in_force_are_no_states() -> None:
    rumour, plan = {"modality": Modality.RUMOUR}, {"modality": Modality.PLANNED}

    assert [each[0] for each in lived((JANUARY, ACTIVE), (MARCH, rumour), (MAY, plan))] == ["active"]
    assert [each[0] for each in lived((JANUARY, rumour), (MARCH, plan), (MAY, rumour))] == ["rumoured", "announced"]


@settings(max_examples=30, deadline=None)
@given(st.lists(any_reading(), min_size=1, max_size=4))
def test_where_an_event_stands_is_its_last_state(readings: list[records.Reading]) -> None:
    for key in ("id/event/one", "id/event/two"):
        testimonies = [
            told(str(n), event, *(c for c in read.claims if c.about == key), on=read.article.published)
            for n, read in enumerate(readings)
            for event in read.events
            if event.key == key
        ]
        found = consolidate(testimonies)
        if found is not None:
            assert found.status == found.states[-1].status
            assert len({each.key for each in found.states}) == len(found.states)
            assert all(a.status != b.status for a, b in zip(found.states, found.states[1:], strict=False))


def test_a_former_role_has_an_open_past_and_was_over_by_the_first_article_that_says_so() -> None:
    former = {"role_status": RoleStatus.FORMER}

    assert fact(POST, (JANUARY, {}), (MARCH, former), (MAY, former)).over_by == "2023-03-01"
    assert fact(POST, (JANUARY, former), (MARCH, {})).over_by == ""
    assert [each.status for each in fact(POST, (JANUARY, {}), (MARCH, former)).states] == ["current", "former"]


# --- contradictions --------------------------------------------------------------------------------------

NO = {"polarity": Polarity.NEGATED}


def key(article: int, subject: Entity | Event | Role = DEAL) -> str:
    return claim(str(article), subject).key


def test_a_denial_contradicts_what_another_article_affirms() -> None:
    assert fact(DEAL, (MARCH, ACTIVE), (MAY, NO)).contradictions == ((key(1), key(0)),)


def test_within_an_article_a_denial_contradicts_what_somebody_else_affirms() -> None:
    denial = {**NO, "attributed_to": ANT.key}
    said = [
        claim("0", DEAL, name=name, **what)
        for name, what in (("own", {}), ("hers", {"attributed_to": NBA.key}), ("its", {"attributed_to": ANT.key}))
    ]
    no = claim("0", DEAL, name="no", **denial)
    found = consolidate([told("0", DEAL, *said, no, on=MARCH)])

    assert found is not None
    assert set(found.contradictions) == {(no.key, each.key) for each in said[:2]}


@pytest.mark.parametrize(
    "affirmed",
    [{"modality": Modality.RUMOUR}, ENDED, SUSPENDED, {"status": Status.DENIED}, NO],
)
def test_what_is_over_or_only_talked_of_is_not_contradicted(affirmed: dict[str, object]) -> None:
    assert fact(DEAL, (MARCH, affirmed), (MAY, NO)).contradictions == ()


def test_copies_of_one_text_do_not_contradict_each_other() -> None:
    both = [
        told("a", DEAL, claim("a", DEAL), on=MARCH),
        replace(told("b", DEAL, claim("b", DEAL, **NO), on=MARCH), source="text of a"),
    ]

    found = consolidate(both)

    assert found is not None
    assert found.contradictions == ()


def test_a_denied_relation_contradicts_the_same_relation_alone() -> None:
    part = {"predicate": "partOf", "object": NBA.key}
    other = {"predicate": "ownedBy", "object": NBA.key}

    assert fact(ANT, (MARCH, part), (MARCH, other), (MAY, {**part, **NO}), (MAY, {})).contradictions == (
        (key(2, ANT), key(0, ANT)),
    )


def test_a_denial_is_set_against_the_ten_nearest_affirmations() -> None:
    said = [(date(2023, 1, day), ACTIVE) for day in range(1, 21)]

    pairs = fact(DEAL, *said, (date(2023, 1, 31), NO)).contradictions

    assert {yes for _, yes in pairs} == {key(number) for number in range(10, 20)}
