"""Passages put together into longer articles: as long as those of the news, and not all about one thing.

Who learns from short passages alone learns that whatever stands near belongs together.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from benchmarks.quality.passages.moving import moved, moved_span

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

    Record = Mapping[str, Any]

_FEWEST, _MOST = 1, 4
_BETWEEN = "\n\n"


def joined(records: Sequence[Record], order: random.Random) -> Iterator[Record]:
    """All passages once, in a random order, one to four of them in an article.

    Only passages in which the same is annotated stand in one article. Its id and day are those of its first passage.
    """
    shuffled = list(records)
    order.shuffle(shuffled)
    for annotated in sorted({tuple(record["annotated"]) for record in shuffled}):
        alike = iter([record for record in shuffled if tuple(record["annotated"]) == annotated])
        while together := list(islice(alike, order.randint(_FEWEST, _MOST))):
            yield _article(together)


def _article(records: Sequence[Record]) -> Record:
    texts = [record["text"].rstrip() for record in records]
    starts = [sum(len(text) + len(_BETWEEN) for text in texts[:number]) for number in range(len(texts))]
    parts = [_moved(record, by, f"{n}:") for n, (record, by) in enumerate(zip(records, starts, strict=True))]
    lists = {key: [each for part in parts for each in part[key]] for key in parts[0]}
    return {**records[0], **lists, "text": _BETWEEN.join(texts)}


def _moved(record: Record, by: int, prefix: str) -> Record:
    """The passage's mentions, events and relations `by` characters further on, with ids that no other passage has."""

    def at(offset: int) -> int:
        return offset + by

    gold = moved(record, at)
    return {
        "sentences": [[at(start), at(end)] for start, end in record["sentences"]],
        "mentions": [
            dict(each, entities=[prefix + entity for entity in each["entities"]]) for each in gold["mentions"]
        ],
        "events": [
            dict(each, parties=[dict(moved_span(p, at), entity=prefix + p["entity"]) for p in each["parties"]])
            for each in gold["events"]
        ],
        "relations": [dict(each, **{side: prefix + each[side] for side in _sides(each)}) for each in gold["relations"]],
    }


def _sides(relation: Record) -> list[str]:
    return [side for side in ("subject", "object") if isinstance(relation.get(side), str)]
