"""Keeps the facts equal to what follows from the claims, in the transaction that changes the claims."""

from kg.facts.keeping import (
    Difference,
    Outcome,
    Put,
    Retraction,
    Survivor,
    claimed_in,
    differences,
    find_article,
    is_current,
    put,
    put_many,
    rebuild,
    retract,
    settle,
)

__all__ = [
    "Difference",
    "Outcome",
    "Put",
    "Retraction",
    "Survivor",
    "claimed_in",
    "differences",
    "find_article",
    "is_current",
    "put",
    "put_many",
    "rebuild",
    "retract",
    "settle",
]
