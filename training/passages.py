"""Our own passages → examples: names, words for events with their state, parts in events, lasting relations."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.extract.encoder import Candidate
from kg.extract.encoder.candidates import MENTION_TYPES, candidates, reach
from kg.extract.words import word_set
from training.examples import Example, allowed_labels, bounds, disjoint, marked, overlap, within
from training.gold import TYPES
from training.labels import OWN, RELATIONS, ROLES, STATUSES, TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import torch

    from training.gold import Document

    Span = tuple[int, int]
    Entities = defaultdict[Span, set[str]]
    Event = Mapping[str, Any]

_NAME_WEIGHT = 2.0
_DEMONYMS = word_set("demonyms", "demonyms")
_IS_ROLE = marked(ROLES)
_IS_RELATION = marked(OWN)


def passages(documents: Iterable[Document]) -> Iterator[Example]:
    """Examples, with the passages' own names and words for events."""
    for document in documents:
        names = [(span, m) for span, m in document.mentions() if m["form"] == "name"]
        references = [(span, set(m["entities"])) for span, m in document.mentions() if m["form"] != "name"]
        named = [Candidate(*span, TYPES[m["type"]]) for span, m in names]
        allowed = allowed_labels(len(document.doc), ((c.start, c.end, frozenset({c.kind})) for c in named))
        _leave_demonyms_open(allowed, document, named)
        triggers = _triggers(document)
        for window in document.windows:
            entities: Entities = defaultdict(set, {span: set(m["entities"]) for span, m in names})
            example = Example("passages", window, allowed[window.start : window.end], _NAME_WEIGHT)
            example.candidates = candidates(document.doc, window, disjoint(within(named, window)))
            _refer(example, document, references, entities)
            _annotate(example, document, entities, {c: triggers[c] for c in within(triggers, window)})
            yield example


def _leave_demonyms_open(allowed: torch.Tensor, document: Document, named: Iterable[Candidate]) -> None:
    """Let "Swiss" be a name or none where it is marked as none: the public sets mark it, and our passages do not."""
    taken = {i for c in named for i in range(c.start, c.end)}
    for token in document.doc:
        if token.lower_ in _DEMONYMS and token.i not in taken:
            allowed[token.i] = True


def _triggers(document: Document) -> dict[Candidate, Event]:
    """Words that name an event → the event."""
    return {
        Candidate(*span, "trigger"): event
        for event in document.record["events"]
        for trigger in event["triggers"]
        if (span := document.tokens(trigger["start"], trigger["end"])) is not None
    }


def _refer(
    example: Example, document: Document, references: Iterable[tuple[Span, set[str]]], entities: Entities
) -> None:
    """Let the candidates within a reference stand for its entities; one that has none gets its head as a candidate."""
    for span, meant in references:
        inside = [c for c in example.candidates if overlap(bounds(c), span) and c.kind not in MENTION_TYPES]
        if not inside and example.window.start <= span[0] and span[1] <= example.window.end:
            head = document.doc[span[0] : span[1]].root.i
            if not any(c.start <= head < c.end for c in example.candidates):
                inside = [Candidate(head, head + 1, "description")]
                example.candidates += inside
        for candidate in inside:
            entities[bounds(candidate)] |= meant
    example.candidates.sort(key=bounds)


def _annotate(example: Example, document: Document, entities: Entities, triggers: Mapping[Candidate, Event]) -> None:
    annotated, found = document.record["annotated"], list(example.candidates)
    if "events" in annotated:
        _tag_events(example, triggers)
        for number, (words, event) in enumerate(triggers.items()):
            _add_roles(example, found, entities, (len(found) + number, words, event))
    if "relations" in annotated:
        stated = _relations(document)
        for pair in example.same_sentence():
            one, other = (found[i] for i in pair)
            relations = {
                relation
                for subject in entities.get(bounds(one), ())
                for object_ in entities.get(bounds(other), ())
                for relation, evidence in stated.get((subject, object_), ())
                if any(start <= one.start < end for start, end in evidence)
            }
            example.add(pair, marked(relations), _IS_RELATION)
    example.candidates = [*found, *triggers]


def _tag_events(example: Example, triggers: Mapping[Candidate, Event]) -> None:
    example.triggers, example.statuses = [0] * len(example), [-1] * len(example)
    for words, event in triggers.items():
        for i in range(words.start - example.window.start, words.end - example.window.start):
            example.triggers[i] = TRIGGERS.index(event["kind"])
            example.statuses[i] = STATUSES.index(event["status"])


def _add_roles(
    example: Example, found: Sequence[Candidate], entities: Entities, trigger: tuple[int, Candidate, Event]
) -> None:
    """Pair an event's word with every candidate but dates and descriptions that are the word itself."""
    number, words, event = trigger
    sentences, offset, most = example.window.sentences, example.window.start, reach(event["family"])
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for party in event["parties"]:
        parts[party["entity"]].add(party["role"])
    for j, other in enumerate(found):
        is_itself = words.start <= other.start and other.end <= words.end and other.kind == "description"
        is_near = abs(sentences[other.start - offset] - sentences[words.start - offset]) <= most
        if is_near and other.kind != "date" and not is_itself:
            roles = {role for entity in entities.get(bounds(other), ()) for role in parts.get(entity, ())}
            example.add((number, j), marked(roles), _IS_ROLE)


def _relations(document: Document) -> dict[tuple[str, str | None], set[tuple[str, tuple[Span, ...]]]]:
    """Subject and object → relations, each with the stretches of tokens that state it."""
    stated: defaultdict[tuple[str, str | None], set[tuple[str, tuple[Span, ...]]]] = defaultdict(set)
    for relation in document.record["relations"]:
        name = relation["type"]
        if name == "role":
            name = "role_former" if relation["status"] == "former" else "role_current"
        if name in RELATIONS:
            evidence = (document.tokens(*span) for span in relation["evidence"])
            stated[relation["subject"], relation.get("object")].add((name, tuple(span for span in evidence if span)))
    return stated
