"""Entities and their Wikidata items, by an index in one file; nothing is fetched unless somebody says so."""

from __future__ import annotations

import os
from pathlib import Path

from kg.link.index import Index
from kg.link.items import EVENT, KINDS, OTHER, Item, Named, Similar, Value
from kg.link.normalization import name_key

VARIABLE = "NEWSGRAPH_INDEX"
SHIPPED = Path(__file__).parent / "shipped" / "default.sqlite"
"""The index of well-known names that is made when Newsgraph is installed."""

__all__ = [
    "EVENT",
    "KINDS",
    "OTHER",
    "SHIPPED",
    "VARIABLE",
    "Index",
    "Item",
    "Named",
    "Similar",
    "Value",
    "default_index",
    "index_path",
    "name_key",
]


def index_path(named: Path | None = None) -> Path:
    """The file of the index in use: the one named, else that of NEWSGRAPH_INDEX, else the one that ships."""
    return named or Path(os.environ.get(VARIABLE) or SHIPPED)


def default_index(named: Path | None = None) -> Index:
    """The index in use, opened (see `index_path`)."""
    return Index.open(index_path(named))
