"""Sentences that repeat what a paper had wrong, to take it back: what they say is not so."""

from __future__ import annotations

import re

_WRONG = r"(?:wrongly|incorrectly|mistakenly|erroneously)"
_TOLD = r"(?:said|stated|called|named|wrote|reported|described|identified|gave|misstated|misidentified)"
_TAKES_BACK = re.compile(
    rf"\b(?:correction|clarification)\b[^.?!]*\bwe\b(?: {_WRONG})? {_TOLD}\b"
    rf"|\b(?:edition|issue|paper|newsletter|article|story|report|column)s?\b,? we (?:{_WRONG} )?{_TOLD}\b"
    rf"|\bwe {_WRONG} {_TOLD}\b"
    rf"|\b(?:last|this) (?:week|month)\b,? we (?:called|named|described|identified|misidentified)\b"
    rf"|\b(?:an earlier|a previous|the original) version of this (?:article|story|report|post|page)\b"
    rf"|\bthis (?:article|story|report|post) (?:originally|previously|{_WRONG}) {_TOLD}\b",
    re.IGNORECASE,
)


def takes_back(sentence: str) -> bool:
    """Whether a sentence tells what was said wrongly: "Correction: on Monday we said that X had bought Y"."""
    return _TAKES_BACK.search(sentence) is not None
