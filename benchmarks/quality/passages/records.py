"""Passages → the JSON records that training and scoring read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.quality.passages.markup import TYPES, BadPassage, parse
from kg.errors import UsageError
from kg.records import EVENT_FAMILIES, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.quality.passages.markup import Event, Mention, Passage, Relation

PARTS = ("train", "dev", "test")
FOLDER = Path(__file__).parent

Row = dict[str, Any]


def read_part(part: str, folder: Path = FOLDER) -> list[Row]:
    """Every passage of a part as a record, in the order of file names.

    Raises:
        UsageError: if there is no such part.
        BadPassage: if a passage is broken, or its id is taken, or its topic lies in another part too.
    """
    if part not in PARTS:
        raise UsageError(f"there is no part {part!r}; the parts are {', '.join(PARTS)}")
    rows: list[Row] = []
    taken: dict[str, str] = {}
    home: dict[str, str] = {}
    for each in PARTS:
        for path in sorted((folder / each).glob("*.txt")):
            for passage in parse(path.read_text(encoding="utf-8"), f"{each}/{path.name}"):
                if taken.setdefault(passage.id, passage.origin) != passage.origin:
                    passage.fail(f"the id is taken by {taken[passage.id]}")
                if home.setdefault(path.stem, each) != each:
                    raise BadPassage(f"{path.name} lies in {home[path.stem]} and in {each}; a topic is in one part")
                if each == part:
                    rows.append(record(passage, part, path.stem))
    return rows


def record(passage: Passage, part: str, topic: str) -> Row:
    """One passage as a record; every span counts in its text."""
    text = passage.text
    return {
        "id": passage.id,
        "part": part,
        "topic": topic,
        "published": passage.published.isoformat() if passage.published else None,
        "text": text,
        "sentences": [[span.start, span.end] for span in passage.sentences],
        "annotated": ["mentions", "events", "relations"] if passage.has_events else ["mentions"],
        "mentions": [_mention(mention, text) for mention in sorted(passage.mentions, key=lambda each: each.span)],
        "events": [_event(passage, event) for event in passage.events],
        "relations": [_relation(passage, relation) for relation in passage.relations],
    }


def _mention(mention: Mention, text: str) -> Row:
    return {
        **_span(mention.span, text),
        "type": TYPES[mention.entities[0][0]],
        "entities": list(mention.entities),
        "form": "name" if mention.is_name else "reference",
    }


def _event(passage: Passage, event: Event) -> Row:
    triggers = [trigger.span for trigger in passage.triggers if trigger.event == event.id]
    evidence = _evidence(passage, event, triggers)
    options = event.options
    day, _, last = options.get("date", "").partition("/")
    return {
        "id": event.id,
        "kind": event.kind,
        "family": EVENT_FAMILIES[event.kind],
        "status": event.status,
        "stage": options.get("stage"),
        "polarity": "negated" if event.status == "denied" else options.get("polarity", "affirmed"),
        "date": (_common(day, last) if last else day) or None,
        "start": day if last else None,
        "end": last or None,
        "by": options.get("by"),
        "value": options.get("value"),
        "term": options.get("term"),
        "parties": [{"role": role, **_party(passage, entity, evidence)} for role, entity in event.parties],
        "causes": [{"role": role, "event": cause} for role, cause in event.causes],
        "triggers": [_span(span, passage.text) for span in triggers],
        "evidence": [[span.start, span.end] for span in evidence],
    }


def _evidence(passage: Passage, event: Event, triggers: Sequence[Span]) -> list[Span]:
    stated = event.options.get("evidence")
    if stated:
        return [passage.sentences[int(number) - 1] for number in stated.split(",")]
    return [each for each in passage.sentences if any(_within(span, each) for span in triggers)]


def _party(passage: Passage, entity: str, evidence: Sequence[Span]) -> Row:
    """A party where the evidence names it, else where it is first named."""
    names = [each.span for each in passage.mentions if each.is_name and _is(each, entity)]
    here = [span for span in names if any(_within(span, sentence) for sentence in evidence)]
    return {"entity": entity, **_span((here or names)[0], passage.text)}


def _relation(passage: Passage, relation: Relation) -> Row:
    sides = [relation.subject] if relation.type == "foundedDate" else [relation.subject, relation.object]
    return {
        "type": relation.type,
        "subject": relation.subject,
        "object": None if relation.type == "foundedDate" else relation.object,
        "value": relation.object if relation.type == "foundedDate" else None,
        "title": relation.title or None,
        "status": None if relation.type != "role" else "former" if relation.is_former else "current",
        "evidence": [[each.start, each.end] for each in _proof(passage, sides)],
    }


def _proof(passage: Passage, sides: Sequence[str]) -> list[Span]:
    """The sentences that mention both sides; if none does, those that name the object."""
    both = [each for each in passage.sentences if _mentioned(passage, sides, each)]
    return both or [each for each in passage.sentences if _mentioned(passage, sides[-1:], each)]


def _mentioned(passage: Passage, entities: Iterable[str], sentence: Span) -> bool:
    within = [mention for mention in passage.mentions if _within(mention.span, sentence)]
    return all(any(_is(mention, entity) for mention in within) for entity in entities)


def _is(mention: Mention, entity: str) -> bool:
    """A bare letter is the one entity of the passage whose mentions bear it."""
    return any(each == entity or each.startswith(f"{entity}:") for each in mention.entities)


def _within(span: Span, sentence: Span) -> bool:
    return sentence.start <= span.start and span.end <= sentence.end


def _span(span: Span, text: str) -> Row:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _common(first: str, last: str) -> str:
    """The most precise month or year that covers a stretch, or nothing."""
    return next((first[:cut] for cut in (7, 4) if first[:cut] == last[:cut]), "")
