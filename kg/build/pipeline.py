"""One pass over the inputs: read, skip what is unchanged, extract, resolve, store."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from kg import __version__, extract, facts
from kg.build.report import BuildReport, Refusal
from kg.build.workers import linker_of, readings
from kg.check import wrong_reading
from kg.errors import InputRefused, UsageError
from kg.read import find_inputs, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date as Date  # noqa: N812 (`date` is the parameter)
    from pathlib import Path

    from kg.read import Fields
    from kg.records import Article, Reading
    from kg.settings import Settings
    from kg.store import Store

_MANY_UNKNOWN = {".gz", ".zst", ".warc", ".xml", ".rss", ".atom"}


def build(
    paths: Iterable[Path | str],
    store: Store,
    settings: Settings,
    *,
    date: Date | None = None,
    url: str | None = None,
    fields: Fields | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> BuildReport:
    """Put every article of the inputs into the store, each once; what cannot be read is refused by name.

    Run again, it goes on where it was stopped, and changes nothing that has not changed.

    Args:
        paths: files, folders, or "-" for standard input.
        store: where to.
        settings: for the limits, the batches and the number of workers.
        date: the day of publication of articles that do not state theirs.
        url: the address of the one article given, if it does not state its own.
        fields: the names of a JSON line's fields, where they are not the usual ones.
        advance: called with the number of inputs done so far.

    Raises:
        UsageError: if `url` is given for several inputs: they would all be one article.
    """
    inputs = list(find_inputs(paths))
    if url and len(inputs) > 1:
        raise UsageError(f"{url} cannot be the address of {len(inputs)} inputs; give one input, or no --url")
    run = _Run(store, settings, advance)
    interrupted = False
    try:
        articles = (
            found for path in inputs for found in read(path, settings=settings, date=date, url=url, fields=fields)
        )
        run.put_all(readings(run.fresh(articles), settings))
    except KeyboardInterrupt:
        interrupted = True
    finally:
        store.flush()
    return run.report(interrupted=interrupted)


def expected_articles(paths: Iterable[Path | str]) -> int | None:
    """How many articles the inputs hold, None where only reading them would tell (archives, feeds, stdin)."""
    total = 0
    for path in find_inputs(paths):
        if path.suffix.lower() in _MANY_UNKNOWN or not path.is_file():
            return None
        total += _lines(path) if path.suffix.lower() == ".jsonl" else 1
    return total


def reading_hash(article: Article, settings: Settings) -> str:
    """Equal for two articles exactly if reading both gives the same graph: by content, base, software and index."""
    published = article.published.isoformat() if article.published else None
    zones = [(zone.start, zone.end, zone.rule) for zone in article.zones]
    parts = [article.id, article.text_hash, article.headline, published, article.url, zones]
    linker = linker_of(settings)
    software = [__version__, extract.version(), settings.base, None if linker is None else linker.version]
    return hashlib.sha256(json.dumps([*software, *parts]).encode()).hexdigest()


class _Run:
    """One build while it runs."""

    def __init__(self, store: Store, settings: Settings, advance: Callable[[int], None]) -> None:
        self._store = store
        self._settings = settings
        self._advance = advance
        self._began = time.monotonic()
        self._outcomes: Counter[facts.Outcome] = Counter()
        self._refused: list[Refusal] = []
        self._under_way: dict[str, str] = {}
        self._subjects: dict[str, str] = {}

    def fresh(self, found: Iterable[Article | InputRefused]) -> Iterator[Article]:
        """The articles that are not stored, nor on their way there, just as they are."""
        for each in found:
            if isinstance(each, InputRefused):
                self._refused.append(Refusal(each.origin, each.reason))
            elif self._is_known(each):
                self._outcomes[facts.Outcome.UNCHANGED] += 1
            else:
                yield each
                continue
            self._report_progress()

    def put_all(self, results: Iterator[Reading | Refusal]) -> None:
        """Store what was read, a batch in one transaction."""
        judged = map(self._judged, results) if self._settings.strict else results
        while batch := list(islice(judged, self._settings.batch_articles)):
            for refusal in (each for each in batch if isinstance(each, Refusal)):
                self._refuse(refusal)
            pairs = [
                (each, reading_hash(each.article, self._settings)) for each in batch if not isinstance(each, Refusal)
            ]
            for put in self._put(pairs):
                self._under_way.pop(put.article, None)
                self._count(put)
            self._report_progress()

    def _judged(self, result: Reading | Refusal) -> Reading | Refusal:
        """The reading, or why it is refused where its graph does not conform."""
        wrong = None if isinstance(result, Refusal) else next(wrong_reading(result, self._settings), None)
        if wrong is None or isinstance(result, Refusal):
            return result
        reason = f"its graph does not conform ({wrong.message} <{wrong.subject}>); report it, or build without --strict"
        return Refusal(result.article.origin or result.article.id, reason, result.article.id)

    def report(self, *, interrupted: bool) -> BuildReport:
        """What was done."""
        subjects = Counter(self._subjects.values())
        return BuildReport(
            added=self._outcomes[facts.Outcome.ADDED],
            replaced=self._outcomes[facts.Outcome.REPLACED],
            unchanged=self._outcomes[facts.Outcome.UNCHANGED],
            refused=tuple(self._refused),
            appeared=subjects["appeared"],
            changed=subjects["changed"],
            gone=subjects["gone"],
            interrupted=interrupted,
            seconds=time.monotonic() - self._began,
        )

    def _put(self, pairs: list[tuple[Reading, str]]) -> list[facts.Put]:
        """Put all in one transaction or, if one of them cannot be stored, each on its own without that one."""
        try:
            return facts.put_many(self._store, pairs, settings=self._settings)
        except InputRefused as error:
            if len(pairs) > 1:
                return [put for pair in pairs for put in self._put([pair])]
            article = pairs[0][0].article
            self._refuse(Refusal(article.origin, error.reason, article.id))
            return []

    def _refuse(self, refusal: Refusal) -> None:
        self._under_way.pop(refusal.article, None)
        self._refused.append(refusal)

    def _is_known(self, article: Article) -> bool:
        hashed = reading_hash(article, self._settings)
        on_its_way = self._under_way.get(article.id)
        if on_its_way is not None:
            return on_its_way == hashed
        if facts.is_current(self._store, article.id, hashed, settings=self._settings):
            return True
        self._under_way[article.id] = hashed
        return False

    def _count(self, put: facts.Put) -> None:
        """Count an article, and what it did to each subject on top of what earlier ones of this run did."""
        self._outcomes[put.outcome] += 1
        news = {"appeared": put.appeared, "changed": put.changed, "gone": put.gone}
        for what, keys in news.items():
            for key in keys:
                self._subjects[key] = _NET[self._subjects.get(key, ""), what]

    def _report_progress(self) -> None:
        self._advance(self._outcomes.total() + len(self._refused))


_NET = {
    ("", "appeared"): "appeared",
    ("", "changed"): "changed",
    ("", "gone"): "gone",
    ("appeared", "appeared"): "appeared",
    ("appeared", "changed"): "appeared",
    ("appeared", "gone"): "",
    ("changed", "changed"): "changed",
    ("changed", "gone"): "gone",
    ("gone", "appeared"): "changed",
    ("gone", "gone"): "gone",
}
"""What a subject did since the build began and what it does now → what it did in all."""


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for line in stream if line.strip())
