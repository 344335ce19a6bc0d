"""The bundled examples against what a careful reader takes from them: found, wrong, missed and forbidden facts.

`examples/gold.toml` says what must be found. `judged.toml` beside this file says what else is right; whatever is in
neither counts as wrong until somebody has read it.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputRefused, UsageError
from kg.evaluate.reported import fact, family
from kg.evaluate.scores import Counts, with_total
from kg.evaluate.soundness import Soundness
from kg.extract import Extractor
from kg.read import find_inputs, read
from kg.records import EVENT_FAMILIES, Article, Entity, Event, Role
from kg.resolve import resolve, role_title, slug
from kg.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.evaluate.scores import Table
    from kg.records import Extraction, Reading

FOLDER = Path(__file__).parents[2] / "examples"
JUDGED = Path(__file__).parent / "judged.toml"

Entry = dict[str, Any]
_SYMMETRIC = {"competitorOf"}
_EMPTY: Entry = {}


@dataclass(frozen=True, slots=True)
class Told:
    """One event as the facts of an article have it; parties are (role, all names) pairs."""

    kinds: tuple[str, ...]
    family: str
    parties: tuple[tuple[str, frozenset[str]], ...]
    status: str
    date: str

    def __str__(self) -> str:
        parties = ", ".join(f"{role} {_shown(names)}" for role, names in self.parties)
        return f"{'/'.join(self.kinds)} ({parties}) {self.status} {self.date or 'undated'}"


@dataclass(slots=True)
class Comparison:
    """How the facts of the examples compare with the gold."""

    table: Table
    forbidden: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    soundness: Soundness = field(default_factory=Soundness)


def gold(path: Path = FOLDER / "gold.toml") -> dict[tuple[str, str], Entry]:
    """The entries of a gold file by file name and, where one file holds several articles, URL."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["article"]
    return {(entry["file"], entry.get("url", "")): entry for entry in entries}


def articles() -> dict[tuple[str, str], Article]:
    """The bundled articles under the keys of `gold`."""
    found = {}
    for path in find_inputs([FOLDER]):
        for article in read(path, settings=Settings()):
            if isinstance(article, InputRefused):
                raise article
            found[path.name, (article.url or "") if path.suffix == ".jsonl" else ""] = article
    return found


def compare() -> Comparison:
    """Read, extract and resolve every example, and hold the facts against the gold.

    Raises:
        UsageError: if an article has no gold, or a gold no article.
    """
    known, wanted, judged = articles(), gold(), gold(JUDGED)
    if known.keys() != wanted.keys() or judged.keys() - wanted.keys():
        odd = sorted((known.keys() ^ wanted.keys()) | (judged.keys() - wanted.keys()))
        raise UsageError(f"articles and gold differ in {odd}; add what is missing to {FOLDER} or {JUDGED.name}")
    book, soundness = _Book(), Soundness()
    for key, extraction in zip(known, Extractor().extract(known.values()), strict=True):
        if isinstance(extraction, InputRefused):
            raise extraction
        soundness.heed(extraction)
        book.enter(f"{key[0]} {key[1]}".strip(), extraction, wanted[key], judged.get(key, _EMPTY))
    return Comparison(with_total(dict(sorted(book.counts.items()))), book.forbidden, book.missed, book.wrong, soundness)


