"""Keeps the facts equal to what follows from the claims, in the transaction that changes the claims."""

from kg.facts.keeping import (
    Difference,
    Outcome,
    Put,
    Retraction,
    Survivor,
    differences,
    find_article,
    is_current,
    put,
    put_many,
    rebuild,
    retract,
)

__all__ = [
    "Difference",
    "Outcome",
    "Put",
    "Retraction",
    "Survivor",
    "differences",
    "find_article",
    "is_current",
    "put",
    "put_many",
    "rebuild",
    "retract",
]
