"""Sends answers packed with gzip or Brotli to clients that take it; what streams still streams."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from flask import request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from server.packing import BROTLI, GZIP, packer_for
from server.worker import WORTH_PACKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Response

KNOWN: Final = (BROTLI, GZIP) if find_spec("brotli") else (GZIP,)
"""The best first."""
_WORTH: Final = ("text/", "application/json", "application/xml", "application/n-", "application/trig", "+json", "+xml")


@lru_cache(maxsize=1024)
def packing_for(accepted: str, version: str = "HTTP/1.1") -> str:
    """How to pack for a client with this Accept-Encoding header; "" for not at all."""
    if not accepted or version == "HTTP/1.0":  # which knows no chunks, so its answers need their length
        return ""
    welcome = parse_accept_header(accepted, Accept)
    best = max(KNOWN, key=welcome.quality)  # max() keeps the first of equals
    return best if welcome.quality(best) > 0 else ""


def packing() -> str:
    """How to pack the answer to the current request."""
    if request.method == "HEAD":
        return ""
    return packing_for(request.headers.get("Accept-Encoding", ""), request.environ.get("SERVER_PROTOCOL", ""))


def pack(answer: Response) -> Response:
    """The answer, packed where that is welcome and worth it."""
    content_type = answer.content_type or ""
    if not any(part in content_type for part in _WORTH):
        return answer
    answer.vary.add("Accept-Encoding")
    length = answer.content_length
    kind = packing()
    if (
        not kind
        or answer.status_code != HTTPStatus.OK
        or "Content-Encoding" in answer.headers
        or (length is not None and length < WORTH_PACKING)
    ):
        return answer
    plain = answer.response
    close = getattr(plain, "close", None)
    if close is not None:
        answer.call_on_close(close)
    chunks = answer.iter_encoded()
    answer.direct_passthrough = False
    answer.response = _packed(chunks, kind)
    answer.headers["Content-Encoding"] = kind
    del answer.headers["Content-Length"]
    return answer


def _packed(chunks: Iterable[bytes], kind: str) -> Iterator[bytes]:
    packer = packer_for(kind)
    for chunk in chunks:
        yield packer.process(chunk) + packer.flush()
    yield packer.finish()
