"""Who may go to the store: a writer alone, or any number of those who want it to stay as it is."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import StoreBusy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Turns:
    """The turns of one store.

    Args:
        path: of the store.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed = threading.Condition(threading.Lock())
        self._writer: int | None = None
        self._depth = 0
        self._readers = 0

    @contextmanager
    def writing(self, seconds: float = -1) -> Iterator[None]:
        """A turn alone; who has it may take it again within. Not within `reading`: that would wait for itself.

        Args:
            seconds: how long to wait; forever unless given.

        Raises:
            StoreBusy: that was not long enough.
        """
        with self._changed:
            self._wait(lambda: self._is_mine or (self._writer is None and not self._readers), seconds)
            self._writer = threading.get_ident()
            self._depth += 1
        try:
            yield
        finally:
            with self._changed:
                self._depth -= 1
                if not self._depth:
                    self._writer = None
                    self._changed.notify_all()

    @contextmanager
    def reading(self, seconds: float = -1) -> Iterator[None]:
        """A turn with others who read.

        Args:
            seconds: how long to wait for who writes; forever unless given.

        Raises:
            StoreBusy: that was not long enough.
        """
        with self._changed:
            self._wait(lambda: self._is_mine or self._writer is None, seconds)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                if not self._readers:
                    self._changed.notify_all()

    @property
    def _is_mine(self) -> bool:
        return self._writer == threading.get_ident()

    def _wait(self, is_free: Callable[[], bool], seconds: float) -> None:
        if not is_free() and not self._changed.wait_for(is_free, None if seconds < 0 else seconds):
            raise StoreBusy(f"Others have been writing to {self._path} for {seconds:g} s: try again later")
