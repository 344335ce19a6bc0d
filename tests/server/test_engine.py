"""The engine: what was written is seen, nothing written is lost, and whose turn it is."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kg.errors import QueryError
from kg.store import Store
from server.checkpoints import FOLDER
from server.engine import Asker, Begun, Engine
from server.limits import Limits
from server.refusals import ClientGone, NotAcceptable, QueryTimeout, TooBusy
from server.worker import Asked
from tests.server.loads import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNT = "SELECT ?n { <x:counter> <x:is> ?n }"
LONG = " ".join(map(str, range(1000)))
BUSY = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {LONG} }} VALUES ?b {{ {LONG} }} VALUES ?c {{ {LONG} }} }}"

NEVER = f"EXISTS {{ VALUES ?a {{ {LONG} }} VALUES ?b {{ {LONG} }} VALUES ?c {{ {LONG} }} FILTER(?a + ?b + ?c < 0) }}"
# not a UNION of quick rows and slow ones: the engine takes its sides in either order, another one from run to run
HALF_BUSY = f'SELECT ?n {{ VALUES ?one {{ 1 2 3 4 5 6 }} BIND(IF(?one < 6, "{"a" * 20_000}", {NEVER}) AS ?n) }}'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def engine(store: Store) -> Iterator[Engine]:
    with Engine(store, Limits(seconds=10, at_once=3, waiting=1)) as made:
        yield made


def read(engine: Engine, query: str, name: str = "somebody") -> str:
    return b"".join(engine.query(query, rows="csv", triples="nt", asker=Asker(name))).decode()


def test_sixteen_writers_lose_no_update_and_each_sees_its_own(engine: Engine) -> None:
    engine.write(lambda store: store.update("INSERT DATA { <x:counter> <x:is> 0 }"))
    increment = "DELETE { ?c <x:is> ?n } INSERT { ?c <x:is> ?m } WHERE { ?c <x:is> ?n BIND(?n + 1 AS ?m) }"

    def work(number: int) -> None:
        for turn in range(5):
            mine = f"<x:{number}> <x:turn> {turn}"
            engine.write(lambda store: store.update(f"{increment} ; INSERT DATA {{ {mine} }}"), client=str(number))  # noqa: B023 (run at once)
            assert read(engine, f"SELECT * {{ {mine} }}", str(number)) == "\r\n\r\n"

    limits = Limits(at_once=4, waiting=16)
    with Engine(engine.store, limits) as wide, ThreadPoolExecutor(16) as threads:
        engine = wide
        list(threads.map(work, range(16)))
        assert read(engine, COUNT, "0") == "n\r\n80\r\n"


def test_a_client_that_names_a_version_sees_it(engine: Engine) -> None:
    assert read(engine, COUNT) == "n\r\n"
    written = engine.write(lambda store: store.update("INSERT DATA { <x:counter> <x:is> 1 }"))
    answer = engine.query(COUNT, rows="csv", asker=Asker("another", at_least=written.version))
    assert (b"".join(answer), answer.version) == (b"n\r\n1\r\n", written.version)


def test_while_somebody_writes_what_was_there_before_is_the_newest_for_all(engine: Engine) -> None:
    engine.warm()
    is_newest: list[bool] = []

    def change(store: Store) -> None:
        store.update("INSERT DATA { <x:counter> <x:is> 1 }")
        is_newest.append(engine.is_newest)

    engine.write(change, client="writer")
    assert (is_newest, engine.is_newest) == ([True], False)
    assert [engine.shows_newest(Asker(name)) for name in ("writer", "another")] == [True, False]


def test_a_version_that_is_not_there_yet_is_taken_for_the_newest(engine: Engine) -> None:
    answer = engine.query("ASK {}", asker=Asker(at_least=10**9))
    assert (answer.version, answer.kind, answer.length) == (0, "boolean", len(b"".join(answer)))


def test_others_see_a_change_soon(engine: Engine) -> None:
    assert read(engine, COUNT) == "n\r\n"
    engine.write(lambda store: store.update("INSERT DATA { <x:counter> <x:is> 1 }"), client="writer")
    assert eventually(lambda: read(engine, COUNT, "reader") == "n\r\n1\r\n")


def test_reading_without_writing_makes_one_checkpoint_and_writing_leaves_no_old_ones(engine: Engine) -> None:
    folder = engine.store.path / FOLDER
    for _ in range(3):
        read(engine, COUNT)
    assert [each.name for each in folder.iterdir()] == ["1-0"]
    for number in range(3):
        engine.write(lambda store, number=number: store.update(f"INSERT DATA {{ <x:a> <x:b> {number} }}"), client="me")
        read(engine, COUNT, "me")
    assert [each.name for each in folder.iterdir()] == ["4-3"]
    engine.close()
    assert not folder.exists()


def test_a_write_that_fails_changes_nothing_and_says_why(engine: Engine) -> None:
    with pytest.raises(QueryError, match="does not parse"):
        engine.write(lambda store: store.update("INSERT DATA {"))
    assert read(engine, "SELECT * { ?s ?p ?o }").count("\n") == 1


def test_a_kind_without_a_format_is_told(engine: Engine) -> None:
    for query, kind in (("ASK {}", "boolean"), ("SELECT * {}", "rows"), ("CONSTRUCT {} {}", "triples")):
        with pytest.raises(NotAcceptable, match=kind) as caught:
            engine.query(query, rows=None, triples=None)
        assert caught.value.kind == kind


@contextlib.contextmanager
def busy(engine: Engine, *names: str) -> Iterator[threading.Event]:
    """Queries of these clients that compute until the block ends."""
    over = threading.Event()

    def one(name: str) -> None:
        with contextlib.suppress(ClientGone, TooBusy):
            engine.query(BUSY, asker=Asker(name, gone=over.is_set))

    with ThreadPoolExecutor() as threads:
        for count, name in enumerate(names, 1):
            threads.submit(one, name)
            assert eventually(lambda count=count: engine.pool.running + engine.pool.waiting == count)
        try:
            yield over
        finally:
            over.set()


def test_one_client_never_has_the_last_place(engine: Engine) -> None:
    with busy(engine, "greedy", "greedy", "greedy"):
        assert (engine.pool.running, engine.pool.waiting) == (2, 1)
        assert read(engine, COUNT, "modest") == "n\r\n"
    assert eventually(lambda: (engine.pool.running, engine.pool.waiting) == (0, 0))


def test_beyond_the_queue_a_query_is_refused_with_when_to_come_again(engine: Engine) -> None:
    with busy(engine, "a", "a", "b", "c"):
        with pytest.raises(TooBusy, match="3 queries run and 1 wait") as caught:
            engine.query("ASK {}", asker=Asker("d"))
        assert (caught.value.http_status, caught.value.headers["Retry-After"]) == (503, "2")


def test_a_freed_place_goes_to_the_client_that_has_the_fewest(store: Store) -> None:
    order: list[str] = []
    with Engine(store, Limits(seconds=10, at_once=2, waiting=9)) as engine:

        def one(name: str) -> None:
            with engine.pool.seat(name, seconds=5, gone=lambda: False):
                order.append(name)

        with ThreadPoolExecutor() as threads, contextlib.ExitStack() as held:
            for name in ("a", "b"):
                held.enter_context(engine.pool.seat(name, seconds=5, gone=lambda: False))
            with contextlib.ExitStack() as first:
                first.push(held.pop_all())
                for count, name in enumerate(("b", "c"), 1):
                    threads.submit(one, name)
                    assert eventually(lambda count=count: engine.pool.waiting == count)
                extra = threads.submit(one, "c")
                assert eventually(lambda: engine.pool.waiting == 3)
            extra.result(5)
    assert sorted(order) == ["b", "c", "c"]


def test_the_time_limit_of_the_server_is_the_most_that_a_client_may_ask_for(store: Store) -> None:
    with Engine(store, Limits(seconds=0.3)) as engine, pytest.raises(QueryTimeout, match=r"limit of 0\.3 s"):
        engine.query(BUSY, timeout=60)


def test_queries_are_counted_by_how_they_ended_and_slow_ones_logged(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with Engine(store, Limits(seconds=1, slow_seconds=0.9)) as engine, caplog.at_level(logging.WARNING):
        for query in ("ASK {}", "SELEC", BUSY):
            with contextlib.suppress(QueryError, QueryTimeout):
                read(engine, query)
        text = engine.metrics.text().decode()
    for kind, outcome in (("boolean", "whole"), ("unknown", "QueryError"), ("unknown", "QueryTimeout")):
        assert f'newsgraph_queries_total{{kind="{kind}",outcome="{outcome}"}} 1.0' in text
    assert "newsgraph_query_seconds_count 3.0" in text
    lines = [json.loads(record.message) for record in caplog.records]
    assert [line["outcome"] for line in lines if line["query"] == BUSY[:2000]] == ["QueryTimeout"]
    assert all(line["seconds"] > 0.9 for line in lines)  # nothing else, unless the machine was slow


def begun(engine: Engine, query: str) -> Begun:
    """A query that runs, and that nobody waits for."""
    engine.warm()
    found = engine.begin_now(Asked(query, "csv", None, (), (), union=False), timeout=None, asker=Asker())
    assert found is not None
    return found


def test_a_query_that_nobody_waits_for_is_stopped_when_it_has_used_its_time(store: Store) -> None:
    with Engine(store, Limits(seconds=1)) as engine:
        busy = begun(engine, BUSY)
        assert eventually(lambda: busy.running.is_out_of_time)
        with pytest.raises(QueryTimeout, match="1 s"):
            busy.first()
        assert read(engine, "ASK {}") == "true"


def test_an_answer_that_nobody_takes_is_stopped_in_the_middle(store: Store) -> None:
    with Engine(store, Limits(seconds=3)) as engine:
        half = begun(engine, HALF_BUSY)
        answer = half.first()
        assert eventually(lambda: half.running.is_out_of_time)
        with pytest.raises(QueryTimeout, match="3 s"):
            list(answer)
