"""`python -m training.choosing`: how an event's parties are chosen, into kg/extract/weights/choosing.json.

A conditional logit (`kg.logit`) over the sets of parties that a gathered event of the dev part may have. The encoder
was not trained on that part: what it reads in its own texts is surer than it is in new ones. Run it after training.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.quality.passages import read_part
from kg.evaluate.events import entity_at
from kg.evaluate.lines import Line
from kg.evaluate.predict import story
from kg.extract.choosing import IN, NONE, OUT, WHOLE, options
from kg.extract.gathering import gathered
from kg.extract.pipeline import load_pipeline, parsed_article, told_by_rules
from training.logit import Example, fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extract.choosing import Options
    from kg.extract.gathering import Gathered
    from kg.extract.parsed import Parsed

    Record = dict[str, Any]

OUT_FILE = Path(__file__).parents[1] / "kg" / "extract" / "weights" / "choosing.json"
_PENALTY = 0.005


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit the weights, and write them."""
    parser = argparse.ArgumentParser(prog="python -m training.choosing", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT_FILE, help="the file to write")
    options_ = parser.parse_args(arguments)
    examples = list(chain.from_iterable(examples_of(row, parsed) for row, parsed in _read(read_part("dev"))))
    weights, none = fit(examples, penalty=_PENALTY)
    print(f"{len(examples)} events, {sum(e.right is not None for e in examples)} of them with parties", file=sys.stderr)
    data = {
        "fitted on": "the dev part of our own passages, by training/choosing.py",
        "weights": dict(zip((*IN, *OUT, *WHOLE), (round(float(w), 4) for w in weights), strict=True)),
        "none": dict(zip(NONE, (round(float(w), 4) for w in none), strict=True)),
    }
    options_.out.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    return 0


def examples_of(row: Record, parsed: Parsed) -> Iterator[Example]:
    """The events that are gathered in a passage, each with the set of parties that the gold has, or none.

    One that the gold has with parties that are not among those asked for teaches nothing, and is left out.
    """
    known, entities = told_by_rules(parsed), _entities(row, parsed)
    for event in gathered(parsed):
        given = options(parsed, event, known)
        meant = _meant(row, parsed, event)
        right = _right(given, entities, meant or [e for e in row["events"] if e["family"] == event.family])
        if right is not None or not meant:
            yield Example([given.row(n) for n in range(len(given.sets))], given.none, right)


def _read(rows: Sequence[Record]) -> Iterator[tuple[Record, Parsed]]:
    judged = [row for row in rows if "events" in row["annotated"]]
    articles = [story(Line(row["id"], row["id"], row["text"], row)) for row in judged]
    docs = load_pipeline().pipe(article.story for article in articles)
    for row, article, doc in zip(judged, articles, docs, strict=True):
        yield row, parsed_article(article, doc)


def _entities(row: Record, parsed: Parsed) -> dict[int, str]:
    """Cluster → the entity of the gold that most of its names are of."""
    named = {
        n: Counter(entity_at(row, s.start_char, s.end_char) for s in c.names) for n, c in enumerate(parsed.clusters)
    }
    return {n: counts.most_common(1)[0][0] for n, counts in named.items() if counts}


def _meant(row: Record, parsed: Parsed, event: Gathered) -> list[Record]:
    """The gold event of the family that most of the words are of, if any."""
    votes: Counter[int] = Counter()
    for trigger in event.triggers:
        words = parsed.doc[trigger.words.start : trigger.words.end]
        for number, gold in enumerate(row["events"]):
            if gold["family"] == event.family:
                spans = gold["triggers"]
                votes[number] += any(s["start"] < words.end_char and words.start_char < s["end"] for s in spans)
    return [row["events"][number] for number, count in votes.most_common(1) if count]


def _right(given: Options, entities: Mapping[int, str], meant: Sequence[Record]) -> int | None:
    """The set of parties that one of these events has."""
    asked = [{(party["role"], party["entity"]) for party in gold["parties"]} for gold in meant]
    for number, (parties, _) in enumerate(given.sets):
        if {(role, entities.get(n)) for role, n in parties} in asked:
            return number
    return None


if __name__ == "__main__":
    sys.exit(main())
