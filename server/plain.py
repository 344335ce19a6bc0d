"""Reads plain queries out of requests: those of the ordinary kind, as most are. What many have alike is read once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import parse_qsl, unquote

from server.bodies import FORM
from server.compression import packing_for
from server.operations import QUERY, Operation
from server.sparql import Offered, QueryRequest, offers_for, query_request

if TYPE_CHECKING:
    from waitress.parser import HTTPRequestParser

_PATH: Final = "/sparql"
_LONGEST: Final = 1 << 14
"""Bytes of a query; to check longer ones would keep others waiting."""
_FIELDS: Final = frozenset({"format", "output", "timeout", "default-graph-uri", "named-graph-uri"})
_NOT_PLAIN: Final = frozenset(
    {"AUTHORIZATION", "CONTENT_ENCODING", "EXPECT", "FORWARDED", "IF_MATCH", "IF_NONE_MATCH", "RANGE"}
    | {f"X_FORWARDED_{name}" for name in ("BY", "FOR", "HOST", "PORT", "PROTO")}
)
_HOST: Final = re.compile(r"[\w.-]+(?::\d+)?|\[[\da-fA-F:.]+\](?::\d+)?", re.ASCII)
_DIRECT: Final = frozenset({QUERY, f"{QUERY}; charset=utf-8", f"{QUERY};charset=utf-8"})
_FORMS: Final = frozenset({FORM, f"{FORM}; charset=utf-8", f"{FORM};charset=utf-8"})
_NAME: Final = "query="
_CODE: Final = re.compile(rb"%[0-9A-Fa-f]{2}")
_DIGITS: Final = "0123456789ABCDEFabcdef"
_BYTES: Final = {f"%{one}{two}".encode(): bytes.fromhex(one + two) for one in _DIGITS for two in _DIGITS}
_MOST_CODES: Final = 40
"""Different ones in a query; people's have about ten."""


class PlainQuery(NamedTuple):
    """A query, with everything that its answer depends on besides the graph.

    Attributes:
        text: of the query.
        asked: how it is to be answered.
        offered: the formats.
        packing: of the answer, where it is worth it.
        base: what relative IRIs are relative to.
    """

    text: str
    asked: QueryRequest
    offered: Offered
    packing: str
    base: str


def plain_query(request: HTTPRequestParser) -> PlainQuery | None:
    """The query in a request, None where this is not the usual.

    Raises:
        Problem: there is something wrong with it.
        ValueError: the same.
    """
    found = _read(request) if _is_plain(request) else None
    if found is None:
        return None
    text, asked = found
    headers = request.headers
    offered = offers_for(asked.format, headers.get("ACCEPT"))
    return PlainQuery(
        text, asked, offered, packing_for(headers.get("ACCEPT_ENCODING", "")), f"http://{headers['HOST']}{_PATH}"
    )


def _is_plain(request: HTTPRequestParser) -> bool:
    return (
        request.error is None  # what could not be read has no path
        and request.path == _PATH
        and request.version == "1.1"
        and request.command in ("GET", "POST")
        and not request.chunked
        and request.content_length <= _LONGEST
        and len(request.query) <= _LONGEST
        and not request.proxy_netloc
        and _NOT_PLAIN.isdisjoint(request.headers)
        and _is_host(request.headers.get("HOST", ""))
    )


@lru_cache(maxsize=256)
def _is_host(name: str) -> bool:
    return _HOST.fullmatch(name) is not None


def _read(request: HTTPRequestParser) -> tuple[str, QueryRequest] | None:
    fields = request.query
    if request.command == "POST":
        sent = request.headers.get("CONTENT_TYPE", "").lower()
        if sent in _DIRECT:
            asked = _asked(fields)
            return None if asked is None else (_body(request), asked)
        if sent not in _FORMS:
            return None
        fields = "&".join(filter(None, (fields, _body(request))))
    elif request.content_length:
        return None
    if not fields.isascii():
        return None
    parts = fields.split("&")
    texts = [part for part in parts if part.startswith(_NAME)]
    if len(texts) != 1:
        return None
    asked = _asked("&".join(part for part in parts if not part.startswith(_NAME)))
    return None if asked is None else (unquoted(texts[0].removeprefix(_NAME)), asked)


@lru_cache(maxsize=256)
def _asked(parameters: str) -> QueryRequest | None:
    """What these say of an answer, None where there are others than the usual."""
    pairs = parse_qsl(parameters, keep_blank_values=True, errors="strict", max_num_fields=100)
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return query_request(Operation("query", "", fields)) if fields.keys() <= _FIELDS else None


def _body(request: HTTPRequestParser) -> str:
    """Without taking it from who reads it next."""
    stream: Any = request.get_body_stream()
    body: bytes = stream.read()
    stream.seek(0)
    return body.decode()


def unquoted(text: str) -> str:
    """The text that stands in a form or an address, as `urllib.parse.unquote_plus` reads it, in half the time.

    Args:
        text: in ASCII.

    Raises:
        ValueError: it is not UTF-8.
    """
    plain = text.replace("+", " ").encode("ascii")
    found = _CODE.findall(plain)
    codes = set(found)
    if len(codes) > _MOST_CODES or len(found) != plain.count(b"%"):
        return unquote(plain.decode("ascii"), errors="strict")
    codes.discard(b"%25")  # last of all: what it gives may look like another code
    for code in codes:
        plain = plain.replace(code, _BYTES[code])
    return plain.replace(b"%25", b"%").decode()
