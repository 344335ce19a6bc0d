"""Small answers that were given since the last write, to be given again without a worker.

The key is everything that the answer depends on, and nothing outlives a change of the graph, so a kept answer is the
one that would be computed. Functions that answer differently each time are never kept.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable

_REST: Final = 2048
"""Bytes of all that surrounds a body and a query: measured, 1.8 KB."""
LONGEST: Final = 1 << 14
"""Bytes of one answer."""


class Kept(NamedTuple):
    """An answer.

    Attributes:
        version: of the graph.
        text: the query.
        kind: "rows", "boolean" or "triples".
        content_type: of the body.
        packing: of the body, "" for none.
        body: the bytes.
        etag: its tag.
        outcome: how it is counted when it is given.
    """

    version: int
    text: str
    kind: str
    content_type: str
    packing: str
    body: bytes
    etag: str
    outcome: str = "kept"


class Answers:
    """Answers about the newest version of the graph; those not asked for the longest time go first.

    Args:
        most: bytes of all of them; 0 to keep none.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._version = -1
        self._size = 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()

    @property
    def has_room(self) -> bool:
        """Whether any may be kept."""
        return self._most > 0

    def find(self, version: int, key: Hashable) -> Kept | None:
        """The answer about this version, the newest."""
        if version != self._version:
            self._kept.clear()
            self._version, self._size = version, 0
            return None
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Hashable, answer: Kept) -> None:
        """Keep an answer, if it is about the newest version."""
        if answer.version != self._version or len(answer.body) > LONGEST or key in self._kept:
            return
        self._kept[key] = answer
        self._size += _bytes(answer)
        while self._size > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= _bytes(oldest)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._kept)


def _bytes(answer: Kept) -> int:
    """What an answer takes in memory, with its key: a query may be much longer than what it gives."""
    return len(answer.body) + sys.getsizeof(answer.text) + _REST
