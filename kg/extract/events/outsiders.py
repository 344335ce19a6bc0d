"""Who has no part in any event, by all that an article says of them: judges, counsel, papers, former employers.

They are kept out before the parties of an event are chosen, so that the likelihood goes to the sets without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import DESCRIBED_BY, SUBJECTS, governing_verb
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.document.tokens import Span, Token
    from kg.extract.parsed import Parsed

_JUDGES = frozenset({"judge", "justice", "magistrate"})
_COUNSEL = word_set("asides", "counsel")
_APPEARING = frozenset({"appear", "act"})
_PAPERS = word_set("asides", "papers")
_REPORTING = word_set("stance", "reporting") | {"understand", "learn", "hear", "see"}
_TELLING = frozenset({"tell", "inform"})
_COMING = frozenset({"join", "come", "arrive", "move", "poach", "hire", "recruit", "lure", "return"})
_TIMES_AT = frozenset({"year", "decade", "month", "stint", "spell", "career"})


def outsiders(parsed: Parsed) -> frozenset[int]:
    """The clusters that can have no part in an event of the article."""
    return frozenset(number for number in range(len(parsed.clusters)) if _is_outside(parsed, number))


def _is_outside(parsed: Parsed, number: int) -> bool:
    names = parsed.clusters[number].names
    if parsed.kind(number) is Kind.PERSON:
        return judges(parsed, number) or all(_only_speaks_for(name) for name in names)
    if parsed.kind(number) is not Kind.ORGANIZATION:
        return False
    is_paper = any(name[-1].lower_ in _PAPERS for name in names)
    return (is_paper and all(_only_reports(name) for name in names)) or all(_is_left(name.root) for name in names)


def judges(parsed: Parsed, number: int) -> bool:
    """Whether somebody is called a judge."""
    names = parsed.clusters[number].names if parsed.kind(number) is Kind.PERSON else ()
    return any(name.start and name.doc[name.start - 1].lower_ in _JUDGES for name in names)


def is_in_dateline(name: Token) -> bool:
    """Whether it is the agency of a dateline: "BUDAPEST, Nov 5 (Reuters) - …"."""
    before, behind = name.doc[max(0, name.i - 1)], name.doc[name.i + 1 : name.i + 3].text
    return before.text == "(" and behind[:1] == ")" and behind[-1] in "-–—"


def _only_speaks_for(name: Span) -> bool:
    """Whether somebody is named only as who speaks for others: "X appeared for Y", "Y's lawyer, X, said …"."""
    head = name.root
    if head.dep_ == "nsubj" and head.head.lemma_.lower() in _APPEARING:
        return any(c.dep_ == "prep" and c.lower_ == "for" for c in head.head.children)
    described = [c for c in head.children if c.dep_ in DESCRIBED_BY] + ([head.head] if head.dep_ == "appos" else [])
    speaker = head.head if head.dep_ == "appos" else head
    is_speaking = speaker.dep_ == "nsubj" and speaker.head.lemma_.lower() in _REPORTING
    return is_speaking and any(noun.lemma_.lower() in _COUNSEL for noun in described)


def _only_reports(name: Span) -> bool:
    """Whether a paper is named only as who heard or tells of it: "told the Courier", "the Post has learned"."""
    head = name.root
    if is_in_dateline(name[-1]):
        return True
    if head.dep_ in SUBJECTS:
        return head.head.lemma_.lower() in _REPORTING | _TELLING
    verb = governing_verb(head)
    is_told = head.dep_ in {"dobj", "dative"} or (head.dep_ == "pobj" and head.head.lower_ in {"to", "with", "by"})
    return is_told and verb is not None and verb.lemma_.lower() in _REPORTING | {"speak", "talk"}


def _is_left(head: Token) -> bool:
    """Whether it is only where somebody worked before: "joined from X", "after eleven years at the rival X"."""
    place = head.head if head.dep_ == "appos" else head
    if place.dep_ != "pobj":
        return False
    above = place.head.head
    if place.head.lower_ == "from":
        return above.lemma_.lower() in _COMING and any(
            c.ent_type_ == "PERSON" or c.lower_ in {"who", "he", "she"} for c in above.children if c.dep_ in SUBJECTS
        )
    return place.head.lower_ in {"at", "with"} and above.lemma_.lower() in _TIMES_AT
