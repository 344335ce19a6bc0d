"""Roles and relations in our own vocabulary: what follows from a text, and how that compares with gold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.evaluate.events import entity_at
from kg.evaluate.reported import fact, standing_for
from kg.evaluate.scores import Counts
from kg.evaluate.slips import Place, Slip, ignore
from kg.records import Entity, Role, Span
from kg.resolve import entity_key, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.evaluate.scores import Table, Tell
    from kg.records import Claim, Extraction, Fact, Reading, Subject

Record = dict[str, Any]
ROLE, FOUNDED = "role", "foundedDate"
_SYMMETRIC = frozenset({"competitorOf"})


def stated(extraction: Extraction) -> list[Record]:
    """Every role and relation that follows: `type`, `subj` and `obj` as spans, or `value` for a founding date."""
    reading = resolve(extraction)
    found: list[Record] = []
    subjects: tuple[Subject, ...] = (*reading.roles, *reading.entities)
    for subject in subjects:
        follows = fact(reading, subject)
        if follows is not None:
            found += _of(extraction, reading, follows)
    return sorted(found, key=lambda row: (row["evidence"], row["type"], row["subj"]))


def _of(extraction: Extraction, reading: Reading, fact_: Fact) -> Iterator[Record]:
    claims = [claim for claim in reading.claims if claim.key in fact_.supported_by]
    match fact_.subject:
        case Role(holder=holder, organization=str(organization)):
            yield _row(extraction, ROLE, holder, organization, claims)
        case Entity(key=key):
            for name, value in fact_.relations:
                own = [claim for claim in claims if (claim.predicate, claim.object) == (name, value)]
                yield _row(extraction, name, key, value, own)
            if fact_.founded:
                own = [claim for claim in claims if claim.predicate == FOUNDED]
                yield {**_row(extraction, FOUNDED, key, key, own), "value": fact_.founded}


def _row(extraction: Extraction, name: str, subject: str, object_: str, claims: Sequence[Claim]) -> Record:
    sentence = claims[0].evidence[0]
    sides = {}
    for side, key in (("subj", subject), ("obj", object_)):
        chain = next(c for c in extraction.chains if entity_key(c.kind, c.name) == key)
        span = standing_for(chain, sentence)
        sides[side] = [span.start, span.end]
    return {"type": name, **sides, "value": None, "evidence": [sentence.start, sentence.end]}


def score(gold: Sequence[Record], predicted: Iterable[Record], *, tell: Tell = ignore) -> Table:
    """Counts for each relation that is asked for or found, in the passages whose relations are annotated.

    Args:
        gold: passages with `relations`: `type`, `subject` and `object` as ids of entities, or `value` for a date.
        predicted: for each, `id` and `relations` as `stated` gives them.
        tell: hears of each miss and each false alarm.
    """
    answers = {row["id"]: row["relations"] for row in predicted}
    table: Table = {}
    for passage in gold:
        if "relations" not in passage or "relations" not in passage.get("annotated", ["relations"]):
            continue
        left = list(answers.get(passage["id"], ()))
        for asked in passage["relations"]:
            counts = table.setdefault(asked["type"], Counts())
            hits = [found for found in left if _is_same(passage, asked, found)]
            left = [found for found in left if found not in hits]
            counts.right += bool(hits)
            counts.missed += not hits
            if not hits:
                tell(_missed(passage, asked))
        for found in left:
            table.setdefault(found["type"], Counts()).wrong += 1
            tell(_wrong(passage, found))
    return dict(sorted(table.items()))


def _is_same(passage: Record, asked: Record, found: Record) -> bool:
    if asked["type"] != found["type"]:
        return False
    one, other = (entity_at(passage, *found[side]) for side in ("subj", "obj"))
    if asked["type"] == FOUNDED:
        return _is(one, asked["subject"]) and found["value"] == asked["value"]
    sides = [(one, other), (other, one)] if asked["type"] in _SYMMETRIC else [(one, other)]
    return any(_is(s, asked["subject"]) and _is(o, asked["object"]) for s, o in sides)


def _is(entity: str, asked: str) -> bool:
    """Whether it is the one asked for; "o" asks for the one entity whose mentions are "o:" and its name."""
    return entity == asked or entity.startswith(f"{asked}:")


def _missed(passage: Record, asked: Record) -> Slip:
    sides = {"subject": asked["subject"], "object": asked.get("object")}
    places = (_first(passage, entity, label) for label, entity in sides.items() if entity)
    note = f"is {asked['value']}" if asked.get("value") else ""
    sentences = tuple(Span(*span) for span in asked.get("evidence") or ())
    return Slip(asked["type"], passage["id"], is_missed=True, places=tuple(places), note=note, sentences=sentences)


def _first(passage: Record, entity: str, label: str) -> Place:
    mention = next(m for m in passage["mentions"] if any(_is(each, entity) for each in m["entities"]))
    return Place(mention["start"], mention["end"], label)


def _wrong(passage: Record, found: Record) -> Slip:
    sides = {"subject": found["subj"]} if found["value"] else {"subject": found["subj"], "object": found["obj"]}
    places = tuple(Place(start, end, label) for label, (start, end) in sides.items())
    note = f"found {found['value']}" if found["value"] else ""
    sentence = (Span(*found["evidence"]),)
    return Slip(found["type"], passage["id"], is_missed=False, places=places, note=note, sentences=sentence)
