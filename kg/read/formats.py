"""Tells formats apart: by the suffix or, without a known one, by the first bytes."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputRefused

if TYPE_CHECKING:
    import io


class Format(StrEnum):
    """What can be read."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    JSONL = "JSON Lines"
    FEED = "feed"
    WARC = "WARC"


MANY = frozenset({Format.JSONL, Format.FEED, Format.WARC})
"""The formats that hold more than one article."""

COMPRESSED = (".gz", ".zst")
"""The suffixes of compressed files; what is in them is told by the suffix before."""

_SUFFIXES = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".jsonl": Format.JSONL,
    ".xml": Format.FEED,
    ".warc": Format.WARC,
}
_HEAD_BYTES = 8192
_MAGIC = ((b"\x1f\x8b", ".gz"), (b"\x28\xb5\x2f\xfd", ".zst"), (b"WARC/", Format.WARC))
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|\?xml(?!.{0,2000}<html))", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|div|article|p|h1|meta|!--)\b|<!--", re.IGNORECASE)
_JSON_ARRAY = re.compile(rb"\[\s*\{")


def format_of(name: str) -> Format | None:
    """The format that a file name tells, None if its suffix is not a known one."""
    path = Path(name)
    suffix = path.suffix.lower()
    return format_of(path.stem) if suffix in COMPRESSED else _SUFFIXES.get(suffix)


def sniff(stream: io.BufferedReader, *, origin: str) -> Format | str:
    """The format, or the suffix of the compression, that the first bytes of a stream show; they stay unread.

    Raises:
        InputRefused: it is JSON, but not JSON Lines.
    """
    head = stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{") or _JSON_ARRAY.match(head):
        return _json(head, origin=origin)
    if _FEED.match(head):
        return Format.FEED
    return Format.HTML if _HTML.match(head) else Format.TEXT


def _json(head: bytes, *, origin: str) -> Format:
    line, end, _ = head.partition(b"\n")
    if not end and len(head) >= _HEAD_BYTES // 2:
        return Format.JSONL  # one long line, of which only the beginning is here
    try:
        if isinstance(json.loads(line), dict):
            return Format.JSONL
    except (ValueError, RecursionError):
        pass
    raise InputRefused(origin, "this is JSON, but not JSON Lines; put each article as one object on a line of its own")
