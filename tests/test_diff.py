"""What two graphs know differently is said in facts, with the reasons."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kg.diff import Altered, Different, Reason, differences, opened
from kg.errors import InputRefused
from kg.facts import merge, put, retract, undo
from kg.records import Entity, Kind, Span, Status, When
from kg.settings import Settings
from kg.store import Store
from tests.readings import ANT, DEAL, NBA, NI, POST, article_id, claim, reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.records import Reading
    from tests.conftest import Command

BASE = Settings().base
NG = "https://w3id.org/newsgraph/ontology#"
START = datetime(2026, 1, 1, tzinfo=UTC)
FINANCIAL = Entity("id/organization/ant-financial", Kind.ORGANIZATION, "Ant Financial")


class Days:
    """A clock that is set by hand, a day at a time."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def pass_(self) -> datetime:
        """The evening of the day that passes."""
        self.at += timedelta(days=1)
        return self.at - timedelta(hours=1)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def settings(days: Days, tmp_path: Path) -> Settings:
    return Settings(clock=days, store=tmp_path / "store")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store(settings.store) as opened_store:
        yield opened_store


def say(store: Store, settings: Settings, *readings: Reading) -> None:
    for each in readings:
        put(store, each, settings=settings, reading_hash=f"{hash(each)}")


def deal(name: str, **said: object) -> Reading:
    return reading(name, ANT, NBA, DEAL, claims=(claim(name, DEAL, **said),))


def article(name: str) -> str:
    return f"{BASE}article/{article_id(name)}"


def changes(store: Store, settings: Settings, since: datetime) -> list[Different]:
    with ExitStack() as sides:
        after = sides.enter_context(opened(store, settings))
        before = sides.enter_context(opened(store, settings, at=since))
        return list(differences(before, after))


def test_what_appeared_says_who_reports_it(store: Store, settings: Settings, days: Days) -> None:
    say(store, settings, deal("a"))
    evening = days.pass_()
    say(store, settings, reading("b", NI))

    assert changes(store, settings, evening) == [
        Different("appeared", BASE + NI.key, "Ni Xingjun", (), (Reason("reported", article("b"), "Headline"),))
    ]


def test_what_is_gone_says_why_its_article_was_taken_back(store: Store, settings: Settings, days: Days) -> None:
    say(store, settings, deal("a"), reading("b", NI))
    evening = days.pass_()
    retract(store, article_id("b"), settings=settings, reason="the paper withdrew it")

    assert changes(store, settings, evening) == [
        Different(
            "gone", BASE + NI.key, "Ni Xingjun", (), (Reason("retracted", article("b"), "the paper withdrew it"),)
        )
    ]


def test_what_changed_says_from_what_to_what(store: Store, settings: Settings, days: Days) -> None:
    say(store, settings, deal("a", status=Status.ACTIVE))
    evening = days.pass_()
    say(store, settings, deal("b", status=Status.ENDED))

    [found] = changes(store, settings, evening)

    assert (found.what, found.label) == ("changed", "Partnership of Ant Group and NBA")
    [state, status] = found.properties
    assert (state.property, state.before, len(state.after)) == (f"{NG}state", (), 1)
    assert "--ended--" in state.after[0]
    assert status == Altered(f"{NG}status", (f"{NG}active",), (f"{NG}ended",))
    assert found.reasons == (Reason("reported", article("b"), "Headline"),)


def test_a_state_that_is_told_of_no_more_is_a_change(store: Store, settings: Settings, days: Days) -> None:
    first, later = date(2022, 3, 1), date(2022, 5, 1)
    say(store, settings, deal("a", when=When(first, first, Span(0, 3)), status=Status.ANNOUNCED))
    say(store, settings, deal("b", when=When(later, later, Span(0, 3)), status=Status.ENDED))
    evening = days.pass_()
    retract(store, article_id("a"), settings=settings, reason="made up")

    [found] = changes(store, settings, evening)

    assert [each.before for each in found.properties if each.property == f"{NG}state"] == [
        (f"{BASE}id/state/{DEAL.key.rpartition('/')[2]}--announced--2022-03-01",)
    ]
    assert found.reasons == (Reason("retracted", article("a"), "made up"),)


def test_what_a_corrected_article_no_longer_says_is_told_apart_from_a_retraction(
    store: Store, settings: Settings, days: Days
) -> None:
    say(store, settings, reading("a", ANT, NI, POST))
    evening = days.pass_()
    say(store, settings, reading("a", ANT))

    reasons = {each.reasons for each in changes(store, settings, evening)}

    assert reasons == {(Reason("no longer reported", article("a"), "Headline"),)}


