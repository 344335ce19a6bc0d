"""Which fields of a JSON line hold what."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of the fields of a JSON line; all but one of `text` and `html` may be missing.

    Attributes:
        title: the headline.
        url: where the article was published.
        published: the day, as an ISO 8601 or RFC 5322 date or time.
        text: plain text.
        html: a page or a fragment of one, read when there is no text.
    """

    title: str = "title"
    url: str = "url"
    published: str = "published"
    text: str = "text"
    html: str = "html"

    @classmethod
    def from_pairs(cls, pairs: Iterable[str]) -> Fields:
        """The names given as "title=headline", the usual ones for the rest.

        Raises:
            UsageError: if a pair is not of that form or names no field.
        """
        known = [field.name for field in fields(cls)]
        given: dict[str, str] = {}
        for pair in pairs:
            name, _, key = pair.partition("=")
            if name not in known or not key:
                raise UsageError(
                    f"{pair!r} does not name a field; write one of {', '.join(known)}, then =, then its key"
                )
            given[name] = key
        return cls(**given)
