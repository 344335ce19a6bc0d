"""Which firm is meant where none is named: "the buyer's rival X" says whose rival, "a rival, X, said" does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.coreference.anaphora import has_public_words
from kg.extract.coreference.by_class import so_named
from kg.extract.coreference.sorts import SORTS, called, words_of
from kg.extract.document.syntax import SUBJECTS, first_of_list
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.document.tokens import Span, Token
    from kg.extract.parsed import Parsed

FIRM_NOUNS = word_set("structure", "firms")
"""Nouns for what has its seat somewhere, and sells and buys."""
_SURELY = word_set("offices", "firms")
_NO_FIRMS = SORTS["public"] | {
    "newspaper",
    "magazine",
    "paper",
    "union",
    "guild",
    "federation",
    "association",
    "campaign",
    "party",
    "league",
}
_REACH = 3  # sentences back
_OFTEN = 4  # mentions
_LEAD = 2  # sentences: the headline and what stands right under it


def firm_meant(parsed: Parsed, word: Token, others: frozenset[int] = frozenset()) -> int | None:
    """The one firm that a word can be about which does not say whose it is; None where there are several or none.

    It is the only one of the sentences before, or the only one of those that the article began with.

    Args:
        parsed: the article.
        word: a word such as "rival" or "supplier".
        others: what the sentence says it is not, such as the rival.
    """
    sentences = _before(word)
    if _has_nameless(parsed, sentences[-1], word):
        return None
    near = _firms(parsed, sentences, word, others)
    if len(near) == 1 and near == _firms(parsed, [parsed.doc[: word.i]], word, others):
        return near.pop()
    lead = _firms(parsed, _lead(parsed), word, others) or _told_most_of(parsed, word, others)
    return lead.pop() if len(lead) == 1 and lead <= near else None


def firm_called(parsed: Parsed, noun: Token) -> tuple[int, ...]:
    """The one firm that "the insurer" can be, by its name or as who is meant; none if another is named behind."""
    before, is_named = {c.lower_ for c in noun.lefts}, noun.i + 1 < len(noun.doc) and noun.nbor().pos_ == "PROPN"
    is_firm = noun.lemma_.lower() in FIRM_NOUNS or noun.lemma_.lower().endswith("maker")
    if noun.tag_ != "NN" or not is_firm or before.isdisjoint({"the", "this"}) or is_named:
        return ()
    meant = firm_meant(parsed, noun)
    return so_named(noun.lemma_.lower(), parsed.clusters, 0, noun.i) or (() if meant is None else (meant,))


def _told_most_of(parsed: Parsed, word: Token, others: frozenset[int]) -> set[int]:
    """The one firm that was mentioned before a word at least twice as often as any other, and often enough."""
    firms = _firms(parsed, [parsed.doc[: word.i]], word, others)
    counts = {n: sum(n in parsed.at.get(i, ()) for i in range(word.i)) for n in firms}
    most = max(counts.values(), default=0)
    return {n for n in firms if counts[n] >= _OFTEN and all(2 * counts[o] <= most for o in firms if o != n)}


def _before(word: Token) -> list[Span]:
    """The sentence of a word and those before it that it may look back to."""
    found = [word.sent]
    while len(found) <= _REACH and found[0].start:
        found.insert(0, word.doc[found[0].start - 1].sent)
    return found


def _lead(parsed: Parsed) -> list[Span]:
    found: list[Span] = []
    i = 0
    while len(found) < _LEAD and i < len(parsed.doc):
        sentence = parsed.doc[i].sent
        if any(t.pos_ not in {"SPACE", "PUNCT"} for t in sentence):
            found.append(sentence)
        i = sentence.end
    return found


def _firms(parsed: Parsed, sentences: list[Span], word: Token, others: frozenset[int]) -> set[int]:
    """The organizations, no public bodies, that some sentences mention before a word."""
    found = {
        n
        for sentence in sentences
        for i in range(sentence.start, min(sentence.end, word.i))
        for n in parsed.at.get(i, ())
        if parsed.kind(n) is Kind.ORGANIZATION
    }
    return {n for n in found - others if not is_no_firm(parsed, n)}


def is_no_firm(parsed: Parsed, number: int) -> bool:
    """Whether an organization is a public body, a union or a paper by its name or by what it is called."""
    cluster = parsed.clusters[number]
    words = {w for name in cluster.names for w in words_of(name.text)}
    words |= {noun for token in (*(s.root for s in cluster.names), *cluster.references) for noun in called(token)}
    return words.isdisjoint(_SURELY) and (not words.isdisjoint(_NO_FIRMS) or has_public_words(cluster))


def _has_nameless(parsed: Parsed, sentence: Span, word: Token) -> bool:
    """Whether the word's own sentence speaks of a firm without a name before it: "a brewer has sued a rival, X"."""
    nouns = (t for t in sentence if t.i < word.i and t.pos_ == "NOUN" and t.i not in parsed.at and t != word)
    return any(
        t.lemma_.lower() in FIRM_NOUNS and first_of_list(t).dep_ in {*SUBJECTS, "dobj"} and not _names(parsed, t)
        for t in nouns
    )


def _names(parsed: Parsed, noun: Token) -> bool:
    return bool(parsed.party(noun)) or (noun.i + 1 < len(noun.doc) and noun.i + 1 in parsed.at)
