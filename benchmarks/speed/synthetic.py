"""Any number of articles that nobody wrote, to measure a large store without waiting for the language model.

What each says is made with it: a partnership, a quotation, an office, a headquarters and a dispute, some of it denied,
planned or rumoured; then come words of its own, so that no text is like another. Article number N is the same whatever
else is made, so a store can be made larger by some. Names recur as they do in the news (Zipf-Mandelbrot): the most
frequent is in one article of a hundred, most come once.

    python -m benchmarks.speed.synthetic STORE COUNT [FIRST] [--one-by-one]

The claims go in by the engine's loader and the facts follow from them, as with `kg import`. The bytes are those of a
store that was given the articles one by one, but for the history, which knows the articles and no changes of facts.
"""

from __future__ import annotations

import argparse
import re
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from kg import facts
from kg.facts.history import revised
from kg.facts.sources import signature
from kg.map import claim_quads
from kg.read.identity import article_id
from kg.records import (
    Article,
    Chain,
    ClaimMention,
    Extraction,
    Kind,
    Mention,
    Modality,
    Polarity,
    Quotation,
    RoleStatus,
    Span,
    Stance,
    Status,
    When,
)
from kg.resolve import resolve
from kg.settings import Settings
from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from kg.records import Reading

NAMES = 50_000
SKEW = 50
FIRST_DAY = date(2015, 1, 1)
DAYS = 3_650
BATCH = 200
BULK = 2_000
HASH = "synthetic"
SYLLABLES = re.findall("..", "bacedifoguhajekilomunaperisotuvawexiyozu")
WORDS = [one + other for one in SYLLABLES for other in SYLLABLES]
OWN_SENTENCES, WORDS_A_SENTENCE = 10, 15
ENDINGS = {
    Kind.ORGANIZATION: ("Group", "Labs", "Motors", "Bank", "Media", "Foods", "Energy", "Airlines"),
    Kind.PERSON: ("Adams", "Brown", "Chen", "Diaz", "Evans", "Fischer", "Gupta", "Haddad"),
    Kind.PLACE: ("City", "Valley", "Bay", "Island", "Falls", "Harbour", "Heights", "Springs"),
}
STANCES = (
    *[Stance(status=Status.ANNOUNCED)] * 6,
    *[Stance(status=Status.ACTIVE)] * 4,
    Stance(status=Status.ENDED),
    Stance(status=Status.SUSPENDED),
    Stance(modality=Modality.PLANNED),
    Stance(modality=Modality.RUMOUR, status=Status.RUMOURED),
    Stance(polarity=Polarity.NEGATED, status=Status.DENIED),
)
PARTNERSHIPS = ("Partnership", "Sponsorship", "JointVenture", "DistributionAgreement")
DISPUTES = ("LegalDispute", "RegulatoryAction", "CommercialDispute")
TITLES = ("chief executive officer", "chairman", "spokesperson", "chief financial officer")


class About(StrEnum):
    """Which names an article is about: as they come, such as no other article has, or the most frequent of all."""

    ANY = "any names"
    RARE = "new names"
    FREQUENT = "the most frequent names"


def made(first: int, count: int, about: About = About.ANY) -> Iterator[Reading]:
    """What the articles from number `first` on say."""
    return (resolve(_Draft(number, about).extraction()) for number in range(first, first + count))


def fill(store: Store, count: int, *, first: int = 0, settings: Settings) -> None:
    """Put the articles with these numbers, a batch in one transaction."""
    readings = made(first, count)
    while batch := list(islice(readings, BATCH)):
        facts.put_many(store, [(each, HASH) for each in batch], settings=settings)
    store.flush()


def fill_in_bulk(store: Store, count: int, *, first: int = 0, settings: Settings) -> None:
    """The same, but for the history of facts, and sooner: first all claims, then all that follows."""
    readings = made(first, count)
    while batch := list(islice(readings, BULK)):
        store.add([quad for each in batch for quad in _quads(store, each, settings)])
    facts.rebuild(store, settings=settings)
    store.flush()


def _quads(store: Store, reading: Reading, settings: Settings) -> list[Quad]:
    """An article's graph, and the record that it was read."""
    own = {"base": settings.base, "reading_hash": HASH, "signature": signature(reading.article)}
    claims = claim_quads(reading, **own)
    article, at, kept = reading.article.id, settings.clock(), settings.kept_revisions
    return [*claims, *revised(store, article, [], claims, base=settings.base, at=at, kept=kept).insert]


def name(kind: Kind, rank: int) -> str:
    """The name of the thing of that rank: no two of a kind share one."""
    syllables, rest = [], rank + len(SYLLABLES)
    while rest:
        rest, digit = divmod(rest, len(SYLLABLES))
        syllables.append(SYLLABLES[digit])
    return f"{''.join(syllables).capitalize()} {ENDINGS[kind][rank % len(ENDINGS[kind])]}"


