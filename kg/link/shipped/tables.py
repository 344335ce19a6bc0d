"""Items as lines of a table, the same bytes each time, and back into what the checks compare."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.link.items import Item

MOST_ALIASES = 12


def line(item: Item) -> str:
    """Columns: id, kind, popularity, label, aliases with | between, a few words on it, and its facts as JSON."""
    aliases = "|".join(alias for alias in item.aliases[:MOST_ALIASES] if "|" not in alias)
    told = {name: [[v.text, v.id] for v in many] for name, many in item.facts.items()}
    facts = json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""
    cells = (item.id, item.kind.lower(), f"{item.popularity:.0f}", item.label, aliases, item.description or "", facts)
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")


def write(path: Path, comment: str, items: Iterable[Item]) -> int:
    """Write the table, packed if its name ends so; gives the number of rows."""
    lines = [line(item) for item in items]
    text = "".join(f"{each}\n" for each in (f"# {comment}", *lines)).encode()
    path.write_bytes(gzip.compress(text, 9, mtime=0) if path.suffix == ".gz" else text)
    return len(lines)


def rows(path: Path) -> list[list[str]]:
    """The table's cells."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [each.split("\t") for each in text.decode().splitlines() if not each.startswith("#")]
