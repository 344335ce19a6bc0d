"""How far two spellings may lie apart, and which letters to look them up by.

A letter that is added, dropped or changed breaks at most one of several trigrams that do not overlap, so a name
within n such edits has at least one of any n + 1 of them, and looking up the rarest is exact and quick. Two letters
swapped can break two trigrams: one more is looked up where the name is long enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Mapping

_EDITS = ((15, 3), (9, 2), (6, 1))  # letters at least → edits at most; as many trigrams more by one must fit
_GRAM = 3


def edits_allowed(key: str) -> int:
    """How many letters may differ from a name of this key before it is another name."""
    return next((edits for letters, edits in _EDITS if len(key) >= letters), 0)


def similarity(one: str, other: str, edits: int) -> float:
    """1 less the share of letters that differ; 0 where more than `edits` do."""
    distance = OSA.distance(one, other, score_cutoff=edits)
    return 0.0 if distance > edits else 1 - distance / max(len(one), len(other))


def rarest_apart(key: str, counts: Mapping[str, int], edits: int) -> list[str]:
    """Enough trigrams of the key that do not overlap, with the fewest names among them (dynamic programming)."""
    wanted = min(edits + 2, len(key) // _GRAM)
    unreached: tuple[float, tuple[str, ...]] = (float("inf"), ())
    best: list[list[tuple[float, tuple[str, ...]]]] = [[(0.0, ())] + [unreached] * wanted]
    for end in range(1, len(key) + 1):
        row = list(best[end - 1])
        if end >= _GRAM:
            gram = key[end - _GRAM : end]
            for taken in range(1, wanted + 1):
                before, grams = best[end - _GRAM][taken - 1]
                row[taken] = min(row[taken], (before + counts.get(gram, 0), (*grams, gram)))
        best.append(row)
    return list(best[-1][wanted][1])
