"""A passage's inline markup → its text, mentions, triggers and stated gold; whatever is broken is an error.

The format is described in guidelines.md beside this file.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from kg.errors import NewsgraphError
from kg.records import EVENT_FAMILIES, EVENT_ROLES, Span, Status
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TYPES = {"o": "ORG", "p": "PER", "l": "LOC", "d": "PRODUCT", "x": "OTHER"}
CAUSES = ("trigger", "consequence")
OPTIONS = ("date", "stage", "by", "value", "term", "polarity", "evidence")
RELATIONS = (*terms.RELATIONS, "foundedDate")
_STATUSES = frozenset(status.value for status in Status)
_HEAD = re.compile(r"=== (?P<id>[a-z0-9]+(?:-[a-z0-9]+)*-\d+)(?: (?P<day>\d{4}-\d\d-\d\d))?")
_ENTITY = re.compile(r"[oplxd]\d*")
_EVENT = re.compile(r"e\d+")
_PARTIAL = re.compile(r"\d{4}(-\d\d){0,2}")


class BadPassage(NewsgraphError):
    """A passage's markup is broken."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, or words that refer to one or more entities.

    Attributes:
        span: its characters in the passage's text.
        entities: the ids of what it stands for.
        is_name: whether it is a name and not a pronoun or description.
    """

    span: Span
    entities: tuple[str, ...]
    is_name: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that tell of an event."""

    span: Span
    event: str


@dataclass(frozen=True, slots=True)
class Event:
    """A stated event: its class, state, parties (role, entity), causes (role, event) and the other fields."""

    id: str
    kind: str
    status: str
    parties: tuple[tuple[str, str], ...]
    causes: tuple[tuple[str, str], ...]
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Relation:
    """A stated relation; the object is an entity, a year or day (foundedDate); a role has a title and a state."""

    type: str
    subject: str
    object: str
    title: str = ""
    is_former: bool = False


@dataclass(slots=True)
class Passage:
    """One passage as it is written down.

    Attributes:
        origin: file and line of its head, for messages.
        id: unique over all parts.
        published: the day of publication, or None.
        text: what the spans count in.
        sentences: one span for each line of the text.
        has_events: False where only the mentions are annotated.
    """

    origin: str
    id: str
    published: date | None
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    has_events: bool = True

    def fail(self, why: str) -> NoReturn:
        """Refuse the passage."""
        raise BadPassage(f"{self.origin}: passage {self.id}: {why}")


def parse(source: str, name: str) -> Iterator[Passage]:
    """The passages of one file.

    Args:
        source: what the file holds.
        name: the file's name, for messages.

    Raises:
        BadPassage: if markup is broken, or a line refers to what is not there.
    """
    passage: Passage | None = None
    gap = ""
    for number, line in enumerate(source.split("\n"), 1):
        if line.startswith("=== "):
            if passage is not None:
                yield _checked(passage)
            passage, gap = _headed(line, f"{name}:{number}"), ""
        elif line.startswith("//") or (not line.strip() and passage is None):
            continue
        elif passage is None:
            raise BadPassage(f"{name}:{number}: {line!r} stands before the first head; start with '=== id day'")
        elif line.startswith(">"):
            _stated(passage, line[1:].strip())
        elif not line.strip():
            gap = "\n\n"
        else:
            _sentence(passage, line, gap or " ")
            gap = ""
    if passage is not None:
        yield _checked(passage)


def _headed(line: str, origin: str) -> Passage:
    head = _HEAD.fullmatch(line.rstrip())
    if head is None:
        raise BadPassage(f"{origin}: {line!r} is no head; write '=== topic-01 2024-03-05' or without the day")
    try:
        published = date.fromisoformat(head["day"]) if head["day"] else None
    except ValueError as error:
        raise BadPassage(f"{origin}: {head['day']} is no day of the calendar") from error
    return Passage(origin, head["id"], published)


def _sentence(passage: Passage, line: str, gap: str) -> None:
    """Add a line of the text, and the mentions and triggers in it."""
    if passage.events or passage.relations:
        passage.fail(f"text after the gold lines: {line!r}; put all '>' lines last")
    if line != line.strip() or "  " in line:
        passage.fail(f"stray white space in {line!r}")
    text = passage.text + gap if passage.text else ""
    start = len(text)
    opened: list[tuple[str, int]] = []
    position = 0
    while position < len(line):
        mark = line[position]
        if mark in "[{":
            if any(kind == "[" for kind, _ in opened) or any(kind == mark for kind, _ in opened):
                passage.fail(f"{mark!r} inside another mark in {line!r}")
            opened.append((mark, len(text)))
        elif mark == "|":
            close = "]" if opened and opened[-1][0] == "[" else "}"
            end = line.find(close, position)
            if not opened or end < 0:
                passage.fail(f"a '|' outside a mark, or a mark without its end, in {line!r}")
            kind, begin = opened.pop()
            _marked(passage, kind, Span(begin, len(text)), line[position + 1 : end], text)
            position = end
        elif mark in "]}":
            passage.fail(f"{mark!r} without '|' before it in {line!r}")
        else:
            text += mark
        position += 1
    if opened:
        passage.fail(f"a mark without its end in {line!r}")
    passage.text = text
    passage.sentences.append(Span(start, len(text)))


