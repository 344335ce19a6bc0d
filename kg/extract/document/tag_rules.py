"""The base model's rules on parts of speech, asked once for each kind of token.

Its attribute ruler tries 179 patterns on every token. Nearly all of them look at one token alone, and at nothing but
its word, tag and edge: what they gave for a kind of token is remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from spacy.matcher import Matcher
from spacy.tokens._retokenize import set_token_attrs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

    Match = tuple[int, int, int]
    Pattern = Sequence[Mapping[str, Any]]

_SEEN: list[int | str] = ["LOWER", "TAG", "DEP", "IS_SPACE"]
_LISTED = frozenset({"IN", "NOT_IN"})


class RememberingMatcher:
    """A ruler's matcher that gives the same matches, in less time.

    Args:
        ruler: with its patterns.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self._of_one, self._others = Matcher(ruler.vocab), Matcher(ruler.vocab)
        words: set[str] = set()
        for number, rule in enumerate(ruler.patterns):
            patterns: Any = rule["patterns"]
            is_plain = all(_is_plain(pattern) for pattern in patterns)
            (self._of_one if is_plain else self._others).add(str(number), patterns)
            if is_plain:
                words.update(word for pattern in patterns for word in _words(pattern))
        self._words = frozenset(ruler.vocab.strings.add(word) for word in words)
        self._known: dict[tuple[int, ...], list[int]] = {}

    def __call__(self, doc: Doc, *, allow_missing: bool = False, as_spans: Literal[False] = False) -> list[Match]:
        """Which patterns match, by the hashes of their names, and where each begins and ends."""
        found = self._others(doc, allow_missing=allow_missing, as_spans=as_spans)
        for i, (word, *rest) in enumerate(doc.to_array(_SEEN).tolist()):
            kind = (word if word in self._words else 0, *rest)
            rules = self._known.get(kind)
            if rules is None:
                one = self._of_one(doc[i : i + 1], allow_missing=allow_missing, as_spans=as_spans)
                rules = self._known[kind] = [rule for rule, _, _ in one]
            found += [(rule, i, i + 1) for rule in rules]
        return found


class Writer:
    """Writes what a ruler's matches say of tokens, as the ruler does, without making a span for each match.

    Args:
        ruler: with its rules.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self._said, self._places = ruler.attrs, ruler.indices

    def __call__(self, doc: Doc, matches: Sequence[tuple[int, int, int, int]]) -> None:
        """Set the attributes; a match is its rule's number, its name, and where it begins and ends."""
        for rule, _, start, end in matches:
            place = self._places[rule]
            set_token_attrs(doc[place + (end if place < 0 else start)], self._said[rule])


def _is_plain(pattern: Pattern) -> bool:
    """Whether a pattern is of one token, and asks for no more than what a kind of token is told by."""
    return len(pattern) == 1 and set(pattern[0]).issubset(_SEEN) and all(map(_is_listed, pattern[0].values()))


def _is_listed(value: object) -> bool:
    return not isinstance(value, dict) or _LISTED.issuperset(value)


def _words(pattern: Pattern) -> Iterator[str]:
    """The words that a plain pattern tells from all others."""
    word = pattern[0].get("LOWER", ())
    yield from [word] if isinstance(word, str) else (each for listed in dict(word).values() for each in listed)
