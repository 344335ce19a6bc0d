"""How alike two spellings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from kg.link.segments import edits_allowed

if TYPE_CHECKING:
    from collections.abc import Iterable


def spelled_like(one: str, others: Iterable[str]) -> list[str]:
    """Those of the others in which no more letters differ than this one allows: a quick choice among many."""
    edits = edits_allowed(len(one))
    found = extract(one, others, scorer=OSA.distance, score_cutoff=edits, limit=None)  # type: ignore[arg-type] # its stubs know no strings
    return [other for other, _, _ in found]


def similarity(one: str, other: str) -> float:
    """1 less the share of letters that differ; 0 where more do than both names allow."""
    edits = min(edits_allowed(len(one)), edits_allowed(len(other)))
    distance = OSA.distance(one, other, score_cutoff=edits)
    return 0.0 if distance > edits else 1 - distance / max(len(one), len(other))
