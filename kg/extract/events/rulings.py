"""What somebody wants back from another, and what a court tells somebody to do.

"X is demanding 14 million from Y"; "X must pay Y £400,000, a tribunal ruled"; "a court ordered X to stop selling
mowers, handing a victory to Y"; "a judge ruled that X had infringed Y's patents".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import DECIDING, is_infinitive, is_passive, prepositional
from kg.extract.events.complainants import dispute
from kg.extract.stance.polarity import is_negated
from kg.extract.words import word_set
from kg.records import Stance, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token
    from kg.extract.frames.drafts import Draft
    from kg.extract.parsed import Parsed

_CONFIDENCE = 0.85
_DEMAND_CONFIDENCE = 0.75
_PAYING = frozenset({"pay", "compensate", "repay", "refund", "reimburse"})
_RULING = frozenset({"rule", "order", "decide", "find", "say"})
_JUDGING = DECIDING | {"magistrate"}
_HANDED_DOWN = frozenset({Status.ACTIVE, Status.ENDED})
_TELLING = frozenset({"order", "tell", "instruct", "require", "command"})
_STOPPING = frozenset({"stop", "cease", "halt", "end", "withdraw", "remove", "destroy", "reinstate", "return"})
_FORBIDDING = frozenset({"ban", "bar", "prohibit", "forbid", "stop", "prevent", "enjoin"})
_TRIUMPHS = frozenset({"victory", "win", "boost", "triumph", "success", "relief"})
_DEMANDING = frozenset({"demand", "claim", "want", "seek"})
_CURRENCIES = word_set("names", "money")
_SIGNS = frozenset("$£€¥₹")
_AUTHORITY_WORDS = word_set("anaphora", "authority_words")
_FINDING = frozenset({"rule", "find", "hold", "conclude", "decide"})
_HURTING = frozenset({"defame", "libel", "slander", "deceive", "mislead", "defraud", "cheat"})
_DISMISSING = frozenset({"dismiss", "sack", "fire"})
_UNFAIRLY = frozenset({"unfairly", "wrongfully", "unlawfully", "illegally", "wrongly"})
_WRONGS = word_set("described", "wrongs") | _HURTING | {"discriminate", "misuse", "copy", "plagiarise", "plagiarize"}
_OPEN = frozenset({"may", "might", "could", "would", "can"})
_FUNDS = frozenset(
    {"loan", "funding", "aid", "investment", "capital", "subsidy", "credit", "financing", "bailout", "grant", "support"}
)


def ordered_payments(parsed: Parsed) -> Iterator[Draft]:
    """Who must pay whom, as a court says: "X must pay its former coach Y £400,000, a tribunal ruled"."""
    for verb in (t for t in parsed.doc.with_lemmas(_PAYING) if t.pos_ == "VERB" and _is_bound(t)):
        rulings = (t for t in verb.sent if t.lemma_.lower() in _RULING and t.pos_ == "VERB")
        if not any(s.lemma_.lower() in _JUDGING for ruling in rulings for s in _deciding(ruling)):
            continue
        around = arguments(verb)
        accused = [n for s in around.subjects for n in parsed.parties(s)]
        paid = [*around.objects, *around.prepositions.get("to", [])]
        accusers = [n for o in paid for n in parsed.parties(o) if n not in accused]
        if accused and accusers and not is_negated(verb):
            found = dispute(parsed, verb, accused, accusers, _CONFIDENCE)
            yield replace(found, stance=Stance(status=Status.ACTIVE))  # to be paid still, but ruled on


def _is_bound(verb: Token) -> bool:
    """Whether somebody has to do it: "must pay", "has to pay"."""
    is_owed = verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "have" and is_infinitive(verb)
    return is_owed or any(c.lower_ == "must" and c.dep_ == "aux" for c in verb.children)


def _deciding(ruling: Token) -> list[Token]:
    """Who rules; behind a sum of money the parser may hang the ruling on the court."""
    return [*arguments(ruling).subjects, *([ruling.head] if ruling.dep_ in {"acl", "relcl"} else [])]


def orders_to_stop(parsed: Parsed) -> Iterator[Draft]:
    """Whom a court tells to stop, and whose win that is: "ordered X to stop selling mowers in a victory for Y"."""
    for verb in (t for t in parsed.doc.with_lemmas(_TELLING | _FORBIDDING) if t.pos_ == "VERB" and _forbids(t)):
        around = arguments(verb)
        if is_negated(verb) or not any(s.lemma_.lower() in _JUDGING for s in around.subjects):
            continue
        accused = [n for o in around.objects for n in parsed.parties(o)]
        accusers = [n for w in _winners(verb) for n in parsed.parties(w) if n not in accused]
        found = dispute(parsed, verb, accused, accusers, _CONFIDENCE)
        if accused and found.stance.status in _HANDED_DOWN:
            yield found


def found_wrong(parsed: Parsed) -> Iterator[Draft]:
    """Who has done wrong, as a court or an authority finds: "a judge ruled that X had infringed Y's patents"."""
    for verb in (t for t in parsed.doc.with_lemmas(_FINDING) if t.pos_ == "VERB"):
        if is_negated(verb) or is_passive(verb) or not (deciding := arguments(verb).subjects):
            continue
        bodies = [n for s in deciding for n in parsed.parties(s) if _is_authority(parsed, n)]
        if not bodies and not any(_is_court(parsed, s) for s in deciding):
            continue
        for wrong in (c for c in verb.children if c.dep_ == "ccomp" and _is_wrong(c)):
            accused = [n for s in arguments(wrong).subjects for n in parsed.parties(s) if n not in bodies]
            accusers = bodies or [n for n in _wronged(parsed, wrong) if n not in accused]
            if accused:
                found = dispute(parsed, verb, accused, accusers, _CONFIDENCE)
                kind = "RegulatoryAction" if bodies else found.kind
                yield replace(found, kind=kind, stance=Stance(status=Status.ACTIVE))


def _is_authority(parsed: Parsed, number: int) -> bool:
    words = parsed.clusters[number].key.split()
    return not parsed.is_court(number) and not _AUTHORITY_WORDS.isdisjoint(words)


def _is_court(parsed: Parsed, head: Token) -> bool:
    """Whether it is one who judges: "the court", "Mr Justice X", "the High Court"."""
    words = {t.lemma_.lower() for t in (head, *head.lefts)}
    return not words.isdisjoint(_JUDGING | {"justice"}) or any(map(parsed.is_court, parsed.party(head)))


def _is_wrong(clause: Token) -> bool:
    """Whether a clause says that somebody has done wrong, and not that they have not, or might have."""
    is_open = any(c.dep_ == "aux" and c.lower_ in _OPEN for c in clause.children)
    is_unfair = any(c.lower_ in _UNFAIRLY for c in clause.children)
    is_wrong = clause.lemma_.lower() in _WRONGS or (clause.lemma_.lower() in _DISMISSING and is_unfair)
    return is_wrong and not is_open and not is_negated(clause) and not is_passive(clause)


def _wronged(parsed: Parsed, wrong: Token) -> list[int]:
    """To whom it was done: "infringed Y's patents", "had defamed Y", "broke its contract with Y"."""
    around = arguments(wrong)
    heads = [c for o in around.objects for c in o.children if c.dep_ == "poss"]
    heads += [h for t in (wrong, *around.objects) for preposition, h in prepositional(t) if preposition == "with"]
    heads += around.objects if wrong.lemma_.lower() in _DISMISSING | _HURTING else []
    return [n for head in heads for n in parsed.parties(head)]


def _forbids(verb: Token) -> bool:
    """Whether a verb makes somebody stop: "ordered X to stop", "barred X from selling"."""
    lemma = verb.lemma_.lower()
    clauses = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and is_infinitive(c)]
    is_told = lemma in _TELLING and any(c.lemma_.lower() in _STOPPING for c in clauses)
    is_kept = lemma in _FORBIDDING and any(c.dep_ == "prep" and c.lower_ == "from" for c in verb.children)
    return is_told or is_kept


def _winners(verb: Token) -> Iterator[Token]:
    """Whose victory it is called further on in the sentence: "in a win for Y", "handing a victory to Y"."""
    for noun in (t for t in verb.sent if t.i > verb.i and t.lemma_.lower() in _TRIUMPHS and t.pos_ == "NOUN"):
        yield from (head for preposition, head in prepositional(noun) if preposition in {"for", "to"})
        if noun.dep_ == "dobj":
            handed = arguments(noun.head)
            yield from (*(o for o in handed.objects if o.dep_ == "dative"), *handed.prepositions.get("to", []))


def demanded_sums(parsed: Parsed) -> Iterator[Draft]:
    """Who wants money back from whom: "X is demanding 14 million in unpaid bills from Y"; not a loan or aid."""
    for verb in (t for t in parsed.doc.with_lemmas(_DEMANDING) if t.pos_ == "VERB" and not is_passive(t)):
        around = arguments(verb)
        sums = [o for o in around.objects if _is_money(o)]
        if not sums or is_negated(verb) or any(t.lemma_.lower() in _FUNDS for o in sums for t in o.subtree):
            continue
        asked = [*around.prepositions.get("from", []), *(h for o in sums for h in _sources(o))]
        accused = [n for o in asked for n in parsed.parties(o)]
        accusers = [n for s in around.subjects for n in parsed.parties(s) if n not in accused]
        if accused and accusers:
            yield dispute(parsed, verb, accused, accusers, _DEMAND_CONFIDENCE)


def _is_money(head: Token) -> bool:
    """Whether an object is a sum: "$14 million", "14 million euros", "1.6 million kuna"."""
    words = list(head.subtree)
    has_number = any(t.like_num for t in words)
    is_unit = head.lemma_.lower() in _CURRENCIES or any(t.lemma_.lower() in {"million", "billion"} for t in words)
    return has_number and (is_unit or any(sign in t.text for t in words for sign in _SIGNS))


def _sources(amount: Token) -> Iterator[Token]:
    """Whom a sum is wanted from, hung on it or on what it is for: "14 million in unpaid bills from Y"."""
    for preposition, head in prepositional(amount):
        if preposition == "from":
            yield head
        elif preposition in {"in", "of", "for"}:
            yield from (below for word, below in prepositional(head) if word == "from")
