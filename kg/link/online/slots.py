"""A few places that all processes of a machine share, so that no more requests than these are under way at once."""

from __future__ import annotations

import fcntl
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOOK_AGAIN = 0.02  # seconds


@contextmanager
def slot(folder: Path, count: int) -> Iterator[None]:
    """Hold one of so many places while the block runs; wait for one first. A process that dies gives its place back."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [(folder / f"slot-{number}").open("ab") for number in range(count)]
    try:
        while not any(map(_taken, files)):
            time.sleep(_LOOK_AGAIN)
        yield
    finally:
        for file in files:
            file.close()  # gives back the lock


def _taken(file: object) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[arg-type] # an open file
    except BlockingIOError:
        return False
    return True
