"""The parts of a name by which names that are spelled nearly so are found.

PassJoin (Li, Deng, Wang and Feng, VLDB 2012): a name that may have n edits is cut into n + 1 even segments. Whatever is
within n edits of it has at least one of them whole, and shifted by no more than the edits before and after it allow; so
the segments are indexed with their places, and looked up at those places. Letters that are added, dropped or changed
are found without fail. Two letters swapped are one edit here, and may lie on either side of a cut: those of an
otherwise right name are found by trying each cut the other way round.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

_EDITS = ((15, 3), (9, 2), (6, 1))  # letters at least → edits at most


@cache
def edits_allowed(letters: int) -> int:
    """How many letters of so many may differ before it is another name."""
    return next((edits for least, edits in _EDITS if letters >= least), 0)


def segments(key: str) -> list[int]:
    """The hashes that a name is indexed by; none for one that is too short."""
    return _hashes(key, _cuts(len(key)))


def probes(key: str) -> set[int]:
    """The hashes that names like this one may be indexed by."""
    found = set(_hashes(key, _probed(len(key))))
    for _, cut, _ in _cuts(len(key))[:-1]:
        found.update(segments(f"{key[: cut - 1]}{key[cut]}{key[cut - 1]}{key[cut + 1 :]}"))
    return found


def _hashes(key: str, parts: Iterable[tuple[int, int, int]]) -> list[int]:
    if key.isascii():  # encoded once, as a letter is a byte
        letters = key.encode()
        return [crc32(letters[at:end], seed) for at, end, seed in parts]
    return [crc32(key[at:end].encode(), seed) for at, end, seed in parts]


@cache
def _probed(letters: int) -> tuple[tuple[int, int, int], ...]:
    """Where in a name of so many letters a part of one like it may be, with what the part's hash begins with."""
    edits = edits_allowed(letters)
    return tuple(
        (start, start + end - at, seed)
        for other in range(letters - edits, letters + edits + 1)
        for number, (at, end, seed) in enumerate(_cuts(other))
        for start in _starts(number, at, letters - other, min(edits, edits_allowed(other)))
        if 0 <= start <= letters - (end - at)
    )


def _starts(number: int, at: int, longer: int, edits: int) -> range:
    """Where the segment of this number may begin, given how much longer the other name is (multi-match-aware)."""
    after = edits - number
    return range(max(at - number, at + longer - after), min(at + number, at + longer + after) + 1)


@cache
def _cuts(letters: int) -> tuple[tuple[int, int, int], ...]:
    """Where the segments of a name of so many letters begin and end, and what their hashes begin with.

    The later ones have the letters left over. A hash is that of length and place, and then of the letters.
    """
    parts = edits_allowed(letters) + 1
    if parts == 1:
        return ()
    least, over = divmod(letters, parts)
    ends = [least * (n + 1) + max(0, over - parts + n + 1) for n in range(parts)]
    starts = [0, *ends[:-1]]
    return tuple((at, end, crc32(f"{letters} {at} ".encode())) for at, end in zip(starts, ends, strict=True))
