"""An answer on its way from a worker to a connection, a piece at a time, in the loop that reads the sockets."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from kg.errors import NewsgraphError
from server.at_hand import lengths
from server.formats import with_charset
from server.kept import Kept
from server.process import ProcessEnded
from server.refusals import QueryTimeout, WorkerLost
from server.worker import CHUNK, KINDS, WHOLE

if TYPE_CHECKING:
    from collections.abc import Hashable

    from server.connections import Channel
    from server.engine import Begun
    from server.loop import Loop
    from server.process import Frame
    from server.quick import Quick
    from server.sparql import Offered

_AHEAD: Final = 1 << 20
"""Bytes that an answer may be ahead of its client, in memory."""
_PATIENCE: Final = 0.2
"""Seconds after which a slow client gets the room on disk that it gets on the ordinary way, if nobody waits."""
_AT_ONCE: Final = 8
"""Frames that an answer passes on before the others have their turn: a worker and a client may both be as quick as
this, and then there is always one more."""
_LAST: Final = b"0\r\n\r\n"


class Reply:
    """The answer to the first request of a connection.

    Attributes:
        channel: the connection.
        version: of the graph.
        etag: of the answer, "" for none.
        key: what a small answer is kept under, None for not at all.
        deadline: when something has to happen, by the monotonic clock.
    """

    def __init__(self, quick: Quick, loop: Loop, channel: Channel, begun: Begun, offered: Offered) -> None:
        self.channel = channel
        self.version = begun.version
        self.etag = ""
        self.key: Hashable = None
        self.deadline = 0.0
        self._quick = quick
        self._loop = loop
        self._begun = begun
        self._offered = offered
        self._number = begun.running.fileno()
        self._since = 0.0
        self._has_begun = False
        self._is_full = False
        self._ahead = _AHEAD
        self._size = 0
        channel.reply = self
        quick.pending.add(self)

    # --- what happens --------------------------------------------------------------------------------------

    def wait(self) -> None:
        """For the next piece; the time counts, because nothing but the worker is waited for."""
        self._since = time.monotonic()
        self._watch()

    def _watch(self) -> None:
        self.deadline = self._begun.running.deadline
        self._loop.watch(self._number, self._came)

    def _resume(self) -> None:
        """Go on in the next turn: frames may have been read already that no socket tells of any more."""
        self.deadline = self._begun.running.deadline
        self._loop.resume(self._number, self._came)

    def _came(self) -> None:
        """There is something to read from the worker."""
        running, now = self._begun.running, time.monotonic()
        running.spend(now - self._since)
        self._since = now
        try:
            has_more = self._pass_on_what_came()
        except NewsgraphError as error:
            self._fail(error)
            return
        except ProcessEnded:
            self._lose()
            return
        if running.is_over or self.channel.reply is not self:
            return
        if running.deadline <= now:
            self.expire()
        elif self.channel.total_outbufs_len > self._ahead:
            self._is_full = True
            self.deadline = now + (0 if self._quick.engine.pool.waiting else _PATIENCE)
        elif has_more:
            self._resume()
        else:
            self._watch()

    def _pass_on_what_came(self) -> bool:
        """Some frames; whether there may be more of them already."""
        for _ in range(_AT_ONCE):
            frame = self._begun.running.receive_now()
            if frame is None:
                return False
            self._pass_on(frame)
            if self._begun.running.is_over or self.channel.reply is not self:
                return False
            if self.channel.total_outbufs_len > self._ahead:
                return False
        return True

    def room(self) -> None:
        """The client has read something."""
        if self._is_full and self.channel.total_outbufs_len <= self._ahead // 2:
            self._is_full = False
            self._since = time.monotonic()
            self._resume()

    def expire(self) -> None:
        """Its time is over, or its client is slow."""
        now, running = time.monotonic(), self._begun.running
        if self._is_full and now < running.hard_end:
            self._ahead = self.channel.adj.outbuf_high_watermark // 2
            self.deadline = running.hard_end
            self.room()
            return
        self._loop.unwatch(self._number)
        running.spend(now - self._since)
        if self._has_begun:
            self._break_off(QueryTimeout.__name__)
        else:
            self._hand_over(None)

    def abandon(self) -> None:
        """The client has hung up."""
        self._loop.unwatch(self._number)
        self._quick.pending.discard(self)
        self._note("left")
        # a process takes its time to end
        threading.Thread(target=self._begun.close, daemon=True).start()

    # --- what comes of it ----------------------------------------------------------------------------------

    def _pass_on(self, frame: Frame) -> None:
        kind = KINDS[frame.kind.lower()]
        if self._has_begun:
            data = _chunk(frame.data)
        else:
            self._has_begun = True
            data = self._head(frame, kind) + (frame.data if frame.what == WHOLE else _chunk(frame.data))
        if frame.what not in (CHUNK, WHOLE):
            data += _LAST
        self._size += len(frame.data)
        if self.channel.push(data) and frame.what != CHUNK:
            self._finish()

    def _head(self, frame: Frame, kind: str) -> bytes:
        self._begun.observed.kind = kind
        offer = self._offered.triples if kind == "triples" else self._offered.rows
        content_type = with_charset(offer[0] if offer else "text/plain")
        packing = self._begun.packing if frame.is_packed else ""
        body = frame.data if frame.what == WHOLE else None
        if self.key is not None and body is not None:
            text = self._begun.observed.text
            kept = Kept(self.version, text, kind, content_type, packing, body, self.etag)
            self._quick.answers.keep(self.key, kept)
        rest = lengths(body, packing=packing, closes=self.channel.requests[0].connection_close)
        origin = self.channel.requests[0].headers.get("ORIGIN")
        return self._quick.at_hand.head(content_type, rest, origin, version=self.version, etag=self.etag)

    def _finish(self) -> None:
        self._note("whole")
        self._quick.pending.discard(self)
        self.channel.reply = None
        self.channel.answered()
        self.channel.go_on()

    def _fail(self, error: NewsgraphError) -> None:
        if self._has_begun:
            self._break_off(type(error).__name__)
        else:
            self._hand_over(error)

    def _lose(self) -> None:
        """A process with much memory takes its time to end, which others are not to wait for."""
        if self._has_begun:
            self._break_off((QueryTimeout if self._begun.running.is_out_of_time else WorkerLost).__name__)
        else:
            self._hand_over(None)

    def _hand_over(self, error: NewsgraphError | None) -> None:
        """The ordinary way says what is wrong."""
        self._quick.pending.discard(self)
        self.channel.reply = None
        self._begun.error = error
        self.channel.requests[0].begun = self._begun
        self.channel.server.add_thread_task(self.channel)

    def _break_off(self, outcome: str) -> None:
        """No client may take what it got for the whole."""
        self._note(outcome)
        self._quick.pending.discard(self)
        self.channel.reply = None
        self.channel.cancel()
        self._loop.touched.append(self.channel)
        threading.Thread(target=self._begun.running.close, daemon=True).start()

    def _note(self, outcome: str) -> None:
        self._begun.observed.end(outcome)
        self._quick.note(self.channel, self._begun.observed, size=self._size, outcome=outcome)


def _chunk(data: bytes) -> bytes:
    return b"%X\r\n%b\r\n" % (len(data), data) if data else b""
