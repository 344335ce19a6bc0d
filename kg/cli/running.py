"""The commands that run something: serve, doctor, demo."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import DEFAULTS, as_json, print_json, say, with_store

if TYPE_CHECKING:
    from kg.settings import Settings

_SECONDS = click.FloatRange(0, min_open=True)


@click.command()
@click.option("--host", default=DEFAULTS.host, show_default=True, help="Address to bind to.")
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULTS.port, show_default=True, help="Port.")
@click.option("--timeout", "seconds", type=_SECONDS, default=30.0, show_default=True, help="Seconds a query may take.")
@click.option(
    "--export-timeout",
    "export_seconds",
    type=_SECONDS,
    default=600.0,
    show_default=True,
    help="Seconds an answer may take that can read the whole graph, such as an export.",
)
@click.option(
    "--memory", "megabytes", type=click.IntRange(64), default=2048, show_default=True, help="MB a query may take."
)
@click.option("--union-default-graph", is_flag=True, help="Queries without GRAPH see every graph, not the facts alone.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="NEWSGRAPH_TOKEN_FILE",
    show_envvar=True,
    help="A file with the token that writers must send; without it, writes are refused.",
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    help="Origin of pages whose scripts may read, and write with the token; all may read if none is named.",
)
@click.option(
    "--allow", multiple=True, metavar="HOST[:PORT]", help="A host that SERVICE and LOAD may ask; none without it."
)
@click.option("--max-rows", "most_rows", type=click.IntRange(1), help="Rows that a SELECT may give; all without it.")
@click.option("--max-bytes", "most_bytes", type=click.IntRange(1), help="Bytes of an answer; any number without it.")
@click.option("--rate", "per_second", type=_SECONDS, help="Queries a second of one client; any number without it.")
@click.option(
    "--cache",
    "kept_megabytes",
    type=click.IntRange(0),
    default=32,
    show_default=True,
    help="MB of small answers that are given again until somebody writes; 0 for none.",
)
@click.option("--slow", "slow_seconds", type=_SECONDS, default=5.0, show_default=True, help="Log slower queries.")
@click.option(
    "--access-log",
    "request_log",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="A file that gets a line of JSON per request; - is standard error.",
)
@click.option("--fsync", is_flag=True, help="Answer a write when it is on the disk, so that it survives a power cut.")
@click.option("--trusted-proxy", help="Address of the reverse proxy whose X-Forwarded headers are believed.")
@with_store
def serve(host: str, port: int, *, settings: Settings, **options: Any) -> None:  # noqa: ANN401 (what click checked)
    """Serve the graph: web pages, SPARQL at /sparql, and every IRI."""
    from kg.cli import server

    server.run(dataclasses.replace(settings, host=host, port=port), **options)


@click.command()
@as_json
@with_store
def doctor(*, as_json: bool, settings: Settings) -> None:
    """Look at versions, model and store, read one article as a test, and say how to mend what fails."""
    from kg.doctor import examine

    findings = []
    for finding in examine(settings):
        findings.append(finding)
        if not as_json:
            click.echo(f"{'ok ' if finding.is_well else 'BAD'} {finding.name}: {finding.found}")
            if not finding.is_well:
                click.echo(f"    to mend it: {finding.mend}")
    if as_json:
        print_json(findings)
    raise SystemExit(0 if all(finding.is_well for finding in findings) else 1)


@click.command()
@click.option("--once", is_flag=True, help="Print and stop, without serving.")
@click.option("--host", default=DEFAULTS.host, show_default=True, help="Address to bind to.")
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULTS.port, show_default=True, help="Port.")
def demo(host: str, port: int, *, once: bool) -> None:
    """Build the graph of the bundled articles in ./newsgraph-demo, show some of it, and serve it."""
    from kg.cli import demonstration, server

    settings = dataclasses.replace(DEFAULTS, store=demonstration.STORE, host=host, port=port)
    for line in demonstration.shown(settings):
        click.echo(line)
    if not once:
        say()
        server.run(settings)
