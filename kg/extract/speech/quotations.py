"""Direct speech with its speaker: quoted passages, and the words that say whose they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from kg.extract.document.quoted import Passage, passages
from kg.extract.document.syntax import SUBJECTS
from kg.records import Quotation, Span

if TYPE_CHECKING:
    from kg.extract.document.tokens import Doc, Token

SpeakerAt = Callable[[int, int], int | None]
"""The index of the chain with a mention that overlaps two offsets, None if there is none."""

_FEWEST_WORDS = 4
"""Shorter passages need a comma or colon towards their cue: "No," he said. Others are scare quotes."""

_FARTHEST_CUE = 25
"""Tokens between a cue and the passage it introduces."""

_LONGEST_CLIMB = 4
"""Verbs from "adding" up to the one that has a subject."""

_WIDEST_BREAK = 4
"""Characters between the paragraphs of one speech; a blanked zone is wider."""

_WIDEST_CLAUSE = 400
"""Characters that are searched for a cue on either side of a passage: a bound for pages without paragraphs."""

_MARKS = frozenset({'"', "“", "”", "«", "»"})
_WE = frozenset({"we", "our", "us"})
_RELATIVES = frozenset({"who", "which", "that"})


@dataclass(frozen=True, slots=True)
class _Attribution:
    """Who speaks, and the words that say so."""

    speaker: int
    cue: Span


def find_quotations(doc: Doc, speaker_at: SpeakerAt) -> list[Quotation]:
    """Direct speech in a text, by position; without a known speaker there is none.

    Args:
        doc: parsed, with sentences; offsets count in its text.
        speaker_at: tells whose mention stands at a place, by coreference.
    """
    text = doc.text
    found = passages(text, words()["marks"])
    finder = _Finder(doc, text, speaker_at, tuple(found), frozenset(_tokens_in(doc, found)))
    quotations: list[Quotation] = []
    previous: tuple[Passage, _Attribution] | None = None
    for passage in found:
        attribution = finder.attribution(passage)
        if attribution is None and previous is not None and finder.continues(*previous, passage):
            attribution = previous[1]
        if attribution is not None:
            evidence = finder.evidence(passage, attribution.cue)
            quotations.append(Quotation(attribution.speaker, passage.words, evidence))
        previous = None if attribution is None else (passage, attribution)
    return quotations


@cache
def words() -> dict[str, Any]:
    """The data file, read once."""
    return tomllib.loads(resources.files("kg.extract").joinpath("words/quotations.toml").read_text("utf-8"))


def is_told_of(name: Token, reference: Token) -> bool:
    """Whether a name is of somebody whom a speaker, named behind, sets apart: '"We do not know X," said its founder'.

    Args:
        name: a word of the name.
        reference: a word of who speaks.
    """
    if not any(t.text in _MARKS for t in name.doc[name.i : reference.i]):
        return False
    marks = [t.i for t in name.doc[: reference.i] if t.text in _MARKS]
    if len(marks) < 2 or not marks[-2] < name.i < marks[-1]:  # noqa: PLR2004 - one opens, one closes
        return False
    is_speaking = marks[-1] + 1 >= reference.sent.start and any(_is_cue(a) for a in reference.ancestors)
    is_own = any(a.lower_ in _WE for a in name.ancestors)  # "we at X"
    return is_speaking and not is_own and any(t.lower_ in _WE for t in name.doc[marks[-2] : marks[-1]])


@dataclass(frozen=True, slots=True)
class _Finder:
    doc: Doc
    text: str
    speaker_at: SpeakerAt
    passages: tuple[Passage, ...]
    quoted: frozenset[int]

    def attribution(self, passage: Passage) -> _Attribution | None:
        """Who is said to speak, by a cue behind the passage or in front of it."""
        text = self.text
        if passage.words.start >= passage.words.end:
            return None
        introduced = text[: passage.whole.start].rstrip()[-1:] in {",", ":"}
        short = passage.word_count(text) < _FEWEST_WORDS
        if not (introduced and passage.word_count(text) > 1):
            if short and text[passage.words.end - 1] not in ",.!?" and text[passage.whole.end :][:1] != ",":
                return None
            if passage.looks_like_title(text) and text[passage.whole.end :][:1] != ",":
                return None
        return self._behind(passage) or self._in_front(passage, introduced=introduced)

    def continues(self, before: Passage, attribution: _Attribution, passage: Passage) -> bool:
        """Whether the speech before goes on here: nothing but its cue, or a paragraph's end, lies between."""
        text = self.text
        between = text[before.whole.end : passage.whole.start]
        if passage.word_count(text) < _FEWEST_WORDS:
            return False
        if before.paragraph != passage.paragraph:
            alone = passage.whole.start == passage.paragraph.start
            return alone and not between.strip() and len(between) <= _WIDEST_BREAK
        if attribution.cue.start < before.whole.start:
            return not between.strip()
        ended = re.fullmatch(r"[^.!?]*[.;,:]\s*", between.replace("Mr.", "Mr").replace("Ms.", "Ms"))
        return before.whole.end <= attribution.cue.start and ended is not None

    def evidence(self, passage: Passage, cue: Span) -> Span:
        """The sentences that the passage and its cue touch."""
        start, end = min(passage.whole.start, cue.start), max(passage.whole.end, cue.end)
        touched = self.doc.char_span(start, end, alignment_mode="expand")
        if touched is not None:
            start = min(start, max(touched[0].sent.start_char, self._paragraph_start(start)))
            end = max(end, min(touched[-1].sent.end_char, passage.paragraph.end))
        text = self.text
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return Span(start, start + len(text[start:end].rstrip()))

    # --- cues ----------------------------------------------------------------------------------------

    def _behind(self, passage: Passage) -> _Attribution | None:
        """A clause that begins right behind: "…," Ni said; "…," said Ni; "…," according to Ni."""
        if not passage.closed or self.text[passage.words.end - 1] in ".:;":
            return None
        tokens = list(
            self._outside(
                passage.whole.end,
                min(passage.paragraph.end, passage.whole.end + _WIDEST_CLAUSE),
                until_sentence_end=True,
            )
        )
        while tokens and (tokens[0].is_punct or tokens[0].is_space):
            tokens.pop(0)
        for cue in tokens[:_FARTHEST_CUE]:
            if not _is_cue(cue):
                continue
            first, subject = tokens[0], _subject(cue)
            leads = subject is not None and subject.left_edge.i <= first.i <= subject.i
            beside = all(
                token.pos_ in {"ADV", "AUX", "PRON", "PROPN", "NOUN", "DET"} for token in tokens[: cue.i - first.i]
            )
            if cue.i == first.i or leads or beside:
                return self._told_by(cue, subject or self._beside(cue, first))
        return None

    def _in_front(self, passage: Passage, *, introduced: bool) -> _Attribution | None:
        """A clause that leads here: Ni said, "…"; according to Ni, "…"; Ni: "…"."""
        start = max(passage.paragraph.start, passage.whole.start - _WIDEST_CLAUSE)
        tokens = list(self._outside(start, passage.whole.start, until_sentence_end=False))
        tokens = [token for token in tokens if not token.is_space]
        inside = self.doc.char_span(passage.whole.start, passage.whole.end, alignment_mode="contract")
        above = {ancestor.i for token in inside or () for ancestor in token.ancestors}
        for cue in reversed(tokens[-_FARTHEST_CUE:]):
            if _is_cue(cue) and (introduced or cue.i in above or cue.i == tokens[-1].i):
                return self._told_by(cue, _subject(cue))
        return self._labelled(tokens)

    def _labelled(self, tokens: list[Token]) -> _Attribution | None:
        """A name and a colon alone, as in an interview."""
        if not tokens or tokens[-1].text != ":" or any(token.pos_ in {"VERB", "AUX"} for token in tokens):
            return None
        start, end = tokens[0].idx, tokens[-1].idx
        speaker = self.speaker_at(start, end)
        return None if speaker is None else _Attribution(speaker, Span(start, end))

    def _told_by(self, cue: Token, subject: Token | None) -> _Attribution | None:
        for token in _speaking(subject) if subject is not None else ():
            speaker = self.speaker_at(token.idx, token.idx + len(token))
            if speaker is not None:
                ends = (cue.idx, token.idx, cue.idx + len(cue), token.idx + len(token))
                return _Attribution(speaker, Span(min(ends), max(ends)))
        return None

    def _beside(self, cue: Token, first: Token) -> Token | None:
        """Who stands beside a cue that the parse gave no subject: Ni in "said Ni" and in "Ni said"."""
        if first.i < cue.i:
            return cue.nbor(-1) if cue.nbor(-1).pos_ in {"PROPN", "PRON", "NOUN"} else first
        behind = list(self._outside(cue.idx + len(cue), cue.idx + _WIDEST_CLAUSE, until_sentence_end=True))
        nouns = [token for token in behind[:6] if token.pos_ in {"PROPN", "PRON", "NOUN"} and token.dep_ != "compound"]
        return nouns[0] if nouns else None

    # --- places --------------------------------------------------------------------------------------

    def _outside(self, start: int, end: int, *, until_sentence_end: bool) -> Iterator[Token]:
        """Tokens between two offsets that are not quoted: forward to the end of the sentence, or its last ones."""
        found: list[Token] = []
        for token in self._tokens(start, end):
            if token.i in self.quoted:
                if until_sentence_end:
                    break
                continue
            if token.is_sent_start and found and not until_sentence_end:
                found = [token] if token.is_alpha or token.is_title else found
                continue
            if token.is_sent_start and found and until_sentence_end and any(one.is_alpha for one in found):
                break
            found.append(token)
        yield from found

    def _tokens(self, start: int, end: int) -> Iterable[Token]:
        return self.doc.char_span(start, min(end, len(self.text)), alignment_mode="contract") or ()

    def _paragraph_start(self, offset: int) -> int:
        return max((p.paragraph.start for p in self.passages if p.paragraph.start <= offset), default=0)


