"""Entities and their Wikidata items, by an index in one file; nothing is fetched unless somebody says so."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InstallationError
from kg.link.index import Index
from kg.link.items import EVENT, KINDS, OTHER, Item, Named, Similar, Value
from kg.link.normalization import name_key

if TYPE_CHECKING:
    from kg.link.lookup import Lookup
    from kg.settings import Settings

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
    "names_in_use",
]


def index_path(named: Path | None = None) -> Path:
    """The file of the index in use: the one named, else that of NEWSGRAPH_INDEX, else the one that ships."""
    return named or Path(os.environ.get(VARIABLE) or SHIPPED)


def names_in_use(settings: Settings) -> Lookup:
    """What names are looked up in: the index in use, and with `online` the service too.

    Raises:
        UsageError: a service is to be asked and nobody is named as who asks.
    """
    index = default_index(settings.index)
    if not settings.online:
        return index
    from kg.link import online  # noqa: PLC0415 (the network is only touched, and its parts only loaded, when asked)

    client = online.Client(settings.service, settings.user_agent)
    is_wikidata = settings.service.endswith("api.php")
    return online.Together(
        index, online.WikidataService(client) if is_wikidata else online.ReconciliationService(client)
    )


def default_index(named: Path | None = None) -> Index:
    """The index in use, opened (see `index_path`).

    Raises:
        InstallationError: the one that ships is missing, or the one named is none.
        NotFound: there is no file of that name.
    """
    path = index_path(named)
    if path == SHIPPED and not path.is_file():
        raise InstallationError(
            f"{path}, the index of well-known names, is missing: install Newsgraph again (in its source folder: "
            "pip install -e .), or name an index of your own with --index",
        )
    return Index.open(path)
