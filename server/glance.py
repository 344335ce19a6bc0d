"""Answers a look-up of one resource in the loop itself, from the store: what is at hand needs no worker.

Only a query of one pattern with a given subject is answered here: its rows are there one after the other, without any
work besides, and after the first few the search is given up. Everything else is left to a worker, and so is for a
while a subject that was found to have much, or to take long.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import NewsgraphError

if TYPE_CHECKING:
    from kg.store import Store
    from server.worker import Asked

MOST_BYTES: Final = 8_000
"""Of an answer."""
_LONGEST: Final = 2_000
"""Characters of a query."""
_SLOW: Final = 0.005
_REMEMBERED: Final = 1_000
"""Subjects for a worker."""
_IRI: Final = r"[A-Za-z][A-Za-z0-9+.-]*+://[^<>\"{}|^`\\\x00-\x20]*+"
_LOOK_UP: Final = re.compile(
    rf"""\s*+
    (?: PREFIX \s++ (?:[A-Za-z][\w-]*+)?: \s*+ <{_IRI}> \s*+ )*+
    SELECT \s*+ (?: \* | (?: \s*+ \?\w++ )++ ) \s*+ (?: WHERE \s*+ )?+
    \{{ \s*+ <(?P<subject>{_IRI})> \s*+
    (?: <{_IRI}> | \?(?P<property>\w++) | a(?=\s) | (?:[A-Za-z][\w-]*+)?:[A-Za-z]\w*+ ) \s*+
    \?(?P<value>\w++) \s*+ \.?+ \s*+ \}} \s*+
    (?: LIMIT \s++ \d{{1,9}}+ \s*+ )?+""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
"""No group gives back what it took: the time is linear, however the text is made."""
_SERIALIZERS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


class Glance:
    """Looks into a store.

    Args:
        store: the newest state; nothing is read while somebody writes.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._for_workers: OrderedDict[str, None] = OrderedDict()

    def at_hand(self, asked: Asked) -> tuple[int, bytes] | None:
        """The version of the graph and the answer to a query, None where it is for a worker."""
        if asked.rows not in _SERIALIZERS or len(asked.text) > _LONGEST or asked.union or asked.most_rows:
            return None
        if asked.most_bytes or asked.default_graphs or asked.named_graphs:
            return None
        found = _LOOK_UP.fullmatch(asked.text)
        # where property and value have to be the same, many may be looked at that give no row
        if found is None or found["property"] == found["value"] or found["subject"] in self._for_workers:
            return None
        began = time.monotonic()
        try:
            with self._store.writing(seconds=0):
                return self._store.generation, self._rows(asked)
        except (NewsgraphError, ValueError, OSError) as error:  # a worker says what is wrong, or gives what is long
            if isinstance(error, ValueError):
                self._leave(found["subject"])
            return None
        finally:
            if time.monotonic() - began > _SLOW:
                self._leave(found["subject"])

    def _rows(self, asked: Asked) -> bytes:
        rows, sink = self._store.query(asked.text, base=asked.base), _Sink()
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 (tells mypy what SELECT gives)
        rows.serialize(sink, _SERIALIZERS[asked.rows or ""])  # type: ignore[arg-type]  # it calls write and flush alone
        return b"".join(sink.parts)

    def _leave(self, subject: str) -> None:
        """To the workers, until others have taken its place."""
        self._for_workers[subject] = None
        if len(self._for_workers) > _REMEMBERED:
            self._for_workers.popitem(last=False)


class _Sink:
    """Takes an answer that is short, a row when it is found, and ends the search for more of a long one."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._left = MOST_BYTES

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(MOST_BYTES)
        self.parts.append(data)
        return len(data)

    def flush(self) -> None:
        """Nothing."""
