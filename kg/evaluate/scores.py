"""Predictions against gold sets: precision, recall and F1, counted as the gold sets' own scorers count.

CORE by Borchert et al.: "undefined" is the negative class, and a label is right only with its direction. KnowledgeNet
by its published evaluator, spans by overlap. Re-DocRED's relations between entities. Names as in CoNLL: bounds and
type. Who gives `tell` hears of each miss and each false alarm.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.evaluate.entities import is_pronoun
from kg.evaluate.predictions import SYMMETRIC, UNDEFINED
from kg.evaluate.slips import Place, Slip, ignore

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    Tell = Callable[[Slip], None]

Row = dict[str, Any]
Fact = tuple[str, tuple[int, int], tuple[int, int]]
Name = tuple[int, int, str]

BUSINESS = frozenset(
    {"CEO", "FOUNDED_BY", "SUBSIDIARY_OF", "HEADQUARTERS", "DATE_FOUNDED", "EMPLOYEE_OR_MEMBER_OF"},
)
"""KnowledgeNet's properties that are about companies."""

NAME_TYPES = frozenset({"PER", "ORG", "LOC"})
ALL = "all"


@dataclass(slots=True)
class Counts:
    """What was found rightly, found wrongly and missed.

    Attributes:
        right: found, and asked for.
        wrong: found, and not so.
        missed: asked for, and not found.
        beside: found and right, but not asked for: it speaks for precision and not for recall.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    beside: int = 0

    @property
    def found(self) -> int:
        """How much was found, rightly or wrongly."""
        return self.right + self.beside + self.wrong

    @property
    def asked(self) -> int:
        """How much should have been found."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """How much of what was found is right; 0 if nothing was found."""
        return (self.right + self.beside) / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """How much of what was asked for was found; 0 if nothing was."""
        return self.right / self.asked if self.asked else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Table = dict[str, Counts]


def with_total(table: Table) -> Table:
    """The table with a last row that counts all others together (the micro average)."""
    sums = Counts()
    for row in table.values():
        sums.right, sums.wrong = sums.right + row.right, sums.wrong + row.wrong
        sums.missed, sums.beside = sums.missed + row.missed, sums.beside + row.beside
    return {**table, ALL: sums}


def core(gold: Iterable[Row], predicted: Iterable[Row], *, tell: Tell = ignore) -> Table:
    """Per relation, and all of them but "undefined"."""
    answers = {row["id"]: row for row in predicted}
    table: defaultdict[str, Counts] = defaultdict(Counts)
    for document in gold:
        truth = document["relations"][0]
        answer = answers.get(document["id"], {})
        name = answer.get("type", UNDEFINED)
        has_no_direction = name == UNDEFINED or name in SYMMETRIC
        if name == truth["type"] and (has_no_direction or answer["subj"] == truth["subj"]):
            table[name].right += 1
            continue
        table[name].wrong += 1
        table[truth["type"]].missed += 1
        if name != UNDEFINED:
            tell(_company_slip(document, name, answer["subj"], truth["type"], is_missed=False))
        if truth["type"] != UNDEFINED:
            tell(_company_slip(document, truth["type"], truth["subj"], name, is_missed=True))
    return with_total({name: counts for name, counts in sorted(table.items()) if name != UNDEFINED})


def _company_slip(document: Row, name: str, subject: int, other: str, *, is_missed: bool) -> Slip:
    sides = ("company", "company") if name in SYMMETRIC else ("subject", "object")
    places = zip(sides, (document["mentions"][subject], document["mentions"][1 - subject]), strict=True)
    instead = "the other direction" if other == name else f"{other}"
    note = f"found {instead}" if is_missed else f"the gold has {instead}"
    return Slip(name, document["id"], is_missed, tuple(Place(m["start"], m["end"], side) for side, m in places), note)


def knowledgenet(
    gold: Iterable[Row],
    predicted: Iterable[Row],
    *,
    properties: AbstractSet[str] = BUSINESS,
    tell: Tell = ignore,
) -> Table:
    """Per property; a fact is right where both of its spans overlap those of a gold fact."""
    answers = {row["id"]: row["relations"] for row in predicted}
    table: Table = {name: Counts() for name in sorted(properties)}
    for document in gold:
        found = [(r["type"], tuple(r["subj"]), tuple(r["obj"])) for r in answers.get(document["id"], [])]
        spans = {mention["id"]: (mention["start"], mention["end"]) for mention in document["mentions"]}
        for passage in document["passages"]:
            stretch, judged = (passage["start"], passage["end"]), properties & set(passage["properties"])
            wanted = [
                (r["type"], spans[r["subj"]], spans[r["obj"]])
                for r in document["relations"]
                if r["passage"] == passage["id"] and r["type"] in judged
            ]
            here = [fact for fact in found if _within(fact[1], stretch) and _within(fact[2], stretch)]
            missed, wrong = _count_passage(table, wanted, [fact for fact in here if fact[0] in judged])
            for slips, is_missed in ((missed, True), (wrong, False)):
                for fact in slips:
                    tell(_relation_slip(document["id"], fact, is_missed=is_missed))
    return with_total(table)


def _relation_slip(document: str, fact: Fact, *, is_missed: bool, note: str = "") -> Slip:
    return Slip(fact[0], document, is_missed, (Place(*fact[1], "subject"), Place(*fact[2], "object")), note)


def _count_passage(table: Table, wanted: Sequence[Fact], found: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Count a passage, and give what is missed and what is wrong.

    What is nearly the same as a right fact is neither right nor wrong.
    """
    left, missed = list(found), []
    for fact in wanted:
        hits = [other for other in found if _same(fact, other)]
        if hits:
            table[fact[0]].right += 1
            left = [other for other in left if not any(_same(other, hit) for hit in hits)]
        else:
            table[fact[0]].missed += 1
            missed.append(fact)
    for fact in left:
        table[fact[0]].wrong += 1
    return missed, left


