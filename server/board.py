"""What the processes of a server tell one another in shared memory: the newest version, and what desks have done.

Each cell has eight bytes and one process that writes it, so nobody has to wait for anybody.
"""

from __future__ import annotations

import mmap
import os
from typing import TYPE_CHECKING, Final, NamedTuple

from server.metrics import BUCKETS, bucket_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDED: Final = 0
_SECONDS: Final = 1
_BUCKETS: Final = 2
_CELLS: Final = _BUCKETS + BUCKETS
"""Of each desk: the connections that it has no longer, the seconds of its answers, and how many took how long."""


class Counted(NamedTuple):
    """Answers: how many took how long (by the buckets of the metrics), and the sum of their seconds."""

    buckets: Sequence[int]
    seconds: float


class Board:
    """The cells.

    Args:
        desks: how many there are.
        descriptor: of the memory, where it is there already.
    """

    def __init__(self, desks: int, descriptor: int | None = None) -> None:
        self.descriptor = os.memfd_create("newsgraph-board") if descriptor is None else descriptor
        size = 8 * (1 + desks * _CELLS)
        if descriptor is None:
            os.ftruncate(self.descriptor, size)
        whole = memoryview(mmap.mmap(self.descriptor, size))
        self._numbers = whole.cast("q")
        self._reals = whole.cast("d")

    @property
    def version(self) -> int:
        """The newest version of the graph that anybody may have seen."""
        return self._numbers[0]

    @version.setter
    def version(self, version: int) -> None:
        self._numbers[0] = version

    def ended(self, desk: int) -> int:
        """How many connections a desk has no longer that it had."""
        return self._numbers[_place(desk) + _ENDED]

    def end(self, desk: int) -> None:
        """One more."""
        self._numbers[_place(desk) + _ENDED] += 1

    def count(self, desk: int, seconds: float) -> None:
        """One more answer."""
        place = _place(desk)
        self._numbers[place + _BUCKETS + bucket_of(seconds)] += 1
        self._reals[place + _SECONDS] += seconds

    def counted(self, desk: int) -> Counted:
        """The answers of a desk, from the first on."""
        place = _place(desk)
        return Counted(self._numbers[place + _BUCKETS : place + _CELLS].tolist(), self._reals[place + _SECONDS])


def _place(desk: int) -> int:
    return 1 + desk * _CELLS
