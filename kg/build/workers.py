"""Articles in, readings out, in the same order: the text steps in this process or in several."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from kg.build.report import Refusal
from kg.errors import InputRefused, InstallationError, NewsgraphError, Unreachable
from kg.extract import Extractor
from kg.link import index_path, names_in_use
from kg.link.linker import Linker
from kg.link.readings import with_links
from kg.resolve import resolve
from kg.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from kg.records import Article, Extraction, Reading

Results: TypeAlias = "list[Reading | Refusal]"

_NO_SERVICE = Settings()


def readings(articles: Iterable[Article], settings: Settings) -> Iterator[Reading | Refusal]:
    """What each article says, in input order; the same whatever the number of workers.

    An article on which a step fails is refused by name; the others go on.
    """
    batches = _batches(articles, settings.batch_articles)
    done = _here(batches, settings) if settings.workers == 1 else _in_processes(batches, settings)
    for results in done:
        yield from results


def start_worker() -> None:
    """Leave Ctrl-C to the main process, and end when it ends, even if it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    it = iter(articles)
    while batch := list(islice(it, size)):
        yield batch


def _here(batches: Iterable[list[Article]], settings: Settings) -> Iterator[Results]:
    return (_read_batch(batch, settings) for batch in batches)


def _in_processes(batches: Iterable[list[Article]], settings: Settings) -> Iterator[Results]:
    """Batches through worker processes, with few of them in memory at a time."""
    pool = ProcessPoolExecutor(
        settings.workers,
        mp_context=multiprocessing.get_context("spawn"),  # forking a process that has threads can hang
        initializer=start_worker,
    )
    waiting: deque[tuple[list[Article], Future[Results]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(_read_batch, batch, settings)))
            if len(waiting) > 2 * settings.workers:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _result(batch: list[Article], future: Future[Results]) -> Results:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise NewsgraphError(
            f"A worker process died, perhaps for lack of memory, at or before {batch[0].origin or batch[0].id}: "
            "what was done is in the store; run the same command again with fewer --workers",
        ) from error


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


@cache
def _extractor(batch: int) -> Extractor:
    extractor = Extractor(batch=batch)
    extractor.load()
    gc.freeze()  # the models stay: looking through them for garbage again and again costs 2 % of a build
    return extractor


def _read_batch(batch: list[Article], settings: Settings) -> Results:
    found = _extractor(settings.batch_articles).extract(batch)
    linker = linker_of(settings)
    return [_resolved(each, article, linker) for each, article in zip(found, batch, strict=True)]


def linker_of(settings: Settings) -> Linker | None:
    """This process's linker; None where nothing is to be linked."""
    if not settings.links:
        return None
    index = index_path(settings.index)
    return _linker(replace(_NO_SERVICE, index=index) if not settings.online else replace(settings, index=index))


@cache
def _linker(settings: Settings) -> Linker:
    return Linker(names_in_use(settings))


def _resolved(found: Extraction | InputRefused, article: Article, linker: Linker | None) -> Reading | Refusal:
    if isinstance(found, InputRefused):
        return Refusal(found.origin, found.reason, article.id)
    try:
        reading = resolve(found)
        return reading if linker is None else with_links(reading, linker)
    except (InstallationError, Unreachable):
        raise  # it would be every article's, each after a long wait
    except Exception as error:  # noqa: BLE001 (whatever it is, it must cost one article and not the batch)
        return Refusal(article.origin or article.id, f"resolving failed: {error!r}; please report it", article.id)
