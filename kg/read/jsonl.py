"""JSON Lines: one article a line; a broken line is refused with its number and the others go on."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from kg.errors import InputRefused
from kg.read.document import Document
from kg.read.identity import checked_url
from kg.read.pages import page
from kg.read.published import stated_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.read.document import Options, Result

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_lines(stream: IO[bytes], *, origin: str, options: Options) -> Iterator[Result]:
    """One document per line that is not blank."""
    limit = options.max_document_bytes
    for number, line in _bounded_lines(stream, limit=limit):
        place = f"{origin}:{number}"
        if len(line) > limit:
            yield InputRefused(place, f"the line is longer than {limit:,} bytes; split it into articles")
            continue
        try:
            if line.strip():
                yield _document(_object(line, origin=place), origin=place, options=options)
        except InputRefused as refused:
            yield refused


def _bounded_lines(stream: IO[bytes], *, limit: int) -> Iterator[tuple[int, bytes]]:
    """Numbered lines; of one that is too long only the beginning, so that it cannot fill the memory."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        rest = line
        while len(rest) > limit and not rest.endswith(b"\n"):
            rest = stream.readline(limit + 1)
        yield number, line


def _object(line: bytes, *, origin: str) -> dict[str, object]:
    if line.startswith(_UTF16_MARKS):
        raise InputRefused(origin, "the file is in UTF-16; JSON Lines must be in UTF-8: save it so")
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputRefused(origin, f"the line is not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise InputRefused(origin, f"the line is not JSON ({error}); put one object on each line") from error
    if not isinstance(found, dict):
        raise InputRefused(origin, f"the line is a JSON {type(found).__name__}, not an object with fields")
    return found


def _document(found: dict[str, object], *, origin: str, options: Options) -> Document:
    names = options.fields
    title, url, published, text, html = (
        _string(found, name, origin=origin)
        for name in (names.title, names.url, names.published, names.text, names.html)
    )
    day = stated_date(published, origin=origin) if published else None
    address = checked_url(url, origin=origin) if url else None
    if text:
        return Document(origin, text, title=title, url=address, published=day)
    if not html:
        has = ", ".join(sorted(found)[:10]) or "none"
        raise InputRefused(origin, f"no text in the fields {names.text!r} or {names.html!r}; its fields: {has}")
    found_page = page(html, origin=origin, url=address)
    return Document(
        origin,
        found_page.text,
        title=title or found_page.title,
        url=address or found_page.url,
        published=day or found_page.published,
    )


def _string(found: dict[str, object], name: str, *, origin: str) -> str:
    value = found.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputRefused(origin, f"the field {name!r} is {json.dumps(value)[:80]}, not a string")
    return value.strip()
