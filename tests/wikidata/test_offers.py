"""What is offered to Wikidata: only what holds, between what is surely linked, with its source."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from kg.errors import UsageError
from kg.facts import put_many
from kg.records import Entity, Kind, Modality, Polarity, Role, RoleStatus, Span, Status, When
from kg.settings import Settings
from kg.store import Store
from kg.wikidata.offers import offers
from kg.wikidata.quickstatements import lines, moment
from tests.readings import ANT, DEAL, NBA, NI, claim, reading
from tests.wikidata.linked import fill as put
from tests.wikidata.linked import tie
from tests.wikidata.strict import Line, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.records import Claim, Reading

RETRIEVED = date(2024, 5, 17)
DAY = {"S813": "+2024-05-17T00:00:00Z/11"}
ONE = {"S854": '"https://news.example/1"'} | DAY
ALIPAY = Entity("id/organization/alipay", Kind.ORGANIZATION, "Alipay")
ITEMS = {NBA: "Q155223", ANT: "Q30932025", NI: "Q5", ALIPAY: "Q493556"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


def fill(store: Store, *readings: Reading) -> None:
    """Put the readings, then tie what they name."""
    put(store, *readings)
    for entity, item in ITEMS.items():
        tie(store, entity, item)


def offered(store: Store, **options: float) -> list[Line]:
    return [
        parse(line)
        for each in offers(store, **options).statements
        for line in lines(each, today=RETRIEVED, retrieved=RETRIEVED)
    ]


def reasons(store: Store, **options: float) -> list[tuple[str, str]]:
    return [(each.label, each.reason) for each in offers(store, **options).left_out]


def on(first: date, last: date | None = None) -> When:
    return When(first, last or first, Span(0, 4), None)


def deal(*statuses: tuple[Status, When | None]) -> tuple[Claim, ...]:
    return tuple(
        claim("1", DEAL, name=str(number), status=status, when=when) for number, (status, when) in enumerate(statuses)
    )


def test_a_partnership_in_force_is_offered_in_both_directions_with_its_beginning(store: Store) -> None:
    began = on(date(2019, 10, 1), date(2019, 10, 31))
    fill(store, reading("1", NBA, ANT, DEAL, claims=deal((Status.ACTIVE, began)), url="https://news.example/1"))
    since = {"P580": "+2019-10-00T00:00:00Z/10"}
    assert offered(store) == [
        Line("Q155223", "P2652", "Q30932025", since, ONE),
        Line("Q30932025", "P2652", "Q155223", since, ONE),
    ]


def test_one_that_ended_is_offered_with_its_end_and_not_without(store: Store) -> None:
    told = deal((Status.ACTIVE, on(date(2019, 1, 1), date(2019, 12, 31))), (Status.ENDED, on(date(2021, 6, 30))))
    fill(store, reading("1", NBA, ANT, DEAL, claims=told, url="https://news.example/1"))
    terms = {"P580": "+2019-00-00T00:00:00Z/9", "P582": "+2021-06-30T00:00:00Z/11"}
    assert [each.qualifiers for each in offered(store)] == [terms, terms]
    fill(store, reading("1", NBA, ANT, DEAL, claims=deal((Status.ENDED, None)), url="https://news.example/1", text="x"))
    assert offered(store) == []
    assert reasons(store) == [(DEAL.label, "it ended, and nobody says when")]


@pytest.mark.parametrize("status", [Status.RUMOURED, Status.ANNOUNCED, Status.SUSPENDED, Status.DENIED])
def test_one_that_is_not_in_force_is_never_offered(store: Store, status: Status) -> None:
    fill(store, reading("1", NBA, ANT, DEAL, claims=deal((status, None)), url="https://news.example/1"))
    assert offered(store) == []
    assert reasons(store) == [(DEAL.label, f"it is {status}")]


def test_who_denies_or_only_guesses_is_no_source(store: Store) -> None:
    fill(
        store,
        reading("1", NBA, ANT, DEAL, claims=deal((Status.ACTIVE, None)), url="https://news.example/1"),
        reading(
            "2",
            DEAL,
            claims=(claim("2", DEAL, status=Status.DENIED, polarity=Polarity.NEGATED),),
            url="https://news.example/2",
            published=date(2020, 1, 1),
        ),
        reading(
            "3",
            DEAL,
            claims=(claim("3", DEAL, status=Status.RUMOURED, modality=Modality.RUMOUR),),
            url="https://news.example/3",
        ),
    )
    assert {each.source["S854"] for each in offered(store)} == {'"https://news.example/1"'}


def test_each_source_is_a_line_and_the_earliest_three_are_enough(store: Store) -> None:
    hosts = ["www.reuters.com", "unknown.example", "edition.cnn.com", "notcnn.com"]
    fill(
        store,
        *(
            reading(
                str(year),
                NBA,
                ANT,
                DEAL,
                claims=(claim(str(year), DEAL, status=Status.ACTIVE),),
                url=f'https://{host}/{year}?q="a|b" c',
                published=date(year, 1, 1),
            )
            for year, host in zip((2023, 2022, 2021, 2020), hosts, strict=True)
        ),
    )
    sources = [each.source for each in offered(store) if each.subject == "Q155223"]
    assert sources == [
        {"S854": '"https://notcnn.com/2020?q=%22a%7Cb%22%20c"'} | DAY,
        {"S248": "Q48340", "S854": '"https://edition.cnn.com/2021?q=%22a%7Cb%22%20c"'} | DAY,
        {"S854": '"https://unknown.example/2022?q=%22a%7Cb%22%20c"'} | DAY,
    ]


def test_without_an_address_there_is_no_source_and_so_no_offer(store: Store) -> None:
    fill(store, reading("1", NBA, ANT, DEAL, claims=deal((Status.ACTIVE, None))))
    assert offered(store) == []
    assert reasons(store) == [(DEAL.label, "no article with an address says so firmly")]


def test_both_sides_must_be_linked_surely_and_known_from_enough_articles(tmp_path: Path) -> None:
    with Store(tmp_path / "other") as store:
        put(store, reading("1", NBA, ANT, DEAL, claims=deal((Status.ACTIVE, None)), url="https://news.example/1"))
        assert reasons(store) == [(DEAL.label, "not both are linked")]
        tie(store, NBA, "Q155223")
        tie(store, ANT, "Q30932025", score=0.9)
        assert reasons(store) == [(DEAL.label, "a link is below the threshold")]
        assert len(offered(store, threshold=0.9)) == 2
        assert reasons(store, threshold=0.9, sources=2) == [(DEAL.label, "too few articles know it")]
        tie(store, ANT, "Q1", score=0.99)  # a second item
        assert reasons(store, threshold=0.9) == [(DEAL.label, "not both are linked")]


def test_two_names_of_one_item_have_nothing_to_tell_of_each_other(tmp_path: Path) -> None:
    with Store(tmp_path / "other") as store:
        put(store, reading("1", NBA, ANT, DEAL, claims=deal((Status.ACTIVE, None)), url="https://news.example/1"))
        tie(store, NBA, "Q155223")
        tie(store, ANT, "Q155223")
        assert reasons(store) == [(DEAL.label, "both are linked to one item")]


def role(title: str, status: RoleStatus, when: When | None = None) -> tuple[Role, tuple[Claim, ...]]:
    made = Role(f"id/role/{title.replace(' ', '-')}", NI.key, title, ANT.key)
    return made, (claim("1", made, role_status=status, when=when),)


@pytest.mark.parametrize(
    ("title", "status", "when", "expected"),
    [
        (
            "chief executive officer",
            RoleStatus.CURRENT,
            on(date(2020, 2, 3)),
            [
                ("Q30932025", "P169", "Q5", {"P580": "+2020-02-03T00:00:00Z/11"}),
                ("Q5", "P108", "Q30932025", {"P39": "Q484876", "P580": "+2020-02-03T00:00:00Z/11"}),
            ],
        ),
        ("chairman", RoleStatus.FORMER, None, [("Q30932025", "P488", "Q5", {"P582": "somevalue"})]),
        (
            "vice president of marketing",
            RoleStatus.FORMER,
            on(date(2021, 1, 1), date(2021, 12, 31)),
            [("Q5", "P108", "Q30932025", {"P582": "+2021-00-00T00:00:00Z/9"})],
        ),
        ("founder", RoleStatus.CURRENT, None, []),
        ("owner", RoleStatus.CURRENT, None, []),
    ],
)
def test_a_role_is_offered_by_its_title_with_what_is_known_of_its_term(
    store: Store,
    title: str,
    status: RoleStatus,
    when: When | None,
    expected: list[tuple[str, str, str, dict[str, str]]],
) -> None:
    post, told = role(title, status, when)
    fill(store, reading("1", NI, ANT, post, claims=told, url="https://news.example/1"))
    assert offered(store) == [Line(*each, ONE) for each in expected]


def test_a_subsidiary_is_offered_from_both_ends(store: Store) -> None:
    told = (claim("1", ALIPAY, predicate="partOf", object=ANT.key),)
    fill(store, reading("1", ALIPAY, ANT, claims=told, url="https://news.example/1"))
    assert offered(store) == [
        Line("Q30932025", "P355", "Q493556", {}, ONE),
        Line("Q493556", "P749", "Q30932025", {}, ONE),
    ]
    assert offered(store, sources=2) == []


def test_a_source_was_retrieved_when_it_was_read_and_today_where_nobody_knows(store: Store) -> None:
    told = deal((Status.ACTIVE, None))
    settings = dataclasses.replace(Settings(), clock=lambda: datetime(2023, 3, 5, 23, 30, tzinfo=UTC))
    article = reading("1", NBA, ANT, DEAL, claims=told, url="https://news.example/1")
    put_many(store, [(article, "first")], settings=settings)
    for entity, item in ITEMS.items():
        tie(store, entity, item)

    def retrieved() -> set[str]:
        found = offers(store).statements
        return {parse(line).source["S813"] for each in found for line in lines(each, today=RETRIEVED)}

    assert retrieved() == {"+2023-03-05T00:00:00Z/11"}
    store.update("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s a ng:Revision ; ?p ?o } }")
    assert retrieved() == {"+2024-05-17T00:00:00Z/11"}


def test_a_date_has_the_precision_that_is_known() -> None:
    assert moment("2023") == "+2023-00-00T00:00:00Z/9"
    assert moment("2023-03") == "+2023-03-00T00:00:00Z/10"
    with pytest.raises(UsageError, match="'soon' is no date"):
        moment("soon")
