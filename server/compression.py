"""Sends answers packed with gzip to clients that take it; what streams still streams."""

from __future__ import annotations

import zlib
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Response

SHORTEST: Final = 1400
"""Bytes; what fits into one packet is not worth packing."""
_LEVEL: Final = (
    1  # RDF and results shrink eight times with it, and hardly more with levels that take three times as long
)
_WORTH: Final = ("text/", "application/json", "application/xml", "application/n-", "application/trig", "+json", "+xml")


def pack(answer: Response) -> Response:
    """The answer, packed where that is welcome and worth it."""
    content_type = answer.content_type or ""
    if not any(part in content_type for part in _WORTH):
        return answer
    answer.vary.add("Accept-Encoding")
    length = answer.content_length
    if (
        request.method == "HEAD"
        or answer.status_code != HTTPStatus.OK
        or "Content-Encoding" in answer.headers
        or (length is not None and length < SHORTEST)
        or request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0"
        or not request.accept_encodings.quality("gzip")
    ):
        return answer
    plain = answer.response
    close = getattr(plain, "close", None)
    if close is not None:
        answer.call_on_close(close)
    chunks = answer.iter_encoded()
    answer.direct_passthrough = False
    answer.response = _packed(chunks)
    answer.headers["Content-Encoding"] = "gzip"
    del answer.headers["Content-Length"]
    return answer


def _packed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for chunk in chunks:
        yield packer.compress(chunk) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()
