"""What the forms that need no other day mean: "March 1, 2023", "Q3 2022", "from 2015 to 2019"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from kg.extract.dates import stretches
from kg.extract.dates.forms import month_of, nth, numbers, part_of_month, part_of_year, season_of, words

if TYPE_CHECKING:
    from kg.extract.dates.stretches import Stretch
    from kg.extract.dates.surroundings import Reader, Reading, Surroundings
    from kg.extract.document.tokens import Token

_FIRST_CENTURY_OF_YEARS = 1900  # smaller and round numbers before a noun count things


def _day(match: re.Match[str], _: Surroundings) -> Reading | None:
    stretch = stretches.day(int(match["year"]), month_of(match), int(match["day"]))
    weekday = match.groupdict().get("weekday")
    agrees = weekday is None or numbers("weekdays")[weekday.lower()] == stretch[0].weekday()
    return (stretch, None) if agrees else None


def _slashed(match: re.Match[str], _: Surroundings) -> Reading | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    months_a_year = 12
    if one <= months_a_year and two <= months_a_year and one != two:
        return None  # 3/1/2023 is January in London and March in New York
    month, number = (one, two) if one <= months_a_year else (two, one)
    return stretches.day(year, month, number), None


def _days(match: re.Match[str], _: Surroundings) -> Reading | None:
    month, first, last = month_of(match), int(match["day"]), int(match["last"])
    if first > last:
        return None
    year = int(match["year"])
    return (date(year, month, first), date(year, month, last)), None


def _range(match: re.Match[str], around: Surroundings) -> Reading | None:
    first, last = _end_of_range(match["from"]), _end_of_range(match["to"])
    dashed = not match[0].lower().startswith(("from", "between"))
    if first is None or last is None or last[0] is None:
        return None
    if first[1] is None and not dashed and _is_noun(around.after):
        return None  # "from 1500 to 2000 people"
    if first[0] is None and last[1] is None:
        return None
    begin, end = _stretch_of(first[0] or last[0], *first[1:]), _stretch_of(last[0], *last[1:])
    return ((begin[0], end[1]), None) if begin[0] < end[1] and begin[0] <= end[0] else None


def _month(match: re.Match[str], _: Surroundings) -> Reading:
    return part_of_month(stretches.month(int(match["year"]), month_of(match)), match["part"]), None


def _season(match: re.Match[str], _: Surroundings) -> Reading:
    return season_of(match["season"], int(match["year"])), None


def _quarter(match: re.Match[str], _: Surroundings) -> Reading:
    last = 3 * nth(match)
    return stretches.months(int(match["year"]), last - 2, last), None


def _half(match: re.Match[str], _: Surroundings) -> Reading:
    last = 6 * nth(match)
    return stretches.months(int(match["year"]), last - 5, last), None


def _decade(match: re.Match[str], _: Surroundings) -> Reading:
    start = int(match["decade"])
    first, last = words()["parts"][match["part"].lower()]["decade"] if match["part"] else (0, 9)
    return (date(start + first, 1, 1), date(start + last, 12, 31)), None


def _year(match: re.Match[str], _: Surroundings) -> Reading:
    return part_of_year(int(match["year"]), match.groupdict().get("part")), None


def _bare_year(match: re.Match[str], around: Surroundings) -> Reading | None:
    number = int(match["year"])
    dating = match[0].lower().startswith(("in", "since", "during"))
    counting = number < _FIRST_CENTURY_OF_YEARS or number % 50 == 0
    if _is_noun(around.after) and (counting or not dating):
        return None
    return stretches.year(number), None


def _is_noun(token: Token | None) -> bool:
    return token is not None and token.pos_ in {"NOUN", "ADJ"}


def _end_of_range(text: str) -> tuple[int | None, int | None, int | None] | None:
    """Year, month and day as far as the words say."""
    year = re.search(r"\d{4}", text)
    month = re.search(r"[^\W\d]{3,}", text)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    if month and not month[0][0].isupper():
        return None
    return (
        int(year[0]) if year else None,
        numbers("months")[month[0].lower()] if month else None,
        int(day[0]) if day else None,
    )


def _stretch_of(year: int, month: int | None, day: int | None) -> Stretch:
    if month is None:
        return stretches.year(year)
    return stretches.month(year, month) if day is None else stretches.day(year, month, day)


READERS: dict[str, Reader] = {
    "day": _day,
    "slashed": _slashed,
    "days": _days,
    "range": _range,
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "half": _half,
    "decade": _decade,
    "year": _year,
    "bare year": _bare_year,
}
