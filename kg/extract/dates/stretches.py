"""Arithmetic on stretches of days: the weeks, months, seasons and years that dates are counted in."""

from __future__ import annotations

from datetime import date, timedelta

Stretch = tuple[date, date]
"""The first and the last day, both included."""

_MONTHS_A_YEAR = 12
_DAYS_A_WEEK = 7


def day(year: int, month: int, number: int) -> Stretch:
    """One day; ValueError if the calendar has no such day."""
    only = date(year, month, number)
    return only, only


def month(year: int, number: int) -> Stretch:
    """A whole month; numbers beyond 1 to 12 run on into the years around."""
    return months(year, number, number)


def months(year: int, first: int, last: int) -> Stretch:
    """From the first day of one month to the last day of another."""
    return _first_of(year, first), _first_of(year, last + 1) - timedelta(days=1)


def year(number: int) -> Stretch:
    """A whole year."""
    return date(number, 1, 1), date(number, 12, 31)


def week(any_day: date) -> Stretch:
    """The week around a day, Monday to Sunday."""
    monday = any_day - timedelta(days=any_day.weekday())
    return monday, monday + timedelta(days=_DAYS_A_WEEK - 1)


def unit_around(any_day: date, unit: str) -> Stretch:
    """The day, week, month or year that a day lies in."""
    if unit == "day":
        return any_day, any_day
    if unit == "week":
        return week(any_day)
    return month(any_day.year, any_day.month) if unit == "month" else year(any_day.year)


def shifted(stretch: Stretch, unit: str, count: int) -> Stretch:
    """The unit that begins so many units after (before, if negative) the one that the stretch begins in."""
    first = unit_around(stretch[0], unit)[0]
    if unit in {"day", "week"}:
        return unit_around(first + timedelta(days=count * (_DAYS_A_WEEK if unit == "week" else 1)), unit)
    return month(first.year, first.month + count) if unit == "month" else year(first.year + count)


def is_within(stretch: Stretch, unit: str) -> bool:
    """Whether both ends lie in one day, week, month or year."""
    return unit_around(stretch[0], unit) == unit_around(stretch[1], unit)


def latest_weekday(number: int, until: date) -> date:
    """The last such day of the week (Monday is 0) that is not after the given day."""
    return until - timedelta(days=(until.weekday() - number) % _DAYS_A_WEEK)


def next_weekday(number: int, since: date) -> date:
    """The first such day of the week that is not before the given day."""
    return since + timedelta(days=(number - since.weekday()) % _DAYS_A_WEEK)


def _first_of(year_number: int, month_number: int) -> date:
    years, index = divmod(month_number - 1, _MONTHS_A_YEAR)
    return date(year_number + years, index + 1, 1)
