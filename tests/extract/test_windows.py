"""Windows have the pieces that the tokenizer gives for their tokens; names come from the likeliest labels."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kg.extract.encoder.component import Reader
from kg.extract.encoder.decoding import names
from kg.extract.encoder.windows import MAX_PIECES, windows

if TYPE_CHECKING:
    from kg.extract import Extractor

BIO = ("O", "B-person", "I-person", "B-place", "I-place")


@pytest.mark.parametrize(
    "text",
    [
        "Ada Bell founded Acme Corp in 1999.\n\nIt sued Zenith Labs. “Never!” said Ünal 漢字.",
        "word " * 400 + "end. " + "antidisestablishmentarianism" * 40 + " is long.",
    ],
)
def test_a_window_has_the_pieces_of_its_tokens(extractor: Extractor, text: str) -> None:
    reader = extractor.pipeline.get_pipe("newsgraph_encoder")
    assert isinstance(reader, Reader)
    tokenizer = reader.encoder.tokenizer
    doc = extractor.pipeline(text)

    found = list(windows(doc, tokenizer))

    assert [i for window in found for i in range(window.start, window.end)] == list(range(len(doc)))
    for window in found:
        whole = tokenizer.encode([token.text for token in doc[window.start : window.end]], is_pretokenized=True)
        assert list(window.pieces) == whole.ids[:MAX_PIECES]
        assert list(window.words) == [0 if word is None else word + 1 for word in whole.word_ids][:MAX_PIECES]


@pytest.mark.parametrize("seed", range(20))
def test_names_are_of_the_likeliest_labels_that_are_well_formed(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(4, len(BIO))).astype(np.float32)
    paths = (path for path in product(range(len(BIO)), repeat=4) if _is_well_formed([BIO[n] for n in path]))
    best = max(paths, key=lambda path: sum(float(scores[i, n]) for i, n in enumerate(path)))

    found = names(BIO, scores, offset=10)

    starts = [i for i, n in enumerate(best) if BIO[n].startswith("B-")]
    assert [(name.start - 10, name.kind) for name, _ in found] == [(i, BIO[best[i]][2:]) for i in starts]
    inside = sum(name.end - name.start for name, _ in found)
    assert inside == sum(BIO[n] != "O" for n in best)


def _is_well_formed(labels: list[str]) -> bool:
    return all(not b.startswith("I-") or a[2:] == b[2:] for a, b in pairwise(["O", *labels]))
