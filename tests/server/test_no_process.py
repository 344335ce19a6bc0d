"""A machine that starts no process: who asks is told so, and the server goes on."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from server.limits import Limits
from server.pool import Pool
from server.process import Queries
from server.refusals import NoProcess
from tests.server.loads import eventually

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from server.process import Process


class Sometimes(Queries):
    """Real processes, but for those that the machine refuses."""

    refuses = False
    refused = 0

    def begin(self, theirs: socket.socket, limits: Limits, *, outbound: bool) -> Process:
        if self.refuses:
            self.refused += 1
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return super().begin(theirs, limits, outbound=outbound)


@pytest.fixture
def program() -> Sometimes:
    return Sometimes()


@pytest.fixture
def pool(program: Sometimes) -> Iterator[Pool]:
    made = Pool(Limits(seconds=10, at_once=3, waiting=1), program, ready=1)
    made.warm()
    yield made
    made.close()


def test_who_asks_is_told_that_no_process_starts_and_later_is_served(pool: Pool, program: Sometimes) -> None:
    pool.take()
    program.refuses = True

    with pytest.raises(NoProcess, match=r"No process can be started .*unavailable.*ask again"):
        pool.take()

    program.refuses = False
    assert pool.take().is_alive


def test_a_spare_process_that_does_not_start_is_missed_by_nobody(pool: Pool, program: Sometimes) -> None:
    worker = pool.take()
    program.refuses = True

    pool.give(worker, keep=False)  # a thread starts another in its place; what it raised would fail this test
    assert eventually(lambda: program.refused == 1)

    program.refuses = False
    assert pool.take().is_alive
