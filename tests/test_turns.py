"""Who may go to a store: writers alone, readers together, and nobody for ever."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from kg.errors import StoreBusy
from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

PATIENCE = 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


@contextmanager
def taken_by_another(turn: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Another thread has this turn until the block ends."""
    has, may_end = threading.Event(), threading.Event()

    def take() -> None:
        with turn():
            has.set()
            assert may_end.wait(PATIENCE)

    with ThreadPoolExecutor() as threads:
        other = threads.submit(take)
        assert has.wait(PATIENCE)
        try:
            yield
        finally:
            may_end.set()
        other.result()


def test_readers_do_not_wait_for_one_another(store: Store) -> None:
    with taken_by_another(store.reading), store.reading(seconds=0), store.reading(seconds=0):
        pass


@pytest.mark.parametrize("kind", ["reading", "writing"])
def test_a_writer_waits_for_everybody_and_is_told_when_it_takes_too_long(store: Store, kind: str) -> None:
    with taken_by_another(getattr(store, kind)), pytest.raises(StoreBusy, match="try again"), store.writing(seconds=0):
        pass
    with store.writing(seconds=0):
        pass


def test_a_reader_waits_for_who_writes(store: Store) -> None:
    with taken_by_another(store.writing), pytest.raises(StoreBusy), store.reading(seconds=0):
        pass
    with store.reading(seconds=0):
        pass


def test_who_has_the_turn_to_write_may_take_it_again_and_read(store: Store) -> None:
    with store.writing(), store.writing(seconds=0), store.reading(seconds=0):
        pass
    with taken_by_another(store.reading), store.reading(seconds=0):
        pass


def test_who_waits_has_its_turn_when_the_others_are_done(store: Store) -> None:
    with ThreadPoolExecutor() as threads, ExitStack() as opened:
        opened.enter_context(store.reading())
        opened.enter_context(store.reading())
        waiting = threads.submit(store.update, "INSERT DATA { <x:s> <x:p> <x:o> }")
        opened.close()
        waiting.result(PATIENCE)
    assert len(list(store.quads())) == 1
