"""The file beside a growing index that keeps what has been read, so that a stopped build goes on from there."""

from __future__ import annotations

import fcntl
import json
import sqlite3
from typing import IO, TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.link.building.report import MOST_FAULTS_KEPT, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.link.building.formats import Parsed
    from kg.link.rows import Row

_TABLES = """
CREATE TABLE plan (text TEXT NOT NULL);
CREATE TABLE source (
  number INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, lines INTEGER NOT NULL, done INTEGER NOT NULL
);
CREATE TABLE part (
  seq INTEGER PRIMARY KEY, id INTEGER NOT NULL, label TEXT NOT NULL, aliases TEXT, description TEXT,
  kind INTEGER NOT NULL, types TEXT, enwiki TEXT, popularity REAL NOT NULL, facts TEXT
);
CREATE TABLE superclass (class INTEGER NOT NULL, above INTEGER NOT NULL);
CREATE TABLE fault (source TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE TABLE count (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA temp_store=FILE;"
_ADD = "INSERT INTO part VALUES (NULL,?,?,?,?,?,?,?,?,?)"


class Staging:
    """What has been read so far; every piece is committed with how far its source has come."""

    def __init__(self, path: Path, plan: str) -> None:
        """Go on with the build in this file if it was of the same plan (sources and filter), else begin anew.

        Raises:
            UsageError: a build in this file is under way.
        """
        self.path = path
        self._lock = _locked(path.with_name(f"{path.name}.lock"))
        self.connection = _begun(path, plan) or _begin(path, plan)

    def reached(self, number: int) -> tuple[int, int, bool]:
        """Bytes and lines done of a source, and whether that was all."""
        found = self.connection.execute("SELECT bytes, lines, done FROM source WHERE number = ?", (number,)).fetchone()
        return (found[0], found[1], bool(found[2])) if found else (0, 0, False)

    def add(self, number: int, name: str, found: Parsed, *, reached: int, lines: int, done: bool = False) -> None:
        """Keep what a piece held, and how far its source has come with it, in one transaction."""
        run = self.connection
        run.execute("BEGIN")
        run.executemany(_ADD, found.rows)
        run.executemany("INSERT INTO superclass VALUES (?,?)", found.superclasses)
        if found.faults and self.count("faulty") < MOST_FAULTS_KEPT:
            run.executemany("INSERT INTO fault VALUES (?,?,?)", ((name, *fault) for fault in found.faults))
        run.execute("INSERT OR REPLACE INTO source VALUES (?,?,?,?)", (number, reached, lines, done))
        self._raise("faulty", len(found.faults))
        self._raise("passed", found.passed)
        self._raise("parts", len(found.rows))
        run.execute("COMMIT")

    def count(self, name: str) -> int:
        """How many lines were `faulty`, documents `passed` over, or `parts` kept."""
        found = self.connection.execute("SELECT value FROM count WHERE name = ?", (name,)).fetchone()
        return int(found[0]) if found else 0

    def items(self) -> int:
        """How many different items the parts tell of."""
        return int(self.connection.execute("SELECT count(DISTINCT id) FROM part").fetchone()[0])

    def lines(self) -> int:
        """How many lines of all sources were read."""
        return int(self.connection.execute("SELECT coalesce(sum(lines), 0) FROM source").fetchone()[0])

    def faults(self) -> tuple[Fault, ...]:
        """The first faults, in order of the sources."""
        rows = self.connection.execute("SELECT * FROM fault ORDER BY rowid LIMIT ?", (MOST_FAULTS_KEPT,))
        return tuple(Fault(*row) for row in rows)

    def parts(self) -> Iterator[list[Row]]:
        """All parts of each item, items by id, parts in the order of the sources."""
        self.connection.execute("CREATE INDEX IF NOT EXISTS part_by_id ON part (id)")
        rows = self.connection.execute("SELECT * FROM part ORDER BY id, seq")
        group: list[Any] = []
        for row in rows:
            if group and group[-1][0] != row[1]:
                yield group
                group = []
            group.append(row[1:])
        if group:
            yield group

    def _raise(self, name: str, by: int) -> None:
        add = "INSERT INTO count VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value"
        self.connection.execute(add, (name, by))

    def close(self) -> None:
        """Close the file and keep it, so that the build can go on."""
        self.connection.close()
        self._lock.close()

    def remove(self) -> None:
        """Close and delete the file: the build is done."""
        self.connection.close()
        _unlink(self.path)
        self.path.with_name(f"{self.path.name}.lock").unlink(missing_ok=True)
        self._lock.close()


def plan(fingerprints: list[str], filtered: dict[str, Any]) -> str:
    """What makes two builds one: the same sources and the same filter, by the same software."""
    return json.dumps([fingerprints, filtered], sort_keys=True)


def _locked(path: Path) -> IO[bytes]:
    """The file, held for as long as it is open; a process that dies lets go of it."""
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise UsageError(
            f"Another build of this index is under way (it holds {path}): wait for it, or stop it"
        ) from None
    return file


def _begun(path: Path, plan: str) -> sqlite3.Connection | None:
    """The build of this plan that was stopped, if there is one."""
    if not path.exists():
        return None
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(_PRAGMAS)
        if connection.execute("SELECT text FROM plan").fetchone() == (plan,):
            return connection
    except sqlite3.DatabaseError:
        pass  # it was stopped before it had begun, or is no build at all
    connection.close()
    return None


def _begin(path: Path, plan: str) -> sqlite3.Connection:
    _unlink(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(f"{_PRAGMAS}{_TABLES}")
    connection.execute("INSERT INTO plan VALUES (?)", (plan,))
    return connection


def _unlink(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
