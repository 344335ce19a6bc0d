"""Runs a query in a thread of its own and hands its bytes on as they come.

The engine's results may not leave the thread that made them (the process would abort), so query and
serialization happen in one thread and only bytes cross, through a pipe: it bounds the memory, and closing
its read end stops a serialization that nobody reads any more.
"""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from kg.errors import NewsgraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_log = logging.getLogger(__name__)

CHUNK = 1 << 16
"""Bytes that are read before an answer begins: a smaller answer is whole, and known to be right, by then."""


@dataclass(slots=True)
class Job:
    """What the thread reports beside the bytes.

    Attributes:
        media_type: of the bytes; set before the first of them.
        error: what went wrong, None while nothing has.
    """

    media_type: str = ""
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Bytes on their way.

    Attributes:
        media_type: what they are.
        body: all of them, or an iterator that must be closed. It raises where the serialization broke off,
            so that the connection breaks too and nobody takes a part for the whole.
    """

    media_type: str
    body: bytes | Iterator[bytes]


def stream(produce: Callable[[Job, IO[bytes]], None]) -> Answer:
    """The answer that `produce` writes.

    Args:
        produce: sets the job's media type, then writes; it runs in a thread of its own.

    Raises:
        BaseException: what `produce` raised before its first `CHUNK` bytes were written.
    """
    job = Job()
    read_end, write_end = os.pipe()
    threading.Thread(target=_run, args=(produce, job, write_end), daemon=True).start()
    source = os.fdopen(read_end, "rb", buffering=CHUNK)
    first = source.read(CHUNK)
    if len(first) == CHUNK:
        return Answer(job.media_type, _Rest(job, first, source))
    source.close()
    if job.error is not None:
        raise job.error
    return Answer(job.media_type, first)


def _run(produce: Callable[[Job, IO[bytes]], None], job: Job, write_end: int) -> None:
    """The thread: the error is set before the pipe closes, so whoever sees its end sees the error too."""
    try:
        with os.fdopen(write_end, "wb", buffering=CHUNK) as sink:
            try:
                produce(job, sink)
            except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for the answer
                job.error = _detached(error)
    except BrokenPipeError:
        return  # the client went away; what is left in the buffer has no reader


def _detached(error: BaseException) -> BaseException:
    """The error without its frames, which hold the engine's results: those must die in their own thread."""
    if not isinstance(error, NewsgraphError | BrokenPipeError):
        _log.error("an answer broke off", exc_info=error)
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


class _Rest:
    """The chunks, then the error if there was one; `close` stops the thread, also before the first chunk."""

    def __init__(self, job: Job, first: bytes, source: IO[bytes]) -> None:
        self._job = job
        self._first = first
        self._source = source

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk, self._first = self._first or self._source.read(CHUNK), b""
        if chunk:
            return chunk
        self.close()
        raise self._job.error or StopIteration

    def close(self) -> None:
        self._source.close()
