"""Articles of several stories: what stands in one has no part in what another tells of."""

from __future__ import annotations

import pytest

from kg.extract.pipeline import load_pipeline, parsed_article
from kg.extract.sections import sections
from kg.records import Article
from tests.extract.conftest import PUBLISHED

BRIEFS = """In brief

Nordvik Foods has sued Halden Logistics over a late shipment of fish to Lyon.

Norse Airways will cut forty flights a week from Bergen until the spring.

The bookmaker Winnalot has signed a deal with Dunmore United. Both hope to win.

Anna Berg has left the board of Brightwater Windows, which makes doors.
"""

ONE_STORY = """Shipper sued over fish

Nordvik Foods has sued Halden Logistics over a late shipment of fish to Lyon.

Halden Logistics said it had been held up by snow in the Alps for three days.

The judge, Orrin Vale, will hear the case in May. No date has been set.

Anna Berg, who runs Nordvik Foods, said the fish had been thrown away.
"""

TWO_SHORT = """Nordvik Foods has sued Halden Logistics over a late shipment of fish.

Anna Berg has left the board of Brightwater Windows.
"""


@pytest.mark.parametrize(("text", "stories"), [(BRIEFS, 4), (ONE_STORY, 0), (TWO_SHORT, 0)])
def test_an_article_of_several_stories_is_told_from_one_of_a_single_story(text: str, stories: int) -> None:
    parsed = parsed_article(Article(id="a", text=text, published=PUBLISHED, zones=()), load_pipeline()(text))
    found = sections(parsed)
    assert len(set(found.of_token[5:])) == stories
    by_name = {cluster.names[0].text: n for n, cluster in enumerate(parsed.clusters)}
    sued = next(t.i for t in parsed.doc if t.text == "sued")
    assert not found.apart(sued, by_name["Halden Logistics"])
    assert found.apart(sued, by_name["Anna Berg"]) is bool(stories)
