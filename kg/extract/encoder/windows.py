"""What the encoder sees of a document: stretches of whole sentences, as word pieces with their shapes and tags."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from kg.extract.encoder.paths import EDGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc
    from tokenizers import Tokenizer

MAX_PIECES = 192
"""Word pieces in a window, its two marks included; a longer sentence is cut into several windows."""
SHAPES = ("none", "lower", "title", "upper", "letter", "mixed", "digits", "alphanumeric", "mark", "space")
"""How a word is written. The vocabulary has no capitals, so this is how the encoder learns of them."""
_TAGS = (
    "# $ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB "
    "RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX _SP ``"
)
TAGS = ("none", *_TAGS.split())
"""The tagger's parts of speech (Penn Treebank)."""
_TAG_IDS = {tag: number for number, tag in enumerate(TAGS)}
_SEEN: list[int | str] = ["ORTH", "TAG", "DEP", "HEAD", "SENT_START"]
_IDS = 1 << 64  # ids of strings are without a sign, the other attributes with one
_EDGE_IDS = {edge: number for number, edge in enumerate(EDGES)}


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of tokens and its word pieces.

    Attributes:
        start: its first token in the document.
        end: the token behind its last one.
        pieces: ids of the word pieces, with the marks of beginning and end.
        words: for each piece, 1 + its token in the window; 0 for the marks.
        shapes: for each piece, the number of its token's shape in `SHAPES`.
        tags: for each piece, the number of its token's part of speech in `TAGS`.
        first: for each token of the window, its first piece (0, the first mark, for a token without one).
        sentences: for each token of the window, the number of its sentence in the window.
        heads: for each token of the window, the token of the window that it hangs on; itself for the top of a sentence.
        edges: for each token of the window, the number of what it is to that one, in `paths.EDGES`.
    """

    start: int
    end: int
    pieces: tuple[int, ...]
    words: tuple[int, ...]
    shapes: tuple[int, ...]
    tags: tuple[int, ...]
    first: tuple[int, ...]
    sentences: tuple[int, ...]
    heads: tuple[int, ...]
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """What windows take from a document, one of each for each token.

    Attributes:
        pieces: the ids of its word pieces.
        shapes: the number of its shape in `SHAPES`.
        tags: of its part of speech in `TAGS`.
        heads: the token that it hangs on.
        edges: the number of what it is to that one, in `paths.EDGES`.
        opens: whether it opens a sentence.
        marks: the ids of the pieces that every window begins and ends with.
    """

    pieces: list[list[int]]
    shapes: list[int]
    tags: list[int]
    heads: list[int]
    edges: list[int]
    opens: list[bool]
    marks: list[int]


def windows(doc: Doc, tokenizer: Tokenizer) -> Iterator[Window]:
    """The windows of a parsed document, in order, which together cover every token once.

    A window is made of whole sentences, as many as fit. Where a paragraph ends matters nothing: the news often has one
    sentence in each, and what it tells of another sentence is in the paragraph before.
    """
    words = _words(doc, tokenizer)
    start, end, total = 0, 0, 2
    for sentence in doc.sents:
        length = sum(map(len, words.pieces[sentence.start : sentence.end]))
        if end and total + length > MAX_PIECES:
            yield from _cut(words, start, end)
            start, total = end, 2
        end = sentence.end
        total += length
    if end:
        yield from _cut(words, start, end)


@lru_cache(maxsize=1 << 14)
def shape(text: str) -> int:
    """The number of a word's shape in `SHAPES`."""
    return SHAPES.index(_shape(text))


def _shape(text: str) -> str:
    if text.isspace():
        return "space"
    if text.isdigit():
        return "digits"
    if not any(c.isalpha() for c in text):
        return "alphanumeric" if any(c.isdigit() for c in text) else "mark"
    if any(c.isdigit() for c in text):
        return "alphanumeric"
    if text.islower():
        return "lower"
    if len(text) == 1:
        return "letter"
    if text.isupper():
        return "upper"
    return "title" if text[0].isupper() and text[1:].islower() else "mixed"


def _words(doc: Doc, tokenizer: Tokenizer) -> _Words:
    orths, tags, edges, ways, opens = doc.to_array(_SEEN).astype("int64").T.tolist()
    strings = {each: doc.vocab.strings[each % _IDS] for each in {*orths, *tags, *edges}}  # each asked of spaCy once
    return _Words(
        pieces=[_pieces(tokenizer, strings[each]) for each in orths],
        shapes=[shape(strings[each]) for each in orths],
        tags=[_TAG_IDS.get(strings[each], 0) for each in tags],
        heads=[i + way for i, way in enumerate(ways)],
        edges=[_EDGE_IDS.get(strings[each], 0) for each in edges],
        opens=[each == 1 for each in opens],
        marks=tokenizer.encode([], is_pretokenized=True).ids,
    )


@lru_cache(maxsize=1 << 15)
def _pieces(tokenizer: Tokenizer, word: str) -> list[int]:
    """The ids of a word's pieces, which do not depend on what stands around it."""
    ids: list[int] = tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False).ids
    return ids


def _cut(words: _Words, start: int, end: int) -> Iterator[Window]:
    """One window, or several where a single sentence is too long."""
    total = 2
    for i in range(start, end):
        if total + len(words.pieces[i]) > MAX_PIECES and i > start:
            yield _window(words, start, i)
            start, total = i, 2
        total += len(words.pieces[i])
    yield _window(words, start, end)


def _window(words: _Words, start: int, end: int) -> Window:
    opening, closing = words.marks
    pieces, numbers, first = [opening], [0], []
    for number, ids in enumerate(words.pieces[start:end], start=1):
        first.append(len(pieces) if ids and len(pieces) < MAX_PIECES else 0)
        pieces += ids
        numbers += [number] * len(ids)
    pieces, numbers = [*pieces, closing][:MAX_PIECES], [*numbers, 0][:MAX_PIECES]
    shapes, tags = [0, *words.shapes[start:end]], [0, *words.tags[start:end]]
    return Window(
        start,
        end,
        tuple(pieces),
        tuple(numbers),
        tuple([shapes[number] for number in numbers]),
        tuple([tags[number] for number in numbers]),
        tuple(first),
        tuple(accumulate([0, *words.opens[start + 1 : end]])),
        tuple([head - start if start <= head < end else i for i, head in enumerate(words.heads[start:end])]),
        tuple(words.edges[start:end]),
    )