class _Book:
    """Keeps count, article by article."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, Counts] = defaultdict(Counts)
        self.forbidden: list[str] = []
        self.missed: list[str] = []
        self.wrong: list[str] = []
        self._place = ""

    def enter(self, place: str, extraction: Extraction, wanted: Entry, judged: Entry) -> None:
        """Count one article."""
        self._place = place
        reading = resolve(extraction)
        names = {each.key: frozenset({each.name, *each.aliases}) for each in reading.entities}
        told = list(_events(reading, names))
        self._events(told, wanted["expected"], judged)
        self._match("role", list(_roles(reading, names)), wanted["roles"], judged.get("roles", []), _is_role)
        relations = list(_relations(reading, names))
        for name in sorted({r[1] for r in relations} | {_listed(r["property"])[0] for r in wanted["relations"]}):
            self._match(
                name,
                [r for r in relations if r[1] == name],
                [r for r in wanted["relations"] if name in _listed(r["property"])],
                [r for r in judged.get("relations", []) if name in _listed(r["property"])],
                _is_relation,
            )
        quoted = [(names[s.speaker], "said", frozenset({s.words.of(reading.article.text)})) for s in reading.statements]
        self._match("quotation", quoted, wanted["quotations"], judged.get("quotations", []), _is_quotation)
        self._forbidden(told, wanted["forbidden"])

    def _events(self, told: Sequence[Told], wanted: Sequence[Entry], judged: Entry) -> None:
        left = list(told)
        for entry in wanted:
            hit = next((event for event in left if _is_event(event, entry)), None)
            row = EVENT_FAMILIES[_listed(entry["kind"])[0]]
            if hit is None:
                self._miss(row, entry)
                continue
            left.remove(hit)
            self.counts[row].right += 1
            self._state(hit, entry)
            self._parties(hit, entry, judged)
        for event in left:
            beside = next((e for e in judged.get("expected", []) if _is_event(event, e)), None)
            if beside is None:
                self._mistake(event.family, event)
            else:
                self.counts[event.family].beside += 1
                self._parties(event, beside, judged)

    def _state(self, event: Told, entry: Entry) -> None:
        if entry["status"]:
            self._value("status of an event", event, event.status, entry["status"])
        if entry["date"]:
            self._value("date of an event", event, event.date, [entry["date"]])

    def _value(self, row: str, event: Told, found: str, wanted: Sequence[str]) -> None:
        if found in wanted:
            self.counts[row].right += 1
            return
        self._miss(row, f"{event}: should be {' or '.join(wanted)}")
        if found:
            self._mistake(row, f"{event}: should be {' or '.join(wanted)}")

    def _parties(self, event: Told, entry: Entry, judged: Entry) -> None:
        """Count the parties that the entry does not ask for; those it asks for are in the event's own row."""
        more = [p for p in judged.get("parties", []) if _is_kind(event, p["kind"])]
        for role, names in event.parties:
            asked = any(_named(names, party) for party in entry["parties"].get(role, []))
            if any(_named(names, p["names"]) and role in _listed(p["role"]) for p in more):
                self.counts["further party"].beside += 1
            elif not asked:
                self._mistake("further party", f"{event}: {role} {_shown(names)}")

    def _match(
        self,
        row: str,
        found: Sequence[_Triple],
        wanted: Sequence[Entry],
        judged: Sequence[Entry],
        fits: Callable[[_Triple, Entry], bool],
    ) -> None:
        for entry in wanted:
            if any(fits(each, entry) for each in found):
                self.counts[row].right += 1
            else:
                self._miss(row, entry)
        for each in found:
            if any(fits(each, entry) for entry in wanted):
                continue
            if any(fits(each, entry) for entry in judged):
                self.counts[row].beside += 1
            else:
                self._mistake(row, f"{_shown(each[0])} {each[1]} {_shown(each[2])}")

    def _forbidden(self, told: Iterable[Told], entries: Iterable[Entry]) -> None:
        for entry in entries:
            for event in told:
                if _is_kind(event, entry["kind"]) and any(
                    _named(names, [entry["party"]]) for _, names in event.parties
                ):
                    self.forbidden.append(f"{self._place}: {event}")

    def _miss(self, row: str, what: object) -> None:
        self.counts[row].missed += 1
        self.missed.append(f"{self._place}: {row}: {what}")

    def _mistake(self, row: str, what: object) -> None:
        self.counts[row].wrong += 1
        self.wrong.append(f"{self._place}: {row}: {what}")


_Triple = tuple[frozenset[str], str, frozenset[str]]


def _events(reading: Reading, names: dict[str, frozenset[str]]) -> Iterator[Told]:
    for event in reading.events:
        follows = fact(reading, event)
        if follows is not None and isinstance(follows.subject, Event):
            parties = tuple((role, names[key]) for role, key in follows.subject.parties)
            status = follows.status.value if follows.status else ""
            yield Told(follows.subject.kinds, family(event), parties, status, follows.date or follows.start)


def _roles(reading: Reading, names: dict[str, frozenset[str]]) -> Iterator[_Triple]:
    for role in reading.roles:
        follows = fact(reading, role)
        if follows is not None and isinstance(follows.subject, Role) and follows.role_status is not None:
            where = names[role.organization] if role.organization else frozenset({""})
            yield names[role.holder], f"{follows.role_status.value}: {role.title}", where


def _relations(reading: Reading, names: dict[str, frozenset[str]]) -> Iterator[_Triple]:
    for entity in reading.entities:
        follows = fact(reading, entity)
        if follows is None or not isinstance(follows.subject, Entity):
            continue
        yield from ((names[entity.key], name, names[value]) for name, value in follows.relations)
        if follows.founded:
            yield names[entity.key], "foundedDate", frozenset({follows.founded})


def _is_event(event: Told, entry: Entry) -> bool:
    return _is_kind(event, entry["kind"]) and all(
        any(role == asked and _named(names, party) for role, names in event.parties)
        for asked, parties in entry["parties"].items()
        for party in parties
    )


def _is_kind(event: Told, kinds: str | list[str]) -> bool:
    known = {*event.kinds, event.family, "Event"}
    return not known.isdisjoint(_listed(kinds))


def _is_role(found: _Triple, entry: Entry) -> bool:
    titles = {f"{entry['status']}: {role_title(title).casefold()}" for title in _listed(entry["title"])}
    place = entry["organization"]
    return found[1].casefold() in titles and _named(found[0], [entry["holder"]]) and _is_place(found[2], place)


def _is_place(names: frozenset[str], place: str) -> bool:
    return not place or _named(names, [place])


def _is_relation(found: _Triple, entry: Entry) -> bool:
    ends = [(found[0], found[2])] + ([(found[2], found[0])] if found[1] in _SYMMETRIC else [])
    return any(_named(s, [entry["subject"]]) and _named(o, _listed(entry["object"])) for s, o in ends)


def _is_quotation(found: _Triple, entry: Entry) -> bool:
    return _named(found[0], [entry["speaker"]]) and any(words.startswith(entry["words"]) for words in found[2])


def _named(names: Iterable[str], accepted: Iterable[str]) -> bool:
    return not {slug(name) for name in names}.isdisjoint(slug(name) for name in accepted)


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _shown(names: Iterable[str]) -> str:
    return max(names, key=lambda name: (len(name), name))
