"""Of which sex an article shows people to be: by titles, by kinship, and by the pronouns that can mean nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import SUBJECTS, conjuncts
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.coreference.anaphora import At, Named
    from kg.extract.document.tokens import Span, Token

_FEMALE_TITLES = word_set("anaphora", "female_titles")
_MALE_TITLES = word_set("anaphora", "male_titles")
_FEMALE = word_set("anaphora", "female_nouns")
_MALE = word_set("anaphora", "male_nouns")
_SHE = frozenset({"she", "her", "herself", "hers"})
_HE = frozenset({"he", "his", "him", "himself"})
_BETWEEN = frozenset({",", ":"})


class Sexes:
    """Whether each person is a woman, as far as the article shows it.

    Titles and kinship count more than pronouns; what contradicts itself shows nothing.
    """

    def __init__(self, clusters: Sequence[Named], at: At) -> None:
        self._people = {n: c.names[0].start for n, c in enumerate(clusters) if c.kind is Kind.PERSON}
        self._shown: dict[int, set[bool]] = {}
        self._referred: dict[int, set[bool]] = {}
        self._titled: set[int] = set()
        for number in self._people:
            for name in clusters[number].names:
                if any(_titles(name)):
                    self._titled.add(number)
                for person, is_woman in _shown(name, number, at):
                    self._shown.setdefault(person, set()).add(is_woman)
        self._of_first_name: dict[str, set[bool]] = {}
        self._first_names = {n: clusters[n].key.split()[:1] for n in self._people}
        for number, votes in self._shown.items():
            for word in self._first_names.get(number, ()):
                self._of_first_name.setdefault(word, set()).update(votes)

    def is_woman(self, number: int) -> bool | None:
        """Whether a cluster is a woman's; None where the article does not show it."""
        namesakes = [
            self._of_first_name.get(word) for word in self._first_names.get(number, ())
        ]  # "her son Per … Per Lund"
        votes = self._shown.get(number) or next(filter(None, namesakes), None) or self._referred.get(number) or set()
        return next(iter(votes)) if len(votes) == 1 else None

    def may_mean(self, word: Token, number: int) -> bool:
        """Whether "she" or "the actress" can mean one: not a person of the other sex."""
        wanted = _of_word(word)
        return wanted is None or self.is_woman(number) in {None, wanted}

    def only(self, word: Token) -> int | None:
        """The one person named before a word whom it can mean; None where there are several."""
        if word.dep_ not in SUBJECTS:
            return None
        before = [n for n, start in self._people.items() if start < word.i and self.may_mean(word, n)]
        return before[0] if len(before) == 1 else None

    def likelier(self, word: Token, near: tuple[int, ...]) -> tuple[int, ...]:
        """Whom "she" means: the nearest, or the one person before her whom the article shows to be a woman by title.

        Who is only nearest may be a man: "Ms Ouko replaces Captain Barwani … She previously served".
        """
        wanted = _of_word(word)
        if len(near) != 1 or wanted is None or self._shown.get(near[0]):
            return near
        known = [n for n in self._titled if self._people[n] < word.i and self._shown.get(n) == {wanted}]
        return (known[0],) if len(known) == 1 else near

    def note(self, word: Token, number: int) -> None:
        """A pronoun means this one, and nobody else could be meant."""
        is_woman = _of_word(word)
        if is_woman is not None:
            self._referred.setdefault(number, set()).add(is_woman)


def _of_word(word: Token) -> bool | None:
    lower, lemma = word.lower_, word.lemma_.lower()
    if lower in _SHE or lemma in _FEMALE:
        return True
    return False if lower in _HE or lemma in _MALE else None


def _shown(name: Span, number: int, at: At) -> Iterator[tuple[int, bool]]:
    """(cluster, whether a woman) by what stands before a name or explains it; of "their sons, X and Y" all."""
    yield from ((number, title in _FEMALE_TITLES) for title in _titles(name))
    before = _before(name)
    if before is not None and (is_woman := _of_kin(before)) is not None:
        several = conjuncts(name.root) if before.tag_ == "NNS" else [name.root]
        yield from ((n, is_woman) for t in several for n in at.get(t.i, ()) if len(at[t.i]) == 1)
    for noun in name.root.children:
        if noun.dep_ == "appos" and noun.i >= name.end and (is_woman := _of_kin(noun)) is not None:
            yield number, is_woman


def _titles(name: Span) -> Iterator[str]:
    """The "Ms" or "Sir" that a name begins with or stands behind."""
    words = (name[0].lower_, name.doc[name.start - 1].lower_ if name.start else "")
    yield from (word for word in words if word in _FEMALE_TITLES | _MALE_TITLES)


def _before(name: Span) -> Token | None:
    """The noun that a name explains: "her husband X", "his wife, X, …", "their sons: X and Y"."""
    place = name.start - 1
    if place > name.sent.start and name.doc[place].text in _BETWEEN:
        place -= 1
        is_own = any(c.dep_ == "poss" for c in name.doc[place].children)
        return name.doc[place] if is_own and name.root.dep_ in {"appos", "conj"} else None
    return name.doc[place] if place >= name.sent.start else None


def _of_kin(noun: Token) -> bool | None:
    lemma = noun.lemma_.lower()
    return True if lemma in _FEMALE else False if lemma in _MALE else None