def _tokens_in(doc: Doc, found: Iterable[Passage]) -> Iterator[int]:
    for passage in found:
        tokens = doc.char_span(passage.whole.start, passage.whole.end, alignment_mode="expand")
        yield from (token.i for token in tokens or () if token.idx >= passage.whole.start)


def _is_cue(token: Token) -> bool:
    if token.lower_ == "according":
        return True
    denied = any(child.dep_ == "neg" for child in token.children)
    return token.tag_.startswith("VB") and token.lemma_.lower() in words()["verbs"] and not denied


def _subject(cue: Token) -> Token | None:
    """The head of what says it, climbing from "adding", "who said" and "was quoted as saying"."""
    if cue.lower_ == "according":
        return next((token for token in cue.subtree if token.dep_ == "pobj"), None)
    if _is_passive(cue) and cue.lemma_ != "quote":
        agents = (child for child in cue.children if child.dep_ == "agent")
        return next((token for agent in agents for token in agent.children if token.dep_ == "pobj"), None)
    verb = cue
    for _ in range(_LONGEST_CLIMB):
        subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if subject is not None:
            related = subject.lower_ in _RELATIVES and verb.dep_ == "relcl"
            return verb.head if related else subject
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return verb.head
        if verb.dep_ not in {"advcl", "conj", "pcomp", "prep", "xcomp", "ccomp", "dep"}:
            return None
        verb = verb.head
    return None


def _is_passive(verb: Token) -> bool:
    """Whether it is "was told" or "the film, called": its subject does not speak."""
    auxiliary = any(child.dep_ == "auxpass" for child in verb.children)
    return auxiliary or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl", "amod"})


def _speaking(subject: Token) -> Iterator[Token]:
    """Where the speaker's mention may stand, best first: the head, its apposition, the owner of a stand-in."""
    yield subject
    yield from (child for child in subject.children if child.dep_ == "appos")
    if subject.lemma_.lower() in words()["stand_ins"]:
        owners = [child for child in subject.children if child.dep_ in {"compound", "poss", "nmod"}]
        yield from owners
        for preposition in (child for child in subject.children if child.dep_ == "prep"):
            yield from (child for child in preposition.children if child.dep_ == "pobj")
