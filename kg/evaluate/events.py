"""Events told in passages against their gold: families, parties with their parts, and status.

A predicted event is matched with the gold event of its family that shares most (part, entity) pairs; each is used
once. Parties are compared as sets of (part, entity), an entity being whichever the passage names under the
predicted span.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.evaluate.scores import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Record = dict[str, Any]
Parties = frozenset[tuple[str, str]]
FAMILIES = ("Partnership", "Controversy")


def score(gold: Sequence[Record], predicted: Mapping[str, Sequence[Record]]) -> dict[str, Counts]:
    """Counts by family, for the family followed by " and status", and by family of negatives that gave an event.

    Args:
        gold: passages, as `benchmarks.quality.passages` reads them.
        predicted: the id of a passage → its events, as the task `events` gives them.
    """
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    for passage in gold:
        if "events" not in passage["annotated"]:
            continue
        for family in FAMILIES:
            asked = [e for e in passage["events"] if e["family"] == family]
            found = [e for e in predicted.get(passage["id"], ()) if e["family"] == family]
            matched = _matched(passage, asked, found)
            _count(counts[family], asked, found, [p for p in matched if p[2]])
            _count(counts[f"{family} and status"], asked, found, [p for p in matched if p[2] and p[3]])
            _count(counts[f"{family} at all"], asked, found, matched)
        if not passage["events"]:
            counts["negatives"].beside += 1
            counts["negatives"].wrong += bool(predicted.get(passage["id"]))
    return dict(counts)


def _count(counts: Counts, asked: Sequence[Record], found: Sequence[Record], right: Sequence[object]) -> None:
    counts.right += len(right)
    counts.wrong += len(found) - len(right)
    counts.missed += len(asked) - len(right)


def _matched(
    passage: Record, asked: Sequence[Record], found: Sequence[Record]
) -> list[tuple[Record, Record, bool, bool]]:
    """Pairs of gold and found events that share a party, with whether parties and status are the same."""
    want = [frozenset((p["role"], p["entity"]) for p in e["parties"]) for e in asked]
    got = [_entities(passage, e) for e in found]
    options = sorted(
        ((len(w & g), w == g, i, j) for i, w in enumerate(want) for j, g in enumerate(got)),
        key=lambda o: (-o[1], -o[0], o[2], o[3]),
    )
    used: set[tuple[str, int]] = set()
    pairs = []
    for shared, same, i, j in options:
        if shared and ("gold", i) not in used and ("found", j) not in used:
            used |= {("gold", i), ("found", j)}
            pairs.append((asked[i], found[j], same, asked[i]["status"] == found[j]["status"]))
    return pairs


def _entities(passage: Record, event: Record) -> Parties:
    return frozenset((party["role"], _entity(passage, party["start"], party["end"])) for party in event["parties"])


def _entity(passage: Record, start: int, end: int) -> str:
    """The entity whose name overlaps a span most, or the span itself."""
    best = max(passage["mentions"], key=lambda m: min(m["end"], end) - max(m["start"], start), default=None)
    if best is None or min(best["end"], end) <= max(best["start"], start):
        return f"{start}-{end}"
    return str(best["entities"][0])
