"""Answers plain queries in the loop that reads the sockets, without a thread: most requests are such.

What a query may do and how its answer looks is decided by the same code as on the ordinary way, through Flask. Whatever
is not plain, would have to wait, or goes wrong before its first byte is left to the ordinary way, with the query that
runs, if one does. So nothing here refuses anything.
"""

from __future__ import annotations

import logging
import re
import time
from email.utils import formatdate
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from kg.errors import NewsgraphError
from server import versions
from server.bodies import FORM
from server.caps import notice
from server.compression import packing_for
from server.engine import Asker
from server.formats import with_charset
from server.glance import Glance
from server.kept import Answers, Kept
from server.operations import QUERY, Operation
from server.protection import SAFE, sharing
from server.reply import Reply, lengths
from server.sparql import is_repeatable, named_by, offers_for, query_request
from server.worker import WORTH_PACKING, Asked

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from waitress.parser import HTTPRequestParser

    from server.access import Access
    from server.engine import Begun, Engine
    from server.loop import Loop
    from server.metrics import Observation
    from server.reply import Channel
    from server.request_log import RequestLog
    from server.sparql import Offered, QueryRequest

_LOG: Final = logging.getLogger("newsgraph.quick")
_LONGEST: Final = 1 << 14
"""Bytes of a query; to check longer ones would keep others waiting."""
_FIELDS: Final = frozenset({"query", "format", "output", "timeout", "default-graph-uri", "named-graph-uri"})
_NOT_PLAIN: Final = frozenset(
    {"AUTHORIZATION", "CONTENT_ENCODING", "EXPECT", "FORWARDED", "IF_MATCH", "IF_NONE_MATCH", "RANGE"}
    | {f"X_FORWARDED_{name}" for name in ("BY", "FOR", "HOST", "PORT", "PROTO")}
)
_HOST: Final = re.compile(r"[\w.-]+(?::\d+)?|\[[\da-fA-F:.]+\](?::\d+)?", re.ASCII)
_DIRECT: Final = frozenset({QUERY, f"{QUERY}; charset=utf-8", f"{QUERY};charset=utf-8"})
_FORMS: Final = frozenset({FORM, f"{FORM}; charset=utf-8", f"{FORM};charset=utf-8"})


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items())


_SAFE: Final = _lines(SAFE)


