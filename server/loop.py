"""The loop that waits for the sockets of waitress and for those of our own, without asking each of them every time.

The loop of waitress asks every connection before every wait what it waits for. Here a connection is asked after
something happened to it; all of them are asked after a thread has worked, because a thread does not say for which.
Linux alone has what this is built on; elsewhere the loop of waitress runs, and `Loop.is_possible` is false.
"""

from __future__ import annotations

import contextlib
import logging
import select
import time
from typing import TYPE_CHECKING, Any, Final

from waitress import wasyncore

if TYPE_CHECKING:
    from collections.abc import Callable

_LOG: Final = logging.getLogger("newsgraph.loop")
_ONCE: Final = getattr(select, "EPOLLONESHOT", 0) | getattr(select, "EPOLLIN", 0)

_ENDED: Final = getattr(select, "EPOLLRDHUP", 0)
_BROKEN: Final = getattr(select, "EPOLLHUP", 0)

_OFTEN: Final = 0.5
"""Seconds after which every connection is asked, for what its own clock has decided."""


class Loop:
    """Waits and calls.

    Args:
        channels: the sockets of waitress by their number; it adds and removes them.

    Attributes:
        touched: sockets of waitress to ask before the next wait; in this thread alone.
    """

    is_possible: Final = hasattr(select, "epoll")

    def __init__(self, channels: dict[int, Any]) -> None:
        self._channels = channels
        self._poll = select.epoll()
        self._known: dict[int, tuple[Any, int]] = {}
        self._watched: dict[int, Callable[[], None]] = {}
        self._resumed: dict[int, Callable[[], None]] = {}
        self._all_at = 0.0
        self.touched: list[Any] = []

    def watch(self, number: int, call: Callable[[], None]) -> None:
        """Call this, once, when there is something to read."""
        self._watched[number] = call
        self._known.pop(number, None)  # of a connection that had this number
        try:
            self._poll.modify(number, _ONCE)
        except FileNotFoundError:
            self._poll.register(number, _ONCE)

    def resume(self, number: int, call: Callable[[], None]) -> None:
        """Call this, once, when the others had their turn, though nothing new may come."""
        self._resumed[number] = call

    def unwatch(self, number: int) -> None:
        """Do not call any more; before the socket is closed, as for `forget`."""
        self._resumed.pop(number, None)
        if self._watched.pop(number, None) is not None:
            with contextlib.suppress(OSError):  # closed already
                self._poll.unregister(number)

    def turn(self, seconds: float) -> None:
        """Wait until something happens, or for so long, and see to it."""
        channels = self._channels
        now = time.monotonic()
        if now >= self._all_at:
            self._all_at = now + _OFTEN
            self._ask(list(channels))
        elif self.touched:
            self._ask([])
        asked: list[int] = []
        resumed, self._resumed = self._resumed, {}
        for go_on in resumed.values():
            self._do(go_on)
        for number, flags in self._poll.poll(0 if self._resumed else seconds):
            call = self._watched.pop(number, None)
            if call is not None:
                self._do(call)
                continue
            channel = channels.get(number)
            if channel is None:
                self.forget(number)
                continue
            asked.append(number)
            known = self._known.get(number)
            if known is None or known[0] is not channel:  # opened in this turn, under the number of one that ended
                continue
            # who only waits for the end of a connection is told so as if it were broken
            wasyncore.readwrite(channel, _BROKEN if flags & _ENDED else flags)
            if isinstance(channel, wasyncore.file_dispatcher):  # pulled by a thread
                asked = list(channels)
        self._ask(asked)

    def _do(self, call: Callable[[], None]) -> None:
        """A mistake in one answer must not end the others; its own meets its limit of time."""
        try:
            call()
        except Exception:  # noqa: BLE001 (logged; the loop is everybody's)
            _LOG.exception("an answer failed")

    def _ask(self, numbers: list[int]) -> None:
        touched, self.touched = self.touched, []
        for number in (*numbers, *(each._fileno for each in touched)):  # noqa: SLF001 (waitress gives it no other name)
            channel = self._channels.get(number)
            if channel is None:
                self.forget(number)
                continue
            flags = select.EPOLLIN | select.EPOLLPRI if channel.readable() else 0
            if channel.writable() and not channel.accepting:
                flags |= select.EPOLLOUT
            minds_end = getattr(channel, "minds_end", None)
            if minds_end is not None and minds_end():
                flags |= _ENDED
            known = self._known.get(number)
            if known is None or known[0] is not channel or known[1] != flags:
                self._set(number, channel, flags)

    def _set(self, number: int, channel: Any, flags: int) -> None:  # noqa: ANN401 (waitress has no types)
        if not flags:
            self.forget(number)
            return
        self._known[number] = channel, flags
        try:
            self._poll.modify(number, flags)
        except FileNotFoundError:
            self._poll.register(number, flags)

    def forget(self, number: int) -> None:
        """Wait no more for this socket of waitress.

        It is not closed yet: a process that is being started has every socket for a moment, so the kernel would go on
        to tell of one that is closed here, under a number that may be that of a new connection.
        """
        if self._known.pop(number, None) is not None:
            with contextlib.suppress(OSError):  # closed already
                self._poll.unregister(number)

    def close(self) -> None:
        """Wait no more."""
        self._poll.close()
