"""RSS and Atom: one document per entry, from what the feed itself holds; nothing is fetched."""

from __future__ import annotations

import datetime as dt
import io
import re
import xml.sax
from typing import TYPE_CHECKING, Any

from kg.errors import InputRefused, InstallationError
from kg.read.decoding import declared_in, decode
from kg.read.document import Document
from kg.read.normalization import one_line
from kg.read.pages import fragment_text
from kg.read.published import stated_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.read.document import Result

# Entities in a DTD are how XML bombs and file disclosure work; no feed format needs one.
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_feed(data: bytes, *, origin: str) -> Iterator[Result]:
    """One document per entry of a feed.

    Raises:
        InputRefused: it is no feed, or it declares XML entities.
        InstallationError: feedparser is missing.
    """
    text = decode(data, origin=origin, declared=declared_in(data))
    if _ENTITY.search(text):
        raise InputRefused(origin, "it declares XML entities, which no feed needs; remove its DOCTYPE")
    found = _parse(_DECLARATION.sub("", text).encode(errors="replace"), origin=origin)
    if not found.get("version") and not found.entries:
        raise InputRefused(origin, "this XML is not an RSS or Atom feed; only feeds can be read from XML")
    for number, entry in enumerate(found.entries, 1):
        place = f"{origin}#{number}"
        try:
            yield _document(entry, origin=place)
        except InputRefused as refused:
            yield refused
    if isinstance(found.get("bozo_exception"), xml.sax.SAXException):
        reason = f"the feed is not well-formed XML ({found.bozo_exception}); entries may be missing: get it again"
        yield InputRefused(origin, reason)


def _parse(data: bytes, *, origin: str) -> Any:  # noqa: ANN401 - feedparser ships no types
    try:
        import feedparser  # noqa: PLC0415 - optional: only who reads feeds needs it
    except ImportError as error:
        raise InstallationError("feeds need one more package: pip install 'newsgraph[archives]'") from error
    headers = {"content-type": "application/xml; charset=utf-8"}
    # From a stream: given a string, feedparser would take it for an address and fetch it.
    try:
        return feedparser.parse(io.BytesIO(data), response_headers=headers)
    except Exception as error:  # its forgiving parser raises whatever it trips over
        raise InputRefused(origin, f"the feed is damaged ({error}); get it again") from error


def _document(entry: Any, *, origin: str) -> Document:  # noqa: ANN401 - feedparser ships no types
    bodies = [content.get("value", "") for content in entry.get("content", ())]
    texts = [fragment_text(body, origin=origin) for body in [*bodies, entry.get("summary", "")]]
    text = max(texts, key=len)
    title = one_line(fragment_text(entry.get("title", ""), origin=origin))
    if not text and not title:
        raise InputRefused(origin, "the entry has neither a title nor a text")
    return Document(
        origin,
        text or title,
        title=title,
        url=entry.get("link") or None,
        published=_published(entry, origin=origin),
    )


def _published(entry: Any, *, origin: str) -> dt.date | None:  # noqa: ANN401 - feedparser ships no types
    """The day that the entry states in its own time zone; feedparser's reading of it is in UTC."""
    fields = dict(entry.items())  # plain: feedparser's own answers `published` with `updated`
    name = "published" if "published" in fields else "updated"
    stated = fields.get(name)
    if not stated:
        return None
    try:
        return stated_date(stated, origin=origin)
    except InputRefused:
        parsed = fields.get(f"{name}_parsed")
        if parsed and dt.MINYEAR <= parsed.tm_year <= dt.MAXYEAR:
            return dt.date(*parsed[:3])
        raise
