"""Reads articles that somebody sends to the server, in a process of its own that starts with the first of them."""

from __future__ import annotations

import multiprocessing
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import facts
from kg.build.pipeline import reading_hash
from kg.build.report import Refusal
from kg.build.workers import readings, start_worker
from kg.errors import InputRefused
from kg.read import read_bytes

if TYPE_CHECKING:
    import datetime as dt

    from kg.records import Reading
    from kg.settings import Settings
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class Submission:
    """What was read of one request.

    Attributes:
        read: each reading with its hash.
        refused: what could not be read, and why.
        settings: for the base of the IRIs.
    """

    read: tuple[tuple[Reading, str], ...]
    refused: tuple[Refusal, ...]
    settings: Settings

    def put(self, store: Store) -> list[facts.Put]:
        """Store all of it in one transaction, and say what it did to the facts."""
        return facts.put_many(store, self.read, settings=self.settings)


class SubmissionReader:
    """Reads submissions one at a time, outside of the process that serves; the models are loaded once.

    Args:
        settings: for the limits and the base.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, body: bytes, name: str, *, date: dt.date | None, url: str | None) -> Submission:
        """What the articles in a body say; nothing is stored yet.

        Args:
            body: text, a page or lines of JSON.
            name: a file name whose suffix tells the format.
            date: the day of publication of articles that do not state theirs.
            url: the address of an article that does not state its own.

        Raises:
            InputRefused: reading it ended the process.
        """
        with self._lock:
            pool = self._pool = self._pool or ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),  # forking a process that has threads can hang
                initializer=start_worker,
            )
            try:
                return pool.submit(_read, body, name, self._settings, date, url).result()
            except BrokenProcessPool as error:
                self._pool = None
                raise InputRefused("the request", "the process that read it died; send less at once") from error

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(cancel_futures=True)
                self._pool = None


def _read(body: bytes, name: str, settings: Settings, date: dt.date | None, url: str | None) -> Submission:
    refused: list[Refusal] = []
    articles = []
    for found in read_bytes(body, name=name, origin="the request", settings=settings, date=date, url=url):
        if isinstance(found, InputRefused):
            refused.append(Refusal(found.origin, found.reason))
        else:
            articles.append(found)
    read = []
    for each in readings(articles, settings):
        if isinstance(each, Refusal):
            refused.append(each)
        else:
            read.append((each, reading_hash(each.article, settings)))
    return Submission(tuple(read), tuple(refused), settings)
