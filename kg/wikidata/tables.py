"""The tables that turn titles and addresses into Wikidata's properties and items."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlsplit

_PREPOSITIONS: Final = frozenset({"for", "in", "of"})


def office_of(title: str) -> str:
    """The property from an organization to who has this title in it, "" where there is none."""
    return str(_table("positions")["offices"].get(_plain(title), ""))


def position_of(title: str) -> str:
    """The item of the position with this title, "" where none is known."""
    return str(_table("positions")["positions"].get(_plain(title), ""))


def is_employment(title: str) -> bool:
    """Whether who has this title works for the organization."""
    words = _plain(title).split()
    ends = [*words[-1:], *(word for word, after in pairwise(words) if after in _PREPOSITIONS)]
    return not set(_table("positions")["employment"]["words"]).isdisjoint(ends) and "board" not in words


def publication_of(url: str) -> str:
    """The item of the publication that an article's address belongs to, "" where it is not known."""
    items = _table("publications")["items"]
    host = urlsplit(url).hostname or ""
    parts = host.split(".")
    return str(next((items[name] for n in range(len(parts)) if (name := ".".join(parts[n:])) in items), ""))


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("kg.wikidata") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def _plain(title: str) -> str:
    return " ".join(title.lower().split())
