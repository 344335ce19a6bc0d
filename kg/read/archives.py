"""Compressed files and WARC archives, read as streams."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any, cast

from kg.errors import InputRefused, InstallationError
from kg.read.pages import read_page
from kg.read.plain import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.read.document import Document, Options, Result

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")


def decompressed(stream: IO[bytes], *, suffix: str) -> IO[bytes]:
    """The stream behind a `.gz` or `.zst` one.

    Raises:
        InstallationError: zstandard is missing.
    """
    if suffix == ".gz":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb"))
    try:
        import zstandard  # noqa: PLC0415 - optional: only who reads .zst needs it
    except ImportError as error:
        raise InstallationError(".zst files need one more package: pip install 'newsgraph[archives]'") from error
    reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
    return io.BufferedReader(cast("io.RawIOBase", reader))


def damage() -> tuple[type[Exception], ...]:
    """What a damaged compressed stream raises while it is read."""
    try:
        from zstandard import ZstdError  # noqa: PLC0415 - optional
    except ImportError:
        return (EOFError, OSError, zlib.error)
    return (EOFError, OSError, zlib.error, ZstdError)


def read_warc(stream: IO[bytes], *, origin: str, options: Options) -> Iterator[Result]:
    """One document per HTML page of a WARC archive; images, scripts and errors are no articles.

    Raises:
        InputRefused: it is no WARC archive, is damaged, or holds no page.
        InstallationError: warcio is missing.
    """
    limit = options.max_document_bytes
    is_empty = True
    for url, media_type, data in _pages(stream, origin=origin, limit=limit):
        is_empty = False
        place = f"{origin}: {url}"
        if len(data) > limit:
            yield InputRefused(place, f"the page is larger than {limit:,} bytes")
            continue
        try:
            yield _document(data, media_type=media_type, origin=place, url=url)
        except InputRefused as refused:
            yield refused
    if is_empty:
        raise InputRefused(origin, "the archive holds no HTML page")


def _pages(stream: IO[bytes], *, origin: str, limit: int) -> Iterator[tuple[str, str, bytes]]:
    """The address, content type and content of each page; of one that is too large only the beginning."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - optional
    except ImportError as error:
        raise InstallationError("WARC files need one more package: pip install 'newsgraph[archives]'") from error
    try:
        for record in ArchiveIterator(stream):
            url, media_type = record.rec_headers.get_header("WARC-Target-URI"), _media_type(record)
            if url and media_type:
                yield url, media_type, record.content_stream().read(limit + 1)
    except damage():
        raise
    except Exception as error:  # warcio raises whatever it trips over in a damaged record
        raise InputRefused(origin, f"the archive is damaged; pages before that were read ({error})") from error


def _media_type(record: Any) -> str:  # noqa: ANN401 - warcio ships no types
    """The content type of a page that was served as asked for, or "" for any other record."""
    if record.rec_type == "conversion":
        stated = record.rec_headers.get_header("Content-Type") or ""
        return stated if stated.startswith("text/plain") else ""
    if record.rec_type != "response" or not record.http_headers:
        return ""
    stated = record.http_headers.get_header("Content-Type") or ""
    served = record.http_headers.get_statuscode() == "200"
    return stated if served and stated.lower().startswith(_PAGES) else ""


def _document(data: bytes, *, media_type: str, origin: str, url: str) -> Document:
    if media_type.startswith("text/plain"):
        return replace(read_text(data, origin=origin), url=url)
    charset = _CHARSET.search(media_type)
    return read_page(data, origin=origin, declared=charset[1] if charset else None, url=url)
