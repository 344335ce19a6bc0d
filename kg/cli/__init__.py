"""The command `kg`: each command calls the library and shows what comes back; no logic lives here."""

from __future__ import annotations

import click

from kg import __version__
from kg.cli import deciding, evaluating, reading, running, writing
from kg.cli.link import link
from kg.cli.options import ErrorFamily

COMMANDS = (
    writing.build,
    running.serve,
    reading.query,
    reading.ask,
    reading.why,
    reading.diff,
    reading.export,
    writing.import_,
    writing.retract,
    deciding.merge,
    deciding.split,
    deciding.undo,
    deciding.decisions,
    deciding.review,
    link,
    reading.check,
    writing.backup,
    writing.restore,
    running.doctor,
    evaluating.evaluate,
    running.demo,
)


class InOrder(ErrorFamily):
    """Commands listed in the order of a first visit, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's own signature)
        """The names, in order."""
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """News articles in, a graph out, in which every fact opens to the sentence that proves it.

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs were refused.
    """


for command in COMMANDS:
    main.add_command(command)
