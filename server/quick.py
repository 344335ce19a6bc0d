"""Answers plain queries in the loop that reads the sockets, without a thread: most requests are such.

What a query may do and how its answer looks is decided by the same code as on the ordinary way, through Flask. Whatever
is not plain, would have to wait, or goes wrong before its first byte is left to the ordinary way, with the query that
runs, if one does. So nothing here refuses anything.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from server import versions
from server.alike import Alike, read
from server.at_hand import AtHand
from server.engine import Asker
from server.kept import Answers, Kept
from server.reply import Reply
from server.worker import Asked

if TYPE_CHECKING:
    from server.access import Access
    from server.alike import PlainRequest
    from server.connections import Channel
    from server.engine import Begun, Engine
    from server.loop import Loop
    from server.metrics import Observation
    from server.plain import PlainQuery
    from server.request_log import Lines

_LOG: Final = logging.getLogger("newsgraph.quick")


class Quick:
    """The plain queries under way.

    Args:
        engine: answers them.
        access: says which pages may read the answers.
        log: gets a line for each request, if there is one.
    """

    def __init__(self, engine: Engine, access: Access, log: Lines | None) -> None:
        self.engine = engine
        self.at_hand = AtHand(engine, access, log)
        self.alike = Alike()
        self.pending: set[Reply] = set()
        self.answers = Answers(engine.limits.kept_megabytes << 20)

    def begin(self, channel: Channel, loop: Loop) -> bool:
        """Start to answer the first request of the connection, if it is plain and a worker is ready."""
        told = None if self.engine.is_closing else read(channel.requests[0])
        if told is None:
            channel.looked_up = 0
            return False
        self.alike.keep(told)
        asker = self._asker(channel, told)
        channel.kept = self._at_once(asker, told)
        if channel.kept is not None:
            return True
        channel.looked_up = 0
        begun = self._begun(asker, told.plain)
        if begun is None:
            return False
        reply = Reply(self, loop, channel, begun, told.plain.offered)
        if told.may_repeat:
            reply.etag = self.at_hand.tag(begun.version, told.plain)
            reply.key = told.plain if self.answers.has_room else None
        reply.wait()
        return True

    def begin_alike(self, channel: Channel, data: bytes) -> bool:
        """The same for what came on a connection that had nothing to do, if it is like an earlier look-up."""
        told = None if self.engine.is_closing else self.alike.find(data)
        found = told and self._at_once(self._asker(channel, told), told)
        if told is None or found is None:
            return False
        channel.requests.append(told.request)
        channel.kept = found
        return True

    def _asker(self, channel: Channel, told: PlainRequest) -> Asker:
        at_least = versions.asked_version(self.engine, told.request.headers.get("NEWSGRAPH_VERSION", ""))
        return Asker(channel.addr[0], at_least, channel.check_client_disconnected)

    def _at_once(self, asker: Asker, told: PlainRequest) -> Kept | None:
        """The answer that is there already, or costs next to nothing, where the client may ask."""
        keeps = told.may_repeat and self.answers.has_room
        found = self.answers.find(self.engine.version, told.plain) if keeps else None
        if found is None:
            found = self._looked_up(asker, told, keeps=keeps)
        return found if found is not None and self.engine.may_answer(asker.name) else None

    def _looked_up(self, asker: Asker, told: PlainRequest, *, keeps: bool) -> Kept | None:
        """What the newest state has; what workers do not read yet, nobody else is shown, and who is sees it again."""
        engine = self.engine
        found = self.at_hand.find(told) if engine.shows_newest(asker) else None
        if found is None:
            return None
        if not engine.is_newest:
            engine.saw(asker.name, found.version)
        elif keeps:
            self.answers.keep(told.plain, found._replace(outcome="kept"))
        return found

    def _begun(self, asker: Asker, plain: PlainQuery) -> Begun | None:
        limits, asked, offered = self.engine.limits, plain.asked, plain.offered
        query = Asked(
            text=plain.text,
            rows=offered.rows and offered.rows[1],
            triples=offered.triples and offered.triples[1],
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            union=limits.union_default_graph,
            base=plain.base,
            packing=plain.packing,
            most_rows=limits.most_rows,
            most_bytes=limits.most_bytes,
        )
        return self.engine.begin_now(query, timeout=asked.timeout, asker=asker)

    def repeat(self, channel: Channel, found: Kept) -> None:
        """Give an answer that was kept."""
        observed = self.at_hand.begun(found)
        if channel.push(self.at_hand.whole(found, channel.requests[0])):
            observed.end(found.outcome)
            self.note(channel, observed, size=len(found.body), outcome=found.outcome)

    def note(self, channel: Channel, observed: Observation, *, size: int, outcome: str) -> None:
        """Write the line of a request into the log."""
        self.at_hand.note(channel.requests[0], channel.addr[0], observed, size=size, outcome=outcome)

    def tick(self) -> None:
        """End what has met its limit of time."""
        now = time.monotonic()
        for reply in [each for each in self.pending if each.deadline <= now]:
            try:
                reply.expire()
            except Exception:  # noqa: BLE001 (logged; a mistake in one answer must not end the server)
                _LOG.exception("an answer could not be ended")
                self.pending.discard(reply)
