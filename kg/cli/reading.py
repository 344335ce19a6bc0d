"""The commands that ask the store: query, ask, why, export, check."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from kg.cli import rendering
from kg.cli.options import Moment, as_json, open_store, open_store_as_of, print_json, say, with_as_of, with_store
from kg.cli.progress import progress
from kg.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from kg.settings import Settings


@click.command()
@click.argument("sparql", required=False)
@click.option("-f", "--file", "file", type=click.File(encoding="utf-8"), help="Read the query from here.")
@click.option(
    "--format",
    "name",
    default="table",
    show_default=True,
    help="json, csv, tsv, xml for rows; ttl, nt, nq, trig, rdf, jsonld for graphs; table for people.",
)
@with_as_of
@with_store
def query(sparql: str | None, file: IO[str] | None, name: str, *, as_of: datetime | None, settings: Settings) -> None:
    """Ask a SPARQL query; without GRAPH it sees the facts, each once."""
    from kg.cli import answers

    if (sparql is None) == (file is None):
        raise UsageError("Give the query either as an argument or as -f FILE")
    if name not in answers.FORMATS:
        raise UsageError(f"There is no format {name!r}: use one of {', '.join(answers.FORMATS)}")
    text = sparql if file is None else file.read()
    with open_store_as_of(settings, as_of) as store:
        answers.write(store.query(text or ""), name, sys.stdout.buffer, base=settings.base)


@click.command()
@click.argument("name", required=False)
@click.argument("values", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option("--format", "form", default="table", show_default=True, help="table for people; json, csv, tsv, xml.")
@with_as_of
@as_json
@with_store
def ask(
    name: str | None,
    values: tuple[str, ...],
    form: str,
    *,
    as_of: datetime | None,
    as_json: bool,
    settings: Settings,
) -> None:
    """Ask a question by its NAME; without one, list the questions.

    A value is a name that only one thing has, such as party="Ant Group", an IRI, or the part of it from id/ on.
    """
    from kg.ask import ask as answer
    from kg.ask import parsed, question, questions
    from kg.cli import answers

    if name is None:
        if as_json:
            print_json([each.described() for each in questions()])
        else:
            click.echo("\n".join(rendering.questions(questions())))
        return
    asked, given = question(name), parsed(values)
    with open_store_as_of(settings, as_of) as store:
        rows = answer(store, asked, given, base=settings.base)
        answers.write(rows, "json" if as_json else form, sys.stdout.buffer, base=settings.base)


@click.command()
@click.argument("name", metavar="IRI")
@with_as_of
@as_json
@with_store
def why(name: str, *, as_of: datetime | None, as_json: bool, settings: Settings) -> None:
    """Show the sentences behind a fact, event, role or entity, with their articles.

    IRI is a whole IRI, the part of it from id/ on, or a name that only one thing has, such as "Ant Group".
    """
    from kg.why import explain

    with open_store_as_of(settings, as_of) as store:
        found = explain(store, name, base=settings.base)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(rendering.explanation(found)))


@click.command()
@click.argument("out", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "suffix", help="Where the suffix of OUT does not tell it; trig unless given.")
@click.option("--entity", metavar="IRI", help="Only this thing, its events and roles, and the claims behind them.")
@click.option("--article", metavar="IRI-or-URL", help="Only what this article says.")
@click.option("--history", is_flag=True, help="With graph/history, what was: .nq .trig .jsonld, nq12 trig12.")
@with_as_of
@with_store
def export(
    out: Path | None,
    suffix: str | None,
    entity: str | None,
    article: str | None,
    *,
    history: bool,
    as_of: datetime | None,
    settings: Settings,
) -> None:
    """Write the graph, equal graphs as equal bytes: .ttl .nt .rdf (facts), .nq .trig .jsonld (claims too).

    Also by --format: csv (.zip, tables), ftm (FollowTheMoney), nanopubs, and ttl12, nt12, nq12 or trig12, where what
    claims state is a triple term of RDF 1.2. Without OUT it goes to standard output.
    """
    from kg.export import export as write
    from kg.export import format_named

    if entity and article:
        raise UsageError("Give --entity or --article, not both")
    suffix = format_named(suffix or (out.suffix if out else "trig"))  # a wrong one is refused before OUT is touched
    with open_store_as_of(settings, as_of) as store, _target(out) as stream:
        write(store, stream, suffix, settings=settings, entity=entity, article=article, history=history)
    if out:
        say(f"Written: {out}")


def _target(out: Path | None) -> IO[bytes]:
    """The file to write, which appears when it is whole; standard output without one."""
    try:
        return click.open_file(str(out or "-"), "wb", atomic=out is not None)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}. Name a file in a folder that you can") from error


@click.command()
@as_json
@with_store
def check(*, as_json: bool, settings: Settings) -> None:
    """Check the store: its shapes (SHACL), its evidence, and that the facts follow from the claims.

    Exit 1 if something is wrong.
    """
    from kg.check import check as violations

    found, wrong = [], 0
    with open_store(settings) as store:
        count = store.counts()
        with progress("Checking", total=count.articles) as advance:
            for violation in violations(store, settings, advance=advance):
                wrong += 1
                if as_json:
                    found.append(violation)
                else:
                    click.echo(rendering.violation(violation))
    if as_json:
        print_json({"conforms": not wrong, "violations": found})
    say(rendering.checked(wrong, count))
    raise SystemExit(1 if wrong else 0)


@click.command()
@click.argument("before", required=False, type=click.Path(exists=True, path_type=Path))
@click.argument("after", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--since", type=Moment(), metavar="TIME", help="Compare the store with what it was then.")
@click.option("--until", type=Moment(), metavar="TIME", help="The later of two times; now unless given.")
@as_json
@with_store
def diff(
    before: Path | None,
    after: Path | None,
    since: datetime | None,
    until: datetime | None,
    *,
    as_json: bool,
    settings: Settings,
) -> None:
    """Say in facts what differs: what appeared, what is gone, what changed, and why.

    Between two stores or exports (BEFORE AFTER), between one of them and the store (BEFORE), or between two times of
    the store (--since, --until). Of exports, those with claims (.nq .trig .jsonld) also tell reasons.
    """
    from kg.diff import differences, opened

    if (before is None) == (since is None) or (after is not None and until is not None):
        raise UsageError("Give either BEFORE, with or without AFTER, or --since, with or without --until")
    if since and until and since > until:
        raise UsageError(f"--since ({since:%Y-%m-%d %H:%M}) is later than --until ({until:%Y-%m-%d %H:%M}): swap them")
    found, counts = [], Counter[str]()
    with ExitStack() as sides:
        store = None if after else sides.enter_context(open_store(settings))
        later = sides.enter_context(opened(after or store or settings.store, settings, at=until))
        earlier = sides.enter_context(opened(before or store or settings.store, settings, at=since))
        for each in differences(earlier, later):
            counts[each.what] += 1
            if as_json:
                found.append(each)
            else:
                click.echo("\n".join(rendering.different(each, base=settings.base)))
    if as_json:
        print_json(found)
    say(rendering.compared(counts))
