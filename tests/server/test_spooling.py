"""Answers are whole before they begin, however long, and leave no file open."""

from __future__ import annotations

import contextlib
from typing import IO

import pytest

from kg.errors import QueryError
from server.spooling import IN_MEMORY, spooled


@pytest.mark.parametrize("length", [0, 5, IN_MEMORY, IN_MEMORY * 3 + 1])
def test_an_answer_has_all_its_bytes_and_says_how_many(length: int) -> None:
    def write(sink: IO[bytes]) -> str:
        sink.write(b"x" * length)
        return "text/csv"

    with contextlib.closing(spooled(write)) as answer:
        assert (answer.content_type, answer.content_length) == ("text/csv; charset=utf-8", length)
        assert sum(len(chunk) for chunk in answer.iter_encoded()) == length


def test_an_error_after_many_bytes_sends_none_of_them() -> None:
    files = []

    def write(sink: IO[bytes]) -> str:
        files.append(sink)
        sink.write(b"x" * IN_MEMORY * 2)
        raise QueryError("late")

    with pytest.raises(QueryError, match="late"):
        spooled(write)
    assert [file.closed for file in files] == [True]


def test_a_client_that_does_not_read_leaves_no_file_open() -> None:
    files = []

    def write(sink: IO[bytes]) -> str:
        files.append(sink)
        sink.write(b"x" * IN_MEMORY * 2)
        return "text/csv"

    answer = spooled(write)
    assert [file.closed for file in files] == [False]
    answer.close()
    assert [file.closed for file in files] == [True]