def test_a_decision_is_the_reason_for_what_it_did_and_undid(store: Store, settings: Settings, days: Days) -> None:
    say(store, settings, reading("a", ANT), reading("b", FINANCIAL))
    first = days.pass_()
    decision = merge(store, ANT.key, FINANCIAL.key, by="Ada", reason="renamed", settings=settings).decision
    key = BASE + decision.key

    decided = {(each.what, each.iri.removeprefix(BASE)): each.reasons for each in changes(store, settings, first)}
    assert decided["gone", FINANCIAL.key] == (
        Reason("decided", key, "renamed (Ada)"),
        Reason("no longer reported", article("b"), "Headline"),
    )
    assert Reason("decided", key, "renamed (Ada)") in decided["changed", ANT.key]

    second = days.pass_()
    undo(store, decision.key, by="Ada", reason="not so", settings=settings)
    undone = {(each.what, each.iri.removeprefix(BASE)): each.reasons for each in changes(store, settings, second)}
    assert Reason("undone", key, "renamed (Ada)") in undone["appeared", FINANCIAL.key]


def test_a_merge_of_the_parties_is_the_reason_that_their_deal_is_gone(
    store: Store, settings: Settings, days: Days
) -> None:
    say(store, settings, deal("a"))
    evening = days.pass_()
    merge(store, ANT.key, NBA.key, by="Ada", reason="one firm", settings=settings)

    reasons = {each.iri.removeprefix(BASE): each.reasons for each in changes(store, settings, evening)}

    assert reasons[DEAL.key][0].words == "one firm (Ada)"


def test_equal_graphs_differ_in_nothing(store: Store, settings: Settings, days: Days) -> None:
    say(store, settings, deal("a"))
    evening = days.pass_()
    retract(store, article_id("a"), settings=settings)
    say(store, settings, deal("a"))

    assert changes(store, settings, evening) == []


@pytest.mark.parametrize("suffix", ["nq", "trig", "ttl", "nt", "jsonld", "rdf"])
def test_exports_are_compared_like_stores(store: Store, settings: Settings, tmp_path: Path, suffix: str) -> None:
    files = [tmp_path / f"{name}.{suffix}" for name in ("before", "after")]
    for each, path in zip((deal("a", status=Status.ACTIVE), deal("b", status=Status.ENDED)), files, strict=True):
        say(store, settings, each)
        with path.open("wb") as out:
            store.export(out, suffix)

    with opened(files[0], settings) as before, opened(files[1], settings) as after:
        [found] = differences(before, after)

    assert found.properties == (
        Altered(f"{NG}state", (), (f"{BASE}id/state/partnership--ant-group--nba--ended--2023-03-01",)),
        Altered(f"{NG}status", (f"{NG}active",), (f"{NG}ended",)),
    )
    assert [each.what for each in found.reasons] == (["reported"] if suffix in {"nq", "trig", "jsonld"} else [])


def test_a_file_that_does_not_parse_is_refused(settings: Settings, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b>")

    with pytest.raises(InputRefused, match="does not parse"), opened(broken, settings):
        pass


# --- the command -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory, kg: Command) -> Path:
    """A store, only to be read, whose first article was taken back the day after it was read."""
    own = tmp_path_factory.mktemp("corrected")
    folder, story = own / "own", own / "story.txt"
    story.write_text("Microsoft and Sony announced a partnership on Monday.\n")
    day = {"SOURCE_DATE_EPOCH": "1767225600"}
    kg("build", story, "--date", "2025-12-31", "--url", "https://news.example/a", "--store", folder, env=day)
    next_day = {"SOURCE_DATE_EPOCH": "1767312000"}
    kg("retract", "https://news.example/a", "--reason", "made up", "--by", "Ada", "--store", folder, env=next_day)
    return folder


def test_the_command_tells_what_is_gone_since_a_day_and_why(kg: Command, corrected: Path) -> None:
    done = kg("diff", "--since", "2026-01-01", "--store", corrected)

    gone = "- Partnership of Microsoft and Sony <id/event/partnership--microsoft--sony> gone"
    assert f"{gone}\n    retracted: made up <article/" in done.stdout
    assert done.stderr.endswith("0 appeared, 0 changed, 3 gone.\n")


def test_the_command_reports_as_json_and_between_two_times(kg: Command, corrected: Path) -> None:
    done = kg("diff", "--since", "2025-01-01", "--until", "2026-01-01", "--json", "--store", corrected)

    found = json.loads(done.stdout)
    assert {each["what"] for each in found} == {"appeared"}
    assert len(found) == 3


def test_a_query_sees_the_graph_as_of_a_day(kg: Command, corrected: Path) -> None:
    query = ("query", "SELECT ?p { ?p a ng:Partnership }", "--format", "csv", "--store", corrected)

    assert "partnership--microsoft--sony" in kg(*query, "--as-of", "2026-01-01").stdout
    assert "partnership--microsoft--sony" not in kg(*query).stdout


@pytest.mark.parametrize("args", [(), ("--since", "2026-01-01", "."), ("--since", "soon")])
def test_a_comparison_without_two_sides_is_refused(kg: Command, args: tuple[str, ...]) -> None:
    done = kg("diff", *args, code=2)

    assert "Give either BEFORE" in done.stderr or "is no time" in done.stderr
