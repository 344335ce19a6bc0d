"""A passage's gold when its text is moved: every offset of what is marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Record = Mapping[str, Any]
    At = Callable[[int], int]


def moved_span(each: Record, at: At) -> Record:
    """What has a start and an end, at its new place."""
    return dict(each, start=at(each["start"]), end=at(each["end"]))


def moved(record: Record, at: At) -> dict[str, list[Record]]:
    """The mentions, events (triggers and evidence) and relations (evidence) of a passage at their new places.

    Args:
        record: the passage.
        at: an offset in the old text → that in the new one.
    """

    def evidence(each: Record) -> list[list[int]]:
        return [[at(start), at(end)] for start, end in each["evidence"]]

    return {
        "mentions": [moved_span(each, at) for each in record["mentions"]],
        "events": [
            dict(each, triggers=[moved_span(t, at) for t in each["triggers"]], evidence=evidence(each))
            for each in record["events"]
        ],
        "relations": [dict(each, evidence=evidence(each)) for each in record["relations"]],
    }
