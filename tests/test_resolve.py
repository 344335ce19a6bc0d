"""Keys are pure functions of names; what an article says is laid on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import (
    Article,
    Chain,
    Claim,
    ClaimMention,
    Entity,
    Event,
    Extraction,
    Kind,
    Mention,
    Modality,
    Polarity,
    Quotation,
    Role,
    RoleStatus,
    Span,
    Stance,
    Statement,
    Status,
    When,
)
from kg.resolve import entity_key, resolve, role_title, slug

TEXT = "Ant Group works with the NBA. Ni runs Ant Group. NBA China is the NBA's unit. “Good,” Ni said."
WORKS, RUNS, UNIT, SAID = Span(0, 29), Span(30, 48), Span(49, 77), Span(78, 94)
ARTICLE = Article(id="0123456789abcdef", text=TEXT, published=date(2023, 3, 1))


def chain(kind: Kind, name: str, *starts: tuple[int, Span], aliases: tuple[str, ...] = ()) -> Chain:
    """A chain named at these starts, each in its sentence."""
    mentions = tuple(Mention(Span(s, s + len(name)), is_name=True, sentence=around) for s, around in starts)
    return Chain(kind, name, aliases, mentions or (Mention(Span(0, 3), is_name=True, sentence=WORKS),))


ANT = chain(Kind.ORGANIZATION, "Ant Group", (0, WORKS), (38, RUNS))
NBA = chain(Kind.ORGANIZATION, "NBA", (25, WORKS), (66, UNIT))
NI = chain(Kind.PERSON, "Ni", (30, RUNS))
CHINA = chain(Kind.ORGANIZATION, "NBA China", (49, UNIT))
CHAINS = (ANT, NBA, NI, CHINA)


def told(kind: str, *parties: tuple[str, int], **said: object) -> ClaimMention:
    """A claim of the first sentence, of event 0 unless said otherwise."""
    plain = ClaimMention(kind, parties, WORKS, Span(10, 15), Stance(status=Status.ACTIVE), 0.9, event=0)
    return replace(plain, **said)


def related(kind: str, subject: int, object_: int) -> ClaimMention:
    return told(
        kind, ("subject", subject), ("object", object_), evidence=UNIT, stance=Stance(), confidence=0.8, event=None
    )


def extraction(*claims: ClaimMention, chains: tuple[Chain, ...] = CHAINS, article: Article = ARTICLE) -> Extraction:
    return Extraction(article, chains, claims, ())


def event_keys(*claims: ClaimMention, chains: tuple[Chain, ...] = CHAINS) -> list[str]:
    return [e.key for e in resolve(extraction(*claims, chains=chains)).events]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ant Group", "ant-group"),
        ("ANT  GROUP", "ant-group"),
        ("The New York Times", "new-york-times"),
        ("The", "the"),
        ("L’Oréal", "loreal"),
        ("L'Oreal", "loreal"),
        ("Nestlé", "nestle"),
        ("Škoda Auto", "skoda-auto"),
        ("Straße AG", "strasse-ag"),
        ("AT&T", "at-t"),
        ("S.p.A. & Co_2", "s-p-a-co-2"),
        ("阿里巴巴", "阿里巴巴"),
        ("Газпром", "газпром"),
        ("تويوتا", "تويوتا"),
        ("\ufb01ne", "fine"),
        ("\uff12\uff14", "24"),
        ("\u03d4", "\u03c5"),
    ],
)
def test_a_slug_is_letters_and_digits_of_any_script_without_accents(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_name_without_letters_gets_a_digest_of_its_own() -> None:
    assert slug("!!!") != slug("???")
    assert slug("!!!").isalnum()


@given(st.text(min_size=1))
def test_a_slug_is_a_fixed_point_and_fits_into_an_iri(name: str) -> None:
    found = slug(name)
    assert found
    assert not set(found) & set(' <>"{}|\\^`/#?%:\t\n')
    assert slug(found) == found or found.startswith("the-")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.ORGANIZATION, "id/organization/ford"),
        (Kind.PERSON, "id/person/ford"),
        (Kind.PLACE, "id/place/ford"),
        (Kind.PRODUCT, "id/product/ford"),
    ],
)
def test_the_kind_keeps_namesakes_apart(kind: Kind, expected: str) -> None:
    assert entity_key(kind, "Ford") == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("CEO", "chief executive officer"),
        ("ceo", "chief executive officer"),
        ("chief executive", "chief executive officer"),
        ("chief executive officer", "chief executive officer"),
        ("CFO", "chief financial officer"),
        ("VP", "vice president"),
        ("cofounder", "co-founder"),
        ("head of research", "head of research"),
    ],
)
def test_a_title_is_written_out(title: str, expected: str) -> None:
    assert role_title(title) == expected


def test_ceo_and_chief_executive_of_one_place_are_one_role() -> None:
    claims = [
        told("Role", ("holder", 2), ("organization", 0), title=title, role_status=RoleStatus.CURRENT, event=None)
        for title in ("CEO", "chief executive")
    ]
    assert resolve(extraction(*claims)).roles == (
        Role(
            "id/role/ni--ant-group--chief-executive-officer",
            "id/person/ni",
            "chief executive officer",
            "id/organization/ant-group",
        ),
    )


def test_chains_with_one_key_are_one_entity_with_all_names() -> None:
    chains = (
        chain(Kind.ORGANIZATION, "Nestlé", (0, WORKS), (30, RUNS), aliases=("Nestlé SA",)),
        chain(Kind.ORGANIZATION, "Nestle", (49, UNIT)),
    )
    assert resolve(extraction(chains=chains)).entities == (
        Entity("id/organization/nestle", Kind.ORGANIZATION, "Nestlé", ("Nestle", "Nestlé SA")),
    )


def test_every_entity_has_one_mention_claim_proved_by_the_sentence_that_names_it_first() -> None:
    claims = resolve(extraction()).claims
    assert {(c.about, c.evidence, c.predicate, c.polarity, c.modality) for c in claims} == {
        ("id/organization/ant-group", (WORKS,), None, Polarity.AFFIRMED, Modality.ASSERTED),
        ("id/organization/nba", (WORKS,), None, Polarity.AFFIRMED, Modality.ASSERTED),
        ("id/person/ni", (RUNS,), None, Polarity.AFFIRMED, Modality.ASSERTED),
        ("id/organization/nba-china", (UNIT,), None, Polarity.AFFIRMED, Modality.ASSERTED),
    }


def test_an_event_has_a_key_a_class_a_label_and_sorted_parties() -> None:
    found = resolve(extraction(told("Partnership", ("partner", 1), ("partner", 0))))
    assert found.events == (
        Event(
            "id/event/partnership--ant-group--nba",
            ("Partnership",),
            "Partnership of Ant Group and NBA",
            (("partner", "id/organization/ant-group"), ("partner", "id/organization/nba")),
        ),
    )


def test_a_unit_named_after_its_parent_counts_as_the_parent_in_an_event_key() -> None:
    deal = told("Partnership", ("partner", 0), ("partner", 3))
    assert event_keys(deal, related("partOf", 3, 1)) == ["id/event/partnership--ant-group--nba"]


def test_a_unit_with_a_name_of_its_own_keeps_it_in_an_event_key() -> None:
    chains = (ANT, NBA, chain(Kind.ORGANIZATION, "WNBA"))
    deal = told("Partnership", ("partner", 0), ("partner", 2))
    assert event_keys(deal, related("partOf", 2, 1), chains=chains) == ["id/event/partnership--ant-group--wnba"]


def test_the_party_itself_stays_the_unit() -> None:
    found = resolve(extraction(told("Partnership", ("partner", 0), ("partner", 3)), related("partOf", 3, 1)))
    assert found.events[0].parties == (
        ("partner", "id/organization/ant-group"),
        ("partner", "id/organization/nba-china"),
    )


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (told("JointVenture", ("partner", 0), ("partner", 1)), "id/event/partnership--ant-group--nba"),
        (told("Merger", ("participant", 1), ("participant", 0)), "id/event/merger--ant-group--nba"),
        (told("Acquisition", ("acquirer", 0), ("acquired", 1)), "id/event/acquisition--nba--ant-group"),
        (told("Investment", ("investor", 0), ("investee", 1)), "id/event/investment--nba--ant-group"),
        (told("LegalDispute", ("accuser", 0), ("accused", 1)), "id/event/controversy--nba--ant-group--2023"),
        (told("PublicBacklash", ("accused", 2)), "id/event/controversy--person_ni--2023"),
        (
            told("CommercialDispute", ("affected", 0), ("affected", 1)),
            "id/event/controversy--ant-group--nba--2023",
        ),
        (told("Event", ("participant", 0), title="launch of app"), "id/event/event--launch-of-app--ant-group"),
    ],
    ids=lambda value: value.kind if isinstance(value, ClaimMention) else "",
)
def test_an_event_key_is_made_of_its_family_and_its_parties(claim: ClaimMention, expected: str) -> None:
    assert event_keys(claim) == [expected]


def test_the_year_of_a_controversy_is_that_of_its_date() -> None:
    when = When(date(2019, 10, 1), date(2019, 10, 31), Span(0, 3))
    assert event_keys(told("Boycott", ("accused", 1), when=when)) == ["id/event/controversy--nba--2019-protest"]


def test_a_controversy_of_an_undated_article_is_undated() -> None:
    claim = told("Boycott", ("accused", 1))
    found = resolve(extraction(claim, article=replace(ARTICLE, published=None)))
    assert [e.key for e in found.events] == ["id/event/controversy--nba--undated-protest"]


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        ("LegalDispute", ""),
        ("RegulatoryAction", ""),
        ("Misconduct", ""),
        ("Controversy", ""),
        ("ProductRecall", "-recall"),
        ("Protest", "-protest"),
        ("Boycott", "-protest"),
        ("PublicBacklash", ""),
    ],
)
def test_a_case_that_nobody_is_known_to_bring_is_known_by_what_kind_of_case_it_is(kind: str, end: str) -> None:
    assert event_keys(told(kind, ("accused", 1))) == [f"id/event/controversy--nba--2023{end}"]


def test_a_class_of_its_own_counts_before_a_vague_one() -> None:
    claims = [told(kind, ("accused", 1), evidence=e) for kind, e in (("Boycott", WORKS), ("Misconduct", RUNS))]
    assert event_keys(*claims) == ["id/event/controversy--nba--2023-protest"]
    assert event_keys(*claims, told("LegalDispute", ("accused", 1))) == ["id/event/controversy--nba--2023"]


def test_a_recall_and_a_suit_over_it_are_two_events() -> None:
    recall, suit = told("ProductRecall", ("accused", 1)), told("LegalDispute", ("accused", 1), evidence=RUNS, event=1)
    assert [e.kinds for e in resolve(extraction(recall, suit)).events] == [("LegalDispute",), ("ProductRecall",)]


@pytest.mark.parametrize(
    ("words", "kind", "end"),
    [
        ("hacked", "Controversy", "-breach"),
        ("stole", "Misconduct", "-breach"),
        ("data breach", "PublicBacklash", "-breach"),
        ("fined", "RegulatoryAction", ""),
        ("breach", "RegulatoryAction", ""),
        ("scandal", "Misconduct", ""),
    ],
)
def test_a_breach_is_no_case_at_law(words: str, kind: str, end: str) -> None:
    article = replace(ARTICLE, text=TEXT.replace("works with", words))
    claim = told(kind, ("accused", 1), trigger=Span(10, 10 + len(words)))
    assert [e.key for e in resolve(extraction(claim, article=article)).events] == [
        f"id/event/controversy--nba--2023{end}"
    ]


def test_a_purchase_that_is_also_called_a_merger_is_a_purchase() -> None:
    bought = told("Acquisition", ("acquirer", 0), ("acquired", 1))
    merged = told("Merger", ("participant", 0), ("participant", 1), evidence=RUNS)
    found = resolve(extraction(merged, bought))
    assert [(e.key, e.kinds) for e in found.events] == [("id/event/acquisition--nba--ant-group", ("Acquisition",))]


def test_two_events_with_one_key_become_one_with_the_parties_of_both() -> None:
    one = told("LegalDispute", ("accused", 1), ("accuser", 0))
    two = told("LegalDispute", ("accused", 1), ("accuser", 0), ("affected", 2), evidence=RUNS, event=1)
    found = resolve(extraction(one, two))
    assert [e.parties for e in found.events] == [
        (("accused", "id/organization/nba"), ("accuser", "id/organization/ant-group"), ("affected", "id/person/ni"))
    ]
    assert len([c for c in found.claims if c.about == found.events[0].key]) == 2


def test_a_long_key_ends_in_a_digest_and_stays_different() -> None:
    def key(last: str) -> str:
        chains = tuple(chain(Kind.ORGANIZATION, f"{'Very Long Name ' * 10}{n}") for n in ("A", "B", last))
        return event_keys(told("Partnership", *(("partner", n) for n in range(3))), chains=chains)[0]

    assert len(key("C")) == len(key("D")) == 400
    assert key("C") != key("D")


def test_a_relation_is_a_claim_about_its_subject() -> None:
    found = resolve(extraction(related("partOf", 3, 1)))
    (claim,) = (c for c in found.claims if c.predicate)
    assert (claim.about, claim.predicate, claim.object) == (
        "id/organization/nba-china",
        "partOf",
        "id/organization/nba",
    )


def test_who_says_it_is_kept_as_a_key() -> None:
    claim = told("Partnership", ("partner", 0), ("partner", 1), stance=Stance(attributed_to=2))
    (found,) = (c for c in resolve(extraction(claim)).claims if c.about.startswith("id/event/"))
    assert found.attributed_to == "id/person/ni"


def test_a_quotation_becomes_a_statement_of_its_speaker() -> None:
    found = resolve(replace(extraction(), quotations=(Quotation(2, Span(79, 84), SAID),) * 2))
    (statement,) = found.statements
    assert replace(statement, key="") == Statement("", "id/person/ni", Span(79, 84), SAID)
    assert statement.key.startswith("article/0123456789abcdef#statement-")


def test_claim_keys_stay_when_another_sentence_of_the_article_changes() -> None:
    claim = told("Partnership", ("partner", 0), ("partner", 1))
    changed = replace(ARTICLE, text=TEXT.replace("Ni runs Ant Group.", "Ni left Ant Group."))
    before = resolve(extraction(claim))
    after = resolve(extraction(claim, article=changed))
    assert by_words(before, WORKS) == by_words(after, WORKS)
    assert by_words(before, RUNS) != by_words(after, RUNS)


def by_words(found: object, span: Span) -> list[str]:
    """The keys of the claims that a sentence proves."""
    claims: tuple[Claim, ...] = getattr(found, "claims", ())
    return [c.key for c in claims if c.evidence == (span,)]


def test_equal_claims_have_keys_of_their_own() -> None:
    text = "Ant Group met the NBA. Ant Group met the NBA."
    chains = (chain(Kind.ORGANIZATION, "Ant Group"), chain(Kind.ORGANIZATION, "NBA"))
    one = told("Partnership", ("partner", 0), ("partner", 1), evidence=Span(0, 22))
    two = replace(one, evidence=Span(23, 45))
    found = resolve(extraction(one, two, chains=chains, article=replace(ARTICLE, text=text)))
    keys = [c.key for c in found.claims if c.about.startswith("id/event/")]
    assert len(set(keys)) == 2
    assert keys[1] == f"{keys[0]}-2"


@given(st.permutations(range(3)))
def test_the_reading_does_not_depend_on_the_order_of_the_claims(order: list[int]) -> None:
    claims = [
        told("Partnership", ("partner", 0), ("partner", 1)),
        told("LegalDispute", ("accuser", 0), ("accused", 1), evidence=RUNS, event=1),
        related("partOf", 3, 1),
    ]
    assert resolve(extraction(*(claims[n] for n in order))) == resolve(extraction(*claims))


def test_everything_in_a_reading_is_sorted_by_key() -> None:
    found = resolve(
        extraction(
            told("Partnership", ("partner", 0), ("partner", 1)),
            told("Boycott", ("accused", 1), event=1),
            related("partOf", 3, 1),
        )
    )
    for rows in (found.entities, found.events, found.roles, found.claims, found.statements):
        keys = [row.key for row in rows]
        assert keys == sorted(set(keys))
