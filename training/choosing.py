"""`python -m training.choosing`: how words are gathered and parties chosen, into kg/extract/weights/choosing.json.

A conditional logit (`kg.logit`) over the events that a word may tell of, and then one for each group of families over
the sets of parties that a gathered event may have. They learn from passages that the encoder was not trained on, for
what an encoder reads in its own texts is surer than what it reads in new ones: the dev part, and those that came after
an earlier file of weights, as that one reads them. Passages that are put together into articles teach them what
articles of some length are like. Run it after training.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.quality.passages import joined, read_part
from kg.evaluate.events import entity_at
from kg.evaluate.lines import Line
from kg.evaluate.predict import story
from kg.extract.encoder import Reader
from kg.extract.encoder.model import Encoder
from kg.extract.events.choosing import group, options
from kg.extract.events.gathering import gathered
from kg.extract.events.traits import around
from kg.extract.pipeline import load_pipeline, parsed_article, told_by_rules
from training.logit import Question, fit_traits
from training.same_event import gold_event, links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.extract.events.choosing import Options
    from kg.extract.events.gathering import Gathered
    from kg.extract.parsed import Parsed

    Record = dict[str, Any]

OUT_FILE = Path(__file__).parents[1] / "kg" / "extract" / "weights" / "choosing.json"
_SEED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit the weights, and write them."""
    parser = argparse.ArgumentParser(prog="python -m training.choosing", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT_FILE, help="the file to write")
    for option, how in (("--former", "as they are"), ("--joined", "put together into articles")):
        parser.add_argument(
            option,
            nargs=2,
            type=Path,
            action="append",
            default=[],
            metavar=("FILE", "LIST"),
            help=f"former weights, and a list of the files of passages that they had not read; these are read {how}",
        )
    given = parser.parse_args(arguments)
    dev = read_part("dev")
    read = [_read(dev), _read(_articles(dev))]
    read += [_read(later(names), Encoder(weights)) for weights, names in given.former]
    read += [_read(_articles(later(names)), Encoder(weights)) for weights, names in given.joined]
    passages = list(chain(*read))
    words = list(chain.from_iterable(links(row, parsed) for row, parsed in passages))
    same = fit_traits(words)
    events = by_group(passages, same)
    data = {"same event": same, **{name: fit_traits(questions) for name, questions in events.items()}}
    given.out.write_text(
        json.dumps({"fitted by": "training/choosing.py", "weights": data}, indent=1) + "\n", encoding="utf-8"
    )
    asked = list(chain.from_iterable(events.values()))
    with_parties = sum(q.right is not None for q in asked)
    print(f"{len(words)} words behind others, {len(asked)} events, {with_parties} with parties", file=sys.stderr)
    return 0


def later(passages: Path) -> list[Record]:
    """The passages for training in the files that a list names."""
    files = set(passages.read_text(encoding="utf-8").split())
    return [row for row in read_part("train") if row["id"].rpartition("-")[0] in files]


def by_group(passages: Iterable[tuple[Record, Parsed]], same: Mapping[str, float]) -> dict[str, list[Question]]:
    """Group of families → for each event that is gathered with the weights of `same_event`, which parties it has."""
    found: defaultdict[str, list[Question]] = defaultdict(list)
    for row, parsed in passages:
        for family, question in questions_of(row, parsed, same):
            found[group(family)].append(question)
    return dict(sorted(found.items()))


def questions_of(row: Record, parsed: Parsed, same: Mapping[str, float]) -> Iterator[tuple[str, Question]]:
    """The events that are gathered in a passage: family, and which set of parties the gold has, or none.

    One that the gold has with parties that are not among those asked for teaches nothing, and is left out.
    """
    known, entities = around(parsed, told_by_rules(parsed)), _entities(row, parsed)
    for event in gathered(parsed, same):
        given = options(parsed, event, known)
        meant = _meant(row, parsed, event)
        right = _right(given, entities, meant or [e for e in row["events"] if e["family"] == event.family])
        if right is not None or not meant:
            yield event.family, Question([given.traits(n) for n in range(len(given.sets))], given.none, right)


def _articles(rows: Iterable[Record]) -> list[Record]:
    """The passages put together into articles."""
    return [dict(each) for each in joined(list(rows), random.Random(_SEED))]  # noqa: S311 - their order is no secret


def _read(rows: Sequence[Record], encoder: Encoder | None = None) -> Iterator[tuple[Record, Parsed]]:
    judged = [row for row in rows if "events" in row["annotated"]]
    articles = [story(Line(row["id"], row["id"], row["text"], row)) for row in judged]
    pipeline = load_pipeline()
    reader = pipeline.get_pipe("newsgraph_encoder")
    if encoder is not None and isinstance(reader, Reader):
        reader.encoder = encoder
    docs = pipeline.pipe(article.story for article in articles)
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
    told = (gold_event(row, parsed, trigger, event.family) for trigger in event.triggers)
    votes = Counter(number for number in told if number is not None)
    return [row["events"][number] for number, _ in votes.most_common(1)]


def _right(given: Options, entities: Mapping[int, str], meant: Sequence[Record]) -> int | None:
    """The set of parties that one of these events has."""
    asked = [{(party["role"], party["entity"]) for party in gold["parties"]} for gold in meant]
    for number, (parties, _) in enumerate(given.sets):
        if {(role, entities.get(n)) for role, n in parties} in asked:
            return number
    return None


if __name__ == "__main__":
    sys.exit(main())
