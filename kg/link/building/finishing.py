"""All parts that were read → the index file: items merged, told apart by kind and filtered, their names sorted."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from kg.link.building.classes import Classes
from kg.link.generated import generated_names, names_of_person
from kg.link.items import KINDS, OTHER
from kg.link.normalization import name_key, text_key
from kg.link.rows import item, merged, row
from kg.link.schema import FORMAT, HOW, KIND_NUMBER, TABLES
from kg.link.segments import segments
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.link.building.staging import Staging
    from kg.link.rows import Row

_PRAGMAS = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000; PRAGMA temp_store=FILE;"
_BATCH = 10_000
_KIND: Final = 4  # columns of a row
_TYPES: Final = 5
_POPULARITY: Final = 7
_UNKNOWN, _ORGANIZATION, _PERSON = (KIND_NUMBER[kind] for kind in (OTHER, Kind.ORGANIZATION, Kind.PERSON))
_MANY_KNOWN = 500_000
_OF_TEAMS = ('"stadium"', '"league"')
_HOW = {how: number for number, how in enumerate(HOW)}
_SPELLED = HOW.index("qualifier cut")  # names made by looser rules are no spellings to be near to


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items an index takes.

    Attributes:
        classes: only instances of these classes (Q-ids) or of classes under them; empty for all.
        kinds: only items of these kinds; empty for all.
        sitelinks: only items with so many pages in Wikipedias.
    """

    classes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sitelinks: int = 0


def finished(
    staging: Staging, path: Path, taken: Filter, sources: list[str], tell: Callable[[str, int], None]
) -> dict[str, Any]:
    """Write the index; gives what is told of it, with its version: a digest of what is in it."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(_PRAGMAS + TABLES)
        connection.execute("CREATE TEMP TABLE raw (key TEXT, item INT, how INT, kind INT, popularity REAL, text TEXT)")
        connection.execute("BEGIN")
        about = _items(connection, staging, taken, tell)
        _name_likely_persons(connection)
        tell("sorting names", about["items"])
        connection.execute(
            "INSERT OR IGNORE INTO name SELECT key, item, how, kind, popularity, text FROM raw "
            "ORDER BY key, item, how, rowid",
        )
        about["version"] = digest(connection)
        tell("indexing spellings", about["items"])
        _spellings(connection)
        about |= {"names": connection.execute("SELECT count(*) FROM name").fetchone()[0], "sources": sources}
        about["format"] = FORMAT
        connection.executemany("INSERT INTO about VALUES (?, ?)", ((k, json.dumps(v)) for k, v in about.items()))
        connection.execute("COMMIT")
    finally:
        connection.close()
    return about


def digest(connection: sqlite3.Connection) -> str:
    """The version of an index: its format and a digest of its items and names, from which all its answers follow."""
    hashed = hashlib.blake2b(digest_size=8)
    for sql in ("SELECT * FROM item ORDER BY id", "SELECT key, item, how FROM name ORDER BY key, item"):
        for each in connection.execute(sql):
            hashed.update(repr(each).encode())
    return f"{FORMAT}-{hashed.hexdigest()}"


def _items(
    connection: sqlite3.Connection, staging: Staging, taken: Filter, tell: Callable[[str, int], None]
) -> dict[str, Any]:
    kinds: Counter[str] = Counter()
    rows = _taken(staging, taken)
    while batch := list(islice(rows, _BATCH)):
        kinds.update(KINDS[each[_KIND]] for each in batch)
        connection.executemany("INSERT INTO item VALUES (?,?,?,?,?,?,?,?,?)", batch)
        connection.executemany("INSERT INTO raw VALUES (?,?,?,?,?,?)", (n for each in batch for n in _names(each)))
        tell("naming items", kinds.total())
    return {
        "items": kinds.total(),
        "left_out": staging.items() - kinds.total(),
        "kinds": dict(sorted(kinds.items())),
    }


def _name_likely_persons(connection: sqlite3.Connection) -> None:
    """Add last names of items without kind and class whose first name is more often a person's than anything else's."""
    known = connection.execute("SELECT label, kind FROM item WHERE kind <> ? LIMIT ?", (_UNKNOWN, _MANY_KNOWN))
    balance: Counter[str] = Counter()
    for label, kind in known:
        balance[label.partition(" ")[0]] += 1 if kind == _PERSON else -1
    first_names = {name for name, more_often in balance.items() if more_often > 0}
    unknown = connection.execute(
        "SELECT id, popularity, label FROM item WHERE kind = ? AND types IS NULL AND label LIKE '% %'", (_UNKNOWN,)
    )
    named = (
        (name_key(name), number, _HOW[how], _UNKNOWN, popularity, name)
        for number, popularity, label in unknown
        for name, how in names_of_person(label, first_names)
    )
    connection.executemany("INSERT INTO raw VALUES (?,?,?,?,?,?)", named)


def _spellings(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO spelling (key) SELECT DISTINCT key FROM name WHERE how <= ? ORDER BY key", (_SPELLED,)
    )
    connection.create_function("_segments", 1, lambda key: repr(segments(key)), deterministic=True)
    connection.execute(
        "INSERT OR IGNORE INTO segment "
        "SELECT value, spelling.key FROM spelling, json_each(_segments(spelling.key)) ORDER BY 1, 2",
    )
    connection.execute("INSERT INTO word (rowid, key) SELECT id, key FROM spelling")
    connection.execute("INSERT INTO word (word) VALUES ('optimize')")


def _taken(staging: Staging, taken: Filter) -> Iterator[Row]:
    """The merged items that pass the filter, each with its kind, by id."""
    classes = Classes(staging.connection)
    wanted = frozenset(int(qid[1:]) for qid in taken.classes)
    kinds = {KIND_NUMBER[kind] for kind in taken.kinds or KINDS}
    for parts in staging.parts():
        found = parts[0] if len(parts) == 1 else row(merged(map(item, parts)))
        types = [int(number) for number in found[_TYPES].split()] if found[_TYPES] else []
        if found[_POPULARITY] < taken.sitelinks or (wanted and not classes.are_under(types, wanted)):
            continue
        if found[_KIND] == _UNKNOWN and types:
            found = (*found[:4], KIND_NUMBER[classes.kind(types)], *found[5:])
        if found[_KIND] in kinds:
            yield found


def _names(found: Row) -> Iterator[tuple[str, int, int, int, float, str]]:
    number, kind, popularity = found[0], found[_KIND], found[_POPULARITY]
    tells = kind == _ORGANIZATION and any(fact in (found[-1] or "") for fact in _OF_TEAMS)
    named = item(
        found if tells else (*found[:-1], None)
    )  # no other names follow from facts, and reading them takes long
    pairs = [(named.label, "label"), *((alias, "alias") for alias in named.aliases), *generated_names(named)]
    for text, how in pairs:
        if key := text_key(text):
            yield key, number, _HOW[how], kind, popularity, text
