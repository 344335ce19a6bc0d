"""The files that an index is built from: told apart by their first bytes, unpacked and cut into pieces."""

from __future__ import annotations

import bz2
import gzip
import io
import json
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from kg.errors import InputRefused, InstallationError
from kg.link import wikidata
from kg.link.building.formats import Parsed, Piece
from kg.link.building.suggestions import suggested
from kg.link.building.truthy import subject
from kg.link.rows import row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PIECE = 1 << 20  # bytes
_LONGEST_LINE = 1 << 28  # bytes; the longest item documents have some 5 MB
_WHOLE = 1 << 29  # bytes of a document that is no list of lines
_SNIFFED = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read items from.

    Attributes:
        path: the file.
        format: `dump`, `records`, `table`, `truthy`, or `document` for one JSON document of many items.
    """

    path: Path
    format: str

    @property
    def fingerprint(self) -> str:
        """What tells whether a build that goes on has the same file as before: name, size and time."""
        stat = self.path.stat()
        return f"{self.path.name} {stat.st_size} {stat.st_mtime_ns}"


def recognized(path: Path) -> Source:
    """The file as a source.

    Raises:
        InputRefused: it is no format that an index can be built from, or cannot be opened.
    """
    try:
        with unpacked(path) as stream:
            start = stream.read(_SNIFFED)
    except (OSError, EOFError) as error:
        raise InputRefused(str(path), f"it cannot be read ({error})") from error
    found = _format(path, start)
    if found is None:
        raise InputRefused(
            str(path),
            "it is no Wikidata JSON dump, truthy N-Triples (.nt), JSONL of items with id and label, table (.tsv) or "
            "name-suggestion-index",
        )
    return Source(path, found)


def _format(path: Path, start: bytes) -> str | None:
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    suffixes = {suffix.lower() for suffix in path.suffixes[-2:]}
    if ".nt" in suffixes or head.startswith(b"<http"):
        return "truthy"
    if ".tsv" in suffixes:
        return "table"
    if head.startswith(b"["):
        return "dump"
    line = head.split(b"\n", 1)[0].strip()
    if not head.startswith(b"{"):
        return None
    if line.endswith((b"}", b"},")) and b'"labels"' not in line:
        return "records" if b'"label"' in line and b'"entities"' not in line[:20] else "document"
    is_one_line = line.endswith((b"}", b"},")) or len(head) == _SNIFFED
    return "dump" if is_one_line and b'"entities"' not in line[:20] and line[:20] != b"{" else "document"


def unpacked(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked as its suffix says."""
    match path.suffix.lower():
        case ".bz2":
            return cast("IO[bytes]", bz2.open(path))
        case ".gz":
            return cast("IO[bytes]", gzip.open(path))
        case ".zst" | ".zstd":
            return _zstandard(path)
    return path.open("rb")


def _zstandard(path: Path) -> IO[bytes]:
    try:
        import zstandard  # noqa: PLC0415 (an extra: only .zst files need it)
    except ImportError as error:
        raise InstallationError(f"{path} is packed with zstandard: pip install 'newsgraph[archives]'") from error
    return io.BufferedReader(zstandard.open(path, "rb"), _PIECE)


def pieces(source: Source, *, least: int, start: int = 0, first: int = 1) -> Iterator[tuple[Piece, int]]:
    """Pieces of whole lines from byte `start` (line `first`) of what is unpacked, each with where the next begins.

    Raises:
        InputRefused: the file ends within its packing, or has a line too long for any item.
    """
    rest = b""
    at = start
    try:
        with unpacked(source.path) as stream:
            _skip(stream, start)
            while block := stream.read(_PIECE):
                rest += block
                cut = _cut(source, rest)
                if cut:
                    at += cut
                    yield Piece(source.format, rest[:cut], first, least), at
                    first += rest.count(b"\n", 0, cut)
                    rest = rest[cut:]
                elif len(rest) > _LONGEST_LINE:
                    raise InputRefused(str(source.path), f"line {first} has more than {_LONGEST_LINE} bytes")
    except (OSError, EOFError, ValueError) as error:
        raise InputRefused(str(source.path), f"it breaks off after line {first} ({error})") from error
    if rest:
        yield Piece(source.format, rest, first, least), at + len(rest)


def _skip(stream: IO[bytes], start: int) -> None:
    """Go to this byte; what is packed must be unpacked up to there, and need not be parsed."""
    if stream.seekable():
        stream.seek(start)
        return
    while start and (block := stream.read(min(start, _PIECE))):
        start -= len(block)


def _cut(source: Source, text: bytes) -> int:
    """Where the last whole item ends: after a line, and in N-Triples before the last item's first line."""
    end = text.rfind(b"\n") + 1
    if source.format != "truthy" or not end:
        return end
    last = None
    at = end
    while at > 0:
        begin = text.rfind(b"\n", 0, at - 1) + 1
        found = subject(text[begin:at])
        if last is None:
            last = found
        elif found not in {None, last}:
            return at
        at = begin
    return 0


def whole(source: Source) -> Parsed:
    """What is in a source that is one JSON document: the name-suggestion-index, or an answer of Wikidata's API.

    Raises:
        InputRefused: it is no JSON, or another document.
    """
    with unpacked(source.path) as stream:
        text = stream.read(_WHOLE + 1)
    if len(text) > _WHOLE:
        raise InputRefused(str(source.path), f"it is one document of more than {_WHOLE} bytes")
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InputRefused(str(source.path), f"it is no JSON ({error})") from error
    return _of_document(source, document)


def _of_document(source: Source, document: dict[str, Any]) -> Parsed:
    if "nsi" in document:
        return Parsed(rows=list(map(row, suggested(document))))
    if "entities" not in document and "labels" not in document:
        raise InputRefused(str(source.path), "it is a JSON document, but none of Wikidata or of name-suggestion-index")
    found = Parsed()
    for each in document.get("entities", {"": document}).values():
        item = wikidata.item(each) if "id" in each and "labels" in each else None
        if item:
            found.rows.append(row(item))
        else:
            found.passed += 1
    return found
