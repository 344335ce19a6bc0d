"""A frozen state of a store, for who only reads: which one can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph

from kg.store.door import Store
from kg.store.turns import Turns

if TYPE_CHECKING:
    from pathlib import Path


class Snapshot(Store):
    """A store that shows one backup after the other; it cannot be written to.

    Args:
        path: the folder that it stands for; nothing there is touched.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.generation = -1
        self.memory: dict[object, Any] = {}
        self._turns = Turns(path)
        self._opened = None

    def show(self, folder: Path, generation: int) -> None:
        """Read this backup from now on.

        Args:
            folder: where it is.
            generation: of the store that it is of.
        """
        self._opened = pyoxigraph.Store.read_only(str(folder))
        self.generation = generation

    def close(self) -> None:
        """Show nothing any more."""
        self._opened = None
