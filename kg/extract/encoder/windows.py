"""What the encoder sees of a document: stretches of whole sentences, as word pieces with their shapes and tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.encoder.paths import EDGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token
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


def windows(doc: Doc, tokenizer: Tokenizer) -> Iterator[Window]:
    """The windows of a parsed document, in order, which together cover every token once.

    A window is made of the sentences of one paragraph, as many as fit.
    """
    gathered: list[Span] = []
    total = 2
    counts = _piece_counts(doc, tokenizer)
    for sentence in doc.sents:
        length = sum(counts[sentence.start : sentence.end])
        if gathered and (total + length > MAX_PIECES or _opens_paragraph(sentence)):
            yield from _cut(gathered, counts, tokenizer)
            gathered, total = [], 2
        gathered.append(sentence)
        total += length
    if gathered:
        yield from _cut(gathered, counts, tokenizer)


def shape(token: Token) -> int:
    """The number of a token's shape in `SHAPES`."""
    return SHAPES.index(_shape(token.text))


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


def _piece_counts(doc: Doc, tokenizer: Tokenizer) -> list[int]:
    counts = [0] * len(doc)
    encoding = tokenizer.encode([t.text for t in doc], is_pretokenized=True, add_special_tokens=False)
    for word in encoding.word_ids:
        if word is not None:
            counts[word] += 1
    return counts


def _opens_paragraph(sentence: Span) -> bool:
    before = sentence.doc[sentence.start - 1] if sentence.start else None
    return before is None or "\n" in before.text_with_ws or sentence[0].text.startswith("\n")


def _cut(sentences: Sequence[Span], counts: Sequence[int], tokenizer: Tokenizer) -> Iterator[Window]:
    """One window, or several where a single sentence is too long."""
    doc, start, total = sentences[0].doc, sentences[0].start, 2
    for i in range(sentences[0].start, sentences[-1].end):
        if total + counts[i] > MAX_PIECES and i > start:
            yield _window(doc, start, i, tokenizer)
            start, total = i, 2
        total += counts[i]
    yield _window(doc, start, sentences[-1].end, tokenizer)


def _window(doc: Doc, start: int, end: int, tokenizer: Tokenizer) -> Window:
    tokens = doc[start:end]
    encoding = tokenizer.encode([t.text for t in tokens], is_pretokenized=True)
    pieces, numbers = encoding.ids[:MAX_PIECES], encoding.word_ids[:MAX_PIECES]
    words = [0 if n is None else n + 1 for n in numbers]
    first = [0] * len(tokens)
    for place in range(len(words) - 1, -1, -1):
        if words[place]:
            first[words[place] - 1] = place
    shapes = [0, *(shape(t) for t in tokens)]
    tags = [0, *(_TAG_IDS.get(t.tag_, 0) for t in tokens)]
    sentences, number = [], -1
    for token in tokens:
        number += bool(token.is_sent_start) or number < 0
        sentences.append(number)
    return Window(
        start,
        end,
        tuple(pieces),
        tuple(words),
        tuple(shapes[w] for w in words),
        tuple(tags[w] for w in words),
        tuple(first),
        tuple(sentences),
        tuple(t.head.i - start if start <= t.head.i < end else t.i - start for t in tokens),
        tuple(_EDGE_IDS.get(t.dep_, 0) for t in tokens),
    )
