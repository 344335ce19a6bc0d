"""Answers that were fetched, kept on disk with the time they were fetched at."""

from __future__ import annotations

import sqlite3
import time
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = "CREATE TABLE IF NOT EXISTS answer (request TEXT PRIMARY KEY, fetched REAL NOT NULL, body BLOB NOT NULL)"
_PUT = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)"


class Cache:
    """A file that processes may share."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._opened()) as connection, connection:
            connection.execute(_TABLE)

    def get(self, request: str) -> tuple[bytes, float] | None:
        """The answer to this request, and its age in seconds."""
        with closing(self._opened()) as connection:
            row = connection.execute("SELECT body, fetched FROM answer WHERE request = ?", (request,)).fetchone()
        return None if row is None else (zlib.decompress(row[0]), time.time() - row[1])

    def put(self, request: str, body: bytes) -> None:
        """Keep the answer, with now as its time."""
        with closing(self._opened()) as connection, connection:
            connection.execute(_PUT, (request, time.time(), zlib.compress(body)))

    def _opened(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=30)  # seconds to wait while another process writes
