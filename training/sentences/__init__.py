"""Sentences of our own in the manner of CORE and KnowledgeNet, as records of these sets: more of what they have little of.

`companies.txt` says in its first lines how it is written. The files of `facts/` have a sentence, then its facts:

    [Ana Reis|p1] was born in [Porto|l1] and now heads [Lume|o1], which [she|p1] founded in [2009|t1].
    > PLACE_OF_BIRTH p1 l1
    > CEO o1 p1

`[words|ID]` is a mention, a pronoun's too, where it stands for somebody with a fact; the id's letter is its type, and all mentions
of one thing have its id. A fact holds between all mentions of its two sides. All properties are judged in every sentence; one
without facts has none. Lines that begin with `//` are comments.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import NewsgraphError
from training.labels import COMPANIES, KNOWLEDGENET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Record = dict[str, Any]

_FOLDER = Path(__file__).parent
_MENTION = re.compile(r"\[(?P<words>[^\[\]|]+)\|(?P<id>[a-z]\d*)\]")
_TYPES = {"p": "PER", "o": "ORG", "l": "LOC", "t": "DATE", "x": "MISC"}
_SIDES = ("s", "o")  # in companies.txt


class BadSentence(NewsgraphError):
    """A sentence's markup is broken."""


def companies(path: Path = _FOLDER / "companies.txt") -> list[Record]:
    """Sentences with two companies and the relation between them, as CORE has them.

    Raises:
        BadSentence: if a line has no known relation or not exactly a subject and an object.
    """
    return [_company(f"own-{path.stem}-{number}", line) for number, line in _lines(path) if line]


def facts(folder: Path = _FOLDER / "facts") -> list[Record]:
    """Sentences with facts of people and organizations, as KnowledgeNet has them, all properties judged.

    Raises:
        BadSentence: if a mention has no known type, or a fact an unknown property or side.
    """
    return [
        _facts(f"own-{path.stem}-{number}", block)
        for path in sorted(folder.glob("*.txt"))
        for number, block in _blocks(path)
    ]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("//"):
            yield number, line.strip()


def _blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    """A sentence with the lines of its facts; the number of its line."""
    first, block = 0, list[str]()
    for number, line in _lines(path):
        if not line.startswith(">"):
            if block:
                yield first, block
            first, block = number, [line] if line else []
        elif not block:
            raise BadSentence(f"{path.name}, line {number}: a fact without a sentence before it")
        else:
            block.append(line)
    if block:
        yield first, block


def _company(identity: str, line: str) -> Record:
    relation, bar, marked = (part.strip() for part in line.partition("|"))
    text, mentions = _unmarked(marked)
    if not bar or relation not in COMPANIES or sorted(m["id"] for m in mentions) != sorted(_SIDES):
        raise BadSentence(f"{identity}: one of CORE's relations, a bar, and one [..|s] and one [..|o] are needed: {line}")
    subject = next(number for number, mention in enumerate(mentions) if mention["id"] == _SIDES[0])
    typed = [dict(mention, id=number, type="ORG") for number, mention in enumerate(mentions)]
    return {
        "id": identity,
        "text": text,
        "mentions": typed,
        "relations": [{"type": relation, "subj": subject, "obj": 1 - subject}],
    }


def _facts(identity: str, block: Sequence[str]) -> Record:
    text, mentions = _unmarked(block[0])
    numbers: dict[str, list[int]] = {}
    for number, mention in enumerate(mentions):
        numbers.setdefault(mention["id"], []).append(number)
        if mention["id"][0] not in _TYPES:
            raise BadSentence(f"{identity}: {mention['id']} has none of the types {', '.join(_TYPES)}")
    stated = [fact for line in block[1:] for fact in _stated(identity, line, numbers)]
    typed = [dict(mention, id=number, type=_TYPES[mention["id"][0]]) for number, mention in enumerate(mentions)]
    passage = {"id": identity, "start": 0, "end": len(text), "properties": list(KNOWLEDGENET)}
    return {"id": identity, "text": text, "mentions": typed, "relations": stated, "passages": [passage]}


def _stated(identity: str, line: str, numbers: Mapping[str, Sequence[int]]) -> Iterator[Record]:
    parts = line.removeprefix(">").split()
    if len(parts) != 3 or parts[0] not in KNOWLEDGENET or not numbers.keys() >= set(parts[1:]):  # noqa: PLR2004 - as said
        raise BadSentence(f"{identity}: a fact is > PROPERTY ID ID, with known ids: {line}")
    for subject, object_ in product(numbers[parts[1]], numbers[parts[2]]):
        yield {"type": parts[0], "subj": subject, "obj": object_, "passage": identity}


def _unmarked(marked: str) -> tuple[str, list[Record]]:
    """The plain text, and its mentions with the ids of their marks."""
    text, mentions, last = "", [], 0
    for found in _MENTION.finditer(marked):
        text += marked[last : found.start()]
        mentions.append(
            {"id": found["id"], "start": len(text), "end": len(text) + len(found["words"]), "text": found["words"]}
        )
        text, last = text + found["words"], found.end()
    return text + marked[last:], mentions
