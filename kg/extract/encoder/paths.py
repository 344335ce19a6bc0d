"""How two candidates hang together in the parse: the way from one to the other, for the relations between them.

The shortest way between two words of a dependency tree tells most of what relates them (Bunescu and Mooney, 2005):
"X" and "Y" of "X, which was founded in Oslo, was accused by the union Y" are `nsubjpass` and `agent pobj` of one verb.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.encoder.candidates import Candidate
    from kg.extract.encoder.windows import Window

_EDGES = (
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass "
    "dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss "
    "preconj predet prep prt punct quantmod relcl xcomp"
)
EDGES = ("none", *_EDGES.split())
"""The parser's names for what hangs on what (ClearNLP's)."""
_ALIKE = frozenset(EDGES.index(name) for name in ("conj", "appos"))
PATHS = 512
"""Ways are told apart by so many numbers; 0 is for two words of different sentences."""
_LONGEST = 3  # edges on each side that the number of a way takes note of: the nearest, and the last one
_SAME, _TURN = 254, 255  # beside the numbers of edges in a way's spelling


class Way(NamedTuple):
    """From a first candidate to a second one.

    Attributes:
        number: of the kind of way, below `PATHS`.
        words: tokens of the window on the way, neither candidate's head among them.
        first: the number of the edge above the first candidate, in `EDGES`.
        second: of the edge above the second one.
    """

    number: int
    words: tuple[int, ...]
    first: int
    second: int


class Tree:
    """The parse of a window, and the ways between candidates in it.

    A name in a list, and one that explains another name, is found where the first of them stands: "A and B sued" has
    the same way to B as to A.
    """

    def __init__(self, window: Window, found: Sequence[Candidate]) -> None:
        self._window = window
        self._raw = [self._climb(self._head(c)) for c in found]
        self._lifted = [self._lift(above) for above in self._raw]

    def way(self, one: int, other: int) -> Way:
        """Between two candidates, by number."""
        first, second = self._lifted[one], self._lifted[other]
        is_same = first[0] == second[0]
        if is_same:
            first, second = self._raw[one], self._raw[other]
        edges = self._window.edges
        shared = _shared(first, second)
        if not shared:
            return Way(0, (), edges[first[0]], edges[second[0]])
        up, down = first[: len(first) - shared], second[: len(second) - shared]
        spelling = bytes([*self._spelt(up), _TURN, *self._spelt(down), *([_SAME] if is_same else [])])
        turn = (first[-shared],) if up and down else ()  # else it is one of the heads
        return Way(
            1 + zlib.crc32(spelling) % (PATHS - 1), (*up[1:], *turn, *down[1:]), edges[first[0]], edges[second[0]]
        )

    def _spelt(self, side: Sequence[int]) -> list[int]:
        edges = self._window.edges
        kept = side if len(side) <= _LONGEST else (*side[: _LONGEST - 1], side[-1])
        return [edges[token] for token in kept]

    def _head(self, candidate: Candidate) -> int:
        """The token of a candidate that hangs on one outside of it."""
        start, end = candidate.start - self._window.start, candidate.end - self._window.start
        heads = self._window.heads
        return next((i for i in range(start, end) if not start <= heads[i] < end or heads[i] == i), start)

    def _climb(self, token: int) -> list[int]:
        """A token and all above it."""
        heads, above = self._window.heads, [token]
        while heads[above[-1]] != above[-1]:
            above.append(heads[above[-1]])
        return above

    def _lift(self, above: Sequence[int]) -> Sequence[int]:
        number = 0
        while number + 1 < len(above) and self._window.edges[above[number]] in _ALIKE:
            number += 1
        return above[number:]


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens at the end two ways up have in common."""
    if one[-1] != other[-1]:  # of two sentences, as most of a trigger's are
        return 0
    shared = 0
    for mine, its in zip(reversed(one), reversed(other), strict=False):
        if mine != its:
            break
        shared += 1
    return shared
