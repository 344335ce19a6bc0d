"""Where one story ends and the next begins in an article of several: "In brief", a round-up of deals.

Paragraphs that name the same are of one story. What stands in one has no part in what another tells of.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extract.document.tokens import Span
    from kg.extract.parsed import Parsed

    At = Mapping[int, tuple[int, ...]]

_PLACELESS = frozenset({Kind.ORGANIZATION, Kind.PERSON, Kind.PRODUCT})
_TAKING_UP = frozenset({"the", "this", "that", "its", "his", "her", "their"})
_OPENING = 4  # tokens: "The bookmaker X" says who it is
_FEWEST = 4  # paragraphs
_ALONE = 0.7  # of the paragraphs that are a story of their own, at the least
_LARGEST = 0.45  # of the tokens: an article with a longer story than that is about it, asides and all


@dataclass(frozen=True, slots=True)
class Sections:
    """The stories of an article.

    Attributes:
        of_token: token → the number of its story; empty where the article is one story.
        of_cluster: cluster → the stories that mention it.
    """

    of_token: Sequence[int]
    of_cluster: Sequence[frozenset[int]]

    def apart(self, token: int, number: int) -> bool:
        """Whether a cluster is mentioned only in other stories than that of a token."""
        return bool(self.of_token) and self.of_token[token] not in self.of_cluster[number]

    def differ(self, one: int, other: int) -> bool:
        """Whether two tokens stand in two stories."""
        return bool(self.of_token) and self.of_token[one] != self.of_token[other]


def sections(parsed: Parsed) -> Sections:
    """The stories of an article, told apart by whom their paragraphs name."""
    paragraphs = _paragraphs(parsed)
    story = _stories(parsed, paragraphs, parsed.at)
    sizes: dict[int, int] = {}
    for number, (start, end) in zip(story, paragraphs, strict=True):
        sizes[number] = sizes.get(number, 0) + end - start
    is_short = len(paragraphs) < _FEWEST or len(sizes) < _ALONE * len(paragraphs)
    if is_short or max(sizes.values()) > _LARGEST * len(parsed.doc):
        return Sections((), ())
    named = _named(parsed)  # what "the firm" is taken for may stand in the story before
    story = _stories(parsed, paragraphs, named)
    of_token = [n for n, (start, end) in zip(story, paragraphs, strict=True) for _ in range(start, end)]
    found: list[set[int]] = [set() for _ in parsed.clusters]
    for i, numbers in named.items():
        for number in numbers:
            found[number].add(of_token[i])
    return Sections(of_token, [frozenset(each) for each in found])


def _named(parsed: Parsed) -> At:
    """The tokens of names, and whose they are."""
    clusters = enumerate(parsed.clusters)
    return {i: (number,) for number, cluster in clusters for name in cluster.names for i in range(name.start, name.end)}


def _paragraphs(parsed: Parsed) -> list[tuple[int, int]]:
    """First token and end of each paragraph."""
    breaks = [s.start for s in parsed.doc.sents if s.start and "\n" in parsed.doc[s.start - 1].text]
    return list(pairwise(dict.fromkeys([0, *breaks, len(parsed.doc)])))


def _stories(parsed: Parsed, paragraphs: Sequence[tuple[int, int]], at: At) -> list[int]:
    """The number of each paragraph's story; one that names nobody or takes somebody up goes with what is before it."""
    story = list(range(len(paragraphs)))
    last: dict[int, int] = {}

    def merge(one: int, other: int) -> None:
        story[:] = [story[one] if n == story[other] else n for n in story]

    for number, (start, end) in enumerate(paragraphs):
        here = {n for i in range(start, end) for n in at.get(i, ()) if parsed.kind(n) in _PLACELESS}
        if number and (not here or _takes_up(parsed, parsed.doc[start].sent)):
            merge(number - 1, number)
        for cluster in here:
            if cluster in last:
                merge(last[cluster], number)
            last[cluster] = number
    return story


def _takes_up(parsed: Parsed, first: Span) -> bool:
    """Whether a paragraph opens with somebody whom only what is before it can name: "He said", "The company"."""
    opening = first.root.left_edge.i
    words = parsed.doc[opening : opening + _OPENING]
    return words[0].pos_ == "PRON" or (words[0].lower_ in _TAKING_UP and not any(t.i in parsed.at for t in words))
