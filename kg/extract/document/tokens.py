"""A parsed document as plain objects, for the rules, which ask for each token's words and edges hundreds of times.

spaCy makes an object of a token each time that one is asked for, and a string of each attribute each time that one is
read: ten times the cost of reading what is there. Here every token is one object, made once for a document, which
holds what the rules ask most; the rest is asked of spaCy. All names are those of spaCy, and mean what they mean there.
"""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import spacy.tokens
    from spacy.tokens.morphanalysis import MorphAnalysis
    from spacy.tokens.underscore import Underscore

    from kg.extract.document.arguments import Arguments

_ATTRIBUTES: list[int | str] = [
    *("HEAD", "SENT_START", "IS_SPACE", "SPACY"),
    *("ORTH", "LEMMA", "LOWER", "POS", "TAG", "DEP"),
]
_KEY = "newsgraph tokens"
_place = attrgetter("i")


def plain(doc: spacy.tokens.Doc) -> Doc:
    """A document that spaCy has parsed, always the same object for the same one."""
    if _KEY not in doc.user_data:
        doc.user_data[_KEY] = Doc(doc)
    found: Doc = doc.user_data[_KEY]
    return found


class Token:
    """A token, equal to itself alone."""

    __slots__ = (
        "_subtree",
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "is_sent_start",
        "is_space",
        "lefts",
        "lemma_",
        "lower_",
        "pos_",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )

    doc: Doc
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    head: Token
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    children: tuple[Token, ...]
    sent: Span
    is_sent_start: bool
    is_space: bool
    whitespace_: str

    def __init__(self, doc: Doc, i: int, idx: int, words: Sequence[str]) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text, self.lemma_, self.lower_, self.pos_, self.tag_, self.dep_ = words
        self.lefts = self.rights = ()
        self._subtree: tuple[Token, ...] | None = None

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, i: int = 1) -> Token:
        """The token so many behind, or before.

        Raises:
            IndexError: there is none.
        """
        if self.i + i < 0:
            raise IndexError(i)
        return self.doc.tokens[self.i + i]

    @property
    def subtree(self) -> tuple[Token, ...]:
        """The token and all below it."""
        if self._subtree is None:
            before = [t for child in self.lefts for t in child.subtree]
            self._subtree = (*before, self, *(t for child in self.rights for t in child.subtree))
        return self._subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens above, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, descendant: Token) -> bool:
        """Whether this token is above another."""
        return any(above is self for above in descendant.ancestors)

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """All that is coordinated with it."""
        return tuple(self.doc.tokens[t.i] for t in self._source.conjuncts)

    @property
    def left_edge(self) -> Token:
        """The first token of its subtree."""
        return self.doc.tokens[self._source.left_edge.i]

    @property
    def right_edge(self) -> Token:
        """The last token of its subtree."""
        return self.doc.tokens[self._source.right_edge.i]

    @property
    def morph(self) -> MorphAnalysis:
        """Its morphological features."""
        return self._source.morph

    @property
    def ent_type_(self) -> str:
        """The label of the entity that it is of, "" for none."""
        return self._source.ent_type_

    @property
    def is_punct(self) -> bool:
        """Whether it is punctuation."""
        return self._source.is_punct

    @property
    def is_alpha(self) -> bool:
        """Whether it is of letters alone."""
        return self.text.isalpha()

    @property
    def is_title(self) -> bool:
        """Whether it has a capital and then small letters."""
        return self.text.istitle()

    @property
    def like_num(self) -> bool:
        """Whether it is a number, in digits or a word."""
        return self._source.like_num

    @property
    def _source(self) -> spacy.tokens.Token:
        return self.doc.source[self.i]


