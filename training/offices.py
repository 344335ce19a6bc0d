"""`python -m training.offices`: whose an office is that names no organization, into kg/extract/weights/offices.json.

A conditional logit (`kg.logit`) over the organizations of an article, for each such office in our own passages for
training. Its traits need nothing that the encoder reads but the names, so it may learn from the same passages.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.quality.passages import read_part
from kg.evaluate.events import entity_at
from kg.evaluate.lines import Line
from kg.evaluate.predict import story
from kg.extract.pipeline import load_pipeline, parsed_article
from kg.extract.roles.find import offices
from kg.extract.roles.office_traits import of_candidate, of_none
from kg.extract.roles.stage import class_of
from training.logit import Question, fit_traits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.parsed import Parsed
    from kg.extract.roles.stage import Office, Stage

    Record = dict[str, Any]

OUT_FILE = Path(__file__).parents[1] / "kg" / "extract" / "weights" / "offices.json"
_EVERY = 5
_OF_FOUNDERS = {"foundedBy", "ownedBy"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit the weights, and write them."""
    parser = argparse.ArgumentParser(prog="python -m training.offices", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT_FILE, help="the file to write")
    given = parser.parse_args(arguments)
    rows = list(_chosen([row for row in read_part("train") if "relations" in row["annotated"]]))
    asked = [
        found
        for row, parsed in _read(rows)
        for stage, office in offices(parsed)
        if (found := question(row, stage, office)) is not None
    ]
    data = {"fitted by": "training/offices.py", "weights": {"office": fit_traits(asked)}}
    given.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"{len(asked)} offices, {sum(q.right is not None for q in asked)} of them of a candidate", file=sys.stderr)
    return 0


def _chosen(rows: Sequence[Record]) -> Iterator[Record]:
    """The passages that tell of an office, and every fifth of the others."""
    for number, row in enumerate(rows):
        if number % _EVERY == 0 or any(relation["type"] == "role" for relation in row["relations"]):
            yield row


def question(row: Record, stage: Stage, office: Office) -> Question | None:
    """Which candidate an office is of by the gold, or none; None where there is no candidate."""
    candidates = stage.fitting(office)
    if not candidates:
        return None
    held = _held(row, _entity(row, stage.parsed, office.holder), is_founder=class_of(office) == "founder")
    fits = [[t for t, e in held if _is(_entity(row, stage.parsed, n), e)] for n in candidates]
    found = [number for number, titles in enumerate(fits) if titles]
    found.sort(key=lambda number: office.title not in fits[number])
    traits = [of_candidate(stage, office, n) for n in candidates]
    return Question(traits, of_none(stage, office), found[0] if found else None)


def _held(row: Record, holder: str, *, is_founder: bool) -> list[tuple[str, str]]:
    """(title, organization) of all offices that somebody has by the gold, which has founders and owners apart."""
    roles = [r for r in row["relations"] if r["type"] == "role" and _is(holder, r["subject"])]
    firms = [r for r in row["relations"] if r["type"] in _OF_FOUNDERS and _is(holder, r["object"]) and is_founder]
    return [(r["title"].lower(), r["object"]) for r in roles] + [("founder", r["subject"]) for r in firms]


def _is(entity: str, asked: str) -> bool:
    return entity == asked or entity.startswith(f"{asked}:")


def _entity(row: Record, parsed: Parsed, number: int) -> str:
    """The entity of the gold that most names of a cluster are of."""
    names = parsed.clusters[number].names
    return Counter(entity_at(row, name.start_char, name.end_char) for name in names).most_common(1)[0][0]


def _read(rows: Sequence[Record]) -> Iterator[tuple[Record, Parsed]]:
    articles = [story(Line(row["id"], row["id"], row["text"], row)) for row in rows]
    docs = load_pipeline().pipe(article.story for article in articles)
    for row, article, doc in zip(rows, articles, docs, strict=True):
        yield row, parsed_article(article, doc)


if __name__ == "__main__":
    sys.exit(main())
