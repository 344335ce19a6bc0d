"""When there is no tie, whatever the score: where a name is all that speaks for an item, or the text against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.link.features import NAMES, rank
from kg.link.forms import Way, is_abbreviation, is_generic, wholes_of
from kg.link.generated import without_legal_form
from kg.link.normalization import name_key
from kg.link.profiles import words_of
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.link.asked import Asked, Description, Said
    from kg.link.candidates import Possible
    from kg.link.features import Rows
    from kg.link.profiles import Profile

_LEAST_SHARE = 0.7
_FAMOUS = 20  # Wikipedias at least that have what news need not introduce
_CODE = 2  # letters of the code of a country or language
_RIVALS, _SHARE = NAMES.index("rivals"), NAMES.index("share")
_CONTEXT, _COHERENCE, _HOME = NAMES.index("context"), NAMES.index("coherence"), NAMES.index("home")
_NICKNAME, _EXTRA_FOUND = NAMES.index("nickname"), NAMES.index("extra_found")
_SURNAME, _NAMESAKES, _COMMON = NAMES.index("surname"), NAMES.index("common_surname"), 0.35
_ELSEWHERE, _CONCEPT = NAMES.index("stated_elsewhere"), NAMES.index("concept")


@dataclass(slots=True)
class Case:
    """One entity while it is linked.

    Attributes:
        asked: its names and kind.
        candidates: the items that it may be.
        rows: what speaks for each of them.
        none: what speaks for none.
        said: what the text says of it.
        others: the candidates that the article contradicts: in another place of the name, with a name that goes on
            otherwise than the text's, or of another sort.
        words: what the text is about.
        countries: those that it speaks of, also by their states.
    """

    asked: Asked
    candidates: list[Possible]
    rows: Rows
    none: list[float]
    said: Said
    others: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


def is_doubtful(case: Case, best: int) -> bool:
    """Whether the best candidate is not to be tied, however much the name and its fame speak for it."""
    row, possible = case.rows[best], case.candidates[best]
    return (
        rests_on_name_alone(case.asked, row, leads=_leads(case, best))
        or is_of_a_part(case.asked, possible)
        or possible.named.id in case.others
        or is_contradicted(case.said, possible, row)
        or is_of_several_countries(case, best)
        or goes_on(case, best)
        or is_code(case.asked, possible)
    )


def rests_on_name_alone(asked: Asked, row: Sequence[float], *, leads: bool) -> bool:
    """Whether several have the name, and nothing but popularity tells them apart.

    A team's nickname alone and words such as "City" and "Supreme Court" need more: another item of the text, the rest
    of the name, or the country. `leads` says that context or coherence speaks more for it than for its namesakes.
    Other persons of the name may be missing from the index: the commoner the last name, the more must speak for one.
    """
    if row[_NICKNAME] > 0:
        return max(row[_COHERENCE], row[_EXTRA_FOUND]) <= 0
    if all(map(is_generic, asked.names)) and max(row[_COHERENCE], row[_EXTRA_FOUND], row[_HOME]) <= 0:
        return True
    is_shared = row[_RIVALS] > 0
    if asked.kind is not Kind.PERSON:
        return is_shared and not leads and row[_SHARE] < _LEAST_SHARE
    evidence = row[_CONTEXT] + row[_COHERENCE]
    is_common = is_shared or row[_SURNAME] > 0 or row[_NAMESAKES] >= _COMMON
    return is_common and (not leads or evidence < row[_NAMESAKES])


def _leads(case: Case, best: int) -> bool:
    ranked = [rank(each) for each in case.candidates]
    rivals = [row for n, row in enumerate(case.rows) if ranked[n] == ranked[best] and n != best]
    return any(
        case.rows[best][each] > max((row[each] for row in rivals), default=0.0) for each in (_CONTEXT, _COHERENCE)
    )


def is_of_a_part(asked: Asked, possible: Possible) -> bool:
    """Whether only a part of the fullest name is the item's, or a longer one is: "NBA China" is not the NBA."""
    if possible.way in {Way.SHORTENED, Way.AROUND}:
        return True
    full = set(_bare(asked.names[0]).split())
    return set(_bare(asked.names[possible.place]).split()) < full


def is_contradicted(said: Said, possible: Possible, row: Sequence[float]) -> bool:
    """Whether the text says that it is another: one elsewhere, a team and no town, a word and no name."""
    return max(row[_ELSEWHERE], row[_CONCEPT]) > 0 or (said.plays and possible.named.kind == Kind.PLACE)


def is_of_several_countries(case: Case, best: int) -> bool:
    """Whether countries have such a body each, and the text speaks of several: "Ministry of Justice".

    A party's name tells more, as those of other countries have others.
    """
    row, names = case.rows[best], case.asked.names
    is_shared = row[_RIVALS] > 0 and row[_SHARE] < _LEAST_SHARE
    is_body = all(is_generic(name) and not name.endswith("Party") for name in names)
    return is_shared and is_body and len(case.countries) > 1


def goes_on(case: Case, best: int) -> bool:
    """Whether an organization's one word goes on with others that the text has not: "Rakuten Eagles" for Rakuten."""
    possible = case.candidates[best]
    begun = name_key(case.asked.names[possible.place])
    if possible.way is not Way.BEGINNING or case.asked.kind is not Kind.ORGANIZATION or " " in begun:
        return False
    rest = name_key(possible.named.alias).removeprefix(f"{begun} ")
    return not words_of(rest) <= case.words


def is_another(case: Case, possible: Possible, told: Profile) -> bool:
    """Whether the text completes the name otherwise, or says of what sort it is and the item is not known for that."""
    is_famous = possible.named.popularity >= _FAMOUS
    return _is_completed_otherwise(case, told) or any(
        _is_of_another_sort(told, each, is_famous=is_famous) for each in case.said.described
    )


def _is_completed_otherwise(case: Case, told: Profile) -> bool:
    """Whether the item's label begins with the name that the text completes otherwise: "Columbia University"."""
    if not case.said.is_completed:
        return False
    key, label = name_key(case.asked.names[0]), name_key(without_legal_form(told.names[0]))
    return label.startswith(f"{key} ")


def _is_of_another_sort(told: Profile, described: Description, *, is_famous: bool) -> bool:
    """Whether item and text share no word and no country: "Shell, a pasta maker in Naples" is no oil company.

    "The carmaker" says what readers know, in whatever words: only with another country it speaks against an item. So
    does "a carmaker" against what everybody knows: what few do is introduced so.
    """
    if not described.words.isdisjoint(told.words):
        return False
    here = told.regions | wholes_of(told.regions)
    if described.regions and (here or is_famous):
        return described.regions.isdisjoint(here)
    return described.is_new and is_famous


def is_code(asked: Asked, possible: Possible) -> bool:
    """Whether a letter or two are the name, and the item has them as a code, not as written: "AM" is no Armenia."""
    key = name_key(asked.names[0])
    is_as_written = possible.named.alias in asked.names or is_abbreviation(asked.names[0])
    return len(key) < _CODE or (len(key) == _CODE and not is_as_written)


def _bare(name: str) -> str:
    return name_key(without_legal_form(name))
