"""What people do with the pages: read, click, type, use the keyboard, hold a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.newsroom import CARD, NORTHWIND, article_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ARTICLE = f"/article/{article_id('card')}"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
PAGES = [
    "/",
    "/articles",
    "/search?q=har",
    "/query",
    "/ontology",
    ARTICLE,
    f"/article/{article_id('hostile')}",
    f"/{NORTHWIND.key}",
    f"/{CARD.key}",
]


def lit(page: Page) -> str:
    """The text that is highlighted."""
    return "".join(page.locator("mark.on").all_text_contents())


def test_the_first_page_leads_to_an_event_and_its_proof(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.get_by_role("link", name=CARD.label).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CARD.label)
    page.get_by_role("link", name="they have formed a partnership").first.click()
    expect(page.locator("mark.on").first).to_be_visible()
    assert "they have formed a partnership" in lit(page)


def test_a_query_runs_in_place_and_its_result_links_to_pages(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.get_by_label("SPARQL query").fill("SELECT ?event { ?event a ng:Partnership }")
    page.get_by_role("button", name="Run query").click()
    cell = page.get_by_role("region", name="Result table").get_by_role("link")
    expect(cell).to_have_text(CARD.key)
    assert page.url.endswith("/")
    cell.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CARD.label)


def test_an_example_fills_the_form_and_runs(visit: Callable[..., Page]) -> None:
    page = visit("/query")
    page.get_by_role("link", name="Who holds which role").click()
    expect(page.get_by_role("cell", name="Rosa Lind")).to_be_visible()
    assert "ng:roleTitle" in page.get_by_label("SPARQL query").input_value()


def test_the_keyboard_alone_runs_a_query(visit: Callable[..., Page]) -> None:
    page = visit("/query")
    page.get_by_label("SPARQL query").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("ASK {}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result")).to_have_text("yes")


def test_an_answer_can_be_saved_as_a_file(visit: Callable[..., Page]) -> None:
    page = visit("/query")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").click()
    assert waiting.value.suggested_filename == "newsgraph-result.csv"
    assert waiting.value.path().read_text().startswith("partnership,party,status")


def test_without_a_script_the_form_still_answers(visit: Callable[..., Page]) -> None:
    page = visit("/", java_script_enabled=False)
    page.get_by_role("button", name="Run query").click()
    expect(page.get_by_role("cell", name="Harbour Bank", exact=True)).to_be_visible()


def test_focus_on_a_fact_lights_its_sentences_and_escape_puts_them_out(visit: Callable[..., Page]) -> None:
    page = visit(ARTICLE)
    page.get_by_role("link", name="Harbour Pay: product of Harbour Bank", exact=True).focus()
    assert lit(page) == "The card, called Harbour Pay, is a product of Harbour Bank."
    page.keyboard.press("Escape")
    assert lit(page) == ""


def test_the_tab_key_alone_reaches_every_fact(visit: Callable[..., Page]) -> None:
    page = visit(ARTICLE)
    facts = page.locator(".fact-show").all_text_contents()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert len(facts) == 5
    assert [fact for fact in facts if fact not in reached] == []


def test_a_click_on_a_sentence_lights_its_fact(visit: Callable[..., Page]) -> None:
    page = visit(ARTICLE)
    page.get_by_text("The airline is based in").click()
    expect(page.locator(".fact-list .fact.on .fact-show")).to_have_text("Northwind: headquartered in Zürich")


def test_an_address_with_a_passage_arrives_with_it_lit(visit: Callable[..., Page]) -> None:
    anchor = visit(ARTICLE).locator(".story .anchor").last.get_attribute("id")
    page = visit(f"{ARTICLE}#{anchor}")
    expect(page.locator("mark.on").first).to_be_in_viewport()


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_shows_every_page_without_sideways_scrolling(visit: Callable[..., Page], path: str) -> None:
    page = visit(path, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(visit: Callable[..., Page], scheme: str) -> None:
    page = visit(ARTICLE, color_scheme=scheme)
    faint = page.evaluate(CONTRAST)
    assert faint == []


CONTRAST = """() => {
  const rgba = (text) => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => {
    const part = [r, g, b].map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = rgba(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) { return colour; }
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility()) { continue; }
    const pair = [light(rgba(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (contrast < 4.5) { faint.push(`${element.className || element.tagName}: ${contrast.toFixed(2)}`); }
  }
  return faint;
}"""
"""What is fainter than WCAG 2.2 AA allows (1.4.3: 4.5 to 1)."""
