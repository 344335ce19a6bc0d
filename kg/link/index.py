"""The index in use: one SQLite file, opened read-only, that answers look-ups by name, by id and by spelling."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InstallationError, NotFound
from kg.link.items import KINDS, Named, Similar, Value, qid_number
from kg.link.normalization import name_key
from kg.link.rows import item
from kg.link.schema import FORMAT, HOW
from kg.link.segments import probes
from kg.link.spelling import similarity, spelled_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.link.items import Item

_WORD = re.compile(r"[^\W_]+")
_NAMED = "SELECT item, text, how, kind, popularity FROM name WHERE"
_KEYED = "SELECT key, item, text, how, kind, popularity FROM name WHERE key IN"
_BY_POPULARITY = "ORDER BY popularity DESC, item"
_TYPED = 100  # rows at most for what somebody has typed so far
_BATCH = 500  # under SQLite's oldest limit on the parameters of one statement
_PAGES = "PRAGMA query_only=1; PRAGMA cache_size=-8000; PRAGMA mmap_size=268435456"  # 8 MB a connection, 256 MB shared


class Index:
    """Items by name. One may be shared by threads, pickled to other processes and used across a fork."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._here = threading.local()
        about = self._about()
        if about.get("format") != FORMAT:
            raise InstallationError(
                f"{path} is an index of format {about.get('format')}, and this Newsgraph reads format {FORMAT}: "
                "build it again with kg link index build",
            )
        self.version = about["version"]

    @classmethod
    def open(cls, path: Path | str) -> Index:
        """The index in this file, read-only; a newer one put in its place does not disturb it."""
        path = Path(path)
        if not path.is_file():
            raise NotFound(f"There is no index {path}: build one with kg link index build SOURCE... --out {path}")
        try:
            return cls(path)
        except sqlite3.DatabaseError as error:
            raise InstallationError(f"{path} is no index, or a broken one ({error}): build it again") from error

    def __reduce__(self) -> tuple[Any, ...]:
        return Index.open, (self.path,)

    def named(self, key: str) -> tuple[Named, ...]:
        """All items that have a name of exactly this key (see `name_key`), the most popular first."""
        return self.named_many((key,)).get(key, ())

    def named_many(self, keys: Iterable[str]) -> dict[str, tuple[Named, ...]]:
        """All items that have a name of exactly one of these keys, the most popular first, by key."""
        found: dict[str, list[Named]] = {}
        for key, *values in self._picked(_KEYED, list(dict.fromkeys(keys)), _BY_POPULARITY):
            found.setdefault(key, []).append(_named(values))
        return {key: tuple(many) for key, many in found.items()}

    def get(self, qid: str) -> Item | None:
        """The item with this Q-id, if the index has it."""
        return self.get_many([qid]).get(qid)

    def get_many(self, qids: Iterable[str]) -> dict[str, Item]:
        """The items with these Q-ids by Q-id, as far as the index has them; facts about items with their labels."""
        numbers = [number for qid in dict.fromkeys(qids) if (number := qid_number(qid)) is not None]
        items = list(map(item, self._picked("SELECT * FROM item WHERE id IN", numbers)))
        told = {v.id for each in items for many in each.facts.values() for v in many if v.text is None and v.id}
        rows = self._picked("SELECT id, label FROM item WHERE id IN", sorted(int(qid[1:]) for qid in told))
        labels = {f"Q{number}": label for number, label in rows}
        return {each.id: _labelled(each, labels) for each in items}

    def similar(self, text: str, limit: int = 10) -> tuple[Similar, ...]:
        """Names spelled like this one, the most similar first: 1 letter may differ in 6, 2 in 9, 3 in 15.

        A name with fewer letters than 6 is like no other. Names that are spelled the same are left to `named`.
        """
        key = name_key(text)
        keys = {other: similarity(key, other) for other in spelled_like(key, self._near(key))}
        close = sorted((k for k, score in keys.items() if score), key=lambda k: (-keys[k], k))[:limit]
        found = [Similar(named, keys[k]) for k in close for named in self.named(k)]
        return tuple(sorted(found, key=lambda s: (-s.similarity, -s.named.popularity, s.named.id))[:limit])

    def search(self, text: str, limit: int = 10, kind: str | None = None) -> tuple[Named, ...]:
        """For somebody who types: items named so, then those whose name begins so, has it inside, or is like it."""
        key = name_key(text)
        found: dict[str, Named] = {}
        for rows in (self.named, self._typed, self._having_words, self._like):
            if len(found) < limit and key:
                for named in rows(key):
                    if kind in {None, named.kind}:
                        found.setdefault(named.id, named)
        return tuple(found.values())[:limit]

    def beginning(self, key: str, limit: int = 20) -> tuple[Named, ...]:
        """Names whose key has these first words and goes on with others, the most popular first."""
        return self._between(f"{key} ", f"{key}!", limit)

    def containing(self, *words: str, limit: int = 10) -> tuple[Named, ...]:
        """Names with all words of one of these, in whatever order, the most popular first."""
        return self._matching(" OR ".join(f"({known})" for each in words if (known := _all(each))), limit)

    def info(self) -> dict[str, Any]:
        """What the index covers: its version, sources and counts."""
        return {"path": str(self.path), "bytes": self.path.stat().st_size, **self._about()}

    def _between(self, low: str, high: str, limit: int) -> tuple[Named, ...]:
        sql = f"{_NAMED} key >= ? AND key < ? {_BY_POPULARITY} LIMIT ?"
        return tuple(map(_named, self._rows(sql, (low, high, limit))))

    def _typed(self, key: str) -> tuple[Named, ...]:
        return self._between(key, key + "\U0010ffff", _TYPED)

    def _having_words(self, key: str) -> tuple[Named, ...]:
        """Names with all these words in whatever order, the last of which may have been begun."""
        words = _all(key)
        return self._matching(words and f"{words}*", _TYPED)

    def _matching(self, words: str, limit: int) -> tuple[Named, ...]:
        if not words:
            return ()
        sql = (
            "SELECT name.item, name.text, name.how, name.kind, name.popularity FROM word "
            "JOIN spelling ON spelling.id = word.rowid JOIN name ON name.key = spelling.key "
            "WHERE word MATCH ? ORDER BY name.popularity DESC, name.item LIMIT ?"
        )
        return tuple(map(_named, self._rows(sql, (words, limit))))

    def _like(self, key: str) -> list[Named]:
        return [each.named for each in self.similar(key)]

    def _near(self, key: str) -> set[str]:
        """Other names that have a part in common with this one where names near to it have one."""
        sql = "SELECT group_concat(key, char(10)) FROM segment WHERE hash IN"  # one row is quicker than a hundred
        return {each for (found,) in self._picked(sql, list(probes(key))) for each in (found or "").split("\n")} - {key}

    def _picked(self, sql: str, picked: Sequence[int | str], order: str = "") -> Iterable[tuple[Any, ...]]:
        for at in range(0, len(picked), _BATCH):
            part = picked[at : at + _BATCH]
            yield from self._rows(f"{sql} ({', '.join('?' * len(part))}) {order}", tuple(part))

    def _about(self) -> dict[str, Any]:
        return {key: json.loads(value) for key, value in self._rows("SELECT key, value FROM about", ())}

    def _rows(self, sql: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        return self._connection().execute(sql, parameters).fetchall()

    def _connection(self) -> sqlite3.Connection:
        """This thread's own; a forked process opens anew, for a connection must not be carried over a fork."""
        if getattr(self._here, "process", None) != os.getpid():
            self._here.connection = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,  # it is closed by whichever thread collects it
            )
            self._here.connection.executescript(_PAGES)
            self._here.process = os.getpid()
        return self._here.connection  # type: ignore[no-any-return] # a thread-local has no types


def _all(words: str) -> str:
    """A query for all the words, as FTS5 reads it, to which "canal+sport" is two; "" where there is none."""
    return " AND ".join(f'"{word}"' for word in _WORD.findall(words))


def _named(row: Sequence[Any]) -> Named:
    return Named(f"Q{row[0]}", row[1], row[2] == 0, KINDS[row[3]], row[4], HOW[row[2]])


def _labelled(item: Item, labels: Mapping[str, str]) -> Item:
    """The item with the labels of the items in its facts, as far as the index has them."""
    if all(v.text is not None for many in item.facts.values() for v in many):
        return item
    facts = {
        name: tuple(Value(labels.get(v.id), v.id) if v.text is None and v.id else v for v in many)
        for name, many in item.facts.items()
    }
    return replace(item, facts=facts)
