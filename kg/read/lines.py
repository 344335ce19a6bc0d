"""The lines and sentences of a text with their offsets, in plain characters so that one pattern fits all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# One character for one character, so that offsets in the plain text are offsets in the text itself.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000\t", " "),
    },
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"')\]]*[^\w\s\"'(\[]*\s+(?=[\"'(\[]?[A-Z0-9])")
_STORY_CHARACTERS = 160
_TWO_SENTENCES = 120
_SENTENCE_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it; `plain` has its characters made plain."""

    number: int
    start: int
    end: int
    plain: str

    @property
    def label(self) -> str:
        """Its words without the marks of a heading or list around them."""
        return self.plain.strip("#*_•- ") or self.plain

    @property
    def words(self) -> list[str]:
        """Its words in lower case, to compare lines by."""
        return re.findall(r"\w+", self.plain.casefold())

    @property
    def is_story_like(self) -> bool:
        """Whether it reads like a paragraph of a story and not like a title or a label."""
        closed = self.plain.rstrip("\"')] ").endswith((".", "!", "?")) and not self.plain.endswith("...")
        long = len(self.plain) >= _STORY_CHARACTERS
        return closed and (long or (len(self.plain) >= _TWO_SENTENCES and bool(_SENTENCE_END.search(self.plain))))

    @property
    def is_sentence(self) -> bool:
        """Whether it says something in a whole sentence, be it a short one."""
        return len(self.plain) >= _SENTENCE_CHARACTERS and self.plain.rstrip("\"')] ").endswith((".", "!", "?"))

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The sentences as offsets of the text, roughly: enough to compare them and to match beginnings."""
        start = 0
        for found in _SENTENCE_END.finditer(self.plain):
            yield self.start + start, self.start + found.start() + len(found[0].rstrip())
            start = found.end()
        yield self.start + start, self.end


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    found: list[Line] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        stripped = line.strip()
        if stripped:
            begin = start + line.index(stripped[0])
            found.append(Line(number, begin, begin + len(stripped), stripped.translate(_PLAIN)))
        start += len(line) + 1
    return found
