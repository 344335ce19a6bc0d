"""Passages that are put together into articles say the same as each by itself."""

from __future__ import annotations

import random
from typing import Any

from benchmarks.quality.passages import joined, read_part


def test_every_passage_stands_in_one_article_and_every_offset_moves_with_it() -> None:
    passages = read_part("train")
    articles = list(joined(passages, random.Random(1)))  # noqa: S311 - their order is no secret

    assert len(passages) / 3 < len(articles) < len(passages) / 2
    assert sorted(said for each in articles for said in _said(each)) == sorted(
        said for each in passages for said in _said(each)
    )
    whole = "\f".join(each["text"] for each in articles)
    assert all(each["text"].rstrip() in whole for each in passages)


def test_entities_of_two_passages_are_not_mistaken_for_each_other() -> None:
    passages = [row for row in read_part("train") if row["events"]][:40]
    for article in joined(passages, random.Random(2)):  # noqa: S311 - their order is no secret
        names: dict[str, set[str]] = {}
        for mention in article["mentions"]:
            names.setdefault(mention["entities"][0].split(":")[0], set()).add(mention["text"])
        own = [{m["text"] for m in row["mentions"]} for row in passages]
        assert all(found in own for found in names.values())


def _said(record: dict[str, Any]) -> list[tuple[str, ...]]:
    """What each mention, trigger, party and evidence reads."""
    text = record["text"]
    read = [("mention", text[m["start"] : m["end"]], m["type"]) for m in record["mentions"]]
    for event in record["events"]:
        read += [("trigger", event["kind"], text[t["start"] : t["end"]]) for t in event["triggers"]]
        read += [("party", event["kind"], p["role"], text[p["start"] : p["end"]]) for p in event["parties"]]
    for each in (*record["events"], *record["relations"]):
        read += [("evidence", text[start:end]) for start, end in each["evidence"]]
    return read
