"""The commands of `kg link` that work on a store: review, enrich, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.index import with_index
from kg.cli.options import as_json, open_store, print_json, say, with_store
from kg.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from kg.settings import Settings

_SCORE = click.FloatRange(0, 1)


@click.command()
@click.option("--remove", is_flag=True, help="Only remove what an earlier run took over.")
@with_index
@as_json
@with_store
def enrich(*, path: Path, remove: bool, as_json: bool, settings: Settings) -> None:
    """Take over what the index says of the linked items: country, industry, parent and website.

    It goes into a graph of its own, graph/wikidata, which each run makes anew: run it again after the links or the
    index have changed. Nothing of it is a fact from the news.
    """
    from kg.link import Index
    from kg.wikidata.enrichment import enrich as take_over
    from kg.wikidata.enrichment import forget

    with open_store(settings) as store:
        if remove:
            say(f"{forget(store, settings=settings)} statements removed.")
            return
        done = take_over(store, Index.open(path), settings=settings)
    if as_json:
        print_json(done)
    say(f"{done.statements} statements about {done.items} of the items that {done.entities} entities are.")


@click.command()
@click.argument("out", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--quickstatements", is_flag=True, help="As commands for QuickStatements (V1): the one format there is.")
@click.option("--threshold", type=_SCORE, default=0.95, show_default=True, help="How sure both links must be.")
@click.option("--sources", type=click.IntRange(1), default=1, show_default=True, help="Independent articles needed.")
@click.option(
    "--retrieved",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day for S813, instead of that on which each article was read.",
)
@click.option("--dry-run", is_flag=True, help="List what would be written, and what is left out and why.")
@as_json
@with_store
def export(  # noqa: PLR0913 (one parameter an option)
    out: Path | None,
    *,
    quickstatements: bool,
    threshold: float,
    sources: int,
    retrieved: datetime | None,
    dry_run: bool,
    as_json: bool,
    settings: Settings,
) -> None:
    """Write what Wikidata could be told: partnerships, roles and parents between linked entities, with sources.

    Only what is in force, or ended on a known day, and only between entities that are exactly an item. Nothing is sent:
    look at it with --dry-run, then paste it into QuickStatements. Without OUT it goes to standard output.
    """
    from kg.cli import linked
    from kg.wikidata.offers import offers
    from kg.wikidata.quickstatements import lines

    if not quickstatements:
        raise UsageError("Say in which format: kg link export --quickstatements")
    today, day = settings.clock().date(), retrieved.date() if retrieved else None
    with open_store(settings) as store:
        found = offers(store, threshold=threshold, sources=sources)
    if as_json:
        print_json(found)
    elif dry_run:
        for line in linked.offers_table(found):
            click.echo(line)
    else:
        text = "".join(f"{line}\n" for each in found.statements for line in lines(each, today=today, retrieved=day))
        with click.open_file(str(out or "-"), "w", encoding="utf-8", atomic=out is not None) as stream:
            stream.write(text)
    say(f"{len(found.statements)} statements, {len(found.left_out)} facts left out.")
