"""What the format readers hand on: one document, not yet normalised, and the options it is read with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kg.read.fields import Fields

if TYPE_CHECKING:
    import datetime as dt

    from kg.errors import InputRefused
    from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Document:
    """One document as its format gives it.

    Attributes:
        origin: the file, line or address it came from, for messages.
        text: its plain text.
        title: the headline that the format states, "" if it states none.
        url: where it was published, None if the format does not say.
        published: the day of publication, None if the format does not say.
    """

    origin: str
    text: str
    title: str = ""
    url: str | None = None
    published: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to read.

    Attributes:
        settings: the limits.
        date: the day of publication of documents that do not state theirs.
        url: the address of a document that does not state its own.
        fields: the field names of JSON lines.
    """

    settings: Settings
    date: dt.date | None = None
    url: str | None = None
    fields: Fields = field(default_factory=Fields)

    @property
    def max_document_bytes(self) -> int:
        """The size above which a document is not even loaded; a page is mostly markup, hence the factor."""
        return max(20_000_000, 20 * self.settings.max_article_characters)


Result: TypeAlias = "Document | InputRefused"
"""A format reader yields these: a refused document never stops the ones behind it."""
