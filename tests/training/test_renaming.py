"""Passages with other names say the same of others."""

from __future__ import annotations

import random
from typing import Any

from benchmarks.quality.passages import read_part
from training.renaming import renamed


def test_every_word_but_the_names_stays_and_every_offset_moves_with_it() -> None:
    before = read_part("train")
    after = renamed(before, _order(1))
    changed = 0
    for old, new in zip(before, after, strict=True):
        assert _words(old) == _words(new)
        assert [e["parties"] for e in new["events"]] == [e["parties"] for e in old["events"]]
        for one, other in zip(old["mentions"], new["mentions"], strict=True):
            is_same = old["text"][one["start"] : one["end"]] == new["text"][other["start"] : other["end"]]
            assert is_same or (one["form"] == "name" and one["type"] in {"ORG", "PER", "PRODUCT"})
            changed += not is_same
    assert changed > len(before)


def test_who_has_two_names_keeps_them() -> None:
    passage = {
        "text": "Acme Corp sued Bolt. Acme won.",
        "mentions": [
            {"start": 0, "end": 9, "text": "Acme Corp", "type": "ORG", "entities": ["o1"], "form": "name"},
            {"start": 15, "end": 19, "text": "Bolt", "type": "ORG", "entities": ["o2"], "form": "name"},
            {"start": 21, "end": 25, "text": "Acme", "type": "ORG", "entities": ["o1"], "form": "name"},
        ],
        "events": [],
        "relations": [],
    }
    other = passage | {"text": "Zenith Labs", "mentions": [passage["mentions"][0] | {"text": "Zenith Labs", "end": 11}]}
    texts = {renamed([passage, other], _order(seed))[0]["text"] for seed in range(20)}
    assert texts == {"Acme Corp sued Bolt. Acme won.", "Acme Corp sued Zenith Labs. Acme won."}


def _order(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the names of invented firms are no secret


def _words(record: dict[str, Any]) -> list[str]:
    """What triggers and evidence read once the names are taken out."""
    text, mentions = str(record["text"]), record["mentions"]
    spans = [(m["start"], m["end"]) for m in mentions if m["form"] == "name"]
    stretches = [s for e in record["events"] for t in e["triggers"] for s in ((t["start"], t["end"]),)]
    stretches += [tuple(s) for e in (*record["events"], *record["relations"]) for s in e["evidence"]]
    return ["".join(text[i] for i in range(a, b) if not any(x <= i < y for x, y in spans)) for a, b in stretches]
