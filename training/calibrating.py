"""`python -m training.calibrating`: how likely relations are by their scores, into kg/extract/weights/calibration.json.

For each of KnowledgeNet's properties a slope and an offset (`kg.extract.relations.calibration`), fitted on the set's
dev part, which no weights are trained on, as the product reads it. What is printed is fitted on one half and judged on
the other. Run it after training.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.evaluate.gold import read_gold
from kg.evaluate.predict import plain
from kg.extract.pipeline import load_pipeline, parsed_article
from kg.extract.relations.as_worded import scored
from kg.extract.relations.calibration import FAIR, SURE, log_odds, probability
from training.card import table_of
from training.facts import Fact, is_right, scorer, told
from training.gold import half
from training.labels import KNOWLEDGENET
from training.logit import Example, fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from kg.evaluate.lines import Line
    from training.gold import Record

    Numbers = Mapping[str, tuple[float, float]]
    Figures = dict[str, dict[str, float]]

OUT_FILE = Path(__file__).parents[1] / "kg" / "extract" / "weights" / "calibration.json"
_PENALTY = 0.001


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit the numbers, and write them."""
    parser = argparse.ArgumentParser(prog="python -m training.calibrating", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with data/gold and score")
    parser.add_argument("--out", type=Path, default=OUT_FILE, help="the file to write")
    given = parser.parse_args(arguments)
    _, lines = read_gold(given.shared / "data" / "gold" / "knowledgenet.dev.jsonl", "knowledgenet")
    facts, records = list(_read(lines)), [dict(line.fields) for line in lines]
    data = {"fitted by": "training/calibrating.py", "properties": fitted(facts, records)}
    given.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    if (score := scorer(given.shared, "score_knowledgenet")) is not None:
        print(table_of(figures(facts, records, score)), end="")
    print(f"{len(facts)} relations read in {len(records)} texts", file=sys.stderr)
    return 0


def fitted(facts: Sequence[Fact], records: Sequence[Record]) -> dict[str, tuple[float, float]]:
    """Property → slope and offset; a score is its own probability where nothing was read or all is right or wrong."""
    known = {record["id"]: record for record in records}
    examples: defaultdict[str, list[Example]] = defaultdict(list)
    for fact in facts:
        if fact.document in known and (right := is_right(fact, known[fact.document])) is not None:
            examples[fact.type].append(Example([[log_odds(fact.score), 1.0]], [0.0], 0 if right else None))
    return {name: _numbers(examples[name]) for name in KNOWLEDGENET}


def likely(facts: Sequence[Fact], records: Sequence[Record]) -> list[Fact]:
    """The facts with the probability in the place of the score, each half by what was fitted on the other."""
    found: list[Fact] = []
    for number in (0, 1):
        numbers = fitted(facts, [record for record in records if half(record["id"]) != number])
        found += [replace(f, score=probability(f.type, f.score, numbers)) for f in facts if half(f.document) == number]
    return found


def figures(facts: Sequence[Fact], records: Sequence[Record], score: ModuleType) -> dict[str, Figures]:
    """What is right from either threshold on, by KnowledgeNet's scorer."""
    read, tables = likely(facts, records), {}
    for least, how in ((FAIR, "overlap"), (FAIR, "exact"), (SURE, "overlap")):
        rows = told(read, least)
        table = {name: each for name, each in score.run(records, rows, how)[0].items() if isinstance(each, dict)}
        table["the six of business (micro)"] = score.run(records, rows, how, score.BUSINESS)[0]["ALL (micro)"]
        title = f"Relations from {least} on, end to end, {how} (KnowledgeNet, dev)"
        tables[title] = {name: {"P": r["p"], "R": r["r"], "F1": r["f1"]} for name, r in table.items()}
    return tables


def _numbers(examples: Sequence[Example]) -> tuple[float, float]:
    if len({each.right for each in examples}) < 2:  # noqa: PLR2004 - nothing to tell apart
        return 1.0, 0.0
    slope, offset = fit(examples, penalty=_PENALTY)[0]
    return round(float(slope), 3), round(float(offset), 3)


def _read(lines: Sequence[Line]) -> Iterator[Fact]:
    """What the product reads."""
    articles = [plain(line) for line in lines]
    docs = load_pipeline().pipe(article.story for article in articles)
    for line, article, doc in zip(lines, articles, docs, strict=True):
        for relation in scored(parsed_article(article, doc)):
            subject, object_ = (doc[c.start : c.end] for c in (relation.subject, relation.object))
            one, other = (subject.start_char, subject.end_char), (object_.start_char, object_.end_char)
            yield Fact(line.id, relation.type, one, other, relation.score)


if __name__ == "__main__":
    sys.exit(main())
