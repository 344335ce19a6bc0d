"""Answers that were fetched, kept on disk with the time they were fetched at."""

from __future__ import annotations

import sqlite3
import time
import zlib
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from kg.errors import InstallationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TABLE = "CREATE TABLE IF NOT EXISTS answer (request TEXT PRIMARY KEY, fetched REAL NOT NULL, body BLOB NOT NULL)"
_PUT = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)"


class Cache:
    """A file that processes may share.

    Raises:
        InstallationError: the file cannot be written, or is no such file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._opened() as connection:
            connection.execute(_TABLE)

    def get(self, request: str) -> tuple[bytes, float] | None:
        """The answer to this request, and its age in seconds."""
        with self._opened() as connection:
            row = connection.execute("SELECT body, fetched FROM answer WHERE request = ?", (request,)).fetchone()
            return None if row is None else (zlib.decompress(row[0]), time.time() - row[1])

    def put(self, request: str, body: bytes) -> None:
        """Keep the answer, with now as its time."""
        with self._opened() as connection:
            connection.execute(_PUT, (request, time.time(), zlib.compress(body)))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # seconds to wait while another process writes
            with closing(sqlite3.connect(self.path, timeout=30)) as connection, connection:
                yield connection
        except (OSError, sqlite3.Error, zlib.error) as error:
            raise InstallationError(
                f"Answers cannot be kept in {self.path} ({error}): remove that file, or name a folder that can be "
                "written in the variable XDG_CACHE_HOME",
            ) from error
