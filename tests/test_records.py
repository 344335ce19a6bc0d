"""The records by themselves: spans, stretches of time, the story of an article."""

from __future__ import annotations

import hashlib
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import records
from kg.records import EVENT_FAMILIES, Article, RoleStatus, Span, Status, When, Zone

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def when(first: date, last: date) -> When:
    return When(first, last, Span(0, 1))


def test_a_span_slices_code_points() -> None:
    assert Span(2, 5).of("🐟 Ant Group") == "Ant"


@pytest.mark.parametrize(
    ("first", "last", "partial", "is_unit"),
    [
        (date(2023, 3, 1), date(2023, 3, 1), "2023-03-01", True),
        (date(2023, 3, 1), date(2023, 3, 31), "2023-03", True),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02", True),
        (date(2023, 1, 1), date(2023, 12, 31), "2023", True),
        (date(2023, 3, 5), date(2023, 3, 11), "2023-03", False),
        (date(2023, 3, 27), date(2023, 4, 2), "2023", False),
        (date(2023, 1, 1), date(2023, 3, 31), "2023", False),
        (date(2022, 12, 26), date(2023, 1, 1), "", False),
        (date(2022, 1, 1), date(2023, 12, 31), "", False),
    ],
)
def test_a_stretch_of_days_is_no_more_precise_than_it_covers(
    first: date, last: date, partial: str, *, is_unit: bool
) -> None:
    assert (when(first, last).partial, when(first, last).is_calendar_unit) == (partial, is_unit)


@given(DAYS, st.integers(0, 800))
def test_the_partial_date_of_a_calendar_unit_loses_nothing(first: date, length: int) -> None:
    found = when(first, first + timedelta(days=length))
    if found.is_calendar_unit:
        year, month, day = ([int(p) for p in found.partial.split("-")] + [0, 0])[:3]
        assert first == date(year, month or 1, day or 1)
    elif found.partial:
        assert length > 0


def test_a_month_covers_its_days_and_not_the_next() -> None:
    march = when(date(2023, 3, 1), date(2023, 3, 31))
    assert march.covers(when(date(2023, 3, 31), date(2023, 3, 31)))
    assert not march.covers(when(date(2023, 3, 31), date(2023, 4, 1)))


def test_the_story_has_blanks_for_zones_and_keeps_every_offset_and_line() -> None:
    article = Article(id="a", text="News\nRead also: X\nMore news", zones=(Zone(5, 18, "teaser"),))
    assert article.story == "News\n            \nMore news"


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_the_story_is_as_long_as_the_text_and_equal_outside_zones(text: str, cuts: list[int]) -> None:
    bounds = sorted({min(c, len(text)) for c in cuts})
    zones = tuple(Zone(a, b, "r") for a, b in zip(bounds[::2], bounds[1::2], strict=False))
    story = Article(id="a", text=text, zones=zones).story
    inside = {i for z in zones for i in range(z.start, z.end)}
    assert len(story) == len(text)
    assert all(story[i] == (c if i not in inside or c == "\n" else " ") for i, c in enumerate(text))


def test_the_text_hash_is_sha_256_of_the_whole_text() -> None:
    article = Article(id="a", text="Nestlé", zones=(Zone(0, 3, "r"),))
    assert article.text_hash == hashlib.sha256("Nestlé".encode()).hexdigest()


def test_records_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Span(0, 1).start = 2  # type: ignore[misc]  # that it cannot be set is what is tested


def test_every_class_has_a_family_that_is_a_class_of_itself() -> None:
    assert {EVENT_FAMILIES[family] for family in EVENT_FAMILIES.values()} == {
        "Partnership",
        "Controversy",
        "Acquisition",
        "Merger",
        "Investment",
        "Event",
    }
    assert len(EVENT_FAMILIES) == 20


def test_statuses_run_from_weakest_to_strongest() -> None:
    assert list(Status) == ["rumoured", "denied", "announced", "active", "suspended", "ended"]
    assert list(RoleStatus) == ["current", "former"]


def test_every_public_record_can_be_imported_from_the_package() -> None:
    assert len(records.__all__) == len(set(records.__all__)) == 34
    assert all(hasattr(records, name) for name in records.__all__)
