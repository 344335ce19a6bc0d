"""Writes an answer out completely before its first byte is sent: whatever goes wrong has its own status.

For what is not computed by a worker, such as an export, and for clients of HTTP/1.0, which take an answer that ends
early for whole. Memory stays bounded: what is long lies in a temporary file. The length is known, so a connection
that breaks is noticed.
"""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING

from flask import Response
from werkzeug.wsgi import FileWrapper

from server.formats import with_charset

if TYPE_CHECKING:
    from collections.abc import Callable

IN_MEMORY = 1 << 20
"""Bytes; longer answers lie on disk while they are sent."""
_CHUNK = 1 << 16


def spooled(write: Callable[[IO[bytes]], str]) -> Response:
    """The answer that `write` writes.

    Args:
        write: writes the bytes to the file it gets, and gives their media type.
    """
    # closed by the answer, when it was sent or the client has gone
    spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (see the line above)
    try:
        media_type = write(spool)
    except BaseException:
        spool.close()
        raise
    length = spool.tell()
    spool.seek(0)
    if length <= IN_MEMORY:
        with spool:
            return Response(spool.read(), content_type=with_charset(media_type))
    answer = Response(FileWrapper(spool, _CHUNK), content_type=with_charset(media_type), direct_passthrough=True)
    answer.content_length = length
    return answer
