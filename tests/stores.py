"""Stores for one use."""

from __future__ import annotations

from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def fresh_store() -> Iterator[Store]:
    """A new store for one Hypothesis example."""
    with TemporaryDirectory() as folder, Store(folder) as opened:
        yield opened
