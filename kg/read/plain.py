"""Plain text and Markdown, with the metadata that some Markdown files begin with."""

from __future__ import annotations

import re

from kg.read.decoding import decode
from kg.read.document import Document
from kg.read.normalization import normalize
from kg.read.published import stated_date

_FRONT_MATTER = re.compile(r"---\n(?P<fields>(?:[^\n]*\n){1,40}?)---(?:\n|$)")
_FIELD = re.compile(r"(?P<name>[\w-]{1,40})\s*:\s*(?P<value>.*?)\s*$", re.MULTILINE)


def read_text(data: bytes, *, origin: str) -> Document:
    """The file as it stands.

    Raises:
        InputRefused: it is not text.
    """
    return Document(origin, decode(data, origin=origin))


def read_markdown(data: bytes, *, origin: str) -> Document:
    """The file as it stands, with the title, date and url of its front matter.

    Raises:
        InputRefused: it is not text, or its date is no date.
    """
    text = normalize(decode(data, origin=origin))
    block = _FRONT_MATTER.match(text)
    found = _FIELD.finditer(block["fields"]) if block else ()
    fields = {field["name"].lower(): field["value"].strip("\"'") for field in found}
    stated = fields.get("date") or fields.get("published")
    return Document(
        origin,
        text,
        title=fields.get("title", ""),
        url=fields.get("url") or None,
        published=stated_date(stated, origin=origin) if stated else None,
    )
