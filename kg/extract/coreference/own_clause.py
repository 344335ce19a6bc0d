"""Whom a reference cannot mean because of its own clause: who acts there, and for whom they act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import SUBJECTS
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.extract.document.tokens import Token

_OFFICERS = word_set("roles", "heads")
_CHARGING = word_set("stance", "charging")
_FORMER = word_set("roles", "former")
_DECIDING_ON = word_set("stance", "deciding_on")
_REQUESTS = frozenset({"application", "request", "bid", "offer", "proposal", "petition"})
_UNITS = word_set("names", "branch_nouns")


def others_in_clause(token: Token, at: Mapping[int, tuple[int, ...]]) -> set[tuple[int, ...]]:
    """What a reference cannot mean: the subject of the verb that it is the object of ("X accused the company").

    Nor is it the subject of what alleges that it did something ("X alleged that it had overstated its sales"), or
    whose officer goes to law ("its chairman threatened to sue the group"), or who decides ("approved its bid").
    Who does something to "the company's" things is not the company: its own would be "its".
    """
    is_alleged = token.dep_ == "nsubj" and token.head.dep_ == "ccomp" and token.head.head.lemma_.lower() == "allege"
    is_inner = token.dep_ in {"dobj", "pobj", "dative"} or (
        token.dep_ == "poss" and token.pos_ == "NOUN" and token.head.dep_ == "dobj"
    )
    if not is_inner and not is_alleged and not _is_decided_on(token):
        return set()
    above = token.head.ancestors if is_alleged else token.ancestors
    verb = next((a for a in above if a.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return set()
    around = [*_subjects(verb), *_led(verb)]
    around += [c for t in around for c in t.children if c.dep_ == "appos"]  # "parents' group X accused the company"
    return {at[t.i] for t in around if t.i in at}


def _is_decided_on(owner: Token) -> bool:
    """Whether what somebody has asked for is what the clause's subject decides on: "approved its application"."""
    asked, verb = owner.head, owner.head.head
    is_asked = owner.dep_ == "poss" and asked.dep_ == "dobj" and asked.lemma_.lower() in _REQUESTS
    return is_asked and verb.lemma_.lower() in _DECIDING_ON


def whose_in_list(owner: Token, at: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    """Whose "its" is in "sued X and its contractor Y": X's, who stands right before."""
    listed = owner.head
    is_second = listed.dep_ == "conj" and owner.i > 1 and owner.nbor(-1).dep_ == "cc"
    return at.get(listed.head.i, ()) if is_second and listed.head.right_edge.i >= owner.i else ()


def is_named_unit(name: Token) -> bool:
    """Whether a name is that of somebody's unit, before the word for it: Y of "X's Y division"."""
    unit = name.head
    is_last = name.dep_ in {"compound", "nmod"} and name.i + 1 == unit.i and unit.lemma_.lower() in _UNITS
    return is_last and any(c.dep_ == "poss" for c in unit.lefts)


def _subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in SUBJECTS]


def _led(verb: Token) -> Iterator[Token]:
    """Whose officers go to law by a verb, also one that hangs on another ("threatened to sue")."""
    if verb.lemma_.lower() not in _CHARGING:
        return
    while verb.dep_ == "xcomp" and not _subjects(verb):
        verb = verb.head
    yield from (owner for officer in _subjects(verb) if _is_in_office(officer) for owner in _owners(officer))


def goes_to_law(name: Token) -> bool:
    """Whether it is somebody's own officer who acts against another: "X's chairman sued", "the chairman of X sued"."""
    officer = name.head.head if name.dep_ == "pobj" else name.head
    if officer.dep_ != "nsubj" or not _is_in_office(officer) or name not in _owners(officer):
        return False
    deeds = [officer.head, *(c for c in officer.head.children if c.dep_ == "xcomp")]
    return any(v.lemma_.lower() in _CHARGING for v in deeds)


def _is_in_office(noun: Token) -> bool:
    return noun.lemma_.lower() in _OFFICERS and _FORMER.isdisjoint(c.lower_ for c in noun.lefts)


def _owners(officer: Token) -> list[Token]:
    behind = (c for p in officer.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj")
    return [*(c for c in officer.children if c.dep_ == "poss"), *behind]
