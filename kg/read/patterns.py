"""The rules of boilerplate.toml, compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAX_LABEL = 320
"""Boilerplate is short: longer lines and sentences are not even looked at, which also bounds the matching."""

NAME = r"[A-Z][\w.'-]{1,20}(?: (?:de|van|von|al|bin|da|la))?(?: [A-Z][\w.'-]{0,20}){1,3}"
"""The name of a person in plain characters."""

_MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
_WEEKDAYS = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DATE = rf"{_WEEKDAYS}(?:{_MONTHS}[A-Za-z]*\.? \d{{1,2}}|\d{{1,2}} {_MONTHS}[A-Za-z]*\.?)(?:,? \d{{4}})?"
_DAY = rf"(?:,? (?:{_DATE}|\({_DATE}\)))"
_CAPITALS = r"[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,3}"
_PLACE = r"[A-Z][\w.'-]+(?: (?:de )?[A-Z][\w.'-]+){0,3}"
_REGION = r"(?:, [A-Z][\w.]{1,15}(?: [A-Z][\w.]{1,15}){0,2})"
_SECOND = rf"(?:(?:,? (?:and|&|/) |/)(?:{_CAPITALS}|{_PLACE}){_REGION}?)"  # "COPENHAGEN and BOSTON", "BUDAPEST/BEIJING"
_DASH = r"\s*(?:--|[-–—])\s+"
_GLUED = r"(?:--|[–—])"  # "MUNICH--(BUSINESS WIRE)--Acme", as that agency prints it


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled rules; a mapping goes from the rule's name to its pattern.

    Attributes:
        line: whole lines.
        paragraph: how paragraphs begin that are no story to their end.
        sentence: whole sentences.
        heading: lines that open a block.
        teaser: a label in front of the title of another article.
        networks, sections: words of lines that are lists of names.
        biography: the beginning of a paragraph about who wrote the article.
        signs: what only such a paragraph says.
        datelines: "LONDON, March 3 (Reuters) - ".
    """

    line: Mapping[str, re.Pattern[str]]
    paragraph: Mapping[str, re.Pattern[str]]
    sentence: Mapping[str, re.Pattern[str]]
    heading: Mapping[str, re.Pattern[str]]
    teaser: re.Pattern[str]
    networks: frozenset[str]
    sections: frozenset[str]
    biography: re.Pattern[str]
    signs: re.Pattern[str]
    datelines: tuple[re.Pattern[str], ...]

    def line_rule(self, plain: str) -> str | None:
        """The rule that a whole line fits, None for any other line."""
        return _rule(self.line, plain)

    def paragraph_rule(self, plain: str) -> str | None:
        """The rule that the beginning of a paragraph fits, None for any other paragraph."""
        head = plain[:MAX_LABEL]
        return next((rule for rule, pattern in self.paragraph.items() if pattern.match(head)), None)

    def sentence_rule(self, plain: str) -> str | None:
        """The rule that a whole sentence fits, None for any other sentence."""
        return _rule(self.sentence, plain)

    def heading_rule(self, plain: str) -> str | None:
        """The rule of the block that a line opens, None for any other line."""
        return _rule(self.heading, plain)


@cache
def patterns() -> Patterns:
    """The rules, read once."""
    data = tomllib.loads(files("kg.read").joinpath("boilerplate.toml").read_text(encoding="utf-8"))
    return Patterns(
        line=_compiled(data["line"]),
        paragraph=_compiled(data["paragraph"]),
        sentence=_compiled(data["sentence"]),
        heading=_compiled(data["heading"]),
        teaser=_teaser(data["teaser"]["strong"], data["teaser"]["weak"]),
        networks=frozenset(data["names"]["networks"]),
        sections=frozenset(data["names"]["sections"]),
        biography=_biography(data["biography"]["professions"]),
        signs=re.compile("|".join(data["biography"]["signs"]), re.IGNORECASE),
        datelines=_datelines(data["dateline"]["agencies"], data["dateline"]["cities"]),
    )


def _rule(rules: Mapping[str, re.Pattern[str]], plain: str) -> str | None:
    if len(plain) > MAX_LABEL:
        return None
    return next((rule for rule, pattern in rules.items() if pattern.fullmatch(plain)), None)


def _compiled(rules: Mapping[str, Iterable[str]]) -> Mapping[str, re.Pattern[str]]:
    # Behind the words there may be a smiley, an arrow or a bracket.
    return {
        rule: re.compile(rf"(?:{'|'.join(alternatives)})[\W_]*", re.IGNORECASE) for rule, alternatives in rules.items()
    }


def _teaser(strong: Sequence[str], weak: Sequence[str]) -> re.Pattern[str]:
    loud = "|".join(re.escape(label.upper()) for label in [*strong, *weak])
    # Two words with capitals and a colon are no accident, even where the blank before them got lost.
    glued = "|".join(re.escape(label) for label in strong if all(word[0].isupper() for word in label.split()))
    mark = r"\s?(?::|\||>|»|\s[-–—]\s?)\s*(?=\S)"
    return re.compile(
        rf"(?:^[\W_]*(?:{_labels([*weak, *strong])})"
        rf"|(?<=[.!?\"')\]…] )(?:{loud}|{_labels(strong)})|(?<![A-Z])(?:{glued})){mark}",
    )


def _labels(labels: Iterable[str]) -> str:
    return "|".join(sorted({re.escape(form) for label in labels for form in (label, label.upper())}))


def _biography(professions: Iterable[str]) -> re.Pattern[str]:
    who = rf"(?:(?P<name>{NAME})(?:,[^.]{{1,60}},)?|He|She|They|The (?:author|writer)|I)"
    does = r"(?:is|was|works|has been|covers|writes|reports|am)"
    job = rf"(?:{'|'.join(map(re.escape, professions))})s?\b"
    return re.compile(rf"(?:{who} {does}\b.{{0,160}}?\b{job}|(?:An?|The|Our) (?:[\w'-]+,? ){{0,6}}?{job})")


def _datelines(agencies: Iterable[str], cities: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    names = "|".join(map(re.escape, agencies))
    agency = rf"(?:(?:\s*|{_GLUED})(?:\((?:{names})(?: [A-Z]\w+)?\)|/(?:{names})(?:-[A-Z]\w+)?/))"
    slashed = rf" / (?:{names})(?: / {_DATE})? /"  # "OAK BROOK, IL / ACCESSWIRE / January 12, 2022 /"
    known = "|".join(re.escape(form) for city in cities for form in (city, city.upper()))
    any_agency = r"\s*\([A-Z][\w.&]*(?: [A-Z][\w.&]*){0,3}\)"
    return (
        re.compile(
            rf"(?:{_CAPITALS}|{_PLACE}){_REGION}?{_SECOND}?{_DAY}?,?{agency}(?:{_GLUED}{_DATE})?(?:{_DASH}|{_GLUED}|\s?:?\s+)"
        ),
        re.compile(rf"(?:{_CAPITALS}|{_PLACE}){_REGION}?{_SECOND}?{slashed}\s+"),
        re.compile(rf"(?:{_CAPITALS}|{_PLACE}){_REGION}?{_SECOND}?{_DAY}(?:{any_agency})?(?:{_DASH}|:\s+)"),
        re.compile(rf"(?:{known}){_REGION}?(?:{_DASH}|:\s+)(?=[\"'A-Z\d])"),
        re.compile(rf"(?:[A-Z]{{5,}}|{_CAPITALS}{_REGION}){_DASH}(?=[\"'A-Z\d])(?!.{{0,200}}\s[-–—]\s)"),
        re.compile(rf"{agency}(?:{_DASH}|{_GLUED})"),
    )
