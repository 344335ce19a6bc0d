"""Lays Turtle out as people read and compare it: a gap before each subject, several values on lines of their own."""

from __future__ import annotations

import io
import re
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_DIRECTIVE: Final = (b"@prefix", b"@base")
_BETWEEN: Final = re.compile(rb'("(?:[^"\\]|\\.)*")| , ')
_TYPES: Final = re.compile(rb"(?:\S+ |\t)a ")


class LaidOut(io.RawIOBase):
    """A file for the lines of the engine's serializer, which writes them laid out to another.

    The engine writes the predicates of a subject on lines of their own, and all values of one on that line. So a claim
    more or less changed a line as long as an event has claims; now it is a line of its own. Classes stay together.
    """

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._rest = b""

    def writable(self) -> bool:
        """True: that is all it is for."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Take some bytes; whole lines go on at once."""
        taken = bytes(data)
        *lines, self._rest = (self._rest + taken).split(b"\n")
        self._out.writelines(_laid_out(line) + b"\n" for line in lines)
        return len(taken)

    def close(self) -> None:
        """Write what is left, and leave the other file open."""
        if self._rest:
            self._out.write(_laid_out(self._rest))
            self._rest = b""
        super().close()


def _laid_out(line: bytes) -> bytes:
    is_subject = not line.startswith((b"\t", *_DIRECTIVE))
    if b" , " in line and not _TYPES.match(line):
        line = _BETWEEN.sub(_broken, line)
    return b"\n" + line if is_subject else line


def _broken(found: re.Match[bytes]) -> bytes:
    """A line break in place of a comma between values; a text as it is."""
    return found[1] or b" ,\n\t\t"
