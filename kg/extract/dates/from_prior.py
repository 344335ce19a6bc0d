"""What the forms that are counted from the date told before mean: "a year later", "that month"."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kg.extract.dates import stretches
from kg.extract.dates.forms import count, month_of, numbers

if TYPE_CHECKING:
    import re

    from kg.extract.dates.surroundings import Reader, Reading, Surroundings

_DAY = timedelta(days=1)


def _later(match: re.Match[str], around: Surroundings) -> Reading | None:
    sign = 1 if match["which"].lower() == "later" else -1
    return _from_prior(around, match["unit"].lower(), sign * count(match))


def _that_unit(match: re.Match[str], around: Surroundings) -> Reading | None:
    which, unit = (match["which"] or "same").lower(), match["unit"].lower()
    steps = {"same": 0, "following": 1, "next": 1, "after": 1, "previous": -1, "before": -1}
    reading = _from_prior(around, unit, steps[which])
    part = (match.groupdict().get("part") or "").lower()
    if reading is None or around.prior is None or not part:
        return reading
    (first, last), anchor = reading
    whole = (around.prior.earliest, around.prior.latest) == (first, last)
    if whole or unit == "day" or steps[which]:
        return reading
    return ((around.prior.earliest, last) if part == "later" else (first, around.prior.latest)), anchor


def _month_of_that_year(match: re.Match[str], around: Surroundings) -> Reading | None:
    reading = _from_prior(around, "year", 0)
    return reading and (stretches.month(reading[0][0].year, month_of(match)), reading[1])


def _following_month(match: re.Match[str], around: Surroundings) -> Reading | None:
    reading, number = _from_prior(around, "month", 0) or _from_prior(around, "year", 1), month_of(match)
    if reading is None:
        return None
    (first, _), anchor = reading
    after = first.year + (first.month >= number and anchor is not None and first.year == anchor.year)
    return stretches.month(after, number), anchor


def _following_weekday(match: re.Match[str], around: Surroundings) -> Reading | None:
    reading = _from_prior(around, "day", 0)
    if reading is None:
        return None
    number, day = numbers("weekdays")[match["weekday"].lower()], reading[0][0]
    back = match["which"].lower() == "previous"
    latest, following = stretches.latest_weekday, stretches.next_weekday
    found = latest(number, day - _DAY) if back else following(number, day + _DAY)
    return (found, found), day


def _from_prior(around: Surroundings, unit: str, steps: int) -> Reading | None:
    prior = around.prior
    if prior is None or not stretches.is_within((prior.earliest, prior.latest), unit):
        return None
    return stretches.shifted((prior.earliest, prior.latest), unit, steps), prior.earliest


READERS: dict[str, Reader] = {
    "later": _later,
    "that unit": _that_unit,
    "month of that year": _month_of_that_year,
    "following month": _following_month,
    "following weekday": _following_weekday,
}
