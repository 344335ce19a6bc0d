"""People who are described before they are named: "A nurse has sued X. … Anna Berg, 41, …"; "Two brothers …"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.coreference.described import goes_on
from kg.extract.coreference.plurals import NUMBERS
from kg.extract.document.syntax import SUBJECTS, conjuncts
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.coreference.anaphora import At, Named
    from kg.extract.document.tokens import Span, Token

_PEOPLE = word_set("anaphora", "person_nouns") | word_set("anaphora", "people_nouns") | word_set("described", "people")
_PEOPLE |= word_set("names", "callings") | word_set("possessions", "staff")
_COUNTS = {"two": 2, **NUMBERS}
_COUPLES = frozenset({"couple", "pair", "duo"})
_PURSUING = word_set("described", "pursuing") | {"make"}
_REPLYING = word_set("described", "replying")
_TELLING = frozenset({"say", "tell", "add", "warn"})
_HOME = frozenset({"of", "from"})

Found = tuple["Token", tuple[int, ...]]


def people_first(sentences: Sequence[Span], clusters: Sequence[Named], at: At) -> Iterator[Found]:
    """(word, cluster indices) for those of whom a sentence tells without a name, and with whom the next one opens."""
    for sentence, after in pairwise(sentences):
        described = [(t, count) for t in sentence if t.i not in at and (count := _count(t))]
        acting = [(t, count) for t, count in described if _acts(t)]
        opening = _opening(after, clusters, at)
        if len(acting) != 1 or len(opening) != acting[0][1]:
            continue
        others = [t for t, _ in described if t != acting[0][0]]
        second = _of_age(after, clusters, opening) if len(others) == 1 else ()
        if not others or second or _is_pursued(after):
            yield acting[0][0], opening
            yield from ((t, second) for t in others if second)


def _count(word: Token) -> int:
    """How many people a word is of whom nobody knows yet: 1 for "a nurse" and "one of its players", else 0."""
    if word.lower_ == "one" and word.pos_ in {"NUM", "PRON", "NOUN"}:
        return int(any(h.lemma_.lower() in _PEOPLE for c in word.children if c.lower_ == "of" for h in c.children))
    is_people = word.lemma_.lower() in _PEOPLE
    if word.pos_ != "NOUN" or not (is_people or word.lower_ in _COUPLES):
        return 0
    if any(c.dep_ == "appos" for c in word.children):
        return 0
    lefts = {c.lower_ for c in word.lefts}
    if word.tag_ == "NNS" and is_people:
        return next((_COUNTS[left] for left in lefts if left in _COUNTS), 0)
    if lefts.isdisjoint({"a", "an"}):
        return 0
    return 2 if word.lower_ in _COUPLES else 1


def _acts(word: Token) -> bool:
    """Whether something is told of them, and not only by them."""
    return word.dep_ in SUBJECTS and word.head.lemma_.lower() not in _TELLING


def _opening(sentence: Span, clusters: Sequence[Named], at: At) -> tuple[int, ...]:
    """The people with whose full names a sentence opens, which tells no office of theirs: "Anna Berg, 41, of Oslo"."""
    head = next((t for t in sentence if t.dep_ in SUBJECTS and t.i in at), None)
    if head is None or not goes_on(head) or head.head.lemma_.lower() in _REPLYING:
        return ()
    heads = conjuncts(head)
    numbers = tuple(n for t in heads for n in at.get(t.i, ()))
    names = [clusters[n].names[0] for n in numbers]
    is_new = len(names) == len(heads) and all(clusters[n].kind is Kind.PERSON for n in numbers)
    is_new = is_new and all(sentence.start <= name.start < sentence.end for name in names)
    if (
        not is_new
        or not _is_full(names[-1])
        or any(not t.is_space for t in sentence.doc[sentence.start : names[0].start])
    ):
        return ()
    is_known = len(heads) == 1 and _has_office(head) and not _is_pursued(sentence)
    return () if is_known else tuple(dict.fromkeys(numbers))


def _has_office(name: Token) -> bool:
    """Whether anything but an age or a home stands beside a name: who speaks for others has an office there."""
    beside = (c for c in name.children if c.i > name.i and c.dep_ in {"appos", "relcl", "acl", "prep"})
    return any(not (c.like_num or c.lower_ in _HOME) for c in beside)


def _is_pursued(sentence: Span) -> bool:
    """Whether a sentence goes on with what was begun: "filed the suit", "made the allegations"."""
    return sentence.root.lemma_.lower() in _PURSUING


def _of_age(sentence: Span, clusters: Sequence[Named], opening: tuple[int, ...]) -> tuple[int, ...]:
    """The one other new person whose age a sentence tells: "lost to Olav Dahl, 16, in May"."""
    others = [n for n, c in enumerate(clusters) if c.kind is Kind.PERSON and n not in opening]
    names = [(n, clusters[n].names[0]) for n in others]
    new = [(n, name) for n, name in names if sentence.start <= name.start < sentence.end]
    if len(new) != 1:
        return ()
    number, name = new[0]
    return (number,) if _has_age(name) else ()


def _is_full(name: Span) -> bool:
    """Whether it has more than one word: who is called by a surname alone is known."""
    return name.end - name.start > 1


def _has_age(name: Span) -> bool:
    """Whether a number follows between commas: "Olav Dahl, 16,"."""
    behind = name.doc[name.end : name.end + 3]
    return [t.text for t in behind][::2] in ([",", ","], [",", "."]) and behind[1].like_num
