"""Answers that come in pieces: whole or visibly broken, and stopped when nobody reads them."""

from __future__ import annotations

import threading
from typing import IO

import pytest

from kg.errors import QueryError
from server.streaming import CHUNK, Job, stream


def test_a_short_answer_is_whole_before_it_begins() -> None:
    def produce(job: Job, sink: IO[bytes]) -> None:
        job.media_type = "text/plain"
        sink.write(b"short")

    answer = stream(produce)
    assert (answer.media_type, answer.body) == ("text/plain", b"short")


def test_an_error_before_the_first_chunk_is_raised_and_nothing_is_sent() -> None:
    def produce(_job: Job, sink: IO[bytes]) -> None:
        sink.write(b"begun")
        raise QueryError("no")

    with pytest.raises(QueryError, match="no"):
        stream(produce)


def test_a_long_answer_comes_in_chunks() -> None:
    def produce(job: Job, sink: IO[bytes]) -> None:
        job.media_type = "text/plain"
        sink.write(b"x" * (3 * CHUNK + 1))

    body = stream(produce).body
    assert not isinstance(body, bytes)
    assert [len(chunk) for chunk in body] == [CHUNK, CHUNK, CHUNK, 1]


def test_an_error_after_the_first_chunk_breaks_the_answer_off() -> None:
    def produce(_job: Job, sink: IO[bytes]) -> None:
        sink.write(b"x" * (2 * CHUNK))
        raise QueryError("too late")

    body = stream(produce).body
    with pytest.raises(QueryError, match="too late"):
        b"".join(body)


@pytest.mark.parametrize("read", [0, 1, 3])
def test_a_reader_that_goes_away_stops_the_work(read: int) -> None:
    stopped = threading.Event()

    def produce(_job: Job, sink: IO[bytes]) -> None:
        try:
            while True:
                sink.write(b"x" * CHUNK)
        except BrokenPipeError:
            stopped.set()
            raise

    body = stream(produce).body
    for _ in range(read):
        next(body)
    body.close()
    assert stopped.wait(timeout=10)


def test_an_error_keeps_no_frames_so_that_results_die_in_their_thread() -> None:
    def produce(_job: Job, _sink: IO[bytes]) -> None:
        try:
            int("inner")
        except ValueError as error:
            raise QueryError("outer") from error

    with pytest.raises(QueryError) as caught:
        stream(produce)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
