"""What `explain` says of facts, from articles written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import NotFound
from kg.settings import Settings
from kg.store import Store
from kg.why import Explanation, Passage, Property, Source, Stage, Support, explain
from tests import newsroom
from tests.newsroom import CARD, CARD_TEXT, CHIEF, HARBOUR, HARBOUR_PAY, HOSTILE, NORTHWIND, TAKEOVER, ZURICH

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = Settings()
BASE = SETTINGS.base
DENIAL = f"{BASE}article/{newsroom.article_id('denial')}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("why") / "store") as opened:
        newsroom.fill(opened, SETTINGS)
        yield opened


def why(store: Store, name: str) -> Explanation:
    return explain(store, name, base=BASE)


def test_an_event_opens_to_the_whole_claim_behind_it(store: Store) -> None:
    found = why(store, TAKEOVER.key)
    words = "Northwind denied on Friday that it is to be bought by Harbour Bank"

    assert found == Explanation(
        iri=BASE + TAKEOVER.key,
        label="Acquisition of Northwind by Harbour Bank",
        kinds=("Acquisition", "Event"),
        status="denied",
        source_count=1,
        properties=(
            Property("acquired", BASE + NORTHWIND.key, "Northwind"),
            Property("acquirer", BASE + HARBOUR.key, "Harbour Bank"),
            Property("participant", BASE + HARBOUR.key, "Harbour Bank"),
            Property("participant", BASE + NORTHWIND.key, "Northwind"),
        ),
        claims=(
            Support(
                iri=found.claims[0].iri,
                polarity="negated",
                modality="planned",
                confidence=0.9,
                status="denied",
                date="",
                says="",
                speaker="Northwind",
                passages=(Passage(f"{DENIAL}#char=32,98", 32, 98, words),),
                source=Source(DENIAL, "Northwind denies takeover talk", "", ""),
            ),
        ),
        stages=(Stage("denied", "", ""),),
    )


def test_the_claims_of_all_articles_come_in_order_of_publication_and_place(store: Store) -> None:
    claims = why(store, CARD.key).claims

    assert [(claim.source.published, claim.passages[0].start) for claim in claims] == sorted(
        (claim.source.published, claim.passages[0].start) for claim in claims
    )
    assert [claim.source.published for claim in claims] == ["2023-03-01"] * 3 + ["2024-03-20"]


def test_every_passage_is_what_the_text_has_between_its_offsets(store: Store) -> None:
    passages = [
        passage
        for name in (CARD.key, NORTHWIND.key, CHIEF.key)
        for claim in why(store, name).claims
        if claim.source.published == "2023-03-01"
        for passage in claim.passages
    ]

    assert len(passages) == 6
    assert [passage.text for passage in passages] == [CARD_TEXT[each.start : each.end] for each in passages]


def test_a_claim_on_an_entity_tells_the_property_that_it_states(store: Store) -> None:
    assert [claim.says for claim in why(store, HARBOUR_PAY.key).claims] == ["productOf Harbour Bank", ""]


def test_a_role_is_named_by_its_title(store: Store) -> None:
    found = why(store, CHIEF.key)

    assert (found.label, found.kinds, found.status) == ("chief executive", ("Role",), "current")
    assert [(each.name, each.label) for each in found.properties] == [
        ("holder", "Rosa Lind"),
        ("organization", "Northwind"),
        ("roleTitle", "chief executive"),
    ]


@pytest.mark.parametrize(
    "name",
    [NORTHWIND.key, BASE + NORTHWIND.key, "Northwind", "northwind air", " Northwind "],
)
def test_iri_key_label_and_alias_find_the_same_thing(store: Store, name: str) -> None:
    assert why(store, name).iri == BASE + NORTHWIND.key


@pytest.mark.parametrize("name", [HOSTILE.key, HOSTILE.name, ZURICH.key, "ZÜRICH"])
def test_names_with_characters_of_markup_or_other_scripts_are_found(store: Store, name: str) -> None:
    assert why(store, name).label in {HOSTILE.name, ZURICH.name}


def test_what_is_not_there_is_said_with_what_is_near(store: Store) -> None:
    with pytest.raises(NotFound) as raised:
        why(store, "Harbour Trust")

    assert str(raised.value) == (
        "The store has no 'Harbour Trust'. Near it:\n"
        f"  {BASE}id/event/acquisition--harbour-bank--northwind  Acquisition of Northwind by Harbour Bank\n"
        f"  {BASE}id/event/controversy--harbour-bank  Regulatory action about Harbour Bank\n"
        f"  {BASE}id/event/partnership--harbour-bank--northwind  Marketing partnership of Harbour Bank and Northwind\n"
        f"  {BASE}id/organization/harbour-bank  Harbour Bank\n"
        f"  {BASE}id/product/harbour-pay  Harbour Pay"
    )


@pytest.mark.parametrize("name", ["", '"} UNION {?s ?p ?o', "$subject", "nothing like it", "a\nb"])
def test_a_strange_name_is_not_found_and_does_no_harm(store: Store, name: str) -> None:
    with pytest.raises(NotFound, match="The store has no"):
        why(store, name)
