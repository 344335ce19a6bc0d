"""Frozen states of the store that worker processes read: made by hard links, renewed when a reader needs it."""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import StoreBusy
from server.refusals import WriterBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store import Store

FOLDER: Final = "checkpoints"
_REST: Final = 0.2
"""Seconds that a state is good for while others write; who wrote sees it at once."""
_PATIENCE: Final = 0.25
"""Seconds that a writer is waited for where an older state will do."""
_EXCUSED: Final = 1.0
"""Seconds for which that one is used then."""
_SHARE: Final = 10
"""A state is used for at least so many times the time that it took to make."""


@dataclass(slots=True)
class Checkpoint:
    """One state.

    Attributes:
        folder: where a worker opens it; behind the last hyphen of its name stands the version.
        version: the store's generation that it shows.
        made: by the monotonic clock.
        cost: seconds that it took.
        readers: how many queries use it now.
    """

    folder: Path
    version: int
    made: float
    cost: float
    readers: int = 0


class Checkpoints:
    """The states of one store, in a folder of its own inside the store's, so that links are possible.

    Attributes:
        current: the newest, None before the first.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._root = store.path / FOLDER
        self._making = threading.Lock()
        self._counting = threading.Lock()
        self.current: Checkpoint | None = None
        self._made = 0
        self._excused = 0.0
        shutil.rmtree(self._root, ignore_errors=True)  # what a killed server left behind

    def close(self) -> None:
        """Remove them all."""
        self.current = None
        shutil.rmtree(self._root, ignore_errors=True)

    @property
    def place(self) -> Path:
        """The folder in which they are; what is in it is removed when the server ends, or starts again."""
        return self._root

    @property
    def age(self) -> float:
        """Seconds since the current one was made; 0 while it shows the newest version."""
        current = self.current
        return 0.0 if current is None or current.version >= self._store.generation else time.monotonic() - current.made

    @contextmanager
    def borrowed(self, at_least: int = 0, *, seconds: float = -1) -> Iterator[Checkpoint]:
        """A state that is this version or newer, and stays until the block ends.

        Args:
            at_least: the version.
            seconds: how long to wait for a write that takes its time; forever unless given.

        Raises:
            WriterBusy: the write took longer.
        """
        wanted = min(at_least, self._store.generation)
        end = time.monotonic() + seconds
        while (checkpoint := self.borrow_now(wanted)) is None:
            left = -1 if seconds < 0 else max(0.0, end - time.monotonic())
            if not self._making.acquire(timeout=left):
                raise WriterBusy(seconds)
            try:
                if not self._is_good(wanted):
                    self._renew(_PATIENCE if self._shows(wanted) else left)
            except StoreBusy as error:
                if not self._shows(wanted):
                    raise WriterBusy(seconds) from error
                self._excused = time.monotonic() + _EXCUSED  # what there is will do while others write
            finally:
                self._making.release()
        try:
            yield checkpoint
        finally:
            self.give_back(checkpoint)

    def borrow_now(self, at_least: int = 0) -> Checkpoint | None:
        """Such a state, where there is one already; it stays until `give_back`."""
        with self._counting:
            checkpoint = self.current if self._is_good(min(at_least, self._store.generation)) else None
            if checkpoint is not None:
                checkpoint.readers += 1
            return checkpoint

    def give_back(self, checkpoint: Checkpoint) -> None:
        """Nobody reads it any more who borrowed it."""
        with self._counting:
            checkpoint.readers -= 1
        if checkpoint is not self.current:
            self._drop(checkpoint)

    def _is_good(self, wanted: int) -> bool:
        current = self.current
        if current is None or current.version < wanted:
            return False
        now = time.monotonic()
        rested = now - current.made > max(_REST, _SHARE * current.cost) and now > self._excused
        return current.version >= self._store.generation or not rested

    def _shows(self, wanted: int) -> bool:
        """Whether there is a state that will do for who asked for this version, be it old."""
        return self.current is not None and self.current.version >= wanted

    def _renew(self, seconds: float) -> None:
        self._made += 1
        with self._store.reading(seconds=seconds):  # who looks something up need not wait
            started = time.monotonic()
            version = self._store.generation
            folder = self._root / f"{self._made}-{version}"
            self._store.backup(folder)
        now = time.monotonic()
        with self._counting:
            old, self.current = self.current, Checkpoint(folder.absolute(), version, now, now - started)
        if old is not None:
            self._drop(old)

    def _drop(self, checkpoint: Checkpoint) -> None:
        """Remove it where nobody reads it and it is not the current one; workers that have it open may go on."""
        with self._counting:
            unused = checkpoint is not self.current and not checkpoint.readers
        if unused:
            shutil.rmtree(checkpoint.folder, ignore_errors=True)
