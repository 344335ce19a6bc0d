"""What event coreference (`kg.extract.events.same_event`) learns from: which words are of one event by the gold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.events.gathering import Gathered, told
from kg.extract.events.same_event import of_event, of_new
from kg.extract.sections import sections
from training.logit import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from kg.extract.encoder import TriggerReading
    from kg.extract.parsed import Parsed


def links(row: Mapping[str, Any], parsed: Parsed) -> Iterator[Question]:
    """For each word that both encoder and gold have: which of the gold's events before it is meant."""
    starts = [sentence.start for sentence in parsed.doc.sents]
    before: dict[int, Gathered] = {}
    for family, trigger, shares in told(parsed, sections(parsed)):
        meant = gold_event(row, parsed, trigger, family)
        if meant is None:
            continue
        known = {number: event for number, event in before.items() if event.family == family}
        if known:
            right = list(known).index(meant) if meant in known else None
            events = [of_event(parsed, event, trigger, shares) for event in known.values()]
            yield Question(events, of_new(parsed, trigger, shares), right)
        before.setdefault(meant, Gathered(family, starts)).add(trigger, shares)


def gold_event(row: Mapping[str, Any], parsed: Parsed, trigger: TriggerReading, family: str) -> int | None:
    """The number of the gold's event of a family that a word tells of."""
    words = parsed.doc[trigger.words.start : trigger.words.end]
    for number, event in enumerate(row["events"]):
        if event["family"] == family and any(
            span["start"] < words.end_char and words.start_char < span["end"] for span in event["triggers"]
        ):
            return number
    return None
