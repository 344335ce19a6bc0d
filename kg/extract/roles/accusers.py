"""Former staff who sue or accuse a firm: "X was sued by a former billing manager" is of a manager of X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import governors, prepositional
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_ACCUSING = word_set("roles", "accusing")
_FILING = frozenset({"file", "bring", "lodge", "launch", "open", "start"})
_PUBLIC = word_set("roles", "public_figures")
_ELSEWHERE = word_set("offices", "public") | word_set("offices", "place") | {"army", "navy", "air", "force", "union"}


def accused_by_staff(parsed: Parsed, head: Token, words: Sequence[Token]) -> tuple[int, ...]:
    """The one firm that a clause has its own former manager sue or accuse; none where it may be another's.

    Args:
        parsed: the article.
        head: the last word of the title.
        words: the title.
    """
    if words[-1].lemma_.lower() in _PUBLIC or not _ELSEWHERE.isdisjoint(t.lower_ for t in words):
        return ()
    holder = head.head if head.dep_ in {"compound", "nmod", "appos"} else head
    verb = next((g for g in governors(holder) if g.pos_ == "VERB"), None)
    if verb is None:
        return ()
    around = arguments(verb)
    lemma = verb.lemma_.lower()
    accused = around.objects if holder in around.subjects else []
    if lemma in _FILING:
        filed = [*accused, verb] if accused else []  # "filed a suit against X", however the parser hangs it
        accused = [h for t in filed for p, h in prepositional(t) if p == "against"]
    elif lemma not in _ACCUSING:
        return ()
    firms = {n for t in accused for n in parsed.parties(t) if parsed.kind(n) is Kind.ORGANIZATION}
    return tuple(firms) if len(firms) == 1 else ()
