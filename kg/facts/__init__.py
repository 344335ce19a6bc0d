"""Keeps the facts equal to what follows from the claims, in the transaction that changes the claims."""

from kg.facts.curated import Decision, decisions, renaming
from kg.facts.deciding import Decided, decide, merge, split, undo
from kg.facts.finding import find_article, find_known_article
from kg.facts.history import said
from kg.facts.keeping import (
    Outcome,
    Put,
    Retraction,
    Survivor,
    claimed_in,
    is_current,
    put,
    put_many,
    rebuild,
    retract,
    settle,
)
from kg.facts.looking import Difference, differences
from kg.facts.past import as_of
from kg.facts.rulings import rule
from kg.facts.verdicts import Settled, settled

__all__ = [
    "Decided",
    "Decision",
    "Difference",
    "Outcome",
    "Put",
    "Retraction",
    "Settled",
    "Survivor",
    "as_of",
    "claimed_in",
    "decide",
    "decisions",
    "differences",
    "find_article",
    "find_known_article",
    "is_current",
    "merge",
    "put",
    "put_many",
    "rebuild",
    "renaming",
    "retract",
    "rule",
    "said",
    "settle",
    "settled",
    "split",
    "undo",
]
