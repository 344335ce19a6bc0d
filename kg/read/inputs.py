"""The way in: finds the inputs, tells their formats apart and yields their articles one by one."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from kg.errors import InputRefused, UsageError
from kg.read.archives import damage, decompressed, read_warc
from kg.read.articles import to_article
from kg.read.document import Document, Options
from kg.read.feeds import read_feed
from kg.read.fields import Fields
from kg.read.formats import COMPRESSED, MANY, Format, format_of, sniff
from kg.read.jsonl import read_lines
from kg.read.pages import read_page
from kg.read.plain import read_markdown, read_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from kg.read.document import Result
    from kg.records import Article
    from kg.settings import Settings

STDIN = "-"
"""The name of standard input."""

_MAX_LAYERS = 2


def find_inputs(paths: Iterable[Path | str]) -> Iterator[Path]:
    """The files to read, folders searched to the bottom in sorted order.

    In folders only known suffixes count, and hidden files are skipped. What is named itself is always
    yielded, and so is a folder in which there is nothing to read: `read` refuses it with the reason.
    """
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        found = False
        for found_path in _walk(path):
            found = True
            yield found_path
        if not found:
            yield path


def read(
    path: Path | str,
    *,
    settings: Settings,
    date: dt.date | None = None,
    url: str | None = None,
    fields: Fields | None = None,
) -> Iterator[Article | InputRefused]:
    """The articles of one file, or of standard input for "-"; what cannot be read is yielded as an error.

    Args:
        path: the file.
        settings: the limits.
        date: the day of publication of articles that do not state theirs.
        url: the address of an article that does not state its own.
        fields: the field names of JSON lines.

    Raises:
        UsageError: `url` is given for a file that holds many articles.
        InstallationError: the format needs a package that is not installed.
    """
    options = Options(settings, date=date, url=url, fields=fields or Fields())
    if str(path) == STDIN:
        yield from _articles(_stream(sys.stdin.buffer, origin="standard input", name="", options=options), options)
        return
    origin = str(path)
    try:
        with Path(path).open("rb") as stream:
            yield from _articles(_stream(stream, origin=origin, name=origin, options=options), options)
    except IsADirectoryError:
        yield InputRefused(origin, _why_nothing(Path(path)))
    except OSError as error:
        yield InputRefused(origin, f"it cannot be opened: {error.strerror or error}")


def read_bytes(
    data: bytes,
    *,
    name: str = "",
    origin: str,
    settings: Settings,
    date: dt.date | None = None,
    url: str | None = None,
    fields: Fields | None = None,
) -> Iterator[Article | InputRefused]:
    """The articles in bytes that are already here, such as the body of a request.

    Args:
        data: the input.
        name: a file name whose suffix tells the format (".html"); "" to tell it from the content.
        origin: where it came from, for messages.
        settings: the limits.
        date: as in `read`.
        url: as in `read`.
        fields: as in `read`.
    """
    options = Options(settings, date=date, url=url, fields=fields or Fields())
    yield from _articles(_stream(io.BytesIO(data), origin=origin, name=name, options=options), options)


def _walk(folder: Path) -> Iterator[Path]:
    blocked: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=lambda error: blocked.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if not name.startswith(".") and format_of(name) and path.is_file():
                yield path
    yield from blocked


def _why_nothing(folder: Path) -> str:
    if not os.access(folder, os.R_OK | os.X_OK):
        return "the folder cannot be opened: permission denied"
    return "nothing in this folder can be read (.txt .md .html .htm .jsonl .xml .warc, also .gz or .zst)"


def _articles(results: Iterator[Result], options: Options) -> Iterator[Article | InputRefused]:
    """Articles of documents; an error that ends the input is the last thing yielded."""
    try:
        for result in results:
            yield _article(result, options) if isinstance(result, Document) else result
    except InputRefused as refused:
        yield refused


def _article(document: Document, options: Options) -> Article | InputRefused:
    try:
        return to_article(document, options=options)
    except InputRefused as refused:
        return refused


def _stream(stream: IO[bytes], *, origin: str, name: str, options: Options, layers: int = 0) -> Iterator[Result]:
    """The documents behind at most two layers of compression: there are files that unpack to themselves."""
    suffix = Path(name).suffix.lower()
    # Not wrapped twice: the outer reader would close standard input when it goes.
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    if layers > _MAX_LAYERS:
        raise InputRefused(origin, f"it is compressed more than {_MAX_LAYERS} times; unpack it first")
    if suffix in COMPRESSED:
        inner, name = decompressed(buffered, suffix=suffix), name[: -len(suffix)]
        try:
            yield from _stream(inner, origin=origin, name=name, options=options, layers=layers + 1)
        except damage() as error:
            raise InputRefused(origin, f"the {suffix} file is damaged or cut off ({error}); get it again") from error
        return
    kind = format_of(name) or sniff(buffered, origin=origin)
    if kind in COMPRESSED:
        yield from _stream(buffered, origin=origin, name=f"x{kind}", options=options, layers=layers)
        return
    if options.url and kind in MANY:
        raise UsageError(f"{origin} can hold many articles, so one URL cannot be theirs; give it to single articles")
    yield from _documents(buffered, kind=cast("Format", kind), origin=origin, options=options)


def _documents(stream: IO[bytes], *, kind: Format, origin: str, options: Options) -> Iterator[Result]:
    if kind is Format.JSONL:
        yield from read_lines(stream, origin=origin, options=options)
        return
    if kind is Format.WARC:
        yield from read_warc(stream, origin=origin, options=options)
        return
    data = stream.read(options.max_document_bytes + 1)
    if len(data) > options.max_document_bytes:
        raise InputRefused(origin, f"it is larger than {options.max_document_bytes:,} bytes; split it into articles")
    if kind is Format.FEED:
        yield from read_feed(data, origin=origin)
    elif kind is Format.HTML:
        yield read_page(data, origin=origin, fallback=options.url)
    else:
        yield (read_markdown if kind is Format.MARKDOWN else read_text)(data, origin=origin)
