"""Pieces of a source, each of many lines, → rows of items: one parser per format, all pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.link import wikidata
from kg.link.building.truthy import described
from kg.link.items import EVENT, KINDS, OTHER, Item, Value, qid_number
from kg.link.properties import MOST_VALUES
from kg.link.rows import Row, row
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SHORT_KINDS = {
    "org": Kind.ORGANIZATION,
    "person": Kind.PERSON,
    "place": Kind.PLACE,
    "product": Kind.PRODUCT,
    "event": EVENT,
    "other": OTHER,
} | {kind.lower(): kind for kind in KINDS}


class Piece(NamedTuple):
    """So many whole lines of a source.

    Attributes:
        format: a key of `PARSERS`.
        lines: the bytes.
        first: the number of the first line, from 1.
        least: items with fewer sitelinks may be left out before they are read.
    """

    format: str
    lines: bytes
    first: int
    least: int


@dataclass(slots=True)
class Parsed:
    """What a piece holds: rows, (class, superclass) pairs, (line number, reason) of what cannot be read, and counts."""

    rows: list[Row] = field(default_factory=list)
    superclasses: list[tuple[int, int]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    passed: int = 0


def parsed(piece: Piece) -> Parsed:
    """What the piece holds; a line that cannot be read costs that line, and is told of."""
    found = Parsed()
    PARSERS[piece.format](piece, found)
    return found


def _dump(piece: Piece, found: Parsed) -> None:
    for number, line in _lines(piece):
        bare = line.strip().rstrip(b",")
        if bare in {b"", b"[", b"]"}:
            continue
        if piece.least and bare.count(b'"site":') < piece.least:
            found.passed += 1
            continue
        _tried(found, number, bare, lambda line: _document(json.loads(line), found))


def _document(document: dict[str, Any], found: Parsed) -> Item | None:
    item = wikidata.item(document)
    above = wikidata.superclasses(document) if document["type"] == "item" else ()
    found.superclasses.extend((int(document["id"][1:]), int(each[1:])) for each in above)
    return item


def _records(piece: Piece, found: Parsed) -> None:
    for number, line in _lines(piece):
        if line.strip():
            _tried(found, number, line, lambda text: _record(json.loads(text)))


def _record(record: dict[str, Any]) -> Item:
    """An item of a JSONL file: id, label, and whatever else of `Item` there is."""
    known = record.get("popularity") or 0
    popularity = known.get("sitelinks", known.get("est", 0)) if isinstance(known, dict) else known
    return Item(
        _checked(record["id"]),
        _some(record["label"]),
        tuple(record.get("aliases") or ()),
        record.get("description"),
        _SHORT_KINDS[record.get("kind", "other").lower()],
        tuple(record.get("types") or ()),
        record.get("enwiki"),
        float(popularity or 0),
        {
            name: tuple(_told(value) for value in values[:MOST_VALUES])
            for name, values in (record.get("facts") or {}).items()
        },
    )


def _told(value: dict[str, Any]) -> Value:
    return Value(value.get("label", value.get("value")), _checked(value["id"]) if "id" in value else None)


def _table(piece: Piece, found: Parsed) -> None:
    for number, line in _lines(piece):
        if line.strip() and not line.startswith(b"#"):
            _tried(found, number, line, lambda text: _table_row(text.decode().rstrip("\r\n").split("\t")))


def _table_row(cells: list[str]) -> Item:
    """Columns: id, kind, popularity, label, aliases with | between, description, facts; the last three may be missing.

    Facts are JSON: name → pairs of a text and an id, either of which may be null.
    """
    qid, kind, popularity, label, aliases, description, facts, *_ = (*cells, "", "", "")
    names = tuple(name for name in aliases.split("|") if name)
    return Item(
        _checked(qid),
        _some(label),
        names,
        description or None,
        _SHORT_KINDS[kind.lower()],
        popularity=float(popularity),
        facts={name: tuple(Value(*each) for each in many) for name, many in json.loads(facts or "{}").items()},
    )


def _truthy(piece: Piece, found: Parsed) -> None:
    described(_lines(piece), found)


def _tried(found: Parsed, number: int, line: bytes, read: Callable[[bytes], Item | None]) -> None:
    try:
        item = read(line)
        if item is None:
            found.passed += 1
        else:
            found.rows.append(row(item))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        found.faults.append((number, _reason(error)))


def _reason(error: Exception) -> str:
    return f"there is no {error}" if isinstance(error, KeyError) else f"{error}"[:200] or type(error).__name__


def _checked(qid: str) -> str:
    if qid_number(qid) is None:
        raise ValueError(f"the id {qid!r} is no Q-id")
    return qid


def _some(label: str) -> str:
    if not label.strip():
        raise ValueError("the label is empty")
    return label


def _lines(piece: Piece) -> Iterator[tuple[int, bytes]]:
    return enumerate(piece.lines.split(b"\n"), piece.first)


PARSERS: dict[str, Callable[[Piece, Parsed], None]] = {
    "dump": _dump,
    "records": _records,
    "table": _table,
    "truthy": _truthy,
}
"""Format → what reads pieces of it."""
