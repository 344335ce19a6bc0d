"""A file with gold → checked lines and the task that they are for; what is wrong is said with the line's number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from kg.evaluate.events import FAMILIES
from kg.evaluate.lines import BadLine, read_lines
from kg.evaluate.stated import FOUNDED
from kg.records import EVENT_FAMILIES, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.evaluate.lines import Line

Record = dict[str, Any]
SCORED: Final = ("core", "knowledgenet", "redocred", "mentions", "events")
"""The tasks whose gold `kg eval` takes."""

_SIDES: Final = 2
_STATUSES: Final = frozenset(status.value for status in Status)


def read_gold(path: Path, task: str | None = None) -> tuple[str, list[Line]]:
    """The task and the lines of a gold file, every line checked.

    Args:
        path: lines of JSON.
        task: one of `SCORED`; None decides by the fields of the first line.

    Raises:
        UsageError: the file cannot be opened, is empty, or does not say which task it is for.
        BadLine: a line lacks what the task's gold has, or an id comes twice.
    """
    lines = read_lines(path)
    if not lines:
        raise UsageError(f"{path} has no lines; give a gold file: one JSON object a line, with 'id' and 'text'")
    task = task or _task_of(lines[0])
    seen: dict[str, str] = {}
    for line in lines:
        if seen.setdefault(line.id, line.origin) != line.origin:
            raise BadLine(f"{line.origin}: the id {line.id!r} is taken by {seen[line.id]}; give each line its own")
        _CHECKS[task](line)
    return task, lines


def records(task: str, lines: Sequence[Line]) -> list[Record]:
    """The lines as their scorer reads them."""
    return [_event_record(line) if task == "events" else dict(line.fields) for line in lines]


def _task_of(line: Line) -> str:
    """The task whose gold has such fields; the most special first."""
    mentions, relations = line.fields.get("mentions"), line.fields.get("relations")
    if "events" in line.fields:
        return "events"
    if "passages" in line.fields:
        return "knowledgenet"
    if isinstance(relations, list) and any("subj_entity" in each for each in relations if isinstance(each, dict)):
        return "redocred"
    if "entities" in line.fields and relations is not None:
        return "redocred"
    if isinstance(mentions, list) and isinstance(relations, list) and len(mentions) == _SIDES and len(relations) == 1:
        return "core"
    if isinstance(mentions, list) and relations is None:
        return "mentions"
    fields = ", ".join(sorted(line.fields))
    raise UsageError(f"{line.origin}: its fields ({fields}) fit no gold that is known; say --task {'|'.join(SCORED)}")


def _listed(line: Line, name: str, wanted: str) -> list[Record]:
    """A list of objects.

    Raises:
        BadLine: if the field is none; `wanted` says what an object has.
    """
    items = line.fields.get(name)
    if not isinstance(items, list) or not all(isinstance(each, dict) for each in items):
        raise BadLine(f"{line.origin}: it has no list {name!r} of objects; give one, each with {wanted}")
    return items


def _mentions(line: Line, *names: str) -> list[Record]:
    found = _listed(line, "mentions", ", ".join(("'start'", "'end'", *(f"{name!r}" for name in names))))
    line.spans("mentions")
    for each in found:
        for name in names:
            if name not in each:
                raise BadLine(f"{line.origin}: the mention {each!r} has no {name!r}")
    return found


def _related(line: Line, known: frozenset[object], sides: tuple[str, str], what: str) -> list[Record]:
    """The relations, whose sides must be known."""
    found = _listed(line, "relations", f"'type', {sides[0]!r}, {sides[1]!r}")
    for each in found:
        if not isinstance(each.get("type"), str):
            raise BadLine(f"{line.origin}: the relation {each!r} has no 'type'")
        for side in sides:
            value = each.get(side)
            if not isinstance(value, int | str) or value not in known:
                raise BadLine(f"{line.origin}: in the relation {each!r}, {side!r} is {value!r}, which is no {what}")
    return found


def _check_core(line: Line) -> None:
    mentions = _mentions(line)
    relations = _related(line, frozenset(range(_SIDES)), ("subj", "obj"), "number of a mention (0 or 1)")
    if len(mentions) != _SIDES or len(relations) != 1:
        counts = f"{len(mentions)} mentions and {len(relations)} relations"
        raise BadLine(f"{line.origin}: it has {counts}; the task core needs two mentions and the relation between them")


def _check_knowledgenet(line: Line) -> None:
    known = frozenset(each["id"] for each in _mentions(line, "id"))
    passages = _listed(line, "passages", "'id', 'start', 'end', 'properties'")
    line.spans("passages")
    for each in passages:
        properties = each.get("properties")
        if "id" not in each or not isinstance(properties, list) or not all(isinstance(p, str) for p in properties):
            raise BadLine(f"{line.origin}: the passage {each!r} needs an 'id' and a list 'properties' that are judged")
    places = {each["id"] for each in passages}
    for each in _related(line, known, ("subj", "obj"), "id of a mention"):
        if each.get("passage") not in places:
            raise BadLine(f"{line.origin}: the relation {each!r} names no passage of this line as its 'passage'")


def _check_redocred(line: Line) -> None:
    known = frozenset(each["entity"] for each in _mentions(line, "entity"))
    _related(line, known, ("subj_entity", "obj_entity"), "entity of a mention")


def _check_mentions(line: Line) -> None:
    _mentions(line, "type")


def _check_events(line: Line) -> None:
    _check_stated(line)
    for event in _events(line):
        kind, status = event.get("kind", event.get("family")), event.get("status")
        if not isinstance(kind, str) or kind not in EVENT_FAMILIES:
            families = " or ".join(FAMILIES)
            raise BadLine(f"{line.origin}: an event has the 'kind' {kind!r}; give {families}, or a class below")
        if status is not None and status not in _STATUSES:
            raise BadLine(f"{line.origin}: an event has the 'status' {status!r}; give one of {', '.join(_STATUSES)}")
        if not _are_spans(event.get("evidence", []), len(line.text)):
            raise BadLine(f"{line.origin}: an event has the 'evidence' {event['evidence']!r}; give [start, end] pairs")
        parties = event.get("parties")
        if not isinstance(parties, list) or not parties:
            raise BadLine(f"{line.origin}: the {kind} has no list 'parties'; give each with 'role', 'start' and 'end'")
        for party in parties:
            if not isinstance(party, dict) or not isinstance(party.get("role"), str):
                raise BadLine(f"{line.origin}: the party {party!r} has no 'role', such as partner or accused")
            _place(line, party)
    for mention in _mentions(line) if "mentions" in line.fields else ():
        _entities(line, mention)


def _check_stated(line: Line) -> None:
    """Relations in our own vocabulary, whose sides are entities of mentions."""
    if "relations" not in line.fields:
        return
    known = {each for m in _mentions(line, "entities") for each in _entities(line, m)}
    known |= {each.partition(":")[0] for each in known}
    for each in _listed(line, "relations", "'type', 'subject', 'object'"):
        sides = ("subject",) if each.get("type") == FOUNDED else ("subject", "object")
        if not isinstance(each.get("type"), str) or not all(each.get(side) in known for side in sides):
            raise BadLine(f"{line.origin}: the relation {each!r} needs a 'type', and entities of mentions as its sides")


def _entities(line: Line, mention: Record) -> list[str]:
    entities = mention.get("entities", [])
    if not isinstance(entities, list) or not all(isinstance(each, str) for each in entities):
        raise BadLine(f"{line.origin}: the mention {mention!r} has 'entities' that are no list of strings")
    return entities


def _are_spans(given: object, length: int) -> bool:
    """Whether it is a stretch [start, end] of a text, or a list of such."""
    if not isinstance(given, list):
        return False
    if given and all(type(each) is int for each in given):
        return len(given) == _SIDES and 0 <= given[0] < given[1] <= length
    return all(isinstance(each, list) and each and _are_spans(each, length) for each in given)


def _events(line: Line) -> list[Record]:
    """The events; none where the line says that they are not annotated."""
    annotated = line.fields.get("annotated", ["events"])
    if not isinstance(annotated, list):
        raise BadLine(f"{line.origin}: its 'annotated' is {annotated!r}; give a list, such as ['mentions', 'events']")
    if "events" not in annotated:
        return []
    return _listed(line, "events", "'kind' and 'parties'")


def _place(line: Line, party: Record) -> Span:
    """Where a party stands: its own span, or where the text first has its words."""
    text = party.get("text")
    if "start" not in party and isinstance(text, str) and text and text in line.text:
        return Span(line.text.index(text), line.text.index(text) + len(text))
    return line.span(party, "parties")


def _event_record(line: Line) -> Record:
    """A line of events as its scorer reads it: each party with an entity, and a mention for each of its names."""
    named = line.fields.get("mentions")
    mentions: list[Record] = [m for m in named if m.get("entities")] if isinstance(named, list) else []
    for each in tuple(mentions):
        if each.get("form", "name") == "name":
            mentions += _names(line.text, line.text[each["start"] : each["end"]], each["entities"][0], mentions)
    events = []
    for event in _events(line):
        parties = []
        for party in event["parties"]:
            span = _place(line, party)
            entity = party.get("entity") or _entity(mentions, span) or span.of(line.text)
            parties.append({**party, "entity": entity, "start": span.start, "end": span.end})
            mentions += _names(line.text, span.of(line.text), entity, mentions)
        family = EVENT_FAMILIES[str(event.get("kind", event.get("family")))]
        texts = [{**party, "text": line.text[party["start"] : party["end"]]} for party in parties]
        events.append({**event, "family": family, "parties": texts})
    return {**line.fields, "events": events, "mentions": mentions}


def _entity(mentions: Sequence[Record], span: Span) -> str | None:
    return next((m["entities"][0] for m in mentions if m["start"] < span.end and span.start < m["end"]), None)


def _names(text: str, name: str, entity: str, known: Sequence[Record]) -> list[Record]:
    """Every place where the text has a name, and no mention is known yet."""
    places = (Span(*match.span()) for match in re.finditer(re.escape(name), text))
    return [{"start": p.start, "end": p.end, "entities": [entity]} for p in places if _entity(known, p) is None]


_CHECKS: Final[dict[str, Callable[[Line], None]]] = {
    "core": _check_core,
    "knowledgenet": _check_knowledgenet,
    "redocred": _check_redocred,
    "mentions": _check_mentions,
    "events": _check_events,
}
