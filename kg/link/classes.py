"""The kinds of Wikidata's classes, as far as they are listed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.link.items import EVENT, OTHER
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.PRODUCT, EVENT, OTHER)
"""Which kind counts where an item is of several: what acts comes before where it is and what it makes."""

_TABLE = Path(__file__).parent / "data" / "classes.tsv"


def listed() -> Iterator[tuple[int, str]]:
    """The number of a class's Q-id, and the kind of its instances."""
    for line in _TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            qid, kind, *_ = line.split("\t")
            yield int(qid[1:]), kind
