"""Firms that are described before they are named: "A waste company has sued X. … Halden filed the suit …"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.coreference.described import fits_body, goes_on, is_deed, is_own, opens_bare
from kg.extract.document.syntax import DESCRIBED_BY, SUBJECTS, before_hyphen
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.coreference.anaphora import At, Named
    from kg.extract.document.tokens import Span, Token

_BODIES = word_set("described", "bodies") | word_set("described", "unions")
_FIRMS = (word_set("names", "organization_nouns") | word_set("described", "firms")) - word_set("described", "not_firms")
_KINDS = _FIRMS | _BODIES
_PUBLIC = word_set("described", "body_words") | word_set("anaphora", "public_words")
_REPORTING = word_set("stance", "reporting")
_REPLYING = word_set("described", "replying")
_DEEDS = word_set("described", "deeds") | word_set("described", "orders")
_PURSUING = word_set("described", "pursuing")
_TAKING = word_set("described", "taking")


def firms_first(
    sentences: Sequence[Span], clusters: Sequence[Named], at: At
) -> Iterator[tuple[Token, tuple[int, ...]]]:
    """(noun, cluster indices) for each "waste company" that the next sentence opens with, and its other side."""
    for sentence, after in pairwise(sentences):
        head = next((t for t in after if t.i in at and t.dep_ == "nsubj" and t.head.dep_ == "ROOT"), None)
        if head is None or not _is_of_firm(head, after, clusters, at):
            continue
        described = [t for t in sentence if _is_described(t, at)]
        acting = [t for t in described if t.dep_ in SUBJECTS and t.lemma_.lower() not in _BODIES]
        if len(acting) != 1:
            continue
        others = [t for t in described if t not in acting]
        new = _named_beside(after, clusters, at[head.i])
        if _is_same(acting[0], head, others, new, at):
            yield acting[0], at[head.i]
            yield from _other_side(others, new, clusters, at)


def _is_described(noun: Token, at: At) -> bool:
    """Whether it is of one firm that is new and named nowhere near: "a Danish start-up", "the owner of 40 hotels"."""
    if (
        noun.tag_ != "NN"
        or noun.i in at
        or {noun.lemma_.lower(), f"{before_hyphen(noun)}-{noun.lower_}"}.isdisjoint(_KINDS)
    ):
        return False
    is_new = any(c.lower_ in {"a", "an"} for c in noun.lefts)
    is_maker = noun.lemma_.lower() in {"owner", "maker", "operator", "publisher", "producer"}
    is_new = is_new or (is_maker and any(c.lower_ == "of" and c.i == noun.i + 1 for c in noun.children))
    near = [c for c in (*noun.children, noun.head) if c.i in at]
    is_named = any(c.dep_ in DESCRIBED_BY for c in (*near, noun)) or any(c.dep_ == "appos" for c in noun.children)
    return is_new and not is_named


def _is_of_firm(head: Token, sentence: Span, clusters: Sequence[Named], at: At) -> bool:
    """Whether a sentence opens with the bare name of a firm that is not named before."""
    cluster = clusters[at[head.i][0]]
    is_firm = cluster.kind is Kind.ORGANIZATION and _PUBLIC.isdisjoint(cluster.key.replace("'", " ").split())
    is_first = cluster.names[0].start >= sentence.start
    return is_firm and is_first and head in cluster.names[0] and opens_bare(head, cluster.names[0]) and goes_on(head)


def _named_beside(sentence: Span, clusters: Sequence[Named], own: tuple[int, ...]) -> list[Token]:
    """The heads of the other organizations that a sentence names first."""
    names = [(n, c.names[0]) for n, c in enumerate(clusters) if c.kind is Kind.ORGANIZATION and (n,) != own]
    return [name.root for _, name in names if sentence.start <= name.start < sentence.end]


def _is_same(noun: Token, head: Token, others: Sequence[Token], new: Sequence[Token], at: At) -> bool:
    """Whether who opens the next sentence must be the one: nobody else may be, or it goes on with what they did."""
    verb = head.head
    told = [(c, s) for c in verb.children if c.dep_ == "ccomp" for s in c.children if s.dep_ in SUBJECTS]
    is_pursued = verb.lemma_.lower() in _PURSUING and not (told and verb.lemma_.lower() in _REPORTING)
    only_says = verb.lemma_.lower() in _REPORTING and not is_pursued
    if verb.lemma_.lower() in _DEEDS or (only_says and not any(is_own(s) and not is_deed(c, _DEEDS) for c, s in told)):
        return False
    named = {n for t in noun.sent for n in at.get(t.i, ())}
    if not named and not others:
        return True
    if any(w.lemma_.lower() in _REPLYING for w in (verb, *(c for c, _ in told))):
        return False
    is_about = any(not named.isdisjoint(at.get(t.i, ())) for t in head.sent)
    return is_pursued or ((not others or bool(new)) and (not named or is_about))


def _other_side(
    others: Sequence[Token], new: Sequence[Token], clusters: Sequence[Named], at: At
) -> Iterator[tuple[Token, tuple[int, ...]]]:
    """The one other that is described, if the one other name is in the place of a side: "has sued a bank. X sued Y"."""
    if len(others) != 1 or len(new) != 1:
        return
    noun, name = others[0], new[0]
    if noun.lemma_.lower() in _BODIES:
        is_side = fits_body(noun, clusters[at[name.i][0]])
    else:
        is_side = name.dep_ == "dobj" or (name.dep_ == "pobj" and name.head.lower_ in {"for", "against", "to"})
        is_side = is_side and any(a.lemma_.lower() in _TAKING for a in name.ancestors)
    if is_side:
        yield noun, at[name.i]
