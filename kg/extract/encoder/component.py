"""A spaCy component that reads a document with the encoder: names, relations between candidates, words for events.

It writes `doc.ents` (the labels of OntoNotes, as the base model's own recognizer does, whose place it takes) and
`doc._.reading`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.document.tokens import plain
from kg.extract.encoder.candidates import Candidate, candidates, reach
from kg.extract.encoder.decoding import names
from kg.extract.encoder.model import Encoder, company_relation
from kg.extract.encoder.windows import windows
from kg.extract.words import load
from kg.records import EVENT_FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extract.encoder.model import Encoded

LABELS = {"person": "PERSON", "organization": "ORG", "place": "GPE", "product": "PRODUCT", "other": "WORK_OF_ART"}
_LEAST = 0.05  # what is kept of a reading: thresholds are the business of those who use it
_LEAST_EVENT = 0.1  # likewise, of words for an event
_CLEAR = 0.6
_TRIGGER, _NO_EVENT = "trigger", "none"
_DEMONYMS = frozenset(load("demonyms")["demonyms"])


@dataclass(frozen=True, slots=True)
class ScoredRelation:
    """A relation between two candidates of one sentence, or between an event's word and a candidate."""

    type: str
    subject: Candidate
    object: Candidate
    score: float


@dataclass(frozen=True, slots=True)
class TriggerReading:
    """Words that name an event.

    Attributes:
        words: where they stand.
        kind: the event's class.
        score: how sure it is that they name an event.
        states: state of the event → how likely the window leaves it there.
    """

    words: Candidate
    kind: str
    score: float
    states: Mapping[str, float]


@dataclass(slots=True)
class Reading:
    """All that the encoder sees in a document."""

    names: list[tuple[Candidate, float]] = field(default_factory=list)
    relations: list[ScoredRelation] = field(default_factory=list)
    triggers: list[TriggerReading] = field(default_factory=list)


class Reader:
    """The component."""

    @cached_property
    def encoder(self) -> Encoder:
        """The model; lazy: loading it takes a quarter of a second."""
        return Encoder()

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        reading = Reading()
        for window in windows(doc, self.encoder.tokenizer):
            self._read(doc, self.encoder.encode(window), reading)
        doc._.reading = reading
        doc.ents = [Span(doc, c.start, c.end, label=_label(doc, c)) for c, _ in reading.names]
        return doc

    def companies(self, doc: Doc, first: tuple[int, int], second: tuple[int, int]) -> tuple[str, int, float] | None:
        """CORE's relation between two given stretches of tokens, None where no window holds both.

        Returns:
            Its name, which of the two (0 or 1) is its subject, and its probability.
        """
        given = [Candidate(*first, "organization"), Candidate(*second, "organization")]
        for window in windows(doc, self.encoder.tokenizer):
            if any(not window.start <= c.start < c.end <= window.end for c in given):
                continue
            encoded = self.encoder.encode(window)
            others = [c for c, _ in self._names(encoded) if not any(_overlap(c, g) for g in given)]
            found = candidates(doc, window, sorted({*given, *others}, key=lambda c: c.start))
            one, other = (found.index(g) for g in given)
            _, logits = self.encoder.relate(encoded, found, [(one, other), (other, one)])
            return company_relation(self.encoder.labels, logits)
        return None

    def _names(self, encoded: Encoded) -> list[tuple[Candidate, float]]:
        return names(self.encoder.labels.bio, encoded.bio, offset=encoded.window.start)

    def _read(self, doc: Doc, encoded: Encoded, reading: Reading) -> None:
        named = self._names(encoded)
        triggers = list(self._triggers(encoded))
        found = candidates(plain(doc), encoded.window, [c for c, _ in named])
        pairs = [*_pairs(encoded, found), *_roles(encoded, found, triggers)]
        reading.names += [(c, score) for name, score in named for c in _pieces(doc, name)]
        reading.triggers += triggers
        if pairs:
            everything = [*found, *(t.words for t in triggers)]
            reading.relations += self._relations(encoded, everything, pairs)

    def _relations(
        self, encoded: Encoded, found: Sequence[Candidate], pairs: Sequence[tuple[int, int]]
    ) -> Iterator[ScoredRelation]:
        scores, _ = self.encoder.relate(encoded, found, pairs)
        names, is_told = self.encoder.labels.relations, scores >= _LEAST
        rows, labels = np.nonzero(is_told)
        for pair, label, score in zip(rows.tolist(), labels.tolist(), scores[is_told].tolist(), strict=True):
            one, other = pairs[pair]
            yield ScoredRelation(names[label], found[one], found[other], score)

    def _triggers(self, encoded: Encoded) -> Iterator[TriggerReading]:
        """Runs of tokens that may well name some event, with the class that wins over the run."""
        labels = self.encoder.labels
        is_event = encoded.triggers[:, 0] < 1 - _LEAST_EVENT
        start: int | None = None
        for i in range(len(is_event) + 1):
            inside = i < len(is_event) and bool(is_event[i])
            if inside and start is None:
                start = i
            if not inside and start is not None:
                shares = dict(zip(labels.triggers, encoded.triggers[start:i].mean(0).tolist(), strict=True))
                score = 1 - shares.pop(_NO_EVENT)
                words = Candidate(encoded.window.start + start, encoded.window.start + i, _TRIGGER)
                states = dict(zip(labels.statuses, encoded.statuses[start:i].mean(0).tolist(), strict=True))
                yield TriggerReading(words, _kind(shares), score, states)
                start = None


