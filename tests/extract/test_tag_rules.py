"""The base model's rules on parts of speech give what they give without us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.matcher import Matcher

from kg.extract.document.tag_rules import RememberingMatcher
from kg.extract.pipeline import MODEL
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from spacy.tokens import Doc

TEXTS = (
    "You gon na say it got ta be y'all, ain't it? Let's go. I'm nuff said, 'em folks did n't come.",
    "He gets it and got it. There 's a man who has had them \n\n  do what they 'd do, the one that  I saw.",
    "",
)


@pytest.fixture(scope="module")
def ruler() -> Any:  # noqa: ANN401 - spaCy's components have no common type
    return spacy.load(MODEL, exclude=["ner"]).get_pipe("attribute_ruler")


@pytest.fixture(scope="module")
def docs(ruler: Any) -> list[Doc]:  # noqa: ANN401 - as above
    nlp = spacy.load(MODEL, vocab=ruler.vocab, exclude=["ner", "attribute_ruler", "lemmatizer"])
    return list(nlp.pipe([*TEXTS, *(path.read_text() for path in sorted(EXAMPLES.glob("*.txt")))]))


def test_the_same_patterns_match_whatever_was_seen_before(ruler: Any, docs: list[Doc]) -> None:  # noqa: ANN401 - as above
    remembering = RememberingMatcher(ruler)

    expected = [sorted(ruler.matcher(doc)) for doc in docs]

    assert sum(map(len, expected)) > 1000
    assert [sorted(remembering(doc)) for doc in docs] == expected
    assert [sorted(remembering(doc)) for doc in docs[::-1]] == expected[::-1]


def test_patterns_that_ask_for_more_than_the_kind_of_a_token_are_tried_each_time(ruler: Any) -> None:  # noqa: ANN401 - as above
    ruler = type(ruler)(ruler.vocab)
    ruler.add([[{"LOWER": "day"}]], {"POS": "NOUN"})
    ruler.add([[{"ORTH": "May"}]], {"POS": "PROPN"})
    ruler.add([[{"LOWER": {"REGEX": "^m"}}]], {"POS": "VERB"})
    ruler.add([[{"LOWER": "may"}, {"LOWER": "day"}]], {"POS": "NOUN"})
    doc = spacy.blank("en", vocab=ruler.vocab)("May may may day")

    found = RememberingMatcher(ruler)(doc, allow_missing=True)

    assert isinstance(ruler.matcher, Matcher)
    assert sorted(found) == sorted(ruler.matcher(doc, allow_missing=True))
