"""Chooses the representation of an answer from what the client accepts (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Choice = TypeVar("Choice")

_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of an Accept header.

    Attributes:
        type: such as "text", or "*".
        subtype: such as "turtle", or "*".
        quality: 0 (never this) to 1.
    """

    type: str
    subtype: str
    quality: float

    @property
    def specificity(self) -> int:
        """2 for a media type, 1 for `text/*`, 0 for `*/*`."""
        return (self.type != "*") + (self.subtype != "*")

    def matches(self, media_type: str) -> bool:
        """Whether the range covers the media type."""
        major, _, minor = media_type.partition("/")
        return self.type in ("*", major) and self.subtype in ("*", minor)


def parse_accept(header: str) -> tuple[MediaRange, ...]:
    """The media ranges of an Accept header; elements that are not media ranges are left out."""
    parsed = (_media_range(element) for element in header.split(","))
    return tuple(found for found in parsed if found is not None)


def quality_of(media_type: str, ranges: Iterable[MediaRange]) -> float:
    """How welcome the media type is: the quality of the most specific range that covers it, else 0."""
    covering = [found for found in ranges if found.matches(media_type)]
    return max(covering, key=lambda found: found.specificity).quality if covering else 0.0


def choose(header: str | None, offers: Mapping[str, Choice]) -> tuple[str, Choice] | None:
    """The best offer for an Accept header, None if the client accepts none of them.

    Args:
        header: the header's value; a missing or empty one accepts everything.
        offers: media type → what it stands for, the server's favourite first.
    """
    ranges = parse_accept(header or "") or (MediaRange("*", "*", 1.0),)
    # max() keeps the first of equals: the server's order breaks ties.
    best = max(offers, key=lambda media_type: quality_of(media_type, ranges))
    return (best, offers[best]) if quality_of(best, ranges) > 0 else None


def prefers_html(header: str | None, alternative: str) -> bool:
    """Whether a client would rather read a web page than the alternative: what a browser says."""
    ranges = parse_accept(header or "")
    return quality_of("text/html", ranges) > quality_of(alternative, ranges)


def _media_range(element: str) -> MediaRange | None:
    """One element of the header, None where it is no media range."""
    full_type, *parameters = (part.strip().lower() for part in element.split(";"))
    major, slash, minor = full_type.partition("/")
    if not (major and slash and minor) or (major == "*" and minor != "*"):
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            quality = float(value) if _QUALITY.match(value.strip()) else 0.0
    return MediaRange(major, minor, quality)
