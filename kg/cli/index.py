"""The commands `kg link index`: the index of Wikidata items that names are looked up in."""

from __future__ import annotations

import dataclasses
import functools
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from kg.cli import rendering
from kg.cli.options import DEFAULTS, as_json, print_json, say, with_service

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.link.building import Progress

F = TypeVar("F", bound="Callable[..., Any]")
INTERRUPTED, FAULTY = 130, 3
_KINDS = ("organization", "person", "place", "product", "event", "other")
_FAULTS_SHOWN = 20


@click.group()
def index() -> None:
    """The index of Wikidata items: one file; a small one of well-known names ships with Newsgraph."""


def with_index(command: F) -> F:
    """The command with `--index`, whose parameter `path` receives the index in use."""
    option = click.option(
        "--index",
        "named",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The index; without it, that of the variable NEWSGRAPH_INDEX, else the one that ships.",
    )

    @functools.wraps(command)
    def wrapped(*args: Any, named: Path | None, **others: Any) -> Any:  # noqa: ANN401 (whatever the command takes)
        from kg.link import index_path

        return command(*args, path=index_path(named), **others)

    return option(cast("F", wrapped))


@index.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The index to write.")
@click.option("--class", "classes", multiple=True, metavar="QID", help="Only items of this class or classes under it.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only items of this kind.")
@click.option("--min-sitelinks", type=click.IntRange(0), default=0, help="Only items in so many Wikipedias.")
@click.option("--workers", type=click.IntRange(1), default=None, help="Processes that parse; as many as cores.")
@as_json
def build(
    sources: tuple[Path, ...],
    out: Path,
    *,
    classes: tuple[str, ...],
    kinds: tuple[str, ...],
    min_sitelinks: int,
    workers: int | None,
    as_json: bool,
) -> None:
    """Build an index: from a Wikidata dump, or what else has items.

    SOURCE is a Wikidata JSON dump or truthy N-Triples (.nt), also with .bz2 .gz .zst; JSONL of items; a table (.tsv);
    or dist/json/nsi.json of the npm package name-suggestion-index. Earlier ones count before later ones. Stopped, the
    same command goes on; until it is done, the old index in its place works as before.
    """
    from kg.link.building import Filter
    from kg.link.building import build as build_index

    taken = Filter(classes, tuple(kind.capitalize() for kind in kinds), min_sitelinks)
    try:
        built = build_index(sources, out, taken=taken, workers=workers or 0, tell=_teller())
    except KeyboardInterrupt:
        say("Stopped. The same command goes on from here.")
        raise SystemExit(INTERRUPTED) from None
    for fault in built.faults[:_FAULTS_SHOWN]:
        say(f"skipped {fault.source}, line {fault.line}: {fault.reason}")
    if as_json:
        print_json(built)
    for line in rendering.index_built(built, shown=_FAULTS_SHOWN):
        say(line)
    raise SystemExit(FAULTY if built.faulty else 0)


@index.command()
@as_json
@with_index
def info(path: Path, *, as_json: bool) -> None:
    """Say what the index in use covers."""
    from kg.link import Index

    told = Index.open(path).info()
    if as_json:
        print_json(told)
    else:
        for line in rendering.index_info(told):
            click.echo(line)


@index.command()
@with_index
def verify(path: Path) -> None:
    """Check that the index in use is whole, and what its version says; exit 1 if not."""
    from kg.link.building.verification import verify as wrong_with

    found = list(wrong_with(path))
    for each in found:
        click.echo(each)
    say(f"{path}: {len(found)} things wrong; build it again" if found else f"{path} is whole.")
    raise SystemExit(1 if found else 0)


@index.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Items at most.")
@click.option("--kind", type=click.Choice(_KINDS), help="Only items of this kind.")
@click.option("--online", is_flag=True, help="Ask Wikidata too; set NEWSGRAPH_USER_AGENT to say who asks.")
@as_json
@with_index
def search(text: str, path: Path, *, limit: int, kind: str | None, online: bool, as_json: bool) -> None:
    """Find items by name: named so, beginning so, with these words, or spelled alike."""
    from kg.link import names_in_use

    used = names_in_use(dataclasses.replace(with_service(DEFAULTS), index=path, online=online))
    found = used.search(text, limit, kind.capitalize() if kind else None)
    items = used.get_many(named.id for named in found)
    if as_json:
        print_json([items[named.id] for named in found])
    else:
        for named in found:
            click.echo(rendering.index_row(named, items[named.id]))
    if not found:
        say(f"{path} has nothing like {text!r}.")


def _teller() -> Callable[[Progress], None]:
    """Tell on stderr of a build's steps, and of its lines every ten seconds."""
    last, doing = 0.0, ""

    def tell(progress: Progress) -> None:
        nonlocal last, doing
        if progress.doing != doing or time.monotonic() - last >= rendering.SECONDS_BETWEEN_LINES:
            last, doing = time.monotonic(), progress.doing
            say(f"{progress.doing}: {progress.lines:,} lines, {progress.items:,} items")

    return tell