def _marked(passage: Passage, kind: str, span: Span, code: str, text: str) -> None:
    surface = text[span.start : span.end]
    if not surface or surface != surface.strip():
        passage.fail(f"{surface!r} is empty or has white space at its edge")
    if kind == "{":
        if not _EVENT.fullmatch(code):
            passage.fail(f"{code!r} is no event's id; write e1, e2 …")
        passage.triggers.append(Trigger(span, code))
        return
    is_name = not code.startswith("~")
    ids = tuple(code.removeprefix("~").split(","))
    if not all(_ENTITY.fullmatch(each) for each in ids) or (is_name and len(ids) > 1):
        passage.fail(f"{code!r} on {surface!r} is no entity's id; write o1 (o, p, l, d or x), ~o1 or ~o1,o2")
    named = tuple(each if len(each) > 1 else f"{each}:{surface}" for each in ids) if is_name else ids
    passage.mentions.append(Mention(span, named, is_name))


def _stated(passage: Passage, line: str) -> None:
    """Add a gold line."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        passage.fail(f"{line!r}: {error}")
    match words:
        case ["only", "mentions"]:
            passage.has_events = False
        case [event, kind, status, *rest] if _EVENT.fullmatch(event):
            passage.events.append(_event(passage, event, kind, status, rest))
        case ["role", subject, object_, title]:
            passage.relations.append(Relation("role", subject, object_, title))
        case ["role", subject, object_, title, "former"]:
            passage.relations.append(Relation("role", subject, object_, title, is_former=True))
        case [name, subject, object_] if name in RELATIONS:
            passage.relations.append(Relation(name, subject, object_))
        case _:
            passage.fail(
                f"{line!r} is no gold line; write 'e1 KIND STATUS …', 'RELATION o1 o2' or 'role p1 o1 \"title\"'"
            )


def _event(passage: Passage, event: str, kind: str, status: str, rest: Sequence[str]) -> Event:
    if kind not in EVENT_FAMILIES or status not in _STATUSES:
        passage.fail(f"{event} {kind} {status}: the class or status is unknown")
    parties: list[tuple[str, str]] = []
    causes: list[tuple[str, str]] = []
    options: dict[str, str] = {}
    for item in rest:
        key, equals, value = item.partition("=")
        if not equals or not value:
            passage.fail(f"{item!r} is no key=value")
        if key in EVENT_ROLES[EVENT_FAMILIES[kind]] or key == "participant":
            parties += [(key, each) for each in value.split(",")]
        elif key in CAUSES:
            causes += [(key, each) for each in value.split(",")]
        elif key in OPTIONS and key not in options:
            options[key] = value
        else:
            passage.fail(f"{key!r} does not fit a {kind}, or is given twice")
    return Event(event, kind, status, tuple(parties), tuple(causes), options)


def _checked(passage: Passage) -> Passage:
    """The passage, if all that its gold lines name is in its text."""
    if not passage.sentences:
        passage.fail("it has no text")
    names = {each for mention in passage.mentions if mention.is_name for each in mention.entities}
    letters = [each[0] for each in names if ":" in each]
    known = names | {each for each in letters if letters.count(each) == 1}
    for mention in passage.mentions:
        for each in mention.entities:
            if each not in known:
                passage.fail(f"nothing is named {each}, which {mention.span.of(passage.text)!r} refers to")
    ids = [event.id for event in passage.events]
    if len(set(ids)) < len(ids) or {trigger.event for trigger in passage.triggers} - set(ids):
        passage.fail("an event is stated twice, or has a trigger and no gold line")
    for event in passage.events:
        _check_event(passage, event, known, set(ids))
    for relation in passage.relations:
        _check_relation(passage, relation, known)
    return passage


def _check_event(passage: Passage, event: Event, known: set[str], ids: set[str]) -> None:
    entities = [entity for _, entity in event.parties] + [event.options[key] for key in ("by",) if key in event.options]
    if not event.parties or len(set(event.parties)) < len(event.parties) or set(entities) - known:
        passage.fail(f"{event.id} has no party, one twice, or one that nothing names: {entities}")
    if {cause for _, cause in event.causes} - ids:
        passage.fail(f"{event.id} has a trigger or consequence that is no event here")
    if not any(trigger.event == event.id for trigger in passage.triggers):
        passage.fail(f"{event.id} has no trigger in the text")
    for key in ("value", "term"):
        if key in event.options and event.options[key] not in passage.text:
            passage.fail(f"the {key} {event.options[key]!r} of {event.id} is not in the text")
    if event.options.get("polarity", "negated") != "negated":
        passage.fail(f"{event.id}: only polarity=negated need be said")
    numbers = event.options.get("evidence", "1").split(",")
    if not all(number.isdecimal() and 1 <= int(number) <= len(passage.sentences) for number in numbers):
        passage.fail(f"{event.id}: evidence={event.options['evidence']} names a sentence that is not there")
    _check_date(passage, event.options.get("date", "2000"))


def _check_relation(passage: Passage, relation: Relation, known: set[str]) -> None:
    if relation.type == "foundedDate":
        _check_date(passage, relation.object)
    elif relation.object not in known:
        passage.fail(f"{relation.type}: nothing is named {relation.object}")
    if relation.subject not in known or relation.subject == relation.object:
        passage.fail(f"{relation.type}: nothing is named {relation.subject}, or both sides are the same")


def _check_date(passage: Passage, stated: str) -> None:
    """A year, month, day, or a stretch of two days."""
    days = stated.split("/")
    try:
        for each in days:
            year, month, day = (*map(int, each.split("-")), 1, 1)[:3]
            date(year, month, day)
    except ValueError:
        passage.fail(f"{stated!r} is no date; write 2024, 2024-03, 2024-03-05 or 2024-03-04/2024-03-10")
    if not all(_PARTIAL.fullmatch(each) for each in days) or (len(days) > 1 and not days[0] <= days[-1] != ""):
        passage.fail(f"{stated!r} is no date or stretch")
