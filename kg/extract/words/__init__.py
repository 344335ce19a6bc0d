"""Words and patterns as data: TOML files beside this one, each read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """One list of words of a file, as a set."""
    return frozenset(load(name)[key])
