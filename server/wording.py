"""How the pages say what the graph holds: dates, kinds, parts and properties in plain English."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from server.graph import local

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_PLURALS: Final[Mapping[str, str]] = MappingProxyType(
    {"person": "people", "controversy": "controversies", "party": "parties"}
)


def spoken(name: str) -> str:
    """A local name as words: `LegalDispute` as "legal dispute"."""
    return _WORDS.sub(" ", local(name)).lower()


def plural(word: str, count: int) -> str:
    """The word for so many of it."""
    return word if count == 1 else _PLURALS.get(word, f"{word}s")


def day(value: str) -> str:
    """A day, month or year as people write it: "1 March 2023", "October 2019", "2019"."""
    parts = value[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        month = _MONTHS[numbers[1] - 1] if len(numbers) > 1 else ""
    except (ValueError, IndexError):
        return value
    return " ".join(str(part) for part in (*numbers[2:3], month, numbers[0]) if part)


def stretch(start: str, end: str) -> str:
    """From one day to another, "" without either."""
    if start and end:
        return f"{day(start)} to {day(end)}"
    return f"since {day(start)}" if start else f"until {day(end)}" if end else ""


def when(row: Mapping[str, str]) -> str:
    """The date in a row, or the stretch in it, in words; "" where it has neither."""
    return day(row["date"]) if row.get("date") else stretch(row.get("start", ""), row.get("end", ""))


def moment(row: Mapping[str, str]) -> str:
    """What sorts a row in time: an ISO date, cut short where the month or day is unknown."""
    return row.get("date") or row.get("start") or row.get("end") or ""


def machine_day(value: str) -> str:
    """The value for `<time datetime>`, "" where it is no date."""
    try:
        date.fromisoformat(value + "-01-01"[: max(0, 10 - len(value))] if len(value) < len("2023-01-01") else value)
    except ValueError:
        return ""
    return value
