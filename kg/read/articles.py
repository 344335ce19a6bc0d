"""A document becomes an article: normalised, identified, dated, with its headline and zones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import InputRefused
from kg.read.identity import article_id, checked_url
from kg.read.lines import lines_of
from kg.read.normalization import normalize, one_line
from kg.read.published import head_date
from kg.read.zones import zones
from kg.records import Article

if TYPE_CHECKING:
    from kg.read.document import Document, Options

_MAX_HEADLINE = 200
_HEAD_LINES = 6
_WORD = re.compile(r"[^\W_]")
_HEADING_MARK = re.compile(r"#{1,6}\s+")


def to_article(document: Document, *, options: Options) -> Article:
    """The article in a document.

    Raises:
        InputRefused: there is no text in it, or more than the settings allow, or its URL is not one.
    """
    title = one_line(document.title)
    text = _with_title(normalize(document.text), title=title)
    limit = options.settings.max_article_characters
    if not _WORD.search(text):
        raise InputRefused(document.origin, "there are no words in it; give a file with the text of an article")
    if len(text) > limit:
        reason = f"it has {len(text):,} characters, more than the {limit:,} allowed (max_article_characters)"
        raise InputRefused(document.origin, f"{reason}; split it into articles")
    url = document.url or options.url
    headline = title or headline_of(text)
    return Article(
        id=article_id(url=checked_url(url, origin=document.origin) if url else None, text=text),
        text=text,
        headline=headline,
        published=document.published or head_date(text) or options.date,
        url=url,
        zones=zones(text, headline=headline),
        origin=document.origin,
    )


def headline_of(text: str) -> str:
    """The first line that is no boilerplate if it looks like a headline, without its Markdown mark; else ""."""
    marked = zones(text)
    lines = [line for line in lines_of(text) if not any(z.start <= line.start and line.end <= z.end for z in marked)]
    if not lines or lines[0] is lines[-1]:  # a headline needs a story under it
        return ""
    first = text[lines[0].start : lines[0].end]
    clean = _HEADING_MARK.sub("", first, count=1)
    if clean != first:
        return one_line(clean.rstrip("# "))
    stands_alone = "\n\n" in text[lines[0].end : lines[0].end + 2]
    return one_line(clean) if stands_alone and len(clean) <= _MAX_HEADLINE and clean[-1] not in ".:;,…" else ""


def _with_title(text: str, *, title: str) -> str:
    """The text under its title, which is added where the first lines do not hold it."""
    head = [one_line(line) for line in text.split("\n", 40)[:40] if line.strip()][:_HEAD_LINES]
    known = any(line.lstrip("# ").casefold() == title.casefold() for line in head)
    return text if known or not title or not text else f"{title}\n\n{text}"