class Span:
    """A stretch of tokens, equal to another with the same tokens and label."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label_: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label_

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __reversed__(self) -> Iterator[Token]:
        return reversed(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, key: int) -> Token: ...

    @overload
    def __getitem__(self, key: slice) -> Span: ...

    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][key]

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Span):
            return NotImplemented
        here, there = (self.start, self.end, self.label_), (other.start, other.end, other.label_)
        return here == there and self.doc is other.doc

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.label_))

    def __repr__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Its characters, without the space behind it."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def start_char(self) -> int:
        """Where its characters start."""
        return self.doc.tokens[self.start].idx if self.start < len(self.doc.tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where its characters end."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def root(self) -> Token:
        """The token that the others hang on: the highest, and the first of several."""
        if self.end == self.start + 1:
            return self.doc.tokens[self.start]
        return self.doc.root(self.start, self.end)

    @property
    def sent(self) -> Span:
        """The sentence that it starts in."""
        return self.doc.tokens[self.start].sent


class Doc:
    """A parsed document.

    Attributes:
        source: spaCy's own object.
        tokens: its tokens.
        text: its characters.
        arguments: of the verbs asked for so far, by their places; many rules ask for the same ones.
    """

    def __init__(self, source: spacy.tokens.Doc) -> None:
        self.source = source
        self.text: str = source.text
        self.tokens: list[Token] = []
        self.arguments: dict[int, Arguments] = {}
        self._roots: dict[tuple[int, int], Token] = {}
        rows = source.to_array(_ATTRIBUTES).astype("int64").tolist()
        strings, place = _Strings(source), 0
        for i, (_, opens, is_space, has_space, *ids) in enumerate(rows):
            token = Token(self, i, place, [strings[each] for each in ids])
            token.is_sent_start, token.is_space = opens == 1, bool(is_space)
            token.whitespace_ = " " if has_space else ""
            self.tokens.append(token)
            place += len(token.text) + has_space
        self._hang([row[0] for row in rows])
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence

    def _hang(self, ways: Sequence[int]) -> None:
        """Give the tokens their heads, so many tokens on, and their children."""
        for token, way in zip(self.tokens, ways, strict=True):
            head = token.head = self.tokens[token.i + way]
            if way > 0:
                head.lefts = (*head.lefts, token)
            elif way:
                head.rights = (*head.rights, token)
        for token in self.tokens:
            token.children = token.lefts + token.rights

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...

    @overload
    def __getitem__(self, key: slice) -> Span: ...

    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[key]

    @property
    def _(self) -> Underscore:
        """What our components have written of it."""
        return self.source._

    @cached_property
    def sents(self) -> list[Span]:
        """Its sentences."""
        return [Span(self, sentence.start, sentence.end) for sentence in self.source.sents]

    def with_lemmas(self, lemmas: Collection[str]) -> list[Token]:
        """Its tokens with one of some lemmas, which are in small letters, in text order."""
        here = self._by_lemma.keys() & lemmas
        return sorted((t for lemma in here for t in self._by_lemma[lemma]), key=_place) if here else []

    @cached_property
    def _by_lemma(self) -> dict[str, list[Token]]:
        found: dict[str, list[Token]] = {}
        for token in self.tokens:
            found.setdefault(token.lemma_.lower(), []).append(token)
        return found

    @property
    def names(self) -> list[Span]:
        """The names that were found in it, labelled with their kinds."""
        return [Span(self, name.start, name.end, name.label_) for name in self.source.spans["names"]]

    def char_span(self, start: int, end: int, *, alignment_mode: str) -> Span | None:
        """The tokens between two characters; None if there are none."""
        found = self.source.char_span(start, end, alignment_mode=alignment_mode)
        return None if found is None else Span(self, found.start, found.end)

    def root(self, start: int, end: int) -> Token:
        """The root of a stretch of tokens."""
        found = self._roots.get((start, end))
        if found is None:
            found = self._roots[start, end] = self.tokens[self.source[start:end].root.i]
        return found

    def untie(self) -> None:
        """Free its memory: its tokens hold one another, and would stay until the collector of garbage comes by."""
        for token in self.tokens:
            del token.head, token.lefts, token.rights, token.children, token._subtree  # noqa: SLF001 - its own tokens
        del self.source.user_data[_KEY]
        self.__dict__.clear()


class _Strings(dict[int, str]):
    """The strings of a document by their ids, each asked of spaCy once."""

    def __init__(self, source: spacy.tokens.Doc) -> None:
        super().__init__()
        self._strings = source.vocab.strings

    def __missing__(self, key: int) -> str:
        found = self[key] = self._strings[key % (1 << 64)]
        return found
