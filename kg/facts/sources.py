"""Counts sources: articles that print one text, whole or nearly, are one source and not many.

Each article's graph holds a MinHash of its story, and which articles are copies follows from these alone. So the count
for a subject is a function of the articles on it, whatever the order in which they came and whatever else is stored.
The parameters are published in docs/facts.md.
"""

from __future__ import annotations

import base64
import re
import struct
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from operator import eq
from typing import TYPE_CHECKING, Final

from rensa import RMinHash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.records import Article, Testimony

_ALGORITHM: Final = f"rensa{RMinHash.ALGORITHM_VERSION}"
_SEED: Final = 1
_HASHES: Final = 128
_ROWS: Final = 4  # hashes per band: texts that share half of their shingles meet in one of 32 bands with 87 %
_WORDS: Final = 3  # per shingle
_FEWEST: Final = 20  # shingles; shorter stories are compared by their text alone
_LIKENESS: Final = 0.6  # of all shingles of both, the least part that they share
_CONTAINED: Final = 0.8  # of the shingles of the shorter, the least part that is in the longer


def signature(article: Article) -> str:
    """The MinHash of an article's story with the number of its shingles; "" for a story of few words.

    Shingles are runs of three words, in small letters, of the text without its zones.
    """
    words = re.findall(r"\w+", article.story.casefold())
    shingles = {" ".join(words[n : n + _WORDS]) for n in range(len(words) - _WORDS + 1)}
    if len(shingles) < _FEWEST:
        return ""
    minhash = RMinHash(num_perm=_HASHES, seed=_SEED)
    minhash.update(sorted(shingles))
    packed = struct.pack(f"<{_HASHES}I", *minhash.digest())
    return f"{_ALGORITHM} {len(shingles)} {base64.b64encode(packed).decode()}"


def independent(told: Iterable[Testimony]) -> list[Testimony]:
    """The testimonies with the source of each: one name for all articles that are copies of one text.

    Copies of a copy are copies too, so it does not matter which of them is looked at first.
    """
    testimonies = list(told)
    if len(testimonies) == 1:
        return testimonies
    sketches = {each.signature: found for each in testimonies if (found := _sketch(each.signature))}
    group = _Groups()
    for each in testimonies:  # one text, or one signature
        group.join(each.source, each.signature or each.source)
    for one, other in _near(sketches):
        if group.of(one) != group.of(other) and _are_copies(sketches[one], sketches[other]):
            group.join(one, other)
    return [replace(each, source=group.of(each.source)) for each in testimonies]


@dataclass(frozen=True, slots=True)
class _Sketch:
    size: int
    hashes: tuple[int, ...]


@lru_cache(maxsize=50_000)
def _sketch(text: str) -> _Sketch | None:
    algorithm, _, rest = text.partition(" ")
    if algorithm != _ALGORITHM:
        return None
    size, _, packed = rest.partition(" ")
    return _Sketch(int(size), struct.unpack(f"<{_HASHES}I", base64.b64decode(packed)))


def _near(sketches: dict[str, _Sketch]) -> Iterator[tuple[str, str]]:
    """Pairs of signatures that agree in a whole band; the others are not worth a look."""
    bands: defaultdict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for name in sorted(sketches):
        hashes = sketches[name].hashes
        for start in range(0, _HASHES, _ROWS):
            bands[start, hashes[start : start + _ROWS]].append(name)
    for names in bands.values():
        yield from combinations(names, 2)


def _are_copies(one: _Sketch, other: _Sketch) -> bool:
    """Whether nearly all of the shorter story is in the longer one, and the longer is not a much longer one."""
    likeness = sum(map(eq, one.hashes, other.hashes)) / _HASHES
    shared = likeness / (1 + likeness) * (one.size + other.size)
    return bool(likeness >= _LIKENESS and shared >= _CONTAINED * min(one.size, other.size))


class _Groups:
    """Names that are joined, each group known by the first of its names in the alphabet."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The name of the group."""
        while (above := self._above.get(name, name)) != name:
            self._above[name] = self._above.get(above, above)
            name = above
        return name

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        first, second = sorted((self.of(one), self.of(other)))
        self._above[second] = first
