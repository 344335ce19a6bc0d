"""Writes the pages of docs/ that are made from the code; with --check it only says which are out of date."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import main

HERE = Path(__file__).parent
WIDTH = 100


def commands() -> str:
    """What `kg --help` and each command's `--help` print."""
    context = click.Context(main, info_name="kg", terminal_width=WIDTH, **main.context_settings)
    parts = [
        "# Commands\n\nMade from the commands themselves by `make docs`.\n",
        f"## kg\n\n{_help(main, context)}",
    ]
    for name, command in main.commands.items():
        inner = click.Context(command, parent=context, info_name=name, terminal_width=WIDTH)
        parts.append(f"## kg {name}\n\n{_help(command, inner)}")
    return "\n".join(parts)


def _help(command: click.Command, context: click.Context) -> str:
    lines = command.get_help(context).splitlines()
    return "".join(f"    {line}".rstrip() + "\n" for line in lines)


PAGES = {"cli.md": commands}


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
