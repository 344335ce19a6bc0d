"""An article as it was read, and stretches of its text and of time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Zone:
    """A stretch of the text that is not the story, with the rule that found it."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read: its whole text, and which parts of it are not the story.

    Attributes:
        id: 16 hexadecimal digits, a function of the URL or, without one, of the text.
        text: everything that was read, boilerplate included; what every offset counts in.
        headline: the title without the site's name, "" if there is none.
        published: the day of publication, None if unknown.
        url: where it was published, None if unknown.
        zones: sorted and disjoint; never a source of a fact.
        origin: the file or line it came from, for messages; not part of the article's identity.
    """

    id: str
    text: str
    headline: str = ""
    published: date | None = None
    url: str | None = None
    zones: tuple[Zone, ...] = ()
    origin: str = ""

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def story(self) -> str:
        """The text with every zone blanked: as long as `text`, so offsets hold in both; newlines stay."""
        parts, done = [], 0
        for zone in self.zones:
            parts.append(self.text[done : zone.start])
            parts.append("".join("\n" if c == "\n" else " " for c in self.text[zone.start : zone.end]))
            done = zone.end
        return "".join([*parts, self.text[done:]])


def partial_date(first: date, last: date) -> str:
    """The most precise day (2023-03-01), month (2023-03) or year (2023) that covers these days, or ""."""
    if first == last:
        return first.isoformat()
    if first.year != last.year:
        return ""
    return f"{first:%Y-%m}" if first.month == last.month else f"{first.year:04d}"


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A stretch of days, no more precise than the words it came from.

    Attributes:
        earliest: the first day it can mean.
        latest: the last day it can mean; equal to `earliest` when the words name a day.
        words: where the text says so.
        anchor: the day that relative words ("last week") were counted from, None for absolute ones.
    """

    earliest: date
    latest: date
    words: Span
    anchor: date | None = None

    @property
    def partial(self) -> str:
        """The most precise day (2023-03-01), month (2023-03) or year (2023) that covers it, or ""."""
        return partial_date(self.earliest, self.latest)

    @property
    def is_calendar_unit(self) -> bool:
        """Whether it is exactly one day, one month or one year, so that `partial` loses nothing."""
        first, after = self.earliest, self.latest + timedelta(days=1)
        if first == self.latest:
            return True
        whole_month = first.day == 1 and after.day == 1 and self.partial == f"{first:%Y-%m}"
        whole_year = (first.month, first.day, after.month, after.day) == (1, 1, 1, 1)
        return whole_month or (whole_year and after.year == first.year + 1)

    def covers(self, other: When) -> bool:
        """Whether every day that the other can mean is one that this can mean."""
        return self.earliest <= other.earliest and other.latest <= self.latest
