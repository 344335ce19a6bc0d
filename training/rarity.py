"""`python -m training.rarity`: how rare words are, from items and knowledgenet.train, into kg/link/data/rarity.json."""

from __future__ import annotations

import io
import json
import math
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zstandard

from kg.link.profiles import TELLING, all_words

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = Path(__file__).parents[1] / "kg" / "link" / "data" / "rarity.json"
SHARED = Path(__file__).parents[2] / "shared" / "data"
_RAREST_ITEMS, _RAREST_TEXTS = 20, 4  # what fewer have is as rare as this
_TEXTS_WEIGHT, _COMMON = 1.6, 0.12
_NEGLIGIBLE = 0.05


def main() -> int:
    """Count, and write the table; what is not in it is as rare as can be."""
    in_items, items = _counted(_items(SHARED / "wikidata" / "slice.jsonl.zst"))
    lines = (SHARED / "gold" / "knowledgenet.train.jsonl").read_text(encoding="utf-8").splitlines()
    in_texts, texts = _counted(json.loads(line)["text"] for line in lines)
    rarest = math.log(items / _RAREST_ITEMS)
    found = {}
    for word in in_items.keys() | in_texts.keys():
        of_items = math.log(items / max(in_items[word], _RAREST_ITEMS))
        of_texts = _TEXTS_WEIGHT * math.log(texts / max(in_texts[word], _RAREST_TEXTS)) if in_texts[word] else rarest
        value = 0.0 if in_texts[word] > _COMMON * texts else max(0.0, min(of_items, of_texts, rarest))
        if value < rarest - _NEGLIGIBLE:
            found[word] = round(value, 2)
    table = {"rarest": round(rarest, 2), "words": dict(sorted(found.items()))}
    OUT.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return 0


def _counted(texts: Iterator[str]) -> tuple[Counter[str], int]:
    """In how many of the texts each word is, and how many have any."""
    counts, number = Counter[str](), 0
    for text in texts:
        words = all_words(text)
        number += bool(words)
        counts.update(words)
    return counts, number


def _items(path: Path) -> Iterator[str]:
    """What each item's description and facts say."""
    with path.open("rb") as stream, zstandard.ZstdDecompressor().stream_reader(stream) as data:
        for line in io.TextIOWrapper(data, encoding="utf-8"):
            item = json.loads(line)
            facts = [value for name, values in item["facts"].items() if name in TELLING for value in values]
            yield " ".join([item["description"] or "", *map(_text, facts)])


def _text(value: dict[str, Any]) -> str:
    return value.get("value") or value.get("label") or ""


if __name__ == "__main__":
    sys.exit(main())
