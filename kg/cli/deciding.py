"""The commands by which a person decides what is one thing: merge, split, undo, decisions, review."""

from __future__ import annotations

import functools
import getpass
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from kg.cli import rendering
from kg.cli.options import as_json, open_store, print_json, say, with_store
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.facts import Decided
    from kg.settings import Settings
    from kg.store import Store

F = TypeVar("F", bound="Callable[..., Any]")


def with_author(command: F) -> F:
    """The command with `--by`, whose `by` parameter receives the name of who decides."""
    option = click.option("--by", help="Who decides.  [default: the user's login name]")

    @functools.wraps(command)
    def wrapped(*args: Any, by: str | None, **others: Any) -> Any:  # noqa: ANN401 (whatever the command takes)
        return command(*args, by=by or getpass.getuser(), **others)

    return option(cast("F", wrapped))


@click.command()
@click.argument("keeps", metavar="A")
@click.argument("absorbs", metavar="B")
@click.option("--reason", required=True, help="Why they are one.")
@with_author
@as_json
@with_store
def merge(keeps: str, absorbs: str, *, reason: str, by: str, as_json: bool, settings: Settings) -> None:
    """Decide that A and B are one thing, which goes on as A.

    Articles that name either, now or later, tell of A. `kg undo` takes it back.
    """
    from kg import facts
    from kg.map import key_of
    from kg.why import find

    with open_store(settings) as store:
        kept = find(store, keeps, base=settings.base)
        other = find(store, absorbs, base=settings.base, but=kept)  # A may be known by B's name, too
        keys = (key_of(each, base=settings.base) for each in (kept, other))
        done = facts.merge(store, *keys, by=by, reason=reason, settings=settings)
    _report(done, as_json=as_json)


@click.command()
@click.argument("name", metavar="A")
@click.option(
    "--in", "articles", multiple=True, required=True, metavar="IRI-or-URL", help="An article on the other one."
)
@click.option("--as", "called", required=True, metavar="WORD", help="What tells the other one apart: footballer.")
@click.option("--reason", required=True, help="Why they are two.")
@with_author
@as_json
@with_store
def split(
    name: str, *, articles: tuple[str, ...], called: str, reason: str, by: str, as_json: bool, settings: Settings
) -> None:
    """Decide that some articles mean another thing by A than the others do.

    It gets an IRI of its own, with WORD at its end. `kg undo` takes it back.
    """
    from kg import facts
    from kg.map import key_of
    from kg.why import find

    with open_store(settings) as store:
        key = key_of(find(store, name, base=settings.base), base=settings.base)
        ids = [facts.find_article(store, each, settings=settings) for each in articles]
        _check_mentions(store, key, ids, settings)
        done = facts.split(store, key, called, ids, by=by, reason=reason, settings=settings)
    _report(done, as_json=as_json)


@click.command()
@click.argument("decision")
@click.option("--reason", default="", help="Why it was wrong.")
@with_author
@as_json
@with_store
def undo(decision: str, *, reason: str, by: str, as_json: bool, settings: Settings) -> None:
    """Take a DECISION back: the facts are as if it had never been, and the history remembers it.

    DECISION is its IRI or the start of its digits, as `kg decisions` lists them.
    """
    from kg import facts

    with open_store(settings) as store:
        done = facts.undo(store, decision, by=by, reason=reason, settings=settings)
    _report(done, as_json=as_json, was_undone=True)


@click.command()
@as_json
@with_store
def decisions(*, as_json: bool, settings: Settings) -> None:
    """List what people decided and is in force: who, when and why."""
    from kg import facts

    with open_store(settings) as store:
        found = facts.decisions(store, base=settings.base)
    if as_json:
        print_json(found)
    else:
        for each in found:
            click.echo("\n".join(rendering.decision(each, base=settings.base)))


@click.command()
@as_json
@with_store
def review(*, as_json: bool, settings: Settings) -> None:
    """List names in doubt: one that may stand for several things, and several that may stand for one.

    With what speaks for it and against it. `kg split` and `kg merge` decide.
    """
    from kg.homonyms import suggested, suspected

    with open_store(settings) as store:
        several = list(suspected(store, base=settings.base))
        one = list(suggested(store, base=settings.base))
    if as_json:
        print_json({"perhaps_several": several, "perhaps_one": one})
        return
    for suspicion in several:
        click.echo("\n".join(rendering.suspicion(suspicion)))
    for suggestion in one:
        click.echo("\n".join(rendering.suggestion(suggestion)))
    say(f"{len(several)} names may stand for several things, {len(one)} pairs may be one.")


def _check_mentions(store: Store, key: str, articles: list[str], settings: Settings) -> None:
    """Let a split pass of which each article speaks of what is split."""
    from kg import facts
    from kg.map import graph_name, iri

    for each in articles:
        graph = graph_name(each, base=settings.base)
        if iri(key, base=settings.base) not in facts.claimed_in(store, [graph], settings=settings):
            raise UsageError(f"The article article/{each} does not speak of {key}: name one that does with --in")


def _report(done: Decided, *, as_json: bool, was_undone: bool = False) -> None:
    if as_json:
        print_json(done)
    else:
        click.echo("\n".join(rendering.decided(done, was_undone=was_undone)))
