"""`kg link review`: one doubtful link after the other, decided by single keys."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Final

import click

from kg.cli.deciding import with_author
from kg.cli.index import with_index
from kg.cli.options import as_json, open_store, print_json, say, with_store
from kg.wikidata.doubts import LEAST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.settings import Settings
    from kg.wikidata.doubts import Doubt, Option
    from kg.wikidata.reviewing import Review

WIDTH: Final = 100
KEYS: Final = "1-9 choose   a accept   r reject   n not in Wikidata   u unsure   Enter next   b back   z undo   q quit"


@click.command()
@click.option(
    "--least", type=click.FloatRange(0, 1), default=LEAST, show_default=True, help="Score of the best candidate."
)
@click.option("--reason", default="", help="Why, for every decision of this review.")
@click.option("--list", "only_list", is_flag=True, help="Only list what is in doubt.")
@with_author
@with_index
@as_json
@with_store
def review(
    *, least: float, reason: str, only_list: bool, by: str, path: Path, as_json: bool, settings: Settings
) -> None:
    """Look at doubtful links one by one, and decide by a key: accept, reject, not in Wikidata, unsure.

    Each decision is a statement in the graph, with who, when and why. No build changes it; `kg undo` takes it back.
    """
    from kg import facts
    from kg.link import Index
    from kg.wikidata.doubts import queue
    from kg.wikidata.reviewing import Review

    with open_store(settings) as store:
        if only_list or as_json:
            found = queue(store, facts.settled(store, base=settings.base), least=least)
            if as_json:
                print_json(found)
            else:
                for each in found:
                    click.echo(f"{each.best:.2f}  {each.label}  <{each.entity}>")
            say(f"{len(found)} entities in doubt.")
            return
        index = Index.open(path)
        _run(Review(store, index, settings, by=by, least=least), reason)


def _run(review: Review, reason: str) -> None:
    """Show a doubt, wait for a key, do what it says; until there is nothing left or somebody quits."""
    count = review.start()
    say(f"{count} entities in doubt." if count else "No link is in doubt.")
    chosen, key = 0, ""
    while count and key != "q":
        shown = review.current()
        for line in () if shown is None else lines(shown, chosen, f"{review.place + 1} of {count}"):
            click.echo(line)
        say("That was the last one: b back, z undo, q quit" if shown is None else KEYS)
        key = _key()
        before = (review.place, len(review.made))
        chosen = _act(review, shown, key, chosen, reason)
        chosen = chosen if (review.place, len(review.made)) == before else 0
    if review.made:
        say(f"{len(review.made)} decisions made; `kg decisions` lists them.")


def _act(review: Review, shown: Doubt | None, key: str, chosen: int, reason: str) -> int:
    """What a key stands for; the option that is chosen afterwards."""
    if key.isdigit() and shown and 0 < int(key) <= len(shown.options):
        return int(key) - 1
    moves: dict[str, Callable[[], object]] = {
        "b": lambda: review.go(-1),
        "\x1b[D": lambda: review.go(-1),
        "z": lambda: _undo(review),
        "\r": lambda: review.go(1),
        "\n": lambda: review.go(1),
        " ": lambda: review.go(1),
        "\x1b[C": lambda: review.go(1),
    }
    if key in moves:
        moves[key]()
    elif shown and key in _RULINGS:
        _rule(review, shown, key, chosen, reason)
    return chosen


def _rule(review: Review, shown: Doubt, key: str, chosen: int, reason: str) -> None:
    from kg.records import Ruling

    ruling, needs_item = Ruling(_RULINGS[key][0]), _RULINGS[key][1]
    if needs_item and chosen >= len(shown.options):
        say("There is no candidate to decide on.")
        return
    item = shown.options[chosen].item if needs_item else None
    review.rule(ruling, item, reason)
    say(f"{shown.label}: {' '.join(filter(None, (item, ruling)))}")


def _undo(review: Review) -> None:
    done = review.undo()
    say("There is nothing to undo." if done is None else f"Undone: {done.decision.key}")


def _key() -> str:
    """One key; where no terminal is, one character of the input, and at its end q."""
    if not sys.stdin.isatty():
        return sys.stdin.read(1) or "q"
    try:
        return click.getchar()
    except (KeyboardInterrupt, EOFError):
        return "q"


_RULINGS: Final = {
    "a": ("accepted", True),
    "r": ("rejected", True),
    "n": ("absent", False),
    "u": ("unsure", False),
}
"""Key → the ruling, and whether it is about the item that is chosen."""


def lines(it: Doubt, chosen: int, place: str) -> Iterator[str]:
    """A doubt as people read it: the entity, its sentences, and side by side what it may be."""
    tie = f"now {it.tie}" if it.tie else "not linked"
    yield ""
    yield f"[{place}] {it.label} ({it.kind.lower()}, {it.sources} source{'' if it.sources == 1 else 's'}, {tie})"
    if it.aliases:
        yield f"    also called {', '.join(it.aliases)}"
    for sentence in it.sentences:
        where = f" ({', '.join(filter(None, (sentence.headline, sentence.published)))})" if sentence.headline else ""
        yield from textwrap.wrap(
            f"“{sentence.text}”{where}", WIDTH, initial_indent="    > ", subsequent_indent="      "
        )
    for number, option in enumerate(it.options):
        yield from _option(option, number + 1, is_chosen=number == chosen)


def _option(it: Option, number: int, *, is_chosen: bool) -> Iterator[str]:
    state = " (linked now)" if it.is_tied else " (rejected)" if it.is_rejected else ""
    mark = ">" if is_chosen else " "
    yield f"{mark} {number}  {it.label}  {it.item}  {it.score:.2f}{state}"
    about = ": ".join(filter(None, (it.kind.lower(), it.description)))
    told = "; ".join(f"{name} {values}" for name, values in it.facts)
    for text in filter(None, (about, f"also called {', '.join(it.aliases)}" if it.aliases else "", told)):
        yield from textwrap.wrap(text, WIDTH, initial_indent="       ", subsequent_indent="       ")
