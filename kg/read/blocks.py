"""Blocks of lines that are not the story: link lists, company descriptions, contacts, authors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.read.patterns import NAME, patterns
from kg.records import Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from kg.read.lines import Line

_ABOUT = re.compile(r"[#* ]*About (?:the )?[A-Z][^.!?]{0,60}?(?:,? (?:Inc|Co|Corp|Ltd|plc)\.)?[:* ]*")
_MAX_ABOUT_WORDS = 8
_LATE = 0.4
_MAX_LINKS = 12
_MAX_CONTACTS = 15
_MAX_BIOGRAPHY = 6
_CONTACT = re.compile(r"@|https?://|www\.|\+?\d[\d ().-]{7,}")
_MAX_CONTACT = 120
_NAME_LINE = re.compile(rf"(?P<name>{NAME})(?P<link>\s*https?://\S+)?")
_BYLINE = re.compile(rf"(?:By|BY) (?P<name>{NAME})\b")
_HEAD_LINES = 8
_TAIL_LINES = 8
_MAX_NAMES = 3  # the name, the name with a link, the role
_MAX_LINE = 1_500


def blocks(lines: Sequence[Line], *, length: int) -> Iterator[Zone]:
    """A zone per line of every block that a heading opens.

    Args:
        lines: the lines of the text.
        length: the length of the text.
    """
    done = 0
    first_story = next((i for i, line in enumerate(lines) if line.is_sentence), len(lines))
    for number, line in enumerate(lines):
        rule = _opened(line, length=length)
        if number < done or rule is None:
            continue
        if number < first_story and rule != "related links":
            continue
        done = number + 1
        if number > first_story:
            done = _ENDS[rule](lines, number, length)
        for inside in lines[number:done]:
            yield Zone(inside.start, inside.end, rule)


def biographies(lines: Sequence[Line], *, skip: Collection[int]) -> Iterator[Zone]:
    """The paragraph about the author at the end, with the lines before it that only name the author."""
    bylines = (_BYLINE.match(line.plain) for line in lines[:_HEAD_LINES])
    author = next((byline["name"] for byline in bylines if byline), "")
    rest = [line for line in lines if line.number not in skip]
    tail = rest[-_TAIL_LINES:] if len(rest) > 1 else []
    for place in range(len(tail) - 1, -1, -1):
        line = tail[place]
        if _is_linked_name(line):
            yield Zone(line.start, line.end, "author biography")
            continue
        names = _names_before(tail, place)
        if _is_biography(line, named=[*map(_name, names), author]):
            for part in [*names, line]:
                yield Zone(part.start, part.end, "author biography")
        elif not _name(line):
            return


def _opened(line: Line, *, length: int) -> str | None:
    if _ABOUT.fullmatch(line.label) and len(line.words) <= _MAX_ABOUT_WORDS:
        rule = patterns().heading_rule(line.label)
        return rule or ("press release boilerplate" if line.start >= _LATE * length else None)
    rule = patterns().heading_rule(line.label)
    is_early = line.start < _LATE * length
    return None if rule == "press release boilerplate" and is_early else rule


def _end_of_links(lines: Sequence[Line], start: int, length: int) -> int:
    """All that follows if no story does, else the titles directly under the heading."""
    rest = lines[start + 1 :]
    are_links = 2 * sum(line.is_sentence for line in rest) <= len(rest)  # a title, at most with a sentence each
    if are_links and not any(line.is_story_like for line in rest):
        return next(
            (
                i
                for i in range(start + 1, len(lines))
                if _opened(lines[i], length=length) not in (None, "related links")
            ),
            len(lines),
        )
    end = start + 1
    while end < min(start + _MAX_LINKS, len(lines)) and not lines[end].plain.endswith((".", '"', ":")):
        if lines[end].is_story_like or _opened(lines[end], length=length):
            break
        end += 1
    return end


def _end_of_boilerplate(lines: Sequence[Line], start: int, length: int) -> int:
    """Up to the next block: a press release ends with nothing but such blocks."""
    return next((i for i in range(start + 1, len(lines)) if _opened(lines[i], length=length)), len(lines))


def _end_of_contacts(lines: Sequence[Line], start: int, length: int) -> int:
    end = start + 1
    while end < min(start + _MAX_CONTACTS, len(lines)) and not _opened(lines[end], length=length):
        line = lines[end]
        if line.is_story_like or (len(line.plain) > _MAX_CONTACT and not _CONTACT.search(line.plain)):
            break
        end += 1
    return end


def _end_of_biography(lines: Sequence[Line], start: int, length: int) -> int:
    return min(_end_of_boilerplate(lines, start, length), start + _MAX_BIOGRAPHY)


_ENDS: Mapping[str, Callable[[Sequence[Line], int, int], int]] = {
    "related links": _end_of_links,
    "press release boilerplate": _end_of_boilerplate,
    "contact": _end_of_contacts,
    "author biography": _end_of_biography,
}


def _name(line: Line) -> str:
    found = _NAME_LINE.fullmatch(line.plain) if len(line.plain) < _MAX_CONTACT else None
    return found["name"] if found else ""


def _is_linked_name(line: Line) -> bool:
    found = _NAME_LINE.fullmatch(line.plain) if len(line.plain) < _MAX_CONTACT else None
    return bool(found and found["link"])


def _names_before(tail: Sequence[Line], place: int) -> list[Line]:
    first = place
    while first > 0 and place - first < _MAX_NAMES and _name(tail[first - 1]):
        first -= 1
    return list(tail[first:place])


def _is_biography(line: Line, *, named: Sequence[str]) -> bool:
    """Whether it tells of somebody who writes, and something besides that shows that it is the author."""
    found = patterns().biography.match(line.plain) if len(line.plain) <= _MAX_LINE else None
    if not found:
        return False
    known = [name.casefold() for name in named if name]
    subject = (found["name"] or "").casefold()
    return (subject in known if subject else bool(known)) or bool(patterns().signs.search(line.plain))
