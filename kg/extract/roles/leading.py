"""Offices that a verb tells: "X runs Y", "X, who heads research at Y", "X joins the board of Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import governing_verb, is_passive, prepositional
from kg.extract.roles.employers import named_before_where
from kg.extract.roles.held import Held
from kg.extract.roles.holders import people_of
from kg.extract.roles.offices import is_elsewhere, referring
from kg.extract.words import load, word_set
from kg.records import Kind, RoleStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_SURENESS = 0.75
_SEATED, _UNSEATED = word_set("roles", "seated"), word_set("roles", "unseated")
_GIVEN_SEATS = word_set("roles", "given_seats")
_LEADING: dict[str, str] = load("roles")["leading"]
_FIELDS = word_set("roles", "fields")
_SITTING = frozenset({"directors", "trustees", "governors"})
_BOARDS = frozenset({"advisory", "supervisory", "executive", "management"})
_PLACES = frozenset({"at", "of", "for"})


def in_charge(parsed: Parsed, head: Token) -> Iterator[Held]:
    """Sentences such as "X, who is in charge of Y", "X runs Y", "Y is headed by X", "X heads research at Y"."""
    if head.lower_ == "charge" and head.dep_ == "pobj" and head.head.lower_ == "in":
        verb = governing_verb(head)
        led = [h for p, h in prepositional(head) if p == "of"]
        title = "in charge"
    elif head.pos_ == "VERB" and head.lemma_.lower() in _LEADING:
        verb, led = head, arguments(head).objects
        title = _LEADING[head.lemma_.lower()]
    else:
        return
    if verb is None:
        return
    holders = [n for s in arguments(verb).subjects for n in people_of(parsed, s)]
    status = RoleStatus.FORMER if _is_over(verb) else RoleStatus.CURRENT
    for thing in led if holders else ():
        firms = parsed.parties(thing) if thing.pos_ != "PRON" else []
        field = "" if firms or title == "in charge" else _field_of(thing)
        if field or thing.lemma_.lower() == "board":
            firms = _owners(parsed, verb, thing)
        found = tuple(n for n in dict.fromkeys(firms) if parsed.kind(n) is Kind.ORGANIZATION)
        if found:
            yield Held(head, f"head of {field}" if field else title, holders, status, found, confidence=_SURENESS)


def _field_of(thing: Token) -> str:
    """What part of an organization a noun is: "research", "the lettings division"; "" for none."""
    if thing.lemma_.lower() not in _FIELDS or any(c.lower_ in {"a", "an"} for c in thing.lefts):
        return ""
    words = [c for c in thing.lefts if c.dep_ in {"compound", "amod"} and c.pos_ != "PROPN"]
    is_any = not words and any(c.dep_ in {"det", "poss"} for c in thing.lefts)  # "runs the department"
    is_any = is_any and not any(c.lower_ == "of" for c in thing.rights)
    return "" if is_any else " ".join(t.text for t in (*words, thing))


def _owners(parsed: Parsed, verb: Token, part: Token) -> list[int]:
    """Whose part of an organization it is that somebody leads: "research at X", "X's Irish arm"."""
    behind = [h for t in (part, verb) for p, h in prepositional(t) if p in _PLACES]
    before = [c for c in part.lefts if c.dep_ in {"poss", "compound", "nmod"}]
    return [n for t in (*before, *behind) for n in parsed.parties(t)] or named_before_where(parsed, verb)


def seat(parsed: Parsed, board: Token) -> Iterator[Held]:
    """Who "joins the board of Y", "sits on Y's board", "left its board" or "was appointed to its board"."""
    verb = governing_verb(board)
    if verb is None or board.i in parsed.at:
        return
    on = board.head.lower_ if board.dep_ == "pobj" else ""
    deed, around = f"{verb.lemma_.lower()} {on}".strip(), arguments(verb)
    if deed not in _SEATED | _UNSEATED | _GIVEN_SEATS:
        return
    seated = around.objects if deed in _GIVEN_SEATS else around.subjects
    holders = [n for s in seated for n in people_of(parsed, s)]
    is_over = deed in _UNSEATED or (deed in _SEATED and verb.lemma_ != "join" and _is_over(verb))
    status = RoleStatus.FORMER if is_over else RoleStatus.CURRENT
    sort = next((f"{c.lower_} " for c in board.lefts if c.lower_ in _BOARDS), "")
    firms = _with_boards(parsed, board, around.subjects if deed in _GIVEN_SEATS and not around.passive else ())
    owner = referring(parsed, board, board)
    sitting = (h for p, h in prepositional(board) if p == "of" and h.lower_ in _SITTING)  # "its board of directors"
    if holders and (firms or not is_elsewhere(parsed, board, owner, next(sitting, board))):
        yield Held(board, f"{sort}board member", holders, status, firms, owner)


def _with_boards(parsed: Parsed, board: Token, giving: Sequence[Token]) -> tuple[int, ...]:
    """Whose board it is by its phrase, or by who gives somebody a seat on "its board"."""
    of = [h for p, h in prepositional(board) if p in {"of", "at"}]
    named = [n for t in (*of, *board.lefts) if t.pos_ == "PROPN" or t in of for n in parsed.parties(t)]
    if not named and any(c.lower_ in {"its", "their", "the"} for c in board.lefts) and not of:
        named = [n for t in giving for n in parsed.parties(t)]
    return tuple(n for n in dict.fromkeys(named) if parsed.kind(n) is Kind.ORGANIZATION)


def _is_over(verb: Token) -> bool:
    """Whether a verb tells of what is no longer: "ran", "used to run"; not "has run"."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "use":
        return True
    is_past = "Past" in verb.morph.get("Tense", [])
    return is_past and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children) and not is_passive(verb)


LEADING = {"board": seat, **dict.fromkeys(("charge", *_LEADING), in_charge)}
"""Word → what reads who leads what, or sits on which board, beside it."""
