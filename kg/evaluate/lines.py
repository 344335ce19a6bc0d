"""JSON lines in and out: whatever is wrong with a line is said with the line's number, and nothing is half-written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NewsgraphError, UsageError
from kg.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class BadLine(NewsgraphError):
    """A line of the input is not what the task needs."""


@dataclass(frozen=True, slots=True)
class Line:
    """One document of a gold set.

    Attributes:
        origin: file and line number, for messages.
        id: as the file gives it.
        text: what offsets count in.
        fields: the whole line.
    """

    origin: str
    id: str
    text: str
    fields: Mapping[str, object]

    def spans(self, name: str) -> tuple[Span, ...]:
        """The `start` and `end` of every item in a list field, checked against the text.

        Raises:
            BadLine: if the field is no list of spans within the text.
        """
        items = self.fields.get(name)
        if not isinstance(items, list):
            raise BadLine(f"{self.origin}: it has no list {name!r}; give one of objects with 'start' and 'end'")
        return tuple(self.span(item, name) for item in items)

    def span(self, item: object, name: str) -> Span:
        """The `start` and `end` of one item, which stands in the field `name`.

        Raises:
            BadLine: if they are no span within the text.
        """
        start, end = (item.get("start"), item.get("end")) if isinstance(item, dict) else (None, None)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(self.text):
            length = len(self.text)
            raise BadLine(f"{self.origin}: in {name!r}, {item!r} is no span of the text, which has {length} characters")
        return Span(start, end)


def read_lines(path: Path) -> list[Line]:
    """Every line that is not blank.

    Raises:
        UsageError: if the file cannot be opened.
        BadLine: if a line is no JSON object with the strings `id` and `text`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be opened: {error.strerror}; give a file of JSON lines") from error
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [_line(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]


def write_lines(path: Path, rows: Iterable[Mapping[str, object]]) -> int:
    """Write the rows, all or nothing; how many there were.

    Raises:
        UsageError: if the file cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8") as stream:
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; give a file in a folder that exists") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _line(data: bytes, origin: str) -> Line:
    try:
        fields = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise BadLine(f"{origin}: it is not JSON in UTF-8 ({error}); mend or remove the line") from error
    if not isinstance(fields, dict):
        raise BadLine(f"{origin}: it is no JSON object; give one with 'id' and 'text'")
    for name in ("id", "text"):
        if not isinstance(fields.get(name), str):
            raise BadLine(f"{origin}: its {name!r} is {fields.get(name)!r}; give a string")
    if _LONE_SURROGATE.search(fields["text"]):
        raise BadLine(f"{origin}: its text holds half a surrogate pair, which is no character; mend or remove the line")
    return Line(origin, fields["id"], fields["text"], fields)
