"""The quoted passages of a text: what stands between quotation marks, paragraph by paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n[^\S\n]*\S.*)*")
"""Lines without an empty one between them."""

_TITLE_WORD = re.compile(r"[^\W\d_]{4,}")
_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words between quotation marks.

    Attributes:
        words: the characters between the marks.
        whole: the same with the marks; an unclosed passage ends with its paragraph.
        paragraph: the paragraph around it.
        closed: False where the speech goes on in the next paragraph.
    """

    words: Span
    whole: Span
    paragraph: Span
    closed: bool

    def word_count(self, text: str) -> int:
        """How many words are quoted."""
        return len(_WORD.findall(self.words.of(text)))

    def looks_like_title(self, text: str) -> bool:
        """Whether every longer word has a capital and no mark ends it: a film, a song, a slogan."""
        inside = self.words.of(text)
        return inside[-1:].isalnum() and all(word[0].isupper() for word in _TITLE_WORD.findall(inside))


def passages(text: str, marks: dict[str, str]) -> list[Passage]:
    """All passages by position; a quotation within another belongs to the outer one.

    Args:
        text: the story.
        marks: opening mark → closing mark.
    """
    paragraphs = [Span(*match.span()) for match in _PARAGRAPH.finditer(text)]
    found: list[Passage] = []
    for number, paragraph in enumerate(paragraphs):
        following = text[paragraphs[number + 1].start] if number + 1 < len(paragraphs) else ""
        found.extend(_in_paragraph(text, paragraph, following, marks))
    return found


def _in_paragraph(text: str, paragraph: Span, following: str, marks: dict[str, str]) -> Iterator[Passage]:
    position = paragraph.start
    while position < paragraph.end:
        mark = text[position]
        if mark not in marks or not _opens(text, position, paragraph):
            position += 1
            continue
        end = _closing(text, position, paragraph, marks[mark])
        if end is not None:
            yield Passage(Span(position + 1, end), Span(position, end + 1), paragraph, closed=True)
            position = end + 1
        elif following == mark:
            stretch = Span(position, paragraph.end)
            yield Passage(Span(position + 1, paragraph.end), stretch, paragraph, closed=False)
            return
        else:
            position += 1


def _opens(text: str, position: int, paragraph: Span) -> bool:
    before = text[position - 1] if position > paragraph.start else " "
    after = text[position + 1 : position + 2]
    return not before.isalnum() and bool(after) and not after.isspace()


def _closing(text: str, position: int, paragraph: Span, mark: str) -> int | None:
    """Where the mark closes; an apostrophe or an inch sign within the words does not."""
    end = text.find(mark, position + 1, paragraph.end)
    while end != -1:
        after = text[end + 1 : end + 2]
        if mark in "”»" or (not after.isalnum() and not text[end - 1].isspace()):
            return end
        end = text.find(mark, end + 1, paragraph.end)
    return None
