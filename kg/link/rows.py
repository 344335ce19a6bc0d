"""Items as rows of plain values, which are quick to store and to hand from process to process."""

from __future__ import annotations

import json
from itertools import starmap
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.link.items import KINDS, OTHER, Item, Value
from kg.link.properties import MOST_VALUES
from kg.link.schema import KIND_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable

Row: TypeAlias = "tuple[int, str, str | None, str | None, int, str | None, str | None, float, str | None]"
"""The columns of the table `item`, in order."""

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def row(item: Item) -> Row:
    """The item as a row.

    Raises:
        UnicodeEncodeError: one of its texts has half a letter, which JSON may write and no file can hold.
    """
    facts = {name: [[v.text, int(v.id[1:]) if v.id else None] for v in many] for name, many in item.facts.items()}
    return (
        int(item.id[1:]),
        _storable(one_line(item.label)),
        _storable("\n".join(map(one_line, item.aliases))) or None,
        _storable(one_line(item.description)) if item.description else None,
        KIND_NUMBER[item.kind],
        " ".join(qid[1:] for qid in item.types) or None,
        _storable(item.enwiki) if item.enwiki else None,
        item.popularity,
        _storable(_written(facts)) if facts else None,
    )


def _storable(text: str) -> str:
    if not text.isascii():
        text.encode()
    return text


def one_line(text: str) -> str:
    """The text with single spaces for whatever parts its words."""
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def item(values: Row | tuple[Any, ...]) -> Item:
    """The row as an item."""
    number, label, aliases, description, kind, types, enwiki, popularity, facts = values
    return Item(
        f"Q{number}",
        label,
        tuple(aliases.split("\n")) if aliases else (),
        description,
        KINDS[kind],
        tuple(f"Q{each}" for each in types.split()) if types else (),
        enwiki,
        popularity,
        {name: tuple(starmap(_value, many)) for name, many in json.loads(facts).items()} if facts else {},
    )


def merged(items: Iterable[Item]) -> Item:
    """One item from what several sources tell of it: the first word counts, and names and facts are gathered."""
    many = list(items)
    if len(many) == 1:
        return many[0]
    label = next((each.label for each in many if each.label), "")
    names = dict.fromkeys(name for each in many for name in (each.label, *each.aliases) if name and name != label)
    facts: dict[str, tuple[Value, ...]] = {}
    for each in many:
        for name, values in each.facts.items():
            facts[name] = tuple(dict.fromkeys((*facts.get(name, ()), *values)))[:MOST_VALUES]
    return Item(
        many[0].id,
        label,
        tuple(names),
        next((each.description for each in many if each.description), None),
        next((each.kind for each in many if each.kind != OTHER), OTHER),
        tuple(dict.fromkeys(qid for each in many for qid in each.types)),
        next((each.enwiki for each in many if each.enwiki), None),
        max(each.popularity for each in many),
        facts,
    )


def _value(text: str | None, number: int | None) -> Value:
    return Value(text, None if number is None else f"Q{number}")
