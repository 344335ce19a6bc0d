"""Writes the pages of docs/ that are made from the code; with --check it only says which are out of date."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.ask import Question
from kg.ask import questions as named
from kg.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
WIDTH = 100


def commands() -> str:
    """What `kg --help` and each command's `--help` print."""
    context = click.Context(main, info_name="kg", terminal_width=WIDTH, **main.context_settings)
    parts = [
        "# Commands\n\nMade from the commands themselves by `make docs`.\n",
        f"## kg\n\n{_help(main, context)}",
    ]
    return "\n".join([*parts, *_of_group(main, context)])


def _of_group(group: click.Group, context: click.Context) -> Iterator[str]:
    """Each command of a group, and below it those of a group within it."""
    for name, command in group.commands.items():
        inner = click.Context(command, parent=context, info_name=name, terminal_width=WIDTH)
        yield f"## {inner.command_path}\n\n{_help(command, inner)}"
        if isinstance(command, click.Group):
            yield from _of_group(command, inner)


NOT_ANSWERED = """\
## What has no answer yet

Of the 24 questions that the graph is made for, these have none, as the graph does not hold what they ask for:

- 3, which product, territory, term and value a partnership covers: no property says it.
- 23, what changed between two builds: the graph holds what is so now, and no history.

Six have a part of their answer: of 2, `milestones` has no stage of its own for an extension, only the words; of 9,
`origins` gives a trigger only where one is stated, which no reading does yet; of 10, `reactions` gives what is
quoted, and no deeds; of 21, `withdrawal` tells before an article is retracted, and `kg retract` while it is, but
nothing remembers it afterwards; of 22, `unlinked` names no rejected candidates; of 24, `without-fact` looks at the
sentences that are quoted as evidence, and not at the rest of the text.
"""


def questions() -> str:
    """Each named question: its title, its parameters, a command that asks it, and its file."""
    head = (
        "# Questions\n\nMade from `ontology/questions` by `make docs`. Each question is a file of SPARQL,\n"
        "`kg ask NAME` and [/questions/NAME](http.md). Beside it lies its answer on the bundled articles, as CSV.\n"
    )
    return "\n".join([head, *(_question(each) for each in named()), NOT_ANSWERED])


def _question(it: Question) -> str:
    files = f"[query](../ontology/questions/{it.name}.rq), [answer](../ontology/questions/{it.name}.csv)"
    rows = [f"| `{each.name}` | {each.kind} | {each.meaning} | {each.default or ''} |" for each in it.parameters]
    table = ["| parameter | type | meaning | default |", "|---|---|---|---|", *rows, ""] if rows else []
    given = (shlex.quote(f"{name}={value}") for name, value in it.example.items())
    command = f"    kg ask {' '.join([it.name, *given])}"
    lines = [f"## {it.name}", "", it.title, f"(Question {it.answers}: {files}.)", "", *table, command, ""]
    return "\n".join(lines)


def _help(command: click.Command, context: click.Context) -> str:
    lines = command.get_help(context).splitlines()
    return "".join(f"    {line}".rstrip() + "\n" for line in lines)


PAGES = {"cli.md": commands, "questions.md": questions}


def update(*, check: bool) -> list[str]:
    """Write the pages that differ, or only name them."""
    stale = []
    for name, make in PAGES.items():
        page, text = HERE / name, make()
        if not page.exists() or page.read_text() != text:
            stale.append(name)
            if not check:
                page.write_text(text)
    return stale


if __name__ == "__main__":
    only_check = "--check" in sys.argv[1:]
    names = update(check=only_check)
    for each in names:
        sys.stderr.write(f"docs/{each} {'is out of date: make docs' if only_check else 'written'}\n")
    raise SystemExit(1 if names and only_check else 0)
