"""Whom a reference cannot mean because of its own clause: who acts there, and for whom they act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.syntax import SUBJECTS
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.extract.tokens import Token

_OFFICERS = word_set("roles", "heads")
_CHARGING = word_set("stance", "charging")
_FORMER = word_set("roles", "former")


def others_in_clause(token: Token, at: Mapping[int, tuple[int, ...]]) -> set[tuple[int, ...]]:
    """What a reference cannot mean: the subject of the verb that it is the object of ("X accused the company").

    Nor is it the subject of what alleges that it did something ("X alleged that it had overstated its sales"), or
    whose officer goes to law ("its chairman threatened to sue the group").
    """
    is_alleged = token.dep_ == "nsubj" and token.head.dep_ == "ccomp" and token.head.head.lemma_.lower() == "allege"
    if token.dep_ not in {"dobj", "pobj", "dative"} and not is_alleged:
        return set()
    above = token.head.ancestors if is_alleged else token.ancestors
    verb = next((a for a in above if a.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return set()
    around = [*_subjects(verb), *_led(verb)]
    around += [c for t in around for c in t.children if c.dep_ == "appos"]  # "parents' group X accused the company"
    return {at[t.i] for t in around if t.i in at}


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