def mentions(gold: Iterable[Row], predicted: Iterable[Row], *, tell: Tell = ignore) -> Table:
    """Per type of name, and all; a name is right with its exact bounds and its type.

    What the gold says is a mere reference (`form`) is no name.
    """
    answers = {row["id"]: row["mentions"] for row in predicted}
    table: Table = {name: Counts() for name in sorted(NAME_TYPES)}
    for document in gold:
        wanted, found = _names(document["mentions"]), _names(answers.get(document["id"], []))
        for name, counts in table.items():
            counts.right += _count(wanted & found, name)
            counts.wrong += _count(found - wanted, name)
            counts.missed += _count(wanted - found, name)
        for slips, others, is_missed in ((wanted - found, found, True), (found - wanted, wanted, False)):
            for slip in sorted(slips.elements()):
                tell(_name_slip(document, slip, others, is_missed=is_missed))
    return with_total(table)


def _name_slip(document: Row, name: Name, others: Iterable[Name], *, is_missed: bool) -> Slip:
    """A name, with the names of the other side that overlap it."""
    near = [f"{document['text'][s:e]} ({t})" for s, e, t in sorted(others) if _overlap((s, e), name[:2])]
    note = f"{'found' if is_missed else 'the gold has'} {', '.join(near)}" if near else ""
    return Slip(name[2], document["id"], is_missed, (Place(*name),), note)


def redocred(gold: Sequence[Row], predicted: Iterable[Row], *, tell: Tell = ignore) -> Table:
    """Per business relation between two entities of a document, an entity being whichever a span overlaps most.

    What the gold lists and marks as not `business` is neither right nor wrong.
    """
    answers = {row["id"]: row["relations"] for row in predicted}
    table: Table = {r["type"]: Counts() for document in gold for r in document["relations"] if r.get("business", True)}
    for document in gold:
        relations = document["relations"]
        listed = {(r["type"], r["subj_entity"], r["obj_entity"]): r.get("business", True) for r in relations}
        found = {_between(document, r): r for r in answers.get(document["id"], ())}
        for fact, is_business in listed.items():
            if is_business:
                table[fact[0]].right += fact in found
                table[fact[0]].missed += fact not in found
                if fact not in found:
                    spans = (_first(document, fact[1]), _first(document, fact[2]))
                    tell(_relation_slip(document["id"], (fact[0], *spans), is_missed=True))
        for fact, row in found.items():
            if fact not in listed and fact[0] in table:
                table[fact[0]].wrong += 1
                spans = (tuple(row["subj"]), tuple(row["obj"]))
                tell(_relation_slip(document["id"], (fact[0], *spans), is_missed=False))
    return with_total(dict(sorted(table.items())))


