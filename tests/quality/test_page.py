"""The page of what was missed and found wrongly: its sentences, its choices, and that it needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import pytest
from lxml import html

from kg.evaluate import Evaluation
from kg.evaluate.page import AT_MOST, page, pieces
from kg.evaluate.scores import Counts
from kg.evaluate.slips import Place, Slip
from kg.evaluate.soundness import Soundness
from kg.records import Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TEXT = "It rained. Nike bought RTFKT. Then nothing.\n\nAdidas & Co <sued> Nike!"
WRONG = Slip("deal", "a", is_missed=False, places=(Place(11, 15, "buyer"), Place(23, 28, "bought")), note="gold: none")
MISSED = Slip("quarrel", "a", is_missed=True, places=(Place(45, 56, "accuser"),))


def evaluation(*slips: Slip, name: str = "mine.jsonl") -> Evaluation:
    table = {row: Counts(right=1, wrong=1) for row in ("deal", "quarrel", "quiet")}
    return Evaluation(name, "events", {"a": TEXT}, table, slips, Soundness(), 1.5)


def drawn(*evaluations: Evaluation) -> HtmlElement:
    return html.document_fromstring(page(evaluations))


def shown(text: str, *places: Place, sentences: tuple[Span, ...] = ()) -> str:
    """The pieces in one line, those with labels in brackets."""
    return "".join(f"[{p.label}: {p.text}]" if p.label else p.text for p in pieces(text, places, sentences))


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(11, 15, "buyer"), (23, 28, "bought")], "[buyer: Nike] bought [bought: RTFKT]. "),
        ([(23, 28, "bought"), (11, 15, "buyer")], "[buyer: Nike] bought [bought: RTFKT]. "),
        ([(0, 2, "what")], "[what: It] rained. "),
        ([(0, 2, "what"), (64, 68, "who")], "[what: It] rained.  … Adidas & Co <sued> [who: Nike]!"),
        ([(0, 2, "what"), (11, 15, "who")], "[what: It] rained. [who: Nike] bought RTFKT. "),
        ([(11, 15, "one"), (11, 15, "other")], "[one, other: Nike] bought RTFKT. "),
        ([(11, 22, "long"), (16, 28, "next")], "[long: Nike bought] RTFKT. "),
        ([(3, 15, "over an end")], "It [over an end: rained. Nike] bought RTFKT. "),
        ([], ""),
    ],
    ids=["sentence", "any order", "first", "far apart", "neighbours", "same words", "overlap", "across", "nothing"],
)
def test_the_sentences_around_the_places_are_shown_with_the_places_marked(
    places: list[tuple[int, int, str]], expected: str
) -> None:
    assert shown(TEXT, *(Place(*each) for each in places)) == expected


def test_evidence_without_a_place_is_shown_too() -> None:
    assert (
        shown(TEXT, Place(11, 15, "buyer"), sentences=(Span(30, 43),))
        == "[buyer: Nike] bought RTFKT. Then nothing.\n\n"
    )


def test_each_slip_stands_under_its_relation_with_its_sentence() -> None:
    tree = drawn(evaluation(WRONG, MISSED))

    sections = {s.xpath("string(h3)").split()[0]: s for s in tree.xpath("//section")}
    assert set(sections) == {"deal", "quarrel"}
    (wrong,), (missed,) = (sections[name].xpath(".//li") for name in ("deal", "quarrel"))
    assert (wrong.get("class"), missed.get("class")) == ("wrong", "missed")
    assert wrong.xpath("string(p[2])") == "buyerNike bought boughtRTFKT. "
    assert "gold: none" in wrong.xpath("string(p[1])")
    assert missed.xpath("string(p[2])") == "accuserAdidas & Co <sued> Nike!"
    assert [mark.xpath("string()") for mark in missed.xpath(".//mark")] == ["accuserAdidas & Co"]


def test_the_page_needs_no_script_and_nothing_from_elsewhere() -> None:
    text = page([evaluation(WRONG, MISSED)])
    tree = html.document_fromstring(text)

    style = tree.xpath("//style")[0].text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == [f"default-src 'none'; style-src 'sha256-{digest}'"]
    assert tree.xpath("//script | //link | //img | //@style | //@onclick | //@src") == []
    assert "http://" not in text
    assert "https://" not in text
    assert tree.xpath("//meta[@name='viewport']")


def test_every_choice_hides_the_other_relations_by_a_rule_of_style() -> None:
    tree = drawn(evaluation(WRONG, MISSED, name="one"), evaluation(MISSED, name="two"))
    style = tree.xpath("//style")[0].text

    choices = [each for each in tree.xpath("//input[@name='row']/@id") if each != "all-rows"]
    assert choices == ["row-0", "row-1", "row-2"]
    assert tree.xpath("//section/@id") == ["slips-0", "slips-1", "slips-2"]
    for number in range(3):
        assert f"main:has(#row-{number}:checked) .slips:not(#slips-{number}) {{ display: none; }}" in style
    assert tree.xpath("//input[not(ancestor::label)] | //fieldset[not(legend)]") == []
    assert [i for i in tree.xpath("//@aria-labelledby") if not tree.xpath("//*[@id=$i]", i=i)] == []


def test_no_more_than_so_many_of_a_kind_are_shown_and_the_rest_is_counted() -> None:
    tree = drawn(evaluation(*[WRONG] * (AT_MOST + 7), *[MISSED] * 3))

    assert len(tree.xpath("//li")) == AT_MOST + 3
    assert [each.strip() for each in tree.xpath("//section/p/text()")] == ["7 more are not shown."]


def test_without_slips_the_page_says_so() -> None:
    assert "mine.jsonl: nothing was missed, and nothing was found wrongly." in page([evaluation()])
