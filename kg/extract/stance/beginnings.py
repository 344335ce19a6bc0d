"""What is told in the present of a day to come: "the deal begins in May", "crews start a strike on Friday"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.dates.forms import any_form, small
from kg.extract.document.syntax import SUBJECTS, is_infinitive, with_particle
from kg.extract.words import word_set

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token

_COMING = word_set("stance", "coming")
_DUE = word_set("stance", "due")
_ENDED = word_set("stance", "ended")
_EFFECTS = frozenset({"effect", "force"})
_PRESENT = frozenset({"VBZ", "VBP"})
_DATED = frozenset({"on", "in", "from", "at", "as"})
_NEXT = frozenset({"next", "coming", "tomorrow"})


def is_to_begin(thing: Token) -> bool:
    """Whether a thing begins on a day to come: "begins in May", "takes effect next year", "is due to start"."""
    verbs = _verbs_of(thing)
    if any(verb.tag_ in _PRESENT and _deed(verb) in _COMING and _is_dated(verb) for verb in verbs):
        return True
    is_subject = thing.dep_ == "nsubj" and thing.head.lemma_.lower() == "be" and thing.head.tag_ in _PRESENT
    due = (c for word in thing.head.children if word.lower_ in _DUE for c in word.children) if is_subject else ()
    return any(c.dep_ == "xcomp" and is_infinitive(c) and _deed(c) in _COMING for c in due)


def _verbs_of(thing: Token) -> list[Token]:
    """The verb that a thing is a part of, and those that go on with it as their subject."""
    if thing.dep_ not in {"nsubj", "dobj", "attr"}:
        return []
    further = thing.head.children if thing.dep_ == "nsubj" else ()
    own = (c for c in further if c.dep_ == "conj" and not any(part.dep_ in SUBJECTS for part in c.children))
    return [thing.head, *own]


def is_to_end(thing: Token) -> bool:
    """Whether a thing ends on some day, in the present: "the contract expires in June"."""
    verb = thing.head
    is_told = thing.dep_ == "nsubj" and verb.tag_ in _PRESENT and with_particle(verb) in _ENDED
    return is_told and not any(c.dep_ == "dobj" for c in verb.children) and _is_dated(verb)


def _deed(verb: Token) -> str:
    """A verb with its particle, or with the effect that it takes or comes into."""
    below = (c for child in verb.children for c in (child, *child.children) if c.dep_ in {"dobj", "pobj"})
    effect = next((c for c in below if c.lower_ in _EFFECTS), None)
    if effect is None:
        return with_particle(verb)
    return " ".join((verb.lemma_.lower(), *(["into"] if effect.dep_ == "pobj" else []), effect.lower_))


def _is_dated(verb: Token) -> bool:
    """Whether a day, also one without its year, or what comes next hangs on the verb itself."""
    return any(_is_time(child) for child in verb.children if child.dep_ == "npadvmod" or child.lower_ in _DATED)


def _is_time(phrase: Token) -> bool:
    words = list(phrase.subtree)
    start, last = words[0].idx, words[-1]
    text = phrase.doc.text[start : last.idx + len(last.text)]
    return any(t.lower_ in _NEXT for t in words) or any_form().search(small(text)) is not None
