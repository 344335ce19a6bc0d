"""The commands that change the store: build, import, retract, backup, restore."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import rendering
from kg.cli.deciding import with_author
from kg.cli.options import as_json, open_store, print_json, say, with_index, with_store
from kg.cli.progress import progress

if TYPE_CHECKING:
    from datetime import datetime

    from kg.settings import Settings

REFUSED, INTERRUPTED = 3, 130


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Publication day of articles that state none.")
@click.option("--url", help="Address of an article that states none.")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="NAME=KEY",
    help="The key of a JSON line that holds title, url, published, text or html; may be repeated.",
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that extract.")
@click.option("--strict", is_flag=True, help="Refuse an article whose graph does not obey the shapes (SHACL).")
@as_json
@with_store
@with_index
def build(  # noqa: PLR0913 (a parameter an option)
    paths: tuple[str, ...],
    date: datetime | None,
    url: str | None,
    fields: tuple[str, ...],
    workers: int,
    *,
    strict: bool,
    as_json: bool,
    settings: Settings,
) -> None:
    """Read articles into the store: files, folders, or - for standard input.

    Takes .txt .md .html .jsonl .xml (RSS, Atom) and .warc, also with .gz or .zst. Run again, it goes on where it
    was stopped, and what has not changed is not read again.
    """
    from kg.build import build as build_store
    from kg.build import expected_articles
    from kg.read import Fields

    settings = dataclasses.replace(settings, workers=workers, strict=strict)
    day = date.date() if date else None
    total = expected_articles(paths)
    with open_store(settings, create=True) as store, progress("Reading", total=total) as advance:
        names = Fields.from_pairs(fields)
        report = build_store(paths, store, settings, date=day, url=url, fields=names, advance=advance)
    for refusal in report.refused:
        say(f"refused {refusal.origin}: {refusal.reason}")
    if as_json:
        print_json(report)
    for line in rendering.build(report, settings):
        say(line)
    raise SystemExit(INTERRUPTED if report.interrupted else REFUSED if report.refused else 0)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
@with_store
def import_(files: tuple[Path, ...], *, as_json: bool, settings: Settings) -> None:
    """Load RDF files into the store as they are: .ttl .nt .nq .trig .rdf .jsonld."""
    from kg.build import Refusal
    from kg.errors import InputRefused
    from kg.load import load

    loaded, refused = {}, []
    with open_store(settings, create=True) as store, progress("Loading", total=None, unit="statements") as advance:
        for path in files:
            try:
                loaded[str(path)] = load(path, store, settings, advance=advance)
                say(f"{path}: {loaded[str(path)]} statements")
            except InputRefused as error:
                refused.append(Refusal(error.origin, error.reason))
                say(f"refused {error}")
    if as_json:
        print_json({"statements": loaded, "refused": refused})
    raise SystemExit(REFUSED if refused else 0)


@click.command()
@click.argument("article", metavar="IRI-or-URL")
@click.option("--reason", default="", help="Why; the history remembers it.")
@with_author
@as_json
@with_store
def retract(article: str, *, reason: str, by: str, as_json: bool, settings: Settings) -> None:
    """Take back what was only known from that article; say what survives, and why."""
    from kg import facts

    with open_store(settings) as store:
        done = facts.retract(store, article, settings=settings, reason=reason, by=by)
        if as_json:
            print_json(done)
        else:
            for line in rendering.retraction(done):
                click.echo(line)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@with_store
def backup(folder: Path, *, settings: Settings) -> None:
    """Copy the store to a new folder, by hard links where it can."""
    with open_store(settings) as store:
        store.backup(folder)
    say(f"The store {settings.store} is backed up in {folder}. Back again: kg restore {folder} --store NEW")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_store
def restore(folder: Path, *, settings: Settings) -> None:
    """Make the store from a backup; where there is a store already, it is left alone and this fails."""
    from kg.store import Store

    with Store(folder, create=False) as saved:
        saved.backup(settings.store)
    say(f"The store {settings.store} is as it was when {folder} was made.")
