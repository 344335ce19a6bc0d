"""What an entity is linked to, and above all when it is not."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg.link as linking
from kg.link.asked import Asked
from kg.link.linker import Linker
from kg.link.ranking import rules, trained
from kg.link.readings import with_links
from kg.records import Kind, Match
from tests.link.documents import document, indexed
from tests.readings import ANT, NBA, reading

if TYPE_CHECKING:
    from kg.link.linker import Linked

TEAM, LEAGUE, CITY, TOWN, STATE, HUMAN, COMPANY = "Q13393265", "Q15991290", "Q515", "Q3957", "Q6256", "Q5", "Q4830453"
MANY = [f"{chr(97 + n // 26)}{chr(97 + n % 26)}wiki" for n in range(120)]
ITEMS = [
    document(
        "Q155223", "National Basketball Association", "NBA", types=[LEAGUE], about="basketball league", sites=MANY
    ),
    document(
        "Q161345",
        "Houston Rockets",
        types=[TEAM],
        about="American professional basketball team based in Houston, Texas",
        claims={"P118": ["Q155223"]},
        sites=MANY[:70],
    ),
    document("Q16555", "Houston", types=[CITY], about="city in Texas", sites=MANY),
    document("Q207936", "China Central Television", types=[COMPANY], sites=MANY[:21]),
    document("Q148", "People's Republic of China", "China", types=[STATE], about="state in East Asia", sites=MANY),
    document("Q3447500", "China", types=[CITY], about="town in Maine", sites=MANY[:9]),
    document("Q1", "Springfield", types=[CITY], about="city in Illinois", sites=MANY[:40]),
    document("Q2", "Springfield", types=[CITY], about="city in Massachusetts", sites=MANY[:38]),
    document("Q41421", "Michael Jordan", types=[HUMAN], about="American basketball player", sites=MANY[:90]),
    document("Q3308285", "Michael Jordan", types=[HUMAN], about="American computer scientist", sites=MANY[:30]),
    document("Q75", "Ada Quuxley", types=[HUMAN], about="British mathematician", sites=MANY[:60]),
    document("Q76", "Zed Quuxley", types=[HUMAN], about="Canadian rower", sites=MANY[:5]),
]


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    return Linker(indexed(tmp_path_factory.mktemp("index"), *ITEMS))


def linked(linker: Linker, text: str, *asked: tuple[Kind, str]) -> list[Linked]:
    return linker.link([Asked(tuple(names.split("|")), kind, is_sure=True) for kind, names in asked], text)


def test_a_team_of_the_league_is_the_item_of_its_name(linker: Linker) -> None:
    found = linked(
        linker,
        "The Houston Rockets lost, the NBA said. Fans of basketball in China watched CCTV, the Chinese broadcaster.",
        (Kind.ORGANIZATION, "Houston Rockets|Rockets"),
        (Kind.ORGANIZATION, "NBA"),
        (Kind.PLACE, "China"),
        (Kind.ORGANIZATION, "CCTV"),
    )

    assert [(each.item, each.match) for each in found] == [
        ("Q161345", Match.EXACT),
        ("Q155223", Match.EXACT),
        ("Q148", Match.EXACT),
        ("Q207936", Match.EXACT),
    ]


def test_the_league_makes_rockets_the_team(linker: Linker) -> None:
    alone, *_ = linked(linker, "Rockets were seen.", (Kind.ORGANIZATION, "Rockets"))
    together, _ = linked(
        linker,
        "Rockets were seen at the NBA, in basketball.",
        (Kind.ORGANIZATION, "Rockets"),
        (Kind.ORGANIZATION, "NBA"),
    )

    assert together.candidates[0].item == "Q161345"
    assert together.score > alone.score


def test_a_unit_is_not_linked_to_the_whole_that_its_name_begins_with(linker: Linker) -> None:
    found, *_ = linked(
        linker, "NBA China, which runs NBA games in China.", (Kind.ORGANIZATION, "NBA China|NBA"), (Kind.PLACE, "China")
    )

    assert (found.item, found.match) == (None, None)


def test_what_the_index_does_not_know_stays_unlinked(linker: Linker) -> None:
    (found,) = linked(linker, "Ant Group paid.", (Kind.ORGANIZATION, "Ant Group"))

    assert found.item is None


def test_an_item_of_another_kind_is_no_link_however_well_the_name_fits(linker: Linker) -> None:
    found = linked(
        linker,
        "The Houston Rockets lost in Houston, Texas.",
        (Kind.PERSON, "Houston Rockets"),
        (Kind.ORGANIZATION, "Houston"),
    )

    assert [each.item for each in found] == [None, None]


def test_popularity_alone_does_not_choose_between_places_of_one_name(linker: Linker) -> None:
    (alone,) = linked(linker, "It opened in Springfield.", (Kind.PLACE, "Springfield"))
    (told,) = linked(linker, "It opened in Springfield, Massachusetts.", (Kind.PLACE, "Springfield"))

    assert alone.item is None
    assert {each.item for each in alone.candidates} == {"Q1", "Q2"}
    assert told.candidates[0].item == "Q2"


def test_a_person_is_not_linked_by_a_name_that_two_have(linker: Linker) -> None:
    (alone,) = linked(linker, "Michael Jordan said so.", (Kind.PERSON, "Michael Jordan"))

    assert alone.item is None


def test_a_last_name_alone_links_nobody(linker: Linker) -> None:
    (found,) = linked(linker, "Quuxley said so.", (Kind.PERSON, "Quuxley"))

    assert found.item is None


def test_another_bearer_of_the_last_name_is_not_taken(linker: Linker) -> None:
    (found,) = linked(linker, "Tom Quuxley, the rower, said so. Quuxley won.", (Kind.PERSON, "Tom Quuxley|Quuxley"))

    assert found.item is None


def test_candidates_have_falling_scores_that_share_out_at_most_one(linker: Linker) -> None:
    (found,) = linked(linker, "China won.", (Kind.PLACE, "China"))
    scores = [each.score for each in found.candidates]

    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1.001
    assert found.score == scores[0]


def test_the_order_of_the_entities_changes_nothing(linker: Linker) -> None:
    text = "The Houston Rockets of the NBA played in China."
    asked = [(Kind.ORGANIZATION, "Houston Rockets"), (Kind.ORGANIZATION, "NBA"), (Kind.PLACE, "China")]

    assert linked(linker, text, *asked) == linked(linker, text, *reversed(asked))[::-1]


def test_nothing_asked_is_nothing_linked(linker: Linker) -> None:
    assert linker.link([], "Text.") == []


def test_a_name_without_letters_is_linked_to_nothing(linker: Linker) -> None:
    (found,) = linked(linker, "—", (Kind.ORGANIZATION, "—"))

    assert (found.item, found.candidates) == (None, ())


def test_the_version_tells_the_index_the_model_and_the_rules(linker: Linker, tmp_path: Path) -> None:
    other = Linker(indexed(tmp_path, *ITEMS[:3]))

    assert linker.version == f"{linker.index.version}+{trained().version}+{rules()}"
    assert other.version != linker.version


@pytest.mark.parametrize("changed", ["linker.py", "data/demonyms.toml", "online/wikidata.py"])
def test_a_changed_rule_is_another_version(tmp_path: Path, changed: str) -> None:
    copy = tmp_path / "link"
    shutil.copytree(Path(linking.__file__).parent, copy, ignore=shutil.ignore_patterns("*.sqlite", "__pycache__"))
    before = rules(copy)
    rules.cache_clear()
    (copy / changed).write_bytes((copy / changed).read_bytes() + b"\n")

    assert before == rules()
    assert rules(copy) != before


def test_what_builds_indexes_is_no_rule_of_linking(tmp_path: Path) -> None:
    (tmp_path / "building").mkdir()
    (tmp_path / "linker.py").write_text("A = 1", encoding="utf-8")
    before = rules(tmp_path)
    rules.cache_clear()
    (tmp_path / "building" / "build.py").write_text("B = 1", encoding="utf-8")

    assert rules(tmp_path) == before


def test_a_reading_gets_a_link_for_what_the_index_may_have(linker: Linker) -> None:
    read = with_links(reading("a", NBA, ANT, text="The NBA plays basketball. Ant Group does not."), linker)

    (link,) = read.links
    assert (link.entity, link.item, link.match) == (NBA.key, "Q155223", Match.EXACT)
    assert link.key.startswith(f"article/{read.article.id}#link-")
    assert link.method == f"newsgraph linker {trained().version}"
    assert link.index == linker.index.version
    assert link.candidates[0].item == "Q155223"
