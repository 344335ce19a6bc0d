"""How often each client may ask: a bucket of tokens for each that fills at the rate, up to ten seconds' worth."""

from __future__ import annotations

import math
import threading
import time
from typing import Final

from server.refusals import TooMany

_SAVED: Final = 10.0
"""Seconds' worth of requests that a client may send at once after a rest."""
_REMEMBERED: Final = 10_000


class Rates:
    """The clients and what they have left.

    Args:
        per_second: requests of one client; 0 for no bound.
    """

    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._most = max(1.0, per_second * _SAVED)
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def has(self, client: str) -> bool:
        """Whether the client may send one."""
        return not self._per_second or self._now(client, time.monotonic()) >= 1

    def take(self, client: str) -> None:
        """Count one.

        Raises:
            TooMany: the client has sent too many.
        """
        if not self._per_second:
            return
        with self._lock:
            now = time.monotonic()
            left = self._now(client, now)
            if left < 1:
                raise TooMany(self._per_second, retry_after=math.ceil((1 - left) / self._per_second))
            self._left.pop(client, None)  # so that who asked last is at the end
            self._left[client] = left - 1, now
            if len(self._left) > _REMEMBERED:
                del self._left[next(iter(self._left))]

    def _now(self, client: str, now: float) -> float:
        left, then = self._left.get(client, (self._most, now))
        return min(self._most, left + (now - then) * self._per_second)
