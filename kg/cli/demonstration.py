"""The demo: the graph of the bundled articles, three of its facts with their sentences, and one query."""

from __future__ import annotations

import shutil
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

import kg
from kg.build import build, expected_articles
from kg.cli import answers, rendering
from kg.cli.progress import progress
from kg.errors import InstallationError
from kg.store import Store
from kg.why import explain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.settings import Settings
    from kg.why import Support

STORE = Path("newsgraph-demo")
SHOWN = 3
QUERY = """SELECT ?partnership ?status ?partner WHERE {
  ?event a ng:Partnership ; rdfs:label ?partnership ; ng:status ?status ; ng:partner/rdfs:label ?partner
} ORDER BY ?partnership ?partner LIMIT 10"""
_BEST = """SELECT ?event WHERE { ?event a ng:Event ; ng:sourceCount ?sources
  { SELECT ?event (COUNT(?claim) AS ?claims) WHERE { ?event ng:supportedBy ?claim } GROUP BY ?event }
} ORDER BY DESC(?sources) DESC(?claims) ?event LIMIT %d"""


def articles() -> Path:
    """The folder of the bundled articles: inside the installed package, or beside it in the repository.

    Raises:
        InstallationError: it is in neither.
    """
    package = Path(str(files(kg)))
    for folder in (package / "examples", package.parent / "examples"):
        if folder.is_dir():
            return folder
    raise InstallationError("The bundled articles are missing: pip install --force-reinstall newsgraph")


def shown(settings: Settings) -> Iterator[str]:
    """The demo's lines; the store in the demo's own folder is made anew."""
    if settings.store.exists():
        Store(settings.store, create=False).close()  # never a folder that is no store, or one that is in use
        shutil.rmtree(settings.store)
    paths = [articles()]
    with Store(settings.store) as store:
        with progress("Reading", total=expected_articles(paths)) as advance:
            report = build(paths, store, settings, advance=advance)
        if report.refused:
            listed = "; ".join(f"{each.origin}: {each.reason}" for each in report.refused)
            raise InstallationError(f"Bundled articles could not be read ({listed}): run kg doctor")
        counts = store.counts()
        yield f"{counts.articles} articles, {counts.claims} claims, {counts.quads} statements"
        numbers = {**counts.entities, **counts.events, "Role": counts.roles}
        yield ", ".join(f"{name} {number}" for name, number in numbers.items())
        yield from _best_facts(store, settings)
        yield ""
        yield f"$ kg query --store {settings.store} '{QUERY}'"
        out = BytesIO()
        answers.write(store.query(QUERY), "table", out, base=settings.base)
        yield out.getvalue().decode().rstrip("\n")


def _best_facts(store: Store, settings: Settings) -> Iterator[str]:
    """The events that most sources and claims tell of, each with its first sentence."""
    rows = store.query(_BEST % SHOWN)
    if not isinstance(rows, ox.QuerySolutions):
        raise TypeError(_BEST)
    for row in rows:
        found = explain(store, row["event"].value, base=settings.base)
        claim = max(found.claims, key=_tells_most)
        yield ""
        yield f"{found.label} ({', '.join(found.kinds)}, {found.status})"
        yield f"  > {rendering.sentence(claim.passages[0])}"
        yield f"  in {claim.source.headline or claim.source.iri}"
        yield f"  more: kg why {found.iri.removeprefix(settings.base)} --store {settings.store}"


def _tells_most(claim: Support) -> tuple[bool, float]:
    """Sentences of the story come before headlines."""
    return claim.passages[0].text not in claim.source.headline, claim.confidence