def _kind(shares: Mapping[str, float]) -> str:
    """The likeliest family, or the class below it that has most of its share."""
    families: defaultdict[str, float] = defaultdict(float)
    for kind, share in shares.items():
        families[EVENT_FAMILIES[kind]] += share
    family, mass = max(families.items(), key=lambda item: item[1])
    within = {kind: share for kind, share in shares.items() if EVENT_FAMILIES[kind] == family}
    kind, share = max(within.items(), key=lambda item: item[1])
    return kind if share > _CLEAR * mass else family


def _pieces(doc: Doc, name: Candidate) -> Iterator[Candidate]:
    """A name cut at white space that is a token of its own: a line break, or where something was left out."""
    start = name.start
    for i in range(name.start, name.end + 1):
        if i == name.end or doc[i].is_space:
            if i > start:
                yield Candidate(start, i, name.kind)
            start = i + 1


def _label(doc: Doc, name: Candidate) -> str:
    """The label of OntoNotes for a name; a lone "Chinese" is a people, whatever it was taken for."""
    is_people = name.end - name.start == 1 and doc[name.start].lower_ in _DEMONYMS
    return "NORP" if is_people else LABELS[name.kind]


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.start < other.end and other.start < one.end


def _pairs(encoded: Encoded, found: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Ordered pairs of candidates of one sentence, no date first: also "he" and "where", which stand for names."""
    places = _sentences(encoded, found)
    for i, (one, here) in enumerate(zip(found, places, strict=True)):
        if one.kind != "date":
            yield from ((i, j) for j, there in enumerate(places) if there == here and i != j)


def _roles(
    encoded: Encoded, found: Sequence[Candidate], triggers: Sequence[TriggerReading]
) -> Iterator[tuple[int, int]]:
    """An event's word with every candidate that is no date and stands near enough to have a part in the event."""
    places = [(j, there) for j, there in enumerate(_sentences(encoded, found)) if found[j].kind != "date"]
    words = _sentences(encoded, [trigger.words for trigger in triggers])
    for number, (trigger, here) in enumerate(zip(triggers, words, strict=True), start=len(found)):
        most = reach(EVENT_FAMILIES[trigger.kind])
        yield from ((number, j) for j, there in places if abs(there - here) <= most)


def _sentences(encoded: Encoded, found: Sequence[Candidate]) -> list[int]:
    """The number of the sentence in the window that each candidate starts in."""
    window = encoded.window
    return [window.sentences[each.start - window.start] for each in found]


@Language.factory("newsgraph_encoder")
def make_reader(nlp: Language, name: str) -> Reader:  # noqa: ARG001 - spaCy calls factories with these names
    """The component, as spaCy asks for it."""
    return Reader()


if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)
