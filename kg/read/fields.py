"""Which fields of a JSON line hold what."""

from __future__ import annotations

from dataclasses import dataclass


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
