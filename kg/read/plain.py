"""Plain text and Markdown, with the metadata that some Markdown files begin with."""

from __future__ import annotations

from kg.read.decoding import decode
from kg.read.document import Document
from kg.read.front_matter import stated_fields
from kg.read.normalization import normalize
from kg.read.published import stated_date


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
    fields = stated_fields(text)
    stated = fields.get("date") or fields.get("published")
    return Document(
        origin,
        text,
        title=fields.get("title", ""),
        url=fields.get("url") or None,
        published=stated_date(stated, origin=origin) if stated else None,
    )
