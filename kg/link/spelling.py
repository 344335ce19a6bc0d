"""How alike two spellings are."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from kg.link.segments import edits_allowed


def similarity(one: str, other: str) -> float:
    """1 less the share of letters that differ; 0 where more do than both names allow."""
    edits = min(edits_allowed(len(one)), edits_allowed(len(other)))
    distance = OSA.distance(one, other, score_cutoff=edits)
    return 0.0 if distance > edits else 1 - distance / max(len(one), len(other))
