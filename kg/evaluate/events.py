"""Events told in passages against their gold: families, parties with their parts, and status.

A found event is matched with the gold event of its family that shares most (part, entity) pairs; each is used
once. Parties are compared as sets of (part, entity), an entity being whichever the passage names under the
found span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.evaluate.scores import Counts
from kg.evaluate.slips import Place, Slip, ignore
from kg.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.evaluate.scores import Table, Tell

Record = dict[str, Any]
Parties = frozenset[tuple[str, str]]
FAMILIES = ("Partnership", "Controversy")
QUIET = "negatives"
"""The row of passages that tell of no event: right where none is found in them."""


def score(gold: Sequence[Record], predicted: Iterable[Record], *, tell: Tell = ignore) -> Table:
    """Counts for each family: exact parties, those and the status, and a party in common; and for negatives.

    Args:
        gold: passages, as `benchmarks.quality.passages` reads them, each with its `events` where they are annotated.
        predicted: what the task `events` gives for them.
        tell: hears of each miss and each false alarm.
    """
    answers = {row["id"]: row["events"] for row in predicted}
    table: Table = {row: Counts() for f in FAMILIES for row in (f, f"{f} and status", f"{f} at all")}
    table[QUIET] = Counts()
    for passage in gold:
        if not _is_annotated(passage):
            continue
        found = answers.get(passage["id"], ())
        for family in FAMILIES:
            _score_family(table, passage, family, [e for e in found if e["family"] == family], tell)
        if not passage["events"]:
            table[QUIET].beside += not found
            table[QUIET].wrong += bool(found)
    return table


def _is_annotated(passage: Record) -> bool:
    return "events" in passage.get("annotated", ["events"])


def _score_family(table: Table, passage: Record, family: str, found: Sequence[Record], tell: Tell) -> None:
    asked = [e for e in passage["events"] if e["family"] == family]
    pairs = _matched(passage, asked, found)
    same = [pair for pair in pairs if pair[2]]
    judged = [pair for pair in same if pair[0].get("status")]
    right = [pair for pair in judged if pair[0]["status"] == pair[1]["status"]]
    rest = len(same) - len(judged)  # whose status nobody asks for
    _count(table[family], len(asked), len(found), len(same))
    _count(table[f"{family} and status"], len(asked) - rest, len(found) - rest, len(right))
    _count(table[f"{family} at all"], len(asked), len(found), len(pairs))
    for slip in _slips(passage, family, asked, found, pairs):
        tell(slip)


def _count(counts: Counts, asked: int, found: int, right: int) -> None:
    counts.right += right
    counts.wrong += found - right
    counts.missed += asked - right


def _matched(passage: Record, asked: Sequence[Record], found: Sequence[Record]) -> list[tuple[Record, Record, bool]]:
    """Pairs of gold and found events that share a party, with whether all their parties are the same."""
    want = [_entities(passage, e) for e in asked]
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
            pairs.append((asked[i], found[j], same))
    return pairs


def _slips(
    passage: Record,
    family: str,
    asked: Sequence[Record],
    found: Sequence[Record],
    pairs: Sequence[tuple[Record, Record, bool]],
) -> list[Slip]:
    """What is wrong with the events of one family."""
    slips = []
    for one, other, same in pairs:
        if not same:
            slips.append(_slip(passage, family, one, f"found with {_told(other)}", is_missed=True))
            slips.append(_slip(passage, family, other, f"the gold has {_told(one)}", is_missed=False))
        elif one.get("status") and one["status"] != other["status"]:
            note = f"is {one['status']}, found {other['status'] or 'without a status'}"
            slips.append(_slip(passage, f"{family} and status", one, note, is_missed=True))
    used = {id(each) for pair in pairs for each in pair[:2]}
    slips += [_slip(passage, family, e, "", is_missed=True) for e in asked if id(e) not in used]
    slips += [_slip(passage, family, e, "", is_missed=False) for e in found if id(e) not in used]
    return slips


def _slip(passage: Record, row: str, event: Record, note: str, *, is_missed: bool) -> Slip:
    places = tuple(Place(p["start"], p["end"], p["role"]) for p in event["parties"])
    return Slip(row, passage["id"], is_missed, places, note, tuple(_evidence(event)))


def _evidence(event: Record) -> Iterator[Span]:
    """The sentences of an event: of a found one it is one span, of the gold, where it has them, a list of spans."""
    given = event.get("evidence") or []
    for start, end in [given] if given and isinstance(given[0], int) else given:
        yield Span(start, end)


def _told(event: Record) -> str:
    return ", ".join(f"{party['role']} {party['text']}" for party in event["parties"])


def _entities(passage: Record, event: Record) -> Parties:
    return frozenset((party["role"], entity_at(passage, party["start"], party["end"])) for party in event["parties"])


def entity_at(passage: Record, start: int, end: int) -> str:
    """The entity whose name overlaps a span most, or the span itself."""
    best = max(passage["mentions"], key=lambda m: min(m["end"], end) - max(m["start"], start), default=None)
    if best is None or min(best["end"], end) <= max(best["start"], start):
        return f"{start}-{end}"
    return str(best["entities"][0])
