"""Articles that print one text are one source: whole or nearly, in any order, whatever else is stored."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from kg import records
from kg.facts import put, retract
from kg.facts import sources as counted
from kg.facts.sources import independent, signature
from kg.records import Article, Entity, Kind, Zone
from kg.settings import Settings
from kg.store import Store
from tests.readings import ANT, article_id, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = Settings()
VOCABULARY = [f"{start}{end}" for start in ("ba", "ce", "di", "fo", "gu") for end in ("n", "l", "r", "st", "m", "k")]


def story(seed: int, sentences: int = 12) -> list[str]:
    """Sentences of fifteen words, as little like those of another seed as news is."""
    draw = random.Random(seed)  # noqa: S311 (the same story each time is what is wanted)
    return [" ".join(draw.choices(VOCABULARY, k=15)) + "." for _ in range(sentences)]


def article(name: str, sentences: list[str], zones: tuple[Zone, ...] = ()) -> Article:
    return Article(article_id(name), " ".join(sentences), zones=zones)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


def sources(store: Store, **texts: list[str]) -> str:
    """How many sources a company has after articles of these sentences."""
    for name, sentences in texts.items():
        told = reading(name, ANT, text=" ".join(sentences))
        put(store, told, settings=SETTINGS, reading_hash=name)
    [row] = store.query("SELECT ?n { ?x a ng:Organization ; ng:sourceCount ?n }")
    return row["n"].value


ONE = story(1)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (ONE, "1"),
        (["HONG KONG (Agency) -", *ONE], "1"),
        ([*ONE, "Additional reporting by the desk in London."], "1"),
        (ONE[:8], "1"),
        ([each.upper() for each in ONE], "1"),
        (ONE[:5] + story(7, 1) + ONE[6:], "1"),
        (ONE[:4], "2"),
        (ONE[:6] + story(2, 6), "2"),
        (ONE[:2] + story(2, 10), "2"),
        (story(2), "2"),
    ],
    ids=["same", "dateline", "credit", "cut", "capitals", "a sentence", "a third", "half", "a quotation", "another"],
)
def test_a_text_that_is_nearly_another_is_no_second_source(store: Store, other: list[str], expected: str) -> None:
    assert sources(store, a=ONE, b=other) == expected


def test_a_copy_of_a_copy_is_a_copy(store: Store) -> None:
    copies = [ONE, ONE[:10], ONE[:8], ONE[:6]]

    assert sources(store, a=copies[0], d=copies[3]) == "2"
    assert sources(store, b=copies[1], c=copies[2]) == "1"
    retract(store, article_id("b"), settings=SETTINGS)
    retract(store, article_id("c"), settings=SETTINGS)
    assert sources(store) == "2"


def test_short_texts_are_copies_only_if_they_are_equal(store: Store) -> None:
    assert sources(store, a=["Ant Group grows."], b=["Ant Group grows."], c=["Ant Group grows fast."]) == "2"


def test_what_is_not_the_story_does_not_count() -> None:
    teaser = story(3, 4)
    text = " ".join([*ONE, *teaser])
    zone = Zone(len(" ".join(ONE)), len(text), "teaser")

    assert signature(article("a", [*ONE, *teaser], (zone,))) == signature(article("b", ONE))


def test_a_signature_is_the_same_on_every_machine_and_in_every_run() -> None:
    assert signature(article("a", story(1, 2)))[:42] == "rensa2 28 erVPws4E3wKMUrslLW1OwCxN5iL6nBV1"


def told_by(name: str, sentences: list[str]) -> records.Testimony:
    written = article(name, sentences)
    entity = Entity("id/organization/x", Kind.ORGANIZATION, "X")
    return records.Testimony(written.id, None, written.text_hash, entity, (), signature=signature(written))


COPIES = list(enumerate((12, 11, 8, 4)))
POOL = [story(seed)[:length] for seed in (1, 2) for length in (12, 10, 8, 6)] + [["Too short."], ["Too short."]]


@with_settings(max_examples=40, deadline=None)
@given(st.permutations(range(len(POOL))), st.integers(1, len(POOL)))
def test_the_groups_do_not_depend_on_the_order(order: list[int], count: int) -> None:
    chosen = order[:count]
    told = {number: told_by(str(number), POOL[number]) for number in chosen}

    found = {each.article: each.source for each in independent(told[number] for number in chosen)}
    again = {each.article: each.source for each in independent(told[number] for number in sorted(chosen))}

    assert found == again


def test_comparing_one_by_one_and_by_an_index_gives_the_same_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [[*story(seed)[:length], *story(100 + number, 1)] for seed in range(10) for number, length in COPIES]
    told = [told_by(str(number), each) for number, each in enumerate(stories)]
    found = {}
    for few in (0, 16, 1_000):
        monkeypatch.setattr(counted, "_FEW", few)
        found[few] = [each.source for each in independent(told)]

    assert found[0] == found[16] == found[1_000]
    assert 10 <= len(set(found[16])) < len(told)


EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))


def test_articles_on_different_stories_are_different_sources() -> None:
    told = [told_by(path.name, [path.read_text()]) for path in EXAMPLES]

    assert len(told) >= 5
    assert len({each.source for each in independent(told)}) == len(told)
