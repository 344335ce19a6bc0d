"""What the tests of reading share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from kg.errors import InputRefused
from kg.read import read_bytes
from kg.settings import Settings

if TYPE_CHECKING:
    import datetime as dt

    from kg.records import Article

SETTINGS = Settings(max_article_characters=20_000)


class ReadOne(Protocol):
    def __call__(
        self, data: bytes | str, name: str = "a.txt", *, date: dt.date | None = None, url: str | None = None
    ) -> Article: ...


class Refusal(Protocol):
    def __call__(self, data: bytes | str, name: str = "a.txt", *, url: str | None = None) -> str: ...


@pytest.fixture
def read_one() -> ReadOne:
    def read_it(
        data: bytes | str, name: str = "a.txt", *, date: dt.date | None = None, url: str | None = None
    ) -> Article:
        raw = data if isinstance(data, bytes) else data.encode()
        (article,) = read_bytes(raw, name=name, origin=name, settings=SETTINGS, date=date, url=url)
        if isinstance(article, InputRefused):
            raise article
        return article

    return read_it


@pytest.fixture
def refusal() -> Refusal:
    def refuse(data: bytes | str, name: str = "a.txt", *, url: str | None = None) -> str:
        raw = data if isinstance(data, bytes) else data.encode()
        (refused,) = read_bytes(raw, name=name, origin=name, settings=SETTINGS, url=url)
        assert isinstance(refused, InputRefused), refused
        return str(refused)

    return refuse
