"""What `kg link` shows people of links and of what could be exported, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.wikidata.offers import Offers
    from kg.wikidata.quickstatements import Statement

_NAMES: Final = {
    "P2652": "partnership with",
    "P108": "employer",
    "P169": "chief executive",
    "P488": "chairperson",
    "P3320": "board member",
    "P749": "parent organization",
    "P355": "subsidiary",
    "P39": "position",
    "P580": "from",
    "P582": "until",
}


def offers_table(found: Offers) -> Iterator[str]:
    """What would be written, in columns, then what is left out and why."""
    rows = [("subject", "property", "value", "qualifiers", "sources"), *map(_row, found.statements)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows if found.statements else ():
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
    for each in found.left_out:
        yield f"left out: {each.label}: {each.reason}"


def _row(it: Statement) -> tuple[str, ...]:
    qualifiers = ", ".join(f"{_NAMES[name]} {value}" for name, value in it.qualifiers)
    subject, value = f"{it.labels[0]} {it.subject}", f"{it.labels[1]} {it.value}"
    return subject, f"{_NAMES[it.predicate]} {it.predicate}", value, qualifiers, str(len(it.references))