class _Draft:
    """One article while it is made up, sentence by sentence."""

    def __init__(self, number: int, about: About) -> None:
        self._number = number
        self._about = about
        self._random = Random(number)  # noqa: S311 (the same article each time is what is wanted)
        self._published = FIRST_DAY + timedelta(days=self._random.randrange(DAYS))
        self._text = ""
        self._names: list[tuple[Kind, str]] = []
        self._mentions: list[list[Mention]] = []
        self._claims: list[ClaimMention] = []
        self._quotations: list[Quotation] = []

    def extraction(self) -> Extraction:
        one, other, rival = self._leading(Kind.ORGANIZATION), *(self._new(Kind.ORGANIZATION) for _ in range(2))
        boss, town = self._leading(Kind.PERSON), self._leading(Kind.PLACE)
        self._partnership(one, other)
        self._quotation(boss, one)
        self._office(boss, one)
        self._headquarters(other, town)
        self._dispute(rival, other)
        self._background()
        url = f"https://news.example/{self._number}"
        headline = f"{self._names[one][1]} and {self._names[other][1]} join forces"
        article = Article(article_id(url=url), self._text, headline, self._published, url)
        chains = tuple(
            Chain(kind, known, (), tuple(mentions))
            for (kind, known), mentions in zip(self._names, self._mentions, strict=True)
        )
        return Extraction(article, chains, tuple(self._claims), tuple(self._quotations))

    # --- the sentences -----------------------------------------------------------------------------------

    def _partnership(self, one: int, other: int) -> None:
        when = f"{self._published:%B %Y}"
        words = f"{self._names[one][1]} and {self._names[other][1]} agreed to work together in {when}."
        sentence = self._sentence(words, one, other)
        first = self._published.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        start = sentence.end - 1 - len(when)
        self._claim(
            self._random.choice(PARTNERSHIPS),
            sentence,
            (("partner", one), ("partner", other)),
            stance=self._random.choice(STANCES),
            when=When(first, last, Span(start, sentence.end - 1)),
            event=0,
        )

    def _quotation(self, speaker: int, employer: int) -> None:
        said = f"We are {self._random.choice(('proud', 'glad', 'ready'))} to take step {self._number} together."
        sentence = self._sentence(f"“{said}” said {self._names[speaker][1]} of {self._names[employer][1]}.", speaker)
        words = Span(sentence.start + 1, sentence.start + 1 + len(said))
        self._quotations.append(Quotation(speaker, words, sentence))

    def _office(self, holder: int, employer: int) -> None:
        title, former = self._random.choice(TITLES), self._random.random() < 1 / 4
        verb = "was" if former else "is"
        words = f"{self._names[holder][1]} {verb} {title} of {self._names[employer][1]}."
        parties = (("holder", holder), ("organization", employer))
        status = RoleStatus.FORMER if former else RoleStatus.CURRENT
        self._claim("Role", self._sentence(words, holder, employer), parties, title=title, role_status=status)

    def _headquarters(self, company: int, town: int) -> None:
        words = f"{self._names[company][1]} is run from {self._names[town][1]}."
        sentence = self._sentence(words, company, town)
        self._claim("headquarteredIn", sentence, (("subject", company), ("object", town)))

    def _dispute(self, accuser: int, accused: int) -> None:
        words = f"{self._names[accuser][1]} has sued {self._names[accused][1]} over an unpaid bill."
        sentence = self._sentence(words, accuser, accused)
        parties = (("accused", accused), ("accuser", accuser))
        stance = Stance(status=Status.ACTIVE, attributed_to=accuser)
        self._claim(self._random.choice(DISPUTES), sentence, parties, stance=stance, event=1)

    def _background(self) -> None:
        """Words of its own, without which all these texts would be nearly one, as no two of the news are."""
        for _ in range(OWN_SENTENCES):
            self._sentence(f"{' '.join(self._random.choices(WORDS, k=WORDS_A_SENTENCE)).capitalize()}.")

    # --- parts -------------------------------------------------------------------------------------------

    def _leading(self, kind: Kind) -> int:
        """The index of the name of a kind that the article is about most."""
        return self._named(kind, 0) if self._about is About.FREQUENT else self._new(kind)

    def _new(self, kind: Kind) -> int:
        """The index of a name that this article has not used yet."""
        while True:
            rank = int(SKEW * ((NAMES / SKEW + 1) ** self._random.random() - 1))
            rank += NAMES * self._number if self._about is About.RARE else 0
            if (kind, name(kind, rank)) not in self._names:
                return self._named(kind, rank)

    def _named(self, kind: Kind, rank: int) -> int:
        self._names.append((kind, name(kind, rank)))
        self._mentions.append([])
        return len(self._names) - 1

    def _sentence(self, words: str, *named: int) -> Span:
        start = len(self._text) + 1 if self._text else 0
        self._text += f" {words}" if self._text else words
        sentence = Span(start, start + len(words))
        for index in named:
            known = self._names[index][1]
            at = start + words.index(known)
            self._mentions[index].append(Mention(Span(at, at + len(known)), is_name=True, sentence=sentence))
        return sentence

    def _claim(
        self,
        kind: str,
        sentence: Span,
        parties: tuple[tuple[str, int], ...],
        *,
        stance: Stance | None = None,
        **said: object,
    ) -> None:
        confidence = self._random.choice((0.7, 0.8, 0.9))
        plain = (kind, parties, sentence, sentence, stance or Stance(), confidence)
        self._claims.append(ClaimMention(*plain, **said))  # type: ignore[arg-type]  # the fields of a ClaimMention


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("first", type=int, nargs="?", default=0)
    parser.add_argument("--one-by-one", action="store_true", help="put them as `kg build` does, a batch at a time")
    options = parser.parse_args()
    filled = fill if options.one_by_one else fill_in_bulk
    with Store(options.store) as store:
        filled(store, options.count, first=options.first, settings=Settings())
        print(store.counts())


if __name__ == "__main__":
    main()
