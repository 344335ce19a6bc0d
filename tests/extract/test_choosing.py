"""Words for one event are gathered, and its parties chosen together; what the encoder reads is given by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.events.choosing import choose, options
from kg.extract.events.gathering import gathered
from kg.extract.events.read_events import with_read_events
from kg.extract.events.traits import around
from kg.extract.fitted import weights
from kg.extract.frames.drafts import Draft
from kg.extract.stance.find import stance
from kg.records import Status
from tests.extract.by_hand import parsed_of, part, word
from tests.extract.telling import events

if TYPE_CHECKING:
    from kg.extract import Extractor
    from kg.extract.events.choosing import Choice
    from kg.extract.events.gathering import Gathered
    from kg.extract.parsed import Parsed
    from tests.extract.conftest import Read

TWO_WORDS = "Acme Corp sued Bolt Group in Leeds. The lawsuit was filed with the help of Cray Ltd."
DEAL = "Acme Corp and Bolt Group formed an alliance in Leeds, not far from Cray Ltd."
TAKEOVER = "Acme Corp bought Bolt Group in Leeds."


def give(parsed: Parsed, *words: tuple[str, str, dict[str, tuple[str, float]]]) -> list[Gathered]:
    """The events gathered from words with their class and what is read of names beside each."""
    triggers = [word(parsed, text, kind) for text, kind, _ in words]
    parsed.doc._.reading.triggers = triggers
    parsed.doc._.reading.relations = [
        part(parsed, trigger, role, name, score)
        for trigger, (_, _, parts) in zip(triggers, words, strict=True)
        for name, (role, score) in parts.items()
    ]
    return gathered(parsed, weights("same event"))


def named(parsed: Parsed, choice: Choice) -> set[tuple[str, str]]:
    return {(role, parsed.clusters[n].names[0].text) for role, n in choice.parties}


def by_rule(parsed: Parsed, event: Gathered, text: str, *parties: tuple[str, str]) -> Draft:
    """What a rule would find in a word."""
    token = next(t for t in parsed.doc if t.text == text)
    numbers = {c.names[0].text: n for n, c in enumerate(parsed.clusters)}
    view = stance(parsed, token, usual=Status.ACTIVE)
    return Draft(
        event.family,
        event.triggers[0].kind,
        tuple((role, numbers[name]) for role, name in parties),
        token,
        view,
        None,
        0.9,
    )


@pytest.mark.parametrize(
    ("second", "accused", "events"),
    [
        ("LegalDispute", "Bolt Group", 1),
        ("Controversy", "Bolt Group", 1),
        ("Partnership", "Bolt Group", 2),
    ],
)
def test_words_are_one_events_where_family_class_and_accused_agree(
    extractor: Extractor, second: str, accused: str, events: int
) -> None:
    parsed = parsed_of(extractor, TWO_WORDS)

    found = give(
        parsed,
        ("sued", "LegalDispute", {"Bolt Group": ("accused", 0.9)}),
        ("lawsuit", second, {accused: ("accused" if second != "Partnership" else "partner", 0.9)}),
    )

    assert len(found) == events


def test_a_party_in_doubt_beside_one_word_may_be_clear_beside_another(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, TWO_WORDS)
    doubtful = ("sued", "LegalDispute", {"Bolt Group": ("accused", 0.97), "Acme Corp": ("accuser", 0.5)})
    clear = ("lawsuit", "LegalDispute", {"Bolt Group": ("accused", 0.9), "Acme Corp": ("accuser", 0.99)})

    (alone,) = give(parsed, doubtful)
    before = choose(parsed, alone, around(parsed, []))
    (event,) = give(parsed, doubtful, clear)
    after = choose(parsed, event, around(parsed, []))

    assert named(parsed, after) == {("accused", "Bolt Group"), ("accuser", "Acme Corp")}
    assert after.sureness > before.sureness


def test_two_make_an_alliance_and_a_doubtful_third_does_not_undo_it(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, DEAL)
    parts = {"Acme Corp": ("partner", 0.98), "Bolt Group": ("partner", 0.97), "Cray Ltd": ("partner", 0.25)}

    (event,) = give(parsed, ("alliance", "Partnership", parts))

    choice = choose(parsed, event, around(parsed, []))
    assert named(parsed, choice) == {("partner", "Acme Corp"), ("partner", "Bolt Group")}
    assert choice.sureness > 0.6


def test_what_the_rules_found_counts(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, DEAL)
    (event,) = give(
        parsed, ("alliance", "Partnership", {"Acme Corp": ("partner", 0.9), "Bolt Group": ("partner", 0.45)})
    )
    rule = by_rule(parsed, event, "alliance", ("partner", "Acme Corp"), ("partner", "Bolt Group"))

    assert choose(parsed, event, around(parsed, [rule])).sureness > choose(parsed, event, around(parsed, [])).sureness


def test_a_takeover_needs_both_its_sides(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, TAKEOVER)

    (half,) = give(parsed, ("bought", "Acquisition", {"Bolt Group": ("acquired", 0.99)}))
    assert choose(parsed, half, around(parsed, [])).parties == ()
    (whole,) = give(
        parsed, ("bought", "Acquisition", {"Bolt Group": ("acquired", 0.99), "Acme Corp": ("acquirer", 0.99)})
    )
    assert named(parsed, choose(parsed, whole, around(parsed, []))) == {
        ("acquired", "Bolt Group"),
        ("acquirer", "Acme Corp"),
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Supreme Court sued Bolt Group in Leeds.", "Supreme Court"),
        ("Leeds sued Bolt Group on Monday.", "Leeds"),
    ],
)
def test_neither_a_court_nor_a_town_accuses(extractor: Extractor, text: str, name: str) -> None:
    parsed = parsed_of(extractor, text)

    (event,) = give(parsed, ("sued", "LegalDispute", {"Bolt Group": ("accused", 0.98), name: ("accuser", 0.99)}))

    assert named(parsed, choose(parsed, event, around(parsed, []))) == {("accused", "Bolt Group")}


def test_every_set_of_parties_is_weighed_by_who_is_in_it_and_who_is_not(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, TWO_WORDS)
    parts = {"Bolt Group": ("accused", 0.9), "Acme Corp": ("accuser", 0.6), "Cray Ltd": ("affected", 0.2)}
    (event,) = give(parsed, ("sued", "LegalDispute", parts))

    given = options(parsed, event, around(parsed, []))

    assert len(given.sets) == 2 ** len(parts) - 1
    for number, (parties, _) in enumerate(given.sets):
        traits = given.traits(number)
        assert traits["in: somebody"] == len(parties)
        assert traits.get("out: somebody", 0) == len(parts) - len(parties)
        assert traits[f"{len(parties)} parties"] == 1


def test_who_may_have_two_parts_is_asked_for_in_both(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, TWO_WORDS)
    trigger = word(parsed, "sued", "LegalDispute")
    parsed.doc._.reading.triggers = [trigger]
    parsed.doc._.reading.relations = [
        part(parsed, trigger, "accused", "Bolt Group", 0.9),
        part(parsed, trigger, "affected", "Acme Corp", 0.5),
        part(parsed, trigger, "accuser", "Acme Corp", 0.4),
    ]
    (event,) = gathered(parsed, weights("same event"))

    roles = [{role for role, _ in parties} for parties, _ in options(parsed, event, around(parsed, [])).sets]

    assert {"accused", "affected"} in roles
    assert {"accused", "accuser"} in roles
    assert {"affected", "accuser"} not in roles


LED = (
    "A court has revived a lawsuit accusing ticketing company Halden Logistics of shutting out a smaller rival.",
    "The complaint was filed by Nordvik Foods in 2022, and Norse Airways joined it.",
    "The court cited the Justice Department's earlier case against Baltic Freight.",
    "Halden Logistics said it would keep fighting the case.",
)


def test_what_an_article_begins_with_stays_whoever_else_may_have_a_part(reading: Read) -> None:
    whole = {line for line in events(reading("\n\n".join(LED))) if "accused=Halden Logistics" in line}

    assert whole


def test_what_a_rule_has_found_is_joined_by_those_who_are_sure_beside_it(extractor: Extractor) -> None:
    parsed = parsed_of(extractor, TWO_WORDS)
    (event,) = give(
        parsed,
        ("sued", "LegalDispute", {"Acme Corp": ("accuser", 0.95), "Bolt Group": ("accused", 0.97)}),
    )
    rule = by_rule(parsed, event, "sued", ("accused", "Bolt Group"))
    alone = choose(parsed, event, around(parsed, [rule]))

    assert alone.with_all(frozenset(rule.parties)) >= alone.every[frozenset(rule.parties)]
    (draft,) = (d for d in with_read_events(parsed, [rule]) if not d.is_read)
    assert set(draft.parties) == set(alone.parties) > set(rule.parties)
