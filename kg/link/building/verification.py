"""Finds what is wrong with an index file: whether it is whole, and holds what its version says."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from kg.errors import InstallationError
from kg.link.building.finishing import digest
from kg.link.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHECKS = {
    "the file is damaged": "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok' LIMIT 5",
    "names lead to items that are not there": (
        "SELECT name.key || ' → Q' || item FROM name LEFT JOIN item ON item.id = item WHERE item.id IS NULL LIMIT 5"
    ),
    "items have no name": ("SELECT 'Q' || id FROM item WHERE id NOT IN (SELECT item FROM named) LIMIT 5"),
    "spellings lead to no name": (
        "SELECT key FROM spelling WHERE NOT EXISTS (SELECT 1 FROM name WHERE name.key = spelling.key) LIMIT 5"
    ),
    "parts of names lead to no name": (
        "SELECT key FROM segment WHERE NOT EXISTS (SELECT 1 FROM name WHERE name.key = segment.key) LIMIT 5"
    ),
}
"""What would be wrong → a query that gives examples of it."""


def verify(path: Path) -> Iterator[str]:
    """What is wrong with the index, a sentence each; nothing if it is whole.

    Raises:
        NotFound: there is no such file.
        InstallationError: it is no index at all, or one of another format.
    """
    index = Index.open(path)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("CREATE TEMP TABLE named (item INTEGER PRIMARY KEY)")
        connection.execute("INSERT INTO named SELECT DISTINCT item FROM name")
        for wrong, sql in _CHECKS.items():
            if examples := [str(row[0]) for row in connection.execute(sql)]:
                yield f"{wrong}: {', '.join(examples)}"
        told = index.info()
        counted = connection.execute("SELECT (SELECT count(*) FROM item), (SELECT count(*) FROM name)").fetchone()
        if counted != (told["items"], told["names"]):
            yield f"it should have {told['items']} items and {told['names']} names, and has {counted}"
        found = digest(connection)
        if found != index.version:
            yield f"its version is {index.version}, and what is in it has {found}"
    except sqlite3.DatabaseError as error:
        raise InstallationError(f"{path} is broken ({error}): build it again") from error
    finally:
        connection.close()
