"""What the text says a second time: a headline with a site's name glued to it, paragraphs, sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.records import Zone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.read.lines import Line

MIN_HEADLINE = 15
"""A shorter line is more likely the end of another by chance."""

_MAX_GLUE = 80
_HEAD_LINES = 4
_MIN_WORDS = 5
_MIN_SENTENCE = 60
_MIN_SENTENCE_WORDS = 8
_MARK = re.compile(r"#{1,6}\s+")
_SITE_BEHIND = re.compile(r"\s*(?:\s[|»•·:–—-]|[|»])\s*\S.{0,60}")


def glued_headlines(lines: Sequence[Line], *, headline: str) -> Iterator[Zone]:
    """Lines at the head that are the headline with the name of a site or section glued to it.

    Where the clean headline has a line of its own the whole glued line is no story, else only the glue is.
    """
    head = lines[:_HEAD_LINES]
    clean = [headline] if len(headline) >= MIN_HEADLINE else []
    clean += [title for line in head[1:] if len(title := _MARK.sub("", line.plain)) >= MIN_HEADLINE]
    for number, line in enumerate(head):
        for title in clean:
            glue = _glue(line.plain, title)
            if not glue:
                continue
            stands_alone = any(_MARK.sub("", other.plain) == title for other in head[number + 1 :])
            first, last = (0, len(line.plain)) if stands_alone else glue
            yield Zone(line.start + first, line.start + last, "glued headline")
            break


def copies(lines: Sequence[Line], text: str, *, headline: str, skip: Collection[int]) -> Iterator[Zone]:
    """Second and later copies of a paragraph, of a sentence or of the headline; the first stays."""
    title = re.findall(r"\w+", headline.casefold())
    paragraphs: set[tuple[str, ...]] = set()
    sentences: set[str] = set()
    for line in lines:
        if line.number in skip:
            continue
        words = tuple(line.words)
        is_title = bool(title) and list(words) == title
        if words in paragraphs and (is_title or len(words) >= _MIN_WORDS):
            yield Zone(line.start, line.end, "repeated headline" if is_title else "repeated paragraph")
            continue
        paragraphs.add(words)
        for start, end in line.sentences():
            sentence = " ".join(text[start:end].casefold().split())
            if len(sentence) < _MIN_SENTENCE or len(sentence.split()) < _MIN_SENTENCE_WORDS:
                continue
            if sentence in sentences:
                yield Zone(start, end, "repeated sentence")
            sentences.add(sentence)


def _glue(line: str, title: str) -> tuple[int, int] | None:
    """Where in the line stands what is not the title, None if the line is not a title with glue."""
    extra = len(line) - len(title)
    if not 0 < extra <= _MAX_GLUE:
        return None
    if line.endswith(title) and not _MARK.fullmatch(line[:extra]):
        return 0, extra
    if line.startswith(title) and _SITE_BEHIND.fullmatch(line[len(title) :]):
        return len(title), len(line)
    return None
