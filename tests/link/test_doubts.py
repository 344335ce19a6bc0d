"""When there is no tie, whatever the score."""

from __future__ import annotations

import pytest

from kg.link.asked import Asked, Said
from kg.link.candidates import Agreement, Possible
from kg.link.doubts import Case, is_doubtful
from kg.link.features import NAMES
from kg.link.forms import Way
from kg.link.items import Named
from kg.link.persons import is_common
from kg.records import Kind

PLAIN = Said()


def possible(alias: str, kind: str = Kind.ORGANIZATION, way: Way = Way.WRITTEN, qid: str = "Q1") -> Possible:
    return Possible(
        Agreement.SAME, Named(qid, alias, is_label=True, kind=kind, popularity=50.0, how="label"), way, 0, 1.0
    )


def doubted(
    asked: Asked,
    *candidates: Possible,
    said: Said = PLAIN,
    others: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    countries: tuple[str, ...] = (),
    **row: float,
) -> bool:
    """Whether the first is doubted; `row` has what speaks for it, and the others have nothing."""
    rows = [[row.get(name, 0.0) for name in NAMES], *([0.0] * len(NAMES) for _ in candidates[1:])]
    sets = map(frozenset, (others, words, countries))
    case = Case(asked, list(candidates), rows, [], said, *sets)
    return is_doubtful(case, 0)


CITY = Asked(("City",), Kind.ORGANIZATION)
PARIS = Asked(("Paris",), Kind.PLACE)
JANE = Asked(("Jane Roe",), Kind.PERSON)


def test_a_plain_name_is_not_doubted() -> None:
    assert not doubted(Asked(("Acme",), Kind.ORGANIZATION), possible("Acme"))


@pytest.mark.parametrize("evidence", ["coherence", "extra_found", "home"])
def test_a_generic_word_needs_something_of_the_text(evidence: str) -> None:
    assert doubted(CITY, possible("City"))
    assert not doubted(CITY, possible("City"), **{evidence: 0.2})


def test_a_body_that_every_country_has_needs_its_country() -> None:
    court = Asked(("Supreme Court",), Kind.ORGANIZATION)

    assert doubted(court, possible("Supreme Court"))
    assert not doubted(court, possible("Supreme Court"), home=1.0)


def test_a_nickname_of_a_team_needs_more_than_its_country() -> None:
    rockets = Asked(("Rockets",), Kind.ORGANIZATION)

    assert doubted(rockets, possible("Rockets"), nickname=1.0, home=1.0)
    assert not doubted(rockets, possible("Rockets"), nickname=1.0, coherence=0.2)


def test_a_name_that_two_have_is_told_apart_by_text_or_by_far_the_greater_fame() -> None:
    two = possible("Paris", Kind.PLACE), possible("Paris", Kind.PLACE, qid="Q2")

    assert doubted(PARIS, *two, rivals=0.2, share=0.6)
    assert not doubted(PARIS, *two, rivals=0.2, share=0.6, context=0.2)
    assert not doubted(PARIS, *two, rivals=0.2, share=0.8)


def test_a_person_of_a_common_name_needs_as_much_evidence_as_the_name_is_common() -> None:
    assert not doubted(JANE, possible("Jane Roe", Kind.PERSON))
    assert doubted(JANE, possible("Jane Roe", Kind.PERSON), common_surname=0.4)
    assert doubted(JANE, possible("Jane Roe", Kind.PERSON), common_surname=0.4, context=0.3)
    assert not doubted(JANE, possible("Jane Roe", Kind.PERSON), common_surname=0.4, context=0.5)


def test_a_part_of_a_name_or_a_longer_one_is_another() -> None:
    unit = Asked(("NBA China", "NBA"), Kind.ORGANIZATION)
    shorter = Possible(Agreement.SAME, possible("NBA").named, Way.WRITTEN, 1, 1.0)

    assert doubted(unit, shorter)
    assert doubted(unit, possible("NBA", way=Way.SHORTENED))
    assert doubted(unit, possible("NBA China Games", way=Way.AROUND))


def test_the_text_can_say_that_it_is_another() -> None:
    paris = possible("Paris", Kind.PLACE)

    assert doubted(PARIS, paris, stated_elsewhere=1.0)
    assert doubted(PARIS, paris, others=("Q1",))
    assert doubted(PARIS, paris, said=Said(plays=True))
    assert not doubted(PARIS, possible("Paris Saint-Germain"), said=Said(plays=True))
    assert doubted(Asked(("Orange",), Kind.ORGANIZATION), possible("orange"), concept=1.0)


def test_two_letters_are_a_name_only_as_they_are_written() -> None:
    assert doubted(Asked(("AM",), Kind.PLACE), possible("am", Kind.PLACE))
    assert doubted(Asked(("B",), Kind.PRODUCT), possible("B", Kind.PRODUCT))
    assert not doubted(Asked(("BP",), Kind.ORGANIZATION), possible("BP"))
    assert not doubted(Asked(("Pa",), Kind.PLACE), possible("PA", Kind.PLACE))


def test_last_names_that_many_have_and_numerals_are_common() -> None:
    assert is_common("smith")
    assert is_common("iv")
    assert not is_common("zuckerberg")


def test_a_body_of_many_countries_is_left_alone_in_a_text_on_several() -> None:
    court, party = (Asked((name,), Kind.ORGANIZATION) for name in ("Supreme Court", "Democratic Party"))
    shared = {"rivals": 0.46, "share": 0.3, "coherence": 0.3, "home": 1.0}

    assert not doubted(court, possible("Supreme Court"), countries=("france",), **shared)
    assert doubted(court, possible("Supreme Court"), countries=("france", "united kingdom"), **shared)
    assert not doubted(party, possible("Democratic Party"), countries=("france", "united kingdom"), **shared)


def test_an_organization_of_one_word_whose_name_goes_on_needs_the_rest_in_the_text() -> None:
    sponsor = Asked(("Rakuten",), Kind.ORGANIZATION)
    team = possible("Rakuten Eagles", way=Way.BEGINNING)

    assert doubted(sponsor, team, words=("golden", "state"), extra_found=0.7)
    assert not doubted(sponsor, team, words=("eagle",), extra_found=0.7)
    assert not doubted(
        Asked(("Imperial College",), Kind.ORGANIZATION), possible("Imperial College London", way=Way.BEGINNING)
    )
