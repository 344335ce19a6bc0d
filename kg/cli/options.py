"""What all commands share: the store, the settings, the answer as JSON, and how an error is shown."""

from __future__ import annotations

import dataclasses
import functools
import json
import os
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from kg.errors import NewsgraphError
from kg.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.store import Store

F = TypeVar("F", bound="Callable[..., Any]")
DEFAULTS = Settings()


class _Shown(click.ClickException):
    """An error of the family, as click shows and exits with it."""

    def __init__(self, error: NewsgraphError) -> None:
        super().__init__(str(error))
        vars(self)["exit_code"] = error.exit_code  # click types it as a class variable, and reads it from here


class ErrorFamily(click.Group):
    """A group whose commands may raise the family of errors: one clear message, and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's own signature)
        """Whatever the command gives."""
        try:
            return super().invoke(ctx)
        except NewsgraphError as error:
            raise _Shown(error) from error


def with_store(command: F) -> F:
    """The command with `--store`, whose `settings` parameter receives the settings."""
    option = click.option(
        "--store",
        type=click.Path(file_okay=False, path_type=Path),
        default=DEFAULTS.store,
        envvar="NEWSGRAPH_STORE",
        show_default=True,
        show_envvar=True,
        help="The folder of the store.",
    )

    @functools.wraps(command)
    def wrapped(*args: Any, store: Path, **others: Any) -> Any:  # noqa: ANN401 (whatever the command takes)
        base = os.environ.get("NEWSGRAPH_BASE", DEFAULTS.base)
        return command(*args, settings=dataclasses.replace(DEFAULTS, store=store, base=base), **others)

    return option(cast("F", wrapped))


def with_index(command: F) -> F:
    """The command with `--index`, `--no-links` and `--online`, found in its `settings`; put it under `with_store`."""
    index = click.option(
        "--index",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The index of Wikidata items to link with (default: that of NEWSGRAPH_INDEX, else the one that ships).",
    )
    links = click.option("--no-links", is_flag=True, help="Link no name to a Wikidata item.")
    live = click.option("--online", is_flag=True, help="Ask Wikidata too; NEWSGRAPH_USER_AGENT says who asks.")

    @functools.wraps(command)
    def wrapped(
        *args: Any,  # noqa: ANN401 (whatever the command takes)
        settings: Settings,
        index: Path | None,
        no_links: bool,
        online: bool,
        **others: Any,  # noqa: ANN401 (as above)
    ) -> Any:  # noqa: ANN401 (whatever the command gives)
        linking = dataclasses.replace(with_service(settings), index=index, links=not no_links, online=online)
        return command(*args, settings=linking, **others)

    return index(links(live(cast("F", wrapped))))


def with_service(settings: Settings) -> Settings:
    """The settings with the service that `--online` asks, and who asks, from the environment."""
    service = os.environ.get("NEWSGRAPH_SERVICE") or settings.service
    return dataclasses.replace(settings, service=service, user_agent=os.environ.get("NEWSGRAPH_USER_AGENT", ""))


def as_json(command: F) -> F:
    """The command with `--json`, which its parameter `as_json` receives."""
    return click.option("--json", "as_json", is_flag=True, help="Report as JSON.")(command)


def open_store(settings: Settings, *, create: bool = False) -> Store:
    """The opened store, for a `with` block; without `create`, a missing one is an error and no new folder."""
    # the engine takes 50 ms that `kg --help` should not pay
    from kg.store import Store

    return Store(settings.store, create=create)


def with_as_of(command: F) -> F:
    """The command with `--as-of`, whose `as_of` parameter receives the moment, None for now."""
    return click.option(
        "--as-of",
        "as_of",
        type=Moment(),
        metavar="TIME",
        help="The graph as it was known then: 2026-03-01 (at the end of that day, UTC) or 2026-03-01T12:30:00Z.",
    )(command)


class Moment(click.ParamType[datetime]):
    """A day, which stands for its end, or a moment; in UTC unless it says otherwise."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 (click's own signature)
        """The moment that the text names."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no time: write 2026-03-01 or 2026-03-01T12:30:00Z", param, ctx)
        if len(str(value)) == len("2026-03-01"):
            moment = datetime.combine(moment, time.max)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@contextmanager
def open_store_as_of(settings: Settings, moment: datetime | None) -> Iterator[Store]:
    """The opened store, or a copy of it as it was at a moment."""
    with open_store(settings) as store:
        if moment is None:
            yield store
            return
        from kg.facts import as_of

        with as_of(store, moment, settings=settings) as then:
            yield then


def print_json(value: object) -> None:
    """Print records, paths, dates and what is made of them as JSON on stdout."""
    click.echo(json.dumps(value, default=_plain, ensure_ascii=False, indent=2))


def say(message: str = "") -> None:
    """Print a message for people, which is never data: on stderr."""
    click.echo(message, err=True)


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value)
