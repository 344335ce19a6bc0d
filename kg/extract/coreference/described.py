"""Who is described before they are named: "The media regulator has fined X. … The Press Authority said it …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import DESCRIBED_BY, SUBJECTS, conjuncts
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.coreference.anaphora import At, Named
    from kg.extract.document.tokens import Span, Token

_BODIES = word_set("described", "bodies")
_UNIONS = word_set("described", "unions")
_DESCRIBED = _BODIES | _UNIONS
_BODY_WORDS = word_set("described", "body_words")
_UNION_WORDS = word_set("described", "union_words")
_DEEDS = word_set("described", "deeds")
_UNION_DEEDS = word_set("described", "union_deeds")
_WRONGS = word_set("described", "wrongs")
_REPORTING = word_set("stance", "reporting")
_ORGANIZATIONS = word_set("names", "organization_nouns")
_COMMENTING = word_set("asides", "greeting") | word_set("described", "commenting")
_BESIDE = word_set("described", "beside")
_OTHERS = frozenset({"another", "other", "second", "third", "separate", "former"})
_REACH = 2  # sentences that the name may come later


def described_first(
    sentences: Sequence[Span], clusters: Sequence[Named], at: At
) -> Iterator[tuple[Token, tuple[int, ...]]]:
    """(noun, cluster indices) for each "media regulator" that one of the next two sentences names."""
    for number, sentence in enumerate(sentences):
        for noun in (t for t in sentence if _is_described(t, at)):
            if found := _named(noun, sentences[number + 1 : number + 1 + _REACH], clusters, at):
                yield noun, found


def is_called_authority(cluster: Named) -> bool:
    """Whether an article speaks of somebody as of a regulator or another such body."""
    return any(token.lemma_.lower() in _BODIES for token in cluster.references)


def _is_described(noun: Token, at: At) -> bool:
    """Whether an authority or a union does something, and is not known yet nor named right there."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in _DESCRIBED or noun.i in at:
        return False
    if noun.dep_ not in SUBJECTS and noun.head.dep_ != "agent":
        return False
    beside = [c for c in noun.children if c.dep_ in DESCRIBED_BY and any(t.i in at for t in conjuncts(c))]
    named = any(c.dep_ == "appos" for c in beside)
    marks = {c.lower_ for c in noun.lefts}
    return not named and marks.isdisjoint(_OTHERS) and marks != {"the"}


def _named(noun: Token, later: Sequence[Span], clusters: Sequence[Named], at: At) -> tuple[int, ...]:
    """Whom the next sentences name first, as who acts, if it is of that kind by its name or by what it tells."""
    for sentence in later:
        for head in (t for t in sentence if t.dep_ == "nsubj" and t.i in at):
            names = conjuncts(head) if noun.tag_ == "NNS" else [head]
            numbers = tuple(dict.fromkeys(n for t in names for n in at.get(t.i, ())))
            new = [clusters[n] for n in numbers if _is_new(clusters[n], sentence)]
            if not new or len(new) < len(numbers) or not goes_on(head):
                continue
            is_next = len(new) == 1 and sentence == later[0]
            if all(fits_body(noun, c) for c in new) or (is_next and _tells_as_such(noun, head, new[0].names[0], at)):
                return numbers
    return ()


def _is_new(cluster: Named, sentence: Span) -> bool:
    """Whether an organization is not named before a sentence."""
    return cluster.kind is Kind.ORGANIZATION and cluster.names[0].start >= sentence.start


def goes_on(head: Token) -> bool:
    """Whether somebody goes on with what is told, and does not comment on it, nor do something beside it."""
    verb = head.head
    return verb.lemma_.lower() not in _COMMENTING and _BESIDE.isdisjoint(t.lower_ for t in verb.children)


def fits_body(noun: Token, cluster: Named) -> bool:
    """Whether a name is of such a body by its words: "regulator", "Press Authority"; "union", "Dockers' Guild"."""
    words = set(cluster.key.replace("'", " ").replace("\u2019", " ").split())
    mine, other = (_BODY_WORDS, _UNION_WORDS) if noun.lemma_.lower() in _BODIES else (_UNION_WORDS, _BODY_WORDS)
    return bool(words & mine) and not words & (other - mine)


def _tells_as_such(noun: Token, head: Token, name: Span, at: At) -> bool:
    """Whether who opens a sentence tells what only such a body does: "X said it had fined …", "said Y had failed …"."""
    verb = head.head
    if not opens_bare(head, name) or verb.dep_ != "ROOT" or verb.lemma_.lower() not in _REPORTING:
        return False
    told = [(c, s) for c in verb.children if c.dep_ == "ccomp" for s in c.children if s.dep_ == "nsubj"]
    deeds = _DEEDS if noun.lemma_.lower() in _BODIES else _UNION_DEEDS
    return any(is_deed(clause, deeds) if is_own(s) else _is_wrong(clause, s, at) for clause, s in told)


def opens_bare(head: Token, name: Span) -> bool:
    """Whether a sentence begins with a name, and nothing there says who that is: the sentence before has said it."""
    is_first = all(t.is_space or t.lower_ == "the" for t in head.doc[head.sent.start : name.start])
    return is_first and not any(c.dep_ in {"appos", "relcl", "acl"} for c in head.children)


def is_own(subject: Token) -> bool:
    """Whether it is of who speaks: "it", "its inspectors"."""
    return subject.lower_ == "it" or any(c.lower_ == "its" for c in subject.children)


def is_deed(clause: Token, deeds: frozenset[str]) -> bool:
    """Whether somebody says that they did what only such a body does; others also find things good or bad."""
    things = [c for c in clause.children if c.dep_ == "dobj"]
    reasons = [c for thing in things for c in thing.children if c.dep_ in {"acl", "relcl"}]
    if _is_none(clause, *things) or (clause.lemma_ == "find" and all(c.dep_ != "ccomp" for c in clause.children)):
        return False
    return any(t.lemma_.lower() in deeds for t in (clause, *things, *reasons))


def _is_wrong(clause: Token, subject: Token, at: At) -> bool:
    """Whether a firm is said to have done wrong; of an authority, who is accused says so as well."""
    is_firm = subject.i in at or subject.lemma_.lower() in _ORGANIZATIONS - _BODIES - _UNIONS
    return is_firm and clause.lemma_.lower() in _WRONGS and not _is_none(clause)


def _is_none(*words: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ == "no" for word in words for c in word.children)
