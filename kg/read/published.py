"""The day of publication, read from what a document states and never guessed."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from kg.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD_LINES = 8
_MAX_DATE_LINE = 120
_MONTH_NAMES = {  # not from `calendar`, whose names change with the locale
    **dict.fromkeys(("jan", "january"), 1),
    **dict.fromkeys(("feb", "february"), 2),
    **dict.fromkeys(("mar", "march"), 3),
    **dict.fromkeys(("apr", "april"), 4),
    **dict.fromkeys(("may",), 5),
    **dict.fromkeys(("jun", "june"), 6),
    **dict.fromkeys(("jul", "july"), 7),
    **dict.fromkeys(("aug", "august"), 8),
    **dict.fromkeys(("sep", "sept", "september"), 9),
    **dict.fromkeys(("oct", "october"), 10),
    **dict.fromkeys(("nov", "november"), 11),
    **dict.fromkeys(("dec", "december"), 12),
}
_MONTH = r"(?P<month>[A-Z][a-z]{2,8}|[A-Z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s+)?"
_CALENDAR = (
    rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}",
    rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)",
)
# "Published: March 1, 2023", "Posted on 1 March 2023, 10:30 am"; a date alone on its line.
_LABEL = r"(?:(?:First\s+)?(?:Published|Posted|Date|Publication date)(?:\s+on)?\s*:?\s*)?"
_CLOCK = r"(?:[\s,T|/-]*(?:at\s+)?\d{1,2}[:.]\d\d.{0,30})?"
_HEAD = tuple(re.compile(rf"{_LABEL}{_WEEKDAY}{date}{_CLOCK}\.?", re.IGNORECASE) for date in _CALENDAR)
# "LONDON, March 3, 2023 (Reuters) - ".
_DATELINE = tuple(
    re.compile(rf"[A-Z][\w.' ]{{1,40}}(?:,\s[\w.' ]{{2,30}})?,\s+{_WEEKDAY}{date}\s*(?:\(|/|-|–|—)")
    for date in _CALENDAR[:2]
)


def stated_date(value: str, *, origin: str) -> dt.date:
    """The calendar day that an ISO 8601 or RFC 5322 value states, in its own time zone.

    Raises:
        InputRefused: the value is no such date.
    """
    value = value.strip()
    for parse in (dt.date.fromisoformat, dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found.date() if isinstance(found, dt.datetime) else found
    raise InputRefused(origin, f"the date {value[:80]!r} is not one such as 2023-03-01; correct or remove it")


def head_date(text: str) -> dt.date | None:
    """The date that the first lines of a text state unmistakably, with its year, or None."""
    lines = [line.strip() for line in text.split("\n", 40)[:40] if line.strip()][:_HEAD_LINES]
    datelines = (_first_day(pattern.match(line[:160]) for pattern in _DATELINE) for line in lines)
    return next(filter(None, map(date_of_line, lines)), None) or next(filter(None, datelines), None)


def date_of_line(line: str) -> dt.date | None:
    """The date of a line that says nothing else ("Published: March 1, 2023"), None for any other line."""
    return _first_day(pattern.fullmatch(line) for pattern in _HEAD) if len(line) <= _MAX_DATE_LINE else None


def _first_day(matches: Iterable[re.Match[str] | None]) -> dt.date | None:
    return next((day for match in matches if match and (day := _calendar_day(match))), None)


def _calendar_day(match: re.Match[str]) -> dt.date | None:
    month = _month_number(match["month"])
    try:
        return dt.date(int(match["year"]), month, int(match["day"])) if month else None
    except ValueError:
        return None


def _month_number(name: str) -> int:
    """1 to 12, 0 for a word that names no month."""
    if name.isdigit():
        return int(name)
    return _MONTH_NAMES.get(name.lower(), 0)
