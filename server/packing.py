"""Packs answers with gzip, or with Brotli where its package is installed, a piece at a time."""

from __future__ import annotations

import zlib
from typing import Final, Protocol

GZIP: Final = "gzip"
BROTLI: Final = "br"

_GZIP_LEVEL: Final = 1
"""RDF and results shrink eight times with it, and hardly more with levels that take three times as long."""
_BROTLI_LEVEL: Final = 3
_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS


class Packer(Protocol):
    """Packs what it is given, in the order that it comes."""

    def process(self, data: bytes, /) -> bytes:
        """What is ready; the packer may hold some back."""
        ...

    def flush(self) -> bytes:
        """What was held back, so that the reader has everything until now."""
        ...

    def finish(self) -> bytes:
        """The rest, and the end."""
        ...


class _Gzip:
    def __init__(self) -> None:
        self._packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
        self.process = self._packer.compress

    def flush(self) -> bytes:
        return self._packer.flush(zlib.Z_SYNC_FLUSH)

    def finish(self) -> bytes:
        return self._packer.flush()


def packer_for(packing: str) -> Packer:
    """A new packer of this kind."""
    if packing == BROTLI:
        import brotli  # noqa: PLC0415 (an extra, and workers start quicker without it)

        packer: Packer = brotli.Compressor(quality=_BROTLI_LEVEL)
        return packer
    return _Gzip()
