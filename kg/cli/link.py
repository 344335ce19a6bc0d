"""The group `kg link`: the entities of the graph and the items of Wikidata."""

from __future__ import annotations

import click

from kg.cli import linking, review
from kg.cli.index import index


@click.group()
def link() -> None:
    """Wikidata: what is linked to which item, and what each can tell the other."""


for command in (index, review.review, linking.enrich, linking.export):
    link.add_command(command)
