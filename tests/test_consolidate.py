"""What follows from testimonies: one test per published rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import records
from kg.consolidate import consolidate
from kg.records import (
    Claim,
    Entity,
    Event,
    Fact,
    Match,
    Modality,
    Polarity,
    Role,
    RoleStatus,
    Ruling,
    Span,
    Status,
    Verdict,
    When,
)
from tests.readings import ANT, DEAL, NBA, NI, POST, any_reading, claim, link

if TYPE_CHECKING:
    from random import Random

JANUARY, MARCH, MAY = date(2023, 1, 10), date(2023, 3, 1), date(2023, 5, 9)
WORDS = Span(0, 4)
ACTIVE: dict[str, object] = {"status": Status.ACTIVE}


def told_by(article: str, subject: Entity | Event | Role, *claims: Claim, on: date | None = MARCH) -> records.Testimony:
    return records.Testimony(article, on, f"text of {article}", subject, claims or (claim(article, subject),))


def fact(*testimonies: records.Testimony) -> Fact:
    found = consolidate(testimonies)
    assert found is not None
    return found


def status(*told: tuple[date | None, dict[str, object]]) -> Status | None:
    """The status of a deal after one article per (publication date, what its claim says)."""
    articles = [
        told_by(f"a{number}", DEAL, claim(f"a{number}", DEAL, **said), on=on) for number, (on, said) in enumerate(told)
    ]
    return fact(*articles).status


def test_nothing_follows_from_no_claim() -> None:
    assert consolidate([]) is None
    assert consolidate([records.Testimony("a", MARCH, "text", NBA, ())]) is None


@settings(max_examples=25)
@given(st.lists(any_reading(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_testimonies_does_not_matter(
    readings: list[records.Reading],
    random: Random,
) -> None:
    subject = readings[0].entities[0].key
    told = [
        records.Testimony(
            f"{number}",
            read.article.published,
            read.article.text_hash,
            entity,
            tuple(each for each in read.claims if each.about == subject),
        )
        for number, read in enumerate(readings)
        for entity in read.entities
        if entity.key == subject
    ]
    expected = consolidate(told)
    random.shuffle(told)

    assert consolidate(told) == expected


# --- names -----------------------------------------------------------------------------------------------


def test_the_name_that_most_articles_use_is_the_label_and_all_others_are_aliases() -> None:
    names = ["Ant Group Co.", "Ant Group", "Ant Group"]
    told = [told_by(f"a{n}", replace(ANT, name=name, aliases=("Ant",))) for n, name in enumerate(names)]

    assert fact(*told).subject == replace(ANT, name="Ant Group", aliases=("Ant", "Ant Group Co."))


@pytest.mark.parametrize(("one", "other", "label"), [("Ant", "Ant Group", "Ant Group"), ("NBA b", "NBA a", "NBA a")])
def test_of_equally_frequent_names_the_longer_then_the_first_is_the_label(
    one: str,
    other: str,
    label: str,
) -> None:
    told = [told_by("a", replace(ANT, name=one)), told_by("b", replace(ANT, name=other))]

    subject = fact(*told).subject

    assert isinstance(subject, Entity)
    assert subject.name == label


def test_an_event_has_the_kinds_and_parties_of_all_articles() -> None:
    venture = replace(DEAL, kinds=("JointVenture",), parties=(("partner", "id/organization/z"),))

    assert fact(told_by("a", DEAL), told_by("b", venture)).subject == replace(
        DEAL,
        kinds=("JointVenture", "Partnership"),
        parties=(*DEAL.parties, ("partner", "id/organization/z")),
    )


# --- support ---------------------------------------------------------------------------------------------


def test_every_claim_supports_and_copies_of_a_text_are_one_source() -> None:
    denial = claim("b", DEAL, polarity=Polarity.NEGATED)
    copy = replace(told_by("c", DEAL), source="text of a")

    found = fact(told_by("a", DEAL), told_by("b", DEAL, denial), copy)

    assert found.supported_by == tuple(sorted((claim("a", DEAL).key, denial.key, claim("c", DEAL).key)))
    assert found.source_count == 2


# --- status ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, Status.ACTIVE),
        ({"modality": Modality.PLANNED}, Status.ANNOUNCED),
        ({"modality": Modality.RUMOUR}, Status.RUMOURED),
        ({"polarity": Polarity.NEGATED}, Status.DENIED),
        ({"status": Status.ENDED}, Status.ENDED),
        ({"status": Status.SUSPENDED, "polarity": Polarity.NEGATED}, Status.SUSPENDED),
    ],
)
def test_a_claim_supports_the_status_of_its_words_or_of_its_stance(
    said: dict[str, object],
    expected: Status,
) -> None:
    assert status((MARCH, said)) == expected


def test_the_latest_claim_decides_by_its_date_and_not_by_its_article() -> None:
    ended = {"status": Status.ENDED, "when": When(JANUARY, JANUARY, WORDS)}

    assert status((MAY, ended), (MARCH, ACTIVE)) == Status.ACTIVE
    assert status((MAY, ended), (JANUARY - timedelta(1), ACTIVE)) == Status.ENDED


def test_a_claim_about_the_future_speaks_for_the_day_it_was_published() -> None:
    planned = {"status": Status.ANNOUNCED, "when": When(date(2030, 1, 1), date(2030, 12, 31), WORDS)}

    assert status((JANUARY, planned), (MARCH, {"status": Status.ENDED})) == Status.ENDED


def test_a_claim_without_any_date_is_the_oldest() -> None:
    assert status((None, {"status": Status.ENDED}), (JANUARY, ACTIVE)) == Status.ACTIVE


def test_of_claims_of_one_day_the_later_published_decides_and_then_the_strongest() -> None:
    day = When(JANUARY, JANUARY, WORDS)

    assert status((MAY, {"when": day, **ACTIVE}), (MARCH, {"when": day, "status": Status.ENDED})) == Status.ACTIVE
    assert status((MARCH, ACTIVE), (MARCH, {"polarity": Polarity.NEGATED})) == Status.ACTIVE
    assert status((MARCH, {"status": Status.ENDED}), (MARCH, ACTIVE)) == Status.ENDED


def test_a_claim_that_only_comes_back_to_an_event_does_not_say_where_it_stands() -> None:
    assert status((MARCH, {"status": Status.ENDED}), (MAY, {})) == Status.ENDED
    assert status((MARCH, {"polarity": Polarity.NEGATED}), (MAY, {})) == Status.DENIED
    assert status((MARCH, {}), (MAY, {})) == Status.ACTIVE


def test_a_later_denial_decides() -> None:
    assert status((MARCH, ACTIVE), (MAY, {"polarity": Polarity.NEGATED})) == Status.DENIED


@pytest.mark.parametrize("known", [Status.DENIED, Status.ANNOUNCED, Status.ACTIVE, Status.ENDED])
def test_a_later_rumour_changes_nothing_that_is_known(known: Status) -> None:
    assert status((MARCH, {"status": known}), (MAY, {"modality": Modality.RUMOUR})) == known


def test_a_later_announcement_does_not_undo_what_is_in_force_but_follows_an_end() -> None:
    assert status((MARCH, ACTIVE), (MAY, {"modality": Modality.PLANNED})) == Status.ACTIVE
    assert status((MARCH, {"status": Status.ENDED}), (MAY, {"modality": Modality.PLANNED})) == Status.ANNOUNCED


# --- dates -----------------------------------------------------------------------------------------------


def dated(*stretches: tuple[date, date], **said: object) -> Fact:
    claims = [
        claim("a", DEAL, name=str(number), when=When(first, last, WORDS), **said)
        for number, (first, last) in enumerate(stretches)
    ]
    return fact(told_by("a", DEAL, *claims))


YEAR = (date(2023, 1, 1), date(2023, 12, 31))
MONTH = (date(2023, 3, 1), date(2023, 3, 31))


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([YEAR], ("2023", "", "")),
        ([YEAR, MONTH], ("2023-03", "", "")),
        ([YEAR, MONTH, (MARCH, MARCH)], ("2023-03-01", "", "")),
        ([(MAY, MAY), MONTH, MONTH], ("2023-03", "", "")),
        ([(MAY, MAY), (MARCH, MARCH)], ("2023-03-01", "", "")),
        ([(MAY, MAY), (date(2023, 1, 5), date(2023, 2, 3))], ("2023", "2023-01-05", "2023-02-03")),
        ([(date(2023, 2, 20), date(2023, 2, 26))], ("2023-02", "2023-02-20", "2023-02-26")),
        ([(date(2022, 12, 31), date(2023, 1, 1))], ("", "2022-12-31", "2023-01-01")),
    ],
)
def test_the_date_is_the_earliest_that_the_most_claims_allow(
    stretches: list[tuple[date, date]],
    expected: tuple[str, str, str],
) -> None:
    found = dated(*stretches)

    assert (found.date, found.start, found.end) == expected


def test_the_day_of_an_end_dates_the_event_only_if_nothing_else_does() -> None:
    ended = claim("a", DEAL, name="end", status=Status.ENDED, when=When(MAY, MAY, WORDS))
    begun = claim("a", DEAL, name="begin", when=When(*YEAR, WORDS))

    assert fact(told_by("a", DEAL, ended)).date == "2023-05-09"
    assert fact(told_by("a", DEAL, ended, begun)).date == "2023"


# --- relations -------------------------------------------------------------------------------------------


def part_of(article: str, **said: object) -> Claim:
    return claim(article, ANT, name="part", predicate="partOf", object=NBA.key, **said)


@pytest.mark.parametrize(
    ("told", "relations"),
    [
        ([(MARCH, {})], (("partOf", NBA.key),)),
        ([(MARCH, {"modality": Modality.PLANNED})], ()),
        ([(MARCH, {"modality": Modality.RUMOUR})], ()),
        ([(MARCH, {"polarity": Polarity.NEGATED})], ()),
        ([(MARCH, {}), (MAY, {"polarity": Polarity.NEGATED})], ()),
        ([(MAY, {}), (MARCH, {"polarity": Polarity.NEGATED})], (("partOf", NBA.key),)),
        ([(MARCH, {}), (MARCH, {"polarity": Polarity.NEGATED})], (("partOf", NBA.key),)),
    ],
)
def test_a_relation_holds_if_it_is_asserted_and_not_denied_later(
    told: list[tuple[date, dict[str, object]]],
    relations: tuple[tuple[str, str], ...],
) -> None:
    articles = [told_by(str(n), ANT, part_of(str(n), **said), on=on) for n, (on, said) in enumerate(told)]

    assert fact(*articles).relations == relations


def test_an_entity_is_founded_when_the_most_firm_claims_allow() -> None:
    told = [
        claim("a", ANT, name="1", predicate="foundedDate", when=When(date(2014, 1, 1), date(2014, 12, 31), WORDS)),
        claim("a", ANT, name="2", predicate="foundedDate", when=When(date(2014, 10, 1), date(2014, 10, 31), WORDS)),
        claim(
            "a",
            ANT,
            name="3",
            predicate="foundedDate",
            when=When(date(2014, 10, 5), date(2014, 10, 5), WORDS),
            modality=Modality.RUMOUR,
        ),
    ]

    assert fact(told_by("a", ANT, *told)).founded == "2014-10"


# --- roles -----------------------------------------------------------------------------------------------


def held(*told: tuple[date, dict[str, object]]) -> Fact | None:
    return consolidate(
        [told_by(str(n), POST, claim(str(n), POST, **said), on=on) for n, (on, said) in enumerate(told)],
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([(MARCH, {})], RoleStatus.CURRENT),
        ([(MARCH, {"role_status": RoleStatus.FORMER})], RoleStatus.FORMER),
        ([(MAY, {"role_status": RoleStatus.FORMER}), (MARCH, {})], RoleStatus.FORMER),
        ([(MARCH, {"role_status": RoleStatus.FORMER}), (MAY, {})], RoleStatus.CURRENT),
        ([(MARCH, {"role_status": RoleStatus.FORMER}), (MARCH, {})], RoleStatus.FORMER),
    ],
)
def test_the_latest_claim_says_whether_a_role_is_held(
    told: list[tuple[date, dict[str, object]]],
    expected: RoleStatus,
) -> None:
    found = held(*told)

    assert found is not None
    assert found.role_status == expected


@pytest.mark.parametrize(
    "told",
    [
        [(MARCH, {"modality": Modality.PLANNED})],
        [(MARCH, {"polarity": Polarity.NEGATED})],
        [(MARCH, {}), (MAY, {"polarity": Polarity.NEGATED})],
    ],
)
def test_a_role_that_is_only_planned_or_denied_is_no_fact(told: list[tuple[date, dict[str, object]]]) -> None:
    assert held(*told) is None


# --- which item an entity is -----------------------------------------------------------------------------


def match(
    *links: tuple[str, str | None, Match | None], verdicts: tuple[Verdict, ...] = (), entity: Entity = NBA
) -> tuple[Match, str] | None:
    """What the NBA, or another, is after articles with these texts tied it to these items."""
    told = [
        replace(told_by(f"a{number}", entity), source=text, link=link(f"a{number}", entity, item, how))
        for number, (text, item, how) in enumerate(links)
    ]
    found = consolidate(told, verdicts)
    assert found is not None
    return found.match


EXACT, CLOSE = Match.EXACT, Match.CLOSE


def test_an_entity_is_the_item_that_an_article_ties_it_to() -> None:
    assert match(("x", "Q1", EXACT)) == (EXACT, "Q1")
    assert match(("x", "Q1", CLOSE), ("y", "Q1", EXACT), ("z", None, None)) == (EXACT, "Q1")
    assert match(("x", "Q1", CLOSE)) == (CLOSE, "Q1")
    assert match(("x", None, None)) is None


def test_articles_that_disagree_leave_the_item_of_most_sources_as_a_close_match() -> None:
    assert match(("x", "Q1", EXACT), ("y", "Q2", EXACT), ("z", "Q2", CLOSE)) == (CLOSE, "Q2")
    assert match(("x", "Q2", EXACT), ("y", "Q1", EXACT)) == (CLOSE, "Q1")


def test_a_person_whom_most_sources_leave_open_is_only_nearly_the_item_that_others_tie_him_to() -> None:
    tied, one, two, three = ("x", "Q1", EXACT), ("y", None, None), ("z", None, None), ("w", None, None)
    assert match(tied, one, entity=NI) == (EXACT, "Q1")
    assert match(tied, one, two, entity=NI) == (CLOSE, "Q1")
    assert match(tied, one, ("y", None, None), entity=NI) == (EXACT, "Q1")
    assert match(tied, one, two, three) == (EXACT, "Q1")
    accepted = (Verdict(Ruling.ACCEPTED, "Q1"),)
    assert match(tied, one, two, entity=NI, verdicts=accepted) == (EXACT, "Q1")


def test_copies_of_a_text_are_one_source_for_a_match() -> None:
    assert match(("x", "Q2", EXACT), ("x", "Q2", EXACT), ("y", "Q1", EXACT)) == (CLOSE, "Q1")


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([(Ruling.ACCEPTED, "Q9")], (EXACT, "Q9")),
        ([(Ruling.ABSENT, None)], None),
        ([(Ruling.REJECTED, "Q1")], None),
        ([(Ruling.REJECTED, "Q2")], (EXACT, "Q1")),
        ([(Ruling.UNSURE, None)], (EXACT, "Q1")),
        ([(Ruling.ACCEPTED, "Q9"), (Ruling.UNSURE, None)], (EXACT, "Q9")),
        ([(Ruling.ACCEPTED, "Q9"), (Ruling.ACCEPTED, "Q8")], (EXACT, "Q8")),
        ([(Ruling.ACCEPTED, "Q9"), (Ruling.REJECTED, "Q9")], (EXACT, "Q1")),
        ([(Ruling.REJECTED, "Q1"), (Ruling.ACCEPTED, "Q1")], (EXACT, "Q1")),
        ([(Ruling.ACCEPTED, "Q9"), (Ruling.ABSENT, None)], None),
        ([(Ruling.ABSENT, None), (Ruling.ACCEPTED, "Q9")], (EXACT, "Q9")),
    ],
)
def test_what_a_person_decided_goes_before_what_articles_say(
    verdicts: list[tuple[Ruling, str | None]], expected: tuple[Match, str] | None
) -> None:
    assert match(("x", "Q1", EXACT), verdicts=tuple(Verdict(*each) for each in verdicts)) == expected
