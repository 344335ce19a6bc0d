"""The real pipeline, loaded once, and the two ways to ask it: the extraction of a text, and its reading."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Protocol

import pytest

from kg.extract import Extractor
from kg.records import Article, Extraction
from kg.resolve import resolve

if TYPE_CHECKING:
    from kg.records import Reading, Zone

PUBLISHED = date(2024, 5, 15)
"""The day of every test article that names no other: a Wednesday."""


class Extract(Protocol):
    """Text in, its extraction out."""

    def __call__(
        self, text: str, *, published: date | None = PUBLISHED, zones: tuple[Zone, ...] = ()
    ) -> Extraction: ...


class Read(Protocol):
    """Text in, what it says on entities with keys out."""

    def __call__(self, text: str, *, published: date | None = PUBLISHED) -> Reading: ...


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The real pipeline; loading it takes half a second, so all tests share it."""
    return Extractor()


@pytest.fixture(scope="session")
def extract(extractor: Extractor) -> Extract:
    """The extraction of one text."""

    def of(text: str, *, published: date | None = PUBLISHED, zones: tuple[Zone, ...] = ()) -> Extraction:
        id_ = hashlib.sha256(text.encode()).hexdigest()[:16]
        (found,) = extractor.extract([Article(id=id_, text=text, published=published, zones=zones)])
        assert isinstance(found, Extraction), found
        return found

    return of


@pytest.fixture(scope="session")
def reading(extract: Extract) -> Read:
    """The reading of one text."""

    def of(text: str, *, published: date | None = PUBLISHED) -> Reading:
        return resolve(extract(text, published=published))

    return of
