"""The command that measures: eval."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import as_json, print_json, say
from kg.cli.progress import progress
from kg.errors import UsageError

_TASKS = ("core", "knowledgenet", "redocred", "mentions", "events")


@click.command("eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="GOLD.jsonl")
@click.option("--task", type=click.Choice(_TASKS), help="What the gold is of; by default its fields tell.")
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page here that lists what was missed and what was found wrongly, with the sentences.",
)
@as_json
def evaluate(gold: Path, task: str | None, page: Path | None, *, as_json: bool) -> None:
    """Say how right the product is on texts with gold: precision, recall and F1 per relation or type.

    GOLD.jsonl has a JSON object a line with `id`, `text` and what should be found: see docs/quality.md. Facts that the
    texts give are also held against the shapes, and it is counted how many have a party that their sentences lack.
    """
    from kg.evaluate import evaluate as measured
    from kg.evaluate.page import write
    from kg.evaluate.tables import scored, sound

    if page and not page.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {page.absolute().parent} for the page; make it, or name another")
    with progress("Evaluating", total=None, unit="texts") as advance:
        found = measured(gold, task, advance=advance)
    if as_json:
        print_json(found.report())
    else:
        click.echo("\n".join([found.heading, *scored(found.table), "", *sound(found.soundness)]))
    if page:
        write([found], page)
        say(f"Written: {page}")
