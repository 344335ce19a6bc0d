"""What the forms that are counted from the day of publication mean: "on Tuesday", "last week", "Oct. 4"."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract.dates import stretches
from kg.extract.dates.forms import (
    count,
    listed,
    month_of,
    numbers,
    part_of_month,
    part_of_year,
    season_of,
    words,
)
from kg.extract.dates.surroundings import Reader, Reading, Surroundings, Tense

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from kg.extract.dates.stretches import Stretch
    from kg.extract.document.tokens import Token

_DAY = timedelta(days=1)
_FULL_WEEKDAY = 6  # letters of the shortest day's name: "Sun" and "Wed" alone are too often something else
_FULL_MONTH = 5  # "May" is told apart
_NARRATIVE = timedelta(days=60)
_CLOCK_SLIP = timedelta(days=2)
_SAME_TIME = timedelta(days=14)


def _day_without_year(match: re.Match[str], around: Surroundings) -> Reading | None:
    number = int(match["day"])
    weekday = match["weekday"]
    wanted = None if weekday is None else numbers("weekdays")[weekday.lower()]
    return _nearest((month_of(match), number, number), around, weekday=wanted)


def _days_without_year(match: re.Match[str], around: Surroundings) -> Reading | None:
    first, last = int(match["day"]), int(match["last"])
    return _nearest((month_of(match), first, last), around) if first <= last else None


def _month_without_year(match: re.Match[str], around: Surroundings) -> Reading | None:
    if _abbreviates(match["words"].split()[-1], around.after):
        return None
    reading = _nearest((month_of(match), 1, None), around)
    return reading and (part_of_month(reading[0], match["part"]), reading[1])


def _named_month(match: re.Match[str], around: Surroundings) -> Reading | None:
    published = around.published
    if published is None:
        return None
    which, number = match["which"].lower(), month_of(match)
    step = {"last": -1, "this": 0, "next": 1}[which]
    passed = {"last": number < published.month, "this": False, "next": number > published.month}[which]
    # "last January", said in March, may mean this year's or the one before.
    return None if passed else (stretches.month(published.year + step, number), published)


def _named_season(match: re.Match[str], around: Surroundings) -> Reading | None:
    published = around.published
    if published is None:
        return None
    this_year = season_of(match["season"], published.year)
    if match["which"].lower() == "this":
        return this_year, published
    if this_year[1] < published:
        return None
    return season_of(match["season"], published.year - 1), published


def _weekday(match: re.Match[str], around: Surroundings) -> Reading | None:
    published = around.published
    if published is None or around.named or len(match["weekday"]) < _FULL_WEEKDAY:
        return None
    number, which = numbers("weekdays")[match["weekday"].lower()], (match["which"] or "").lower()
    this_week = stretches.week(published)[0] + number * _DAY
    if which == "this":
        return (this_week, this_week), published
    if which in {"last", "this past"}:
        found = stretches.latest_weekday(number, published - _DAY)
    elif which in {"next", "this coming"}:
        found = stretches.next_weekday(number, published + _DAY)
    elif around.tense == Tense.POSSIBLE or _tells_of_another_time(around):
        return None  # "from Monday, users can pay"
    elif around.tense == Tense.FUTURE:
        found = stretches.next_weekday(number, published)
    else:
        found = stretches.latest_weekday(number, published)
    if which in {"last", "next"} and found == this_week:
        return None  # "next Friday", said on a Monday: in four days, or in eleven
    return (found, found), published


def _today(match: re.Match[str], around: Surroundings) -> Reading | None:
    named = (match["noun"] or "").lower() in listed("nouns", "of_today")
    told = match["noun"] is None and around.tense in {Tense.PAST, Tense.FUTURE}
    if around.published is None or not (named or told):
        return None  # "today, fans watch on their phones"
    return (around.published, around.published), around.published


def _near_day(match: re.Match[str], around: Surroundings) -> Reading | None:
    near = " ".join(match["near"].lower().split())
    figurative = around.before is not None and around.before.lower_ in {"of", "for"}
    owning = near == "tomorrow" and around.after is not None and around.after.tag_ == "POS"
    if around.published is None or figurative or owning:
        return None
    found = around.published + {"yesterday": -_DAY, "last night": -_DAY, "tomorrow": _DAY}.get(near, 0 * _DAY)
    return (found, found), around.published


def _near_unit(match: re.Match[str], around: Surroundings) -> Reading | None:
    published = around.published
    if published is None:
        return None
    which, unit, part = match["which"].lower(), match["unit"].lower(), (match["part"] or "").lower()
    if which == "this" and (part in {"earlier", "later"} or unit == "week"):
        first, last = stretches.unit_around(published, unit)
        ahead = part == "later" or (not part and around.tense == Tense.FUTURE)
        return ((published, last) if ahead else (first, published)), published
    stretch = stretches.shifted((published, published), unit, {"last": -1, "this": 0, "next": 1}[which])
    if part in words()["parts"] and unit == "month":
        stretch = part_of_month(stretch, part)
    if part in words()["parts"] and unit == "year":
        stretch = part_of_year(stretch[0].year, part)
    return stretch, published


def _weekend(match: re.Match[str], around: Surroundings) -> Reading | None:
    published, sunday = around.published, 6
    last = match[0].lower().startswith("last")
    if published is None or (not last and around.tense in {Tense.UNKNOWN, Tense.POSSIBLE}):
        return None
    if last and published.weekday() >= sunday - 1:
        return None  # said on a weekend: the one before, or this one
    ahead = not last and around.tense == Tense.FUTURE
    end = stretches.next_weekday(sunday, published) if ahead else stretches.latest_weekday(sunday, published)
    return (end - _DAY, end), published


def _ago(match: re.Match[str], around: Surroundings) -> Reading | None:
    published = around.published
    if published is None:
        return None
    return stretches.shifted((published, published), match["unit"].lower(), -count(match)), published


def _abbreviates(name: str, after: Token | None) -> bool:
    """Whether "Jan" or "Mar" may be a name, or a following name makes "April" one."""
    short = len(name) < _FULL_MONTH and name.lower() not in {"may", "june", "july"} and not name.endswith(".")
    return short or (after is not None and after.is_title and after.is_alpha)


def _tells_of_another_time(around: Surroundings) -> bool:
    """Whether the sentence before told of a day far from the publication: then "on Sunday" may be as well."""
    told = around.other_time
    if told is None or around.published is None or around.sentences_since_prior != 1:
        return False
    return told.earliest == told.latest and abs(told.earliest - around.published) > _SAME_TIME


def _nearest(days: tuple[int, int, int | None], around: Surroundings, *, weekday: int | None = None) -> Reading | None:
    """A month, or days of it, in the year that fits the publication, the tense and the story."""
    published = around.published
    if published is None:
        return None
    month, first, last = days
    found: list[Stretch] = []
    for year in (published.year - 1, published.year, published.year + 1):
        with suppress(ValueError):
            end = stretches.month(year, month)[1] if last is None else date(year, month, last)
            found.append((date(year, month, first), end))
    found = [stretch for stretch in found if weekday is None or stretch[0].weekday() == weekday]
    chosen = _chosen(found, published, around.tense)
    return chosen and _unless_narrated(chosen, around, published)


def _chosen(found: Sequence[Stretch], published: date, tense: Tense) -> Stretch | None:
    closest = min(found, key=lambda days: (_distance(days, published), days[0]), default=None)
    if closest is None:
        return None
    if tense == Tense.FUTURE:
        return min((days for days in found if days[1] >= published), default=None)
    if tense in {Tense.UNKNOWN, Tense.POSSIBLE} or closest[0] <= published:
        return closest
    if closest[0] - published <= _CLOCK_SLIP:
        return None  # told in the past, yet of tomorrow: the day of publication is not to be trusted here
    return max((days for days in found if days[0] <= published), default=None)


def _distance(days: Stretch, published: date) -> timedelta:
    return max(days[0] - published, published - days[1], 0 * _DAY)


def _unless_narrated(chosen: Stretch, around: Surroundings, published: date) -> Reading | None:
    """The chosen days, or those of the year just told of: "On October 4, 2019, … On October 6, …"."""
    told = around.other_time
    if told is None or told.earliest.year == chosen[0].year:
        return chosen, published
    with suppress(ValueError):
        retold = chosen[0].replace(year=told.earliest.year), chosen[1].replace(year=told.earliest.year)
        follows = told.earliest <= retold[0] <= told.earliest + _NARRATIVE
        if retold[1] < told.earliest <= chosen[0]:
            return chosen, published  # told of December 2022, then "in July": the year of publication
        if follows and around.sentences_since_prior <= 1 and around.tense != Tense.FUTURE:
            return retold, told.earliest
    return None


READERS: dict[str, Reader] = {
    "day without year": _day_without_year,
    "month without year": _month_without_year,
    "named month": _named_month,
    "named season": _named_season,
    "weekday": _weekday,
    "today": _today,
    "near day": _near_day,
    "near unit": _near_unit,
    "weekend": _weekend,
    "ago": _ago,
    "days without year": _days_without_year,
}
