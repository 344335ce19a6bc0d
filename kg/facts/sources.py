"""Counts sources: articles that print one text, whole or nearly, are one source and not many.

Each article's graph holds a MinHash of its story, and which articles are copies follows from these alone. So the count
for a subject is a function of the articles on it, whatever the order in which they came and whatever else is stored.
The parameters are published in docs/facts.md.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import eq
from typing import TYPE_CHECKING, Final

from rensa import RMinHash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records import Article, Testimony

_ALGORITHM: Final = f"rensa{RMinHash.ALGORITHM_VERSION}"
_SEED: Final = 1
_HASHES: Final = 128
_BYTES: Final = 4  # per hash
_ROWS: Final = 4  # hashes per band: texts that share half of their shingles meet in one of 32 bands with 87 %
_BANDS: Final = struct.Struct(f"{_ROWS * _BYTES}s" * (_HASHES // _ROWS))
_BYTES_OF_BAND: Final = 8  # as many as a number of the engine has: two bands in 10^19 share one
_WORDS: Final = 3  # per shingle
_FEW: Final = 16  # signatures that are compared one by one
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


def bands(signature: str) -> tuple[int, ...]:
    """A number for each band of a signature: copies of one text have one of them in common."""
    sketch = _sketch(signature) if signature else None
    if sketch is None:
        return ()
    numbered = (bytes([number]) + band for number, band in enumerate(sketch.bands))
    digests = (hashlib.blake2b(each, digest_size=_BYTES_OF_BAND).digest() for each in numbered)
    return tuple(int.from_bytes(each, signed=True) for each in digests)


def are_copies(one: str, other: str) -> bool:
    """Whether two signatures are those of one text, whole or nearly."""
    if not one or not other:
        return False
    sketch, its = _sketch(one), _sketch(other)
    return sketch is not None and _agree_in_a_band(sketch, its) and _are_copies(sketch, its)


def independent(told: Iterable[Testimony], sources: Sources | None = None) -> list[Testimony]:
    """The testimonies with the source of each: one name for all articles that are copies of one text.

    Args:
        told: all about one subject.
        sources: what is known of just these; found out without it.
    """
    testimonies = list(told)
    if sources is None:
        sources = Sources()
        sources.add(testimonies)
    named = ((each, sources.of(each)) for each in testimonies)
    return [each if each.source == name else replace(each, source=name) for each, name in named]


class Sources:
    """Which articles on one subject are copies of one text; more can be added, in any order.

    Copies of a copy are copies too, so it does not matter which of them is looked at first.
    """

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] = set()
        self._groups = _Groups()
        self._signatures: dict[str, None] = {}
        self._bands: list[dict[bytes, list[str]]] = []  # only for many: they take 15 KB a signature

    def holds_more_than(self, told: Iterable[Testimony]) -> bool:
        """Whether it knows articles that are not among these: what is joined through them cannot be parted again."""
        return not self._known <= {(each.source, each.signature) for each in told}

    def add(self, told: Iterable[Testimony]) -> None:
        """Take these in, too."""
        for each in told:
            pair = each.source, each.signature
            if pair not in self._known:
                self._known.add(pair)
                if each.signature and (sketch := _sketch(each.signature)):
                    self._groups.join(each.source, each.signature)  # one text, or one signature
                    self._compare(each.signature, sketch)

    def of(self, told: Testimony) -> str:
        """The name of the source."""
        return self._groups.of(told.source)

    def _compare(self, name: str, sketch: _Sketch) -> None:
        """Join it to what it is a copy of, among those that agree with it in a whole band."""
        if name in self._signatures:
            return
        self._signatures[name] = None
        if len(self._signatures) <= _FEW:
            others = [other for other in self._signatures if _agree_in_a_band(sketch, _sketch(other))]
        else:
            others = self._in_a_band(name, sketch)
        for other in others:
            if self._groups.of(name) != self._groups.of(other) and _are_copies(sketch, _sketch(other)):
                self._groups.join(name, other)

    def _in_a_band(self, name: str, sketch: _Sketch) -> list[str]:
        """The same by an index of all bands, which is made once there are many."""
        fresh = {name: sketch} if self._bands else {each: _sketch(each) for each in self._signatures}
        self._bands = self._bands or [{} for _ in range(0, _HASHES, _ROWS)]
        for each, its in fresh.items():
            for band, key in zip(self._bands, its.bands if its else (), strict=False):
                band.setdefault(key, []).append(each)
        return [other for band, key in zip(self._bands, sketch.bands, strict=True) for other in band[key]]


@dataclass(frozen=True, slots=True)
class _Sketch:
    size: int
    packed: bytes

    @property
    def hashes(self) -> tuple[int, ...]:
        return struct.unpack(f"<{_HASHES}I", self.packed)

    @property
    def bands(self) -> tuple[bytes, ...]:
        return _BANDS.unpack(self.packed)


@lru_cache(maxsize=5_000)  # about 2 KB each
def _sketch(text: str) -> _Sketch | None:
    algorithm, _, rest = text.partition(" ")
    size, _, packed = rest.partition(" ")
    return _Sketch(int(size), base64.b64decode(packed)) if algorithm == _ALGORITHM else None


def _agree_in_a_band(one: _Sketch, other: _Sketch | None) -> bool:
    return other is not None and any(map(eq, one.bands, other.bands))


def _are_copies(one: _Sketch, other: _Sketch | None) -> bool:
    """Whether nearly all of the shorter story is in the longer one, and the longer is not a much longer one."""
    if other is None:
        return False
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