def _between(document: Row, relation: Row) -> tuple[str, object, object]:
    return relation["type"], _entity(document, relation["subj"]), _entity(document, relation["obj"])


def _entity(document: Row, span: Sequence[int]) -> object:
    """The entity of the mention that shares most characters with a span, or the span itself."""
    best, most = None, (0, 0.0)
    for mention in document["mentions"]:
        shared = min(span[1], mention["end"]) - max(span[0], mention["start"])
        rank = (shared, shared / (mention["end"] - mention["start"]))
        if shared > 0 and rank > most:
            best, most = mention, rank
    return best["entity"] if best else ("?", *span)


def _first(document: Row, entity: object) -> tuple[int, int]:
    """Where the text first mentions an entity."""
    return min((m["start"], m["end"]) for m in document["mentions"] if m["entity"] == entity)


def linking(gold: Iterable[Row], predicted: Iterable[Row], known: Container[str]) -> Table:
    """Links of given mentions; a link of a mention without one in the gold set is wrong.

    "top 20" and "top 1" are over the mentions whose item the index has: whether it is among the candidates, and the
    first of them; "names" leaves out pronouns. The last row counts exact matches over all mentions.
    """
    answers = {row["id"]: row["mentions"] for row in predicted}
    table: Table = {name: Counts() for name in ("top 20", "top 1", "top 20, names", "top 1, names", ALL)}
    for document in gold:
        for mention, answer in zip(document["mentions"], answers[document["id"]], strict=True):
            _count_link(table[ALL], mention["link"], answer["link"])
            if mention["link"] is not None and mention["link"] in known:
                rows = ["top 20", "top 1"]
                if not is_pronoun(mention["text"]):
                    rows += ["top 20, names", "top 1, names"]
                for row in rows:
                    hit = mention["link"] in answer.get("candidates", [])[: int(row.split(",")[0].split()[1])]
                    table[row].right += hit
                    table[row].wrong += not hit
                    table[row].missed += not hit
    return table


def linked(gold: Iterable[Row], predicted: Iterable[Row], known: Container[str]) -> Table:
    """Links end to end: a linked name is right if a name that was found there has its item.

    What the gold set has no mention of is left out, for it does not mark every name. "in the index" is over the
    mentions whose item the index has.
    """
    answers = {row["id"]: row["mentions"] for row in predicted}
    table: Table = {name: Counts() for name in ("in the index", ALL)}
    for document in gold:
        found = [(each["start"], each["end"], each["link"]) for each in answers[document["id"]]]
        for mention in document["mentions"]:
            span = (mention["start"], mention["end"])
            here = [link for start, end, link in found if link is not None and _overlap((start, end), span)]
            best = mention["link"] if mention["link"] in here else next(iter(here), None)
            _count_link(table[ALL], mention["link"], best)
            if mention["link"] in known and mention["link"] is not None:
                _count_link(table["in the index"], mention["link"], best)
    return table


def _count_link(counts: Counts, wanted: str | None, found: str | None) -> None:
    if found is not None and found == wanted:
        counts.right += 1
        return
    counts.wrong += found is not None
    counts.missed += wanted is not None


def _names(rows: Iterable[Row]) -> Counter[Name]:
    named = (row for row in rows if row["type"] in NAME_TYPES and row.get("form", "name") == "name")
    return Counter((row["start"], row["end"], row["type"]) for row in named)


def _count(names: Counter[Name], name: str) -> int:
    return sum(count for (_, _, type_), count in names.items() if type_ == name)


def _same(one: Fact, other: Fact) -> bool:
    return one[0] == other[0] and _overlap(one[1], other[1]) and _overlap(one[2], other[2])


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(span: tuple[int, int], stretch: tuple[int, int]) -> bool:
    return stretch[0] <= span[0] and span[1] <= stretch[1]