class Quick:
    """The plain queries under way.

    Args:
        engine: answers them.
        access: says which pages may read the answers.
        log: gets a line for each request, if there is one.
    """

    def __init__(self, engine: Engine, access: Access, log: RequestLog | None) -> None:
        self.engine = engine
        self.log = log
        self.pending: set[Reply] = set()
        self.answers = Answers(engine.limits.kept_megabytes << 20)
        self._access = access
        self._glance = Glance(engine.store)
        self._date = (0, "")
        self._notice = _lines(notice(engine.limits))
        self._shared_with_all = _lines(sharing(None, access)) if access.shares_with_all else ""

    def begin(self, channel: Channel, loop: Loop) -> bool:
        """Start to answer the first request of the connection, if it is plain and a worker is ready."""
        request = channel.requests[0]
        if self.engine.is_closing or not _is_plain(request):
            return False
        try:
            plain = _read(request)
            if plain is None:
                return False
            text, asked = plain
            offered = offers_for(asked.format, request.headers.get("ACCEPT"))
        except (NewsgraphError, ValueError):  # the ordinary way says what is wrong
            return False
        query = self._query(request, text, asked, offered)
        key = (query, offered) if request.command == "GET" and is_repeatable(text) else None
        if key is not None:
            found = self.answers.find(self.engine.version, key)
            if found is not None and self.engine.may_answer(channel.addr[0]):
                channel.kept = found
                return True
        if (at_once := self._at_hand(channel, query, offered, key)) is not None:
            channel.kept = at_once
            return True
        begun = self._begun(channel, query, asked.timeout)
        if begun is None:
            return False
        reply = Reply(self, loop, channel, begun, offered)
        if key is not None:
            reply.key = key
            reply.etag = versions.tag(self.engine, begun.version, *named_by(text, asked, offered))
        reply.wait()
        return True

    def _query(self, request: HTTPRequestParser, text: str, asked: QueryRequest, offered: Offered) -> Asked:
        limits, headers = self.engine.limits, request.headers
        return Asked(
            text=text,
            rows=offered.rows and offered.rows[1],
            triples=offered.triples and offered.triples[1],
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            union=limits.union_default_graph,
            base=f"http://{headers['HOST']}{request.path}",
            packing=packing_for(headers.get("ACCEPT_ENCODING", "")),
            most_rows=limits.most_rows,
            most_bytes=limits.most_bytes,
        )

    def _at_hand(self, channel: Channel, query: Asked, offered: Offered, key: Hashable) -> Kept | None:
        """The answer to a look-up that costs next to nothing, where the client may ask."""
        if self.engine.checkpoints.age:  # workers answer about an older state: nobody is to go back to it
            return None
        found = self._glance.at_hand(query)
        if found is None or offered.rows is None or not self.engine.may_answer(channel.addr[0]):
            return None
        version, body = found
        if query.packing and len(body) >= WORTH_PACKING:
            return None
        etag = versions.tag(self.engine, version, query.text, repr(((), (), offered))) if key is not None else ""
        content_type = with_charset(offered.rows[0])
        made = Kept(version, query.text, "rows", content_type, "", body, etag)
        if key is not None:
            self.answers.keep(key, made)
        return made._replace(outcome="whole")

    def _begun(self, channel: Channel, query: Asked, timeout: float | None) -> Begun | None:
        at_least = versions.asked_version(self.engine, channel.requests[0].headers.get("NEWSGRAPH_VERSION", ""))
        asker = Asker(channel.addr[0], at_least, channel.check_client_disconnected)
        return self.engine.begin_now(query, timeout=timeout, asker=asker)

    def repeat(self, channel: Channel, found: Kept) -> None:
        """Give an answer that was kept."""
        observed = self.engine.metrics.begin(found.text, {})
        observed.kind = found.kind
        rest = lengths(found.body, packing=found.packing, closes=channel.requests[0].connection_close)
        head = self.head(found.content_type, rest, channel, version=found.version, etag=found.etag)
        if channel.push(head + found.body):
            observed.end(found.outcome)
            self.note(channel, observed, size=len(found.body), outcome=found.outcome)

    def note(self, channel: Channel, observed: Observation, *, size: int, outcome: str) -> None:
        """Write the line of a request into the log."""
        if self.log is not None:
            request = channel.requests[0]
            self.log.note(
                client=channel.addr[0],
                method=request.command,
                path=request.path,
                status=200 if size else 0,
                size=size,
                whole=outcome in ("whole", "kept"),
                seconds=time.monotonic() - observed.started,
                query=observed.record,
            )

    def head(self, content_type: str, rest: str, channel: Channel, *, version: int, etag: str) -> bytes:
        """The head of a good answer to the first request of a connection."""
        now = int(time.time())
        if self._date[0] != now:
            self._date = now, formatdate(now, usegmt=True)
        shared = self._shared_with_all or _lines(sharing(channel.requests[0].headers.get("ORIGIN"), self._access))
        vary = "Accept, Accept-Encoding" if self._access.shares_with_all else "Accept, Accept-Encoding, Origin"
        tag = f"ETag: {etag}\r\n" if etag else ""
        return (
            f"HTTP/1.1 200 OK\r\nDate: {self._date[1]}\r\nContent-Type: {content_type}\r\n{rest}"
            f"{versions.VERSION}: {self.engine.instance}-{version}\r\n{tag}"
            f"Vary: {vary}\r\n{self._notice}{shared}{_SAFE}\r\n"
        ).encode("latin-1")

    def tick(self) -> None:
        """End what has met its limit of time."""
        now = time.monotonic()
        for reply in [each for each in self.pending if each.deadline <= now]:
            try:
                reply.expire()
            except Exception:  # noqa: BLE001 (logged; a mistake in one answer must not end the server)
                _LOG.exception("an answer could not be ended")
                self.pending.discard(reply)


def _is_plain(request: HTTPRequestParser) -> bool:
    return (
        request.error is None
        and request.path == "/sparql"
        and request.version == "1.1"
        and request.command in ("GET", "POST")
        and not request.chunked
        and request.content_length <= _LONGEST
        and len(request.query) <= _LONGEST
        and not request.proxy_netloc
        and _NOT_PLAIN.isdisjoint(request.headers)
        and _HOST.fullmatch(request.headers.get("HOST", "")) is not None
    )


def _read(request: HTTPRequestParser) -> tuple[str, QueryRequest] | None:
    """The query in a request, and how it is to be answered; None where this is not the usual."""
    pairs = _pairs(request.query)
    if request.command == "POST":
        sent = request.headers.get("CONTENT_TYPE", "").lower()
        if sent not in _FORMS and sent not in _DIRECT:
            return None
        body = _body(request)
        pairs += _pairs(body) if sent in _FORMS else [("query", body)]
    elif request.content_length:
        return None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    if not fields.keys() <= _FIELDS or len(fields.get("query", ())) != 1:
        return None
    operation = Operation("query", fields["query"][0], fields)
    return operation.text, query_request(operation)


def _pairs(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100) if text else []


def _body(request: HTTPRequestParser) -> str:
    """Without taking it from who reads it next."""
    stream: Any = request.get_body_stream()
    body: bytes = stream.read()
    stream.seek(0)
    return body.decode()
