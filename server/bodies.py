"""Reads the body of a request, bounded: a compressed one counts as long as it is when unpacked."""

from __future__ import annotations

import zlib
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

from flask import request

from server.errors import Problem

FORM: Final = "application/x-www-form-urlencoded"
SMALL: Final = 1 << 20
"""Bytes of a query, a form or an article."""
UPDATE: Final = 16 << 20
"""Bytes of an update."""
GRAPH: Final = 32 << 20
"""Bytes of a graph."""

_MAX_FIELDS: Final = 1000
_UTF8: Final = ("utf-8", "utf8", "us-ascii")
_WINDOWS: Final = {
    "gzip": (16 + zlib.MAX_WBITS,),
    "x-gzip": (16 + zlib.MAX_WBITS,),
    "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS),  # some clients leave out the header that the standard asks for
}


def read(limit: int) -> bytes:
    """The body of the current request, unpacked where its Content-Encoding says that it is packed.

    Args:
        limit: how many bytes it may have, packed and unpacked.

    Raises:
        Problem: 413 longer; 415 packed in a way not known here; 400 damaged.
    """
    request.max_content_length = limit
    packing = [name.strip().lower() for name in request.headers.get("Content-Encoding", "").split(",")]
    packing = [name for name in packing if name not in ("", "identity")]
    body = request.get_data(cache=False)
    if not packing:
        return body
    if len(packing) > 1 or packing[0] not in _WINDOWS:
        listed = ", ".join(_WINDOWS)
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"The body is packed as {', '.join(packing)!r}. Send it plain, or packed once as one of: {listed}.",
            headers={"Accept-Encoding": "gzip, deflate"},
        )
    return _unpacked(body, _WINDOWS[packing[0]], limit)


def read_text(limit: int) -> str:
    """The body as text; only UTF-8 is.

    Raises:
        Problem: as `read`; 415 for another charset; 400 where it is not UTF-8.
    """
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in _UTF8:
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"The body is in {charset!r}. Send it in UTF-8.")
    try:
        return read(limit).decode()
    except UnicodeDecodeError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"The body is not UTF-8: {error}.") from error


def read_form(limit: int) -> list[tuple[str, str]]:
    """The fields of a form in their order.

    Raises:
        Problem: as `read_text`; 400 where it is no form.
    """
    try:
        return parse_qsl(
            read_text(limit), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MAX_FIELDS
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise Problem(HTTPStatus.BAD_REQUEST, f"The form cannot be read: {error}.") from error


def _unpacked(body: bytes, windows: tuple[int, ...], limit: int) -> bytes:
    for window in windows:
        unpacker = zlib.decompressobj(window)
        try:
            unpacked = unpacker.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(unpacked) > limit:
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body has more than {limit} bytes when it is unpacked."
            )
        if unpacker.eof and not unpacker.unused_data:
            return unpacked
    raise Problem(HTTPStatus.BAD_REQUEST, "The body is damaged: it cannot be unpacked as its Content-Encoding says.")
