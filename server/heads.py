"""Reads the heads of requests; lines that a client repeats with each of its requests are read once.

What is read is what waitress reads: only the first line of a plain GET is taken apart here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waitress.adjustments import Adjustments

_FIRST: Final = re.compile(rb"GET ((/[\w.~-]*(?:/[\w.~-]+)*)(?:\?([!\"$-~]*))?) HTTP/1\.1", re.ASCII)
"""A path that stands for itself, and no fragment."""
_LONGEST: Final = 2048
"""Bytes of lines worth remembering."""


class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request.

    Attributes:
        head: all of its bytes, where it is a plain GET.
    """

    head: bytes = b""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head."""
        line, _, lines = header_plus.partition(b"\r\n")
        first = _FIRST.fullmatch(line) if len(lines) <= _LONGEST else None
        said = _said(lines, self.adj) if first is not None else None
        if first is None or said is None:
            super().parse_header(header_plus)
            return
        uri, path, query = first.groups(b"")
        self.__dict__.update(said)
        self.headers = said["headers"].copy()
        self.head = header_plus
        self.first_line = line
        self.request_uri = uri.decode("ascii")
        self.path = path.decode("ascii")
        self.query = query.decode("ascii")


@lru_cache(maxsize=256)
def _said(lines: bytes, settings: Adjustments) -> Mapping[str, Any] | None:
    """What these lines make of a GET; None where a body follows or something is wrong with them."""
    read = HTTPRequestParser(settings)
    try:
        read.parse_header(b"GET / HTTP/1.1\r\n" + lines)
    except (ParsingError, TransferEncodingNotImplemented):
        return None
    return None if read.body_rcv is not None or read.chunked else MappingProxyType(vars(read))
