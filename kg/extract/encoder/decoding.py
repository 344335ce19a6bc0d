"""Token labels → names: the likeliest sequence that is well-formed (Viterbi over B, I and O)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from kg.extract.encoder.candidates import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_NEVER = -1e9


def names(bio: Sequence[str], scores: Floats, *, offset: int) -> list[tuple[Candidate, float]]:
    """The names of a window in order, each with its confidence: the mean probability of its labels.

    Args:
        bio: the labels.
        scores: log-probabilities per token and label.
        offset: the window's first token in the document.
    """
    path = _best_path(tuple(bio), scores)
    return [
        (
            Candidate(offset + start, offset + end, bio[path[start]][2:]),
            float(np.exp([scores[i, path[i]] for i in range(start, end)]).mean()),
        )
        for start, end in _stretches(bio, path)
    ]


def _best_path(bio: tuple[str, ...], scores: Floats) -> list[int]:
    first, follows = _allowed(bio)
    likeliest = scores.argmax(1)
    if first[likeliest[0]] == 0 and not follows[likeliest[:-1], likeliest[1:]].any():
        return likeliest.tolist()  # type: ignore[no-any-return] # numpy says Any
    best = scores[0] + first
    back = []
    for row in scores[1:]:
        through = best[:, None] + follows
        back.append(through.argmax(0))
        best = through.max(0) + row
    path = [int(best.argmax())]
    for came_from in reversed(back):
        path.append(int(came_from[path[-1]]))
    return path[::-1]


@cache
def _allowed(bio: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Zero where a label may open a window, or follow another; "I-" only goes on with a name of its own type."""
    first = np.asarray([_NEVER if b.startswith("I-") else 0 for b in bio], np.float32)
    follows = [[_NEVER if b.startswith("I-") and a[2:] != b[2:] else 0 for b in bio] for a in bio]
    return first, np.asarray(follows, np.float32)


def _stretches(bio: Sequence[str], path: Sequence[int]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for i, label in enumerate([*(bio[n] for n in path), "O"]):
        if start is not None and not label.startswith("I-"):
            yield start, i
            start = None
        if label.startswith("B-"):
            start = i
