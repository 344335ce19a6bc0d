"""`python -m training.linking`: the weights of the linker, from knowledgenet.train alone, into kg/link/data/model.json.

A conditional logit: of an entity's candidates and "none of them", the right one is made likely (McFadden 1974). Four
documents in five are trained on; the fifth sets the thresholds. The index in use is that of --index.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputRefused
from kg.evaluate.entities import entities, is_pronoun
from kg.evaluate.lines import read_lines
from kg.evaluate.predict import plain
from kg.extract import Extractor
from kg.link import default_index
from kg.link.doubts import is_doubtful
from kg.link.features import NAMES, NIL_NAMES
from kg.link.linker import Linker
from kg.link.ranking import Model
from training.logit import Example as Choice
from training.logit import fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kg.evaluate.lines import Line
    from kg.link.doubts import Case
    from kg.records import Extraction

    Numbers = NDArray[np.float64]

OUT = Path(__file__).parents[1] / "kg" / "link" / "data" / "model.json"
GOLD = Path(__file__).parents[2] / "shared" / "data" / "gold" / "knowledgenet.train.jsonl"
_ROUNDS, _PENALTY = 2, 1e-4
_FIRST = {"label": 2.0, "alias": 1.8, "likeness": 3.0, "popularity": 2.0, "context": 1.0}
_EVERY = 5
_EXACT_PRECISION, _CLOSE = 0.96, 0.5


@dataclass(frozen=True, slots=True)
class Document:
    """A text, what extraction made of it, and the right items of the names in it."""

    line: Line
    extraction: Extraction
    gold: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A mention with its entity's case; `right` is the place of its item among the candidates, None if it has none."""

    case: Case
    right: int | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and write the model."""
    options = _parser().parse_args(arguments)
    index = default_index(options.index)
    documents = list(_documents(options.gold))
    model = _model([_FIRST.get(name, 0.0) for name in NAMES], [4.0, *[0.0] * (len(NIL_NAMES) - 1)])
    for _ in range(_ROUNDS):  # coherence needs a model, and the model coherence
        linker = Linker(index, model)
        parts = [list(_examples(linker, part)) for part in _split(documents)]
        model = _model(*fit([Choice(e.case.rows, e.case.none, e.right) for e in parts[0]], penalty=_PENALTY))
    tuned = list(_examples(Linker(index, model), _split(documents)[1]))
    exact = threshold(model, tuned, _EXACT_PRECISION)
    print(
        f"{len(parts[0])} mentions trained on, {len(tuned)} for the threshold: exact {exact}",
        file=sys.stderr,
    )
    OUT.write_text(_text(model, exact=exact), encoding="utf-8")
    return 0


def threshold(model: Model, examples: Sequence[Example], precision: float) -> float:
    """The least score from which on this share of the links is right, in steps of 0.01."""
    scored = []
    for each in examples:
        scores = model.scores(each.case.rows, each.case.none)
        if scores:
            best = max(range(len(scores)), key=scores.__getitem__)
            if not is_doubtful(each.case, best):
                scored.append((scores[best], best == each.right))
    for step in range(50, 100):
        linked = [is_right for score, is_right in scored if score >= step / 100]
        if linked and sum(linked) / len(linked) >= precision:
            return step / 100
    return 1.0


def _documents(gold: Path) -> Iterator[Document]:
    lines = read_lines(gold)
    for line, result in zip(lines, Extractor().extract([plain(line) for line in lines]), strict=True):
        if not isinstance(result, InputRefused):
            mentions = line.fields["mentions"]
            yield Document(line, result, tuple(each["link"] for each in mentions))  # type: ignore[attr-defined] # a gold set's JSON


def _split(documents: Sequence[Document]) -> tuple[list[Document], list[Document]]:
    kept = [each for n, each in enumerate(documents) if n % _EVERY]
    return kept, [each for n, each in enumerate(documents) if not n % _EVERY]


def _examples(linker: Linker, documents: Sequence[Document]) -> Iterator[Example]:
    """Every name; pronouns would teach the errors of coreference."""
    for document in documents:
        spans = document.line.spans("mentions")
        found = entities(document.extraction, spans)
        for entity, case in zip(found, linker.cases([e.asked for e in found], document.line.text), strict=True):
            items = [possible.named.id for possible in case.candidates]
            for n in entity.mentions:
                if not is_pronoun(spans[n].of(document.line.text)):
                    gold = document.gold[n]
                    yield Example(case, items.index(gold) if gold in items else None)


def _model(weights: Sequence[float] | Numbers, none: Sequence[float] | Numbers) -> Model:
    return Model(tuple(map(float, weights)), tuple(map(float, none)), exact=1.0, close=1.0, version="")


def _text(model: Model, *, exact: float) -> str:
    data: dict[str, object] = {
        "trained on": "knowledgenet.train (Diffbot KnowledgeNet, CC BY-SA 4.0), by training/linking.py",
        "exact": exact,
        "close": min(_CLOSE, exact),
        "weights": {name: round(value, 4) for name, value in zip(NAMES, model.weights, strict=True)},
        "none": {name: round(value, 4) for name, value in zip(NIL_NAMES, model.none, strict=True)},
    }
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:8]
    return json.dumps({"version": digest, **data}, indent=2) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.linking", description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD, help="knowledgenet.train.jsonl")
    parser.add_argument("--index", type=Path, help="the index to train with (default: the one in use)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
