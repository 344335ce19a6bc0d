"""Trade unions: which names are of one, which strike is theirs, and which agreements are only over pay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import DESCRIBED_BY, governing_verb, is_passive, prepositional
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.document.tokens import Span, Token
    from kg.extract.frames.drafts import Draft
    from kg.extract.parsed import Parsed

_REASONS = frozenset({"for", "over", "after", "amid", "following", "pending", "because", "as"})
_EMPLOYERS = frozenset({"employer", "firm", "company", "bank", "practice", "newspaper", "broadcaster", "hospital"})
_STAFF = word_set("possessions", "staff")
_UNION_WORDS = word_set("possessions", "union_words")
_AGREEMENTS = frozenset({"deal", "pact", "agreement", "accord", "partnership", "alliance", "tie-up"})
_NEAR = 5  # tokens
_OTHER_UNIONS = word_set("possessions", "other_unions")


def is_over_pay(parsed: Parsed, draft: Draft) -> bool:
    """Whether an agreement is one with a union: it makes partners neither of the union nor of the employers."""
    if draft.family != "Partnership":
        return False
    verb = draft.trigger if draft.trigger.pos_ == "VERB" else governing_verb(draft.trigger)
    heads = [h for t in (draft.trigger, verb) if t is not None for p, h in prepositional(t) if p == "with"]
    is_with_staff = any(h.lemma_.lower() in _STAFF | {"union"} and h.text.islower() for h in heads)
    return is_with_staff or any(_is_union(parsed, number) for _, number in draft.parties)


def is_sent_home(parsed: Parsed, draft: Draft) -> bool:
    """Whether an employer only keeps somebody from work: "she was suspended later", "the firm that suspended her"."""
    verb = draft.trigger
    if verb.lemma_.lower() != "suspend" or any(c.lower_ in _REASONS for c in verb.children):
        return False
    is_by_nobody = is_passive(verb) and all(role == "accused" for role, _ in draft.parties)
    accused = [n for role, n in draft.parties if role == "accused"]
    return (is_by_nobody or _is_by_employer(verb)) and all(parsed.kind(n) is Kind.PERSON for n in accused)


def _is_by_employer(verb: Token) -> bool:
    """Whether who acts is called a firm: "its employer suspended her", "X, the firm that suspended her"."""
    subjects = [verb.head if s.tag_ in {"WDT", "WP"} else s for s in arguments(verb).subjects]
    called = (t for s in subjects for t in (s, *(c for c in s.children if c.dep_ == "appos")))
    return any(t.lemma_.lower() in _EMPLOYERS for t in called)


def is_deal_struck(noun: Token) -> bool:
    """Whether "strike" is a headline's verb, which the parser takes for a noun: "X and Y strike supply pact"."""
    if noun.lower_ not in {"strike", "strikes"} or any(t.pos_ in {"VERB", "AUX"} for t in noun.sent):
        return False
    return any(t.lower_ in _AGREEMENTS for t in noun.doc[noun.i + 1 : min(noun.i + _NEAR, noun.sent.end)])


def with_union(parsed: Parsed, draft: Draft) -> Draft:
    """A protest with its union: who is called the target of their own union's strike brings it.

    One that names nobody who brings it is brought by the one union that is named in its sentence or right beside it.
    """
    parties = tuple(("accuser" if _is_union(parsed, n) else role, n) for role, n in draft.parties)
    if not any(role == "accused" for role, _ in parties) or any(role == "accuser" for role, _ in parties):
        return replace(draft, parties=tuple(dict.fromkeys(parties)))
    near = {n for n, c in enumerate(parsed.clusters) if any(_is_beside(s.sent, draft.trigger.sent) for s in c.names)}
    unions = [n for n in sorted(near) if _is_union(parsed, n)]
    found = (("accuser", unions[0]),) if len(unions) == 1 else ()
    return replace(draft, parties=(*parties, *found))


def _is_beside(one: Span, other: Span) -> bool:
    return one == other or one.end == other.start or other.end == one.start


def _is_union(parsed: Parsed, number: int) -> bool:
    """Whether a name is of a trade union, by its words or by what is said of it."""
    cluster = parsed.clusters[number]
    if cluster.kind is not Kind.ORGANIZATION:
        return False
    words = set(cluster.key.replace("'", " ").split())
    by_name = bool(words & _UNION_WORDS) and not words & _OTHER_UNIONS
    return by_name or any(_is_called_union(s) or _represents_staff(s.root) for s in cluster.names)


def _is_called_union(name: Span) -> bool:
    """Whether "union" stands beside the name: "the union X", "X, their union", "the X union"."""
    head = name.root
    beside = [c for c in head.children if c.dep_ in DESCRIBED_BY and c.i not in range(name.start, name.end)]
    if head.dep_ in DESCRIBED_BY:
        beside.append(head.head)
    return any(t.lemma_.lower() == "union" and t.text.islower() for t in beside)


def _represents_staff(head: Token) -> bool:
    """Whether it is said to speak for people at work: "X, which represents 4,300 workers"."""
    clauses = [c for c in head.children if c.dep_ in {"relcl", "acl"} and c.lemma_.lower() == "represent"]
    return any(o.lemma_.lower() in _STAFF for c in clauses for o in arguments(c).objects)
