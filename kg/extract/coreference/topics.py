"""Whom an article is about, which "the company" goes back to over those who are only named in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.extract.coreference.anaphora import At, Named
    from kg.extract.document.tokens import Token

_OFTEN = 2  # mentions


def likelier(
    token: Token, nearest: tuple[int, ...], clusters: Sequence[Named], at: At, firms: Collection[int]
) -> tuple[int, ...]:
    """Whom "the company" means: the nearest firm, or the one that the article is about.

    That one is likelier than who stands beside the subject of an earlier sentence, and as likely as a subject of the
    paragraph before: then it may be either.
    """
    main = _main_firm(token, clusters, firms)
    if main is None or nearest == (main,):
        return nearest
    last = _last_mention(token, nearest, at) if nearest else None
    if last is None:
        return (main,)
    if last.sent == token.sent or (last.dep_ in SUBJECTS and not opens_paragraph(token)):
        return nearest
    return () if last.dep_ in SUBJECTS else (main,)


def _main_firm(token: Token, clusters: Sequence[Named], firms: Collection[int]) -> int | None:
    """The firm that an article speaks of most, of those named before a word; None where two are as frequent."""
    counts = {
        n: len(clusters[n].names) + len(clusters[n].references) for n in firms if clusters[n].names[0].start < token.i
    }
    most = max(counts.values(), default=0)
    leading = [n for n, count in counts.items() if count == most]
    return leading[0] if len(leading) == 1 and (most >= _OFTEN or len(counts) == 1) else None


def opens_paragraph(token: Token) -> bool:
    """Whether a word stands in the first sentence of a paragraph."""
    place = token.sent.start
    while place < token.i and token.doc[place].is_space:
        place += 1
    gap = token.doc[:place]
    while place > 0 and token.doc[place - 1].is_space:
        place -= 1
    return place == 0 or any("\n" in t.text for t in gap[place:])


def _last_mention(token: Token, numbers: tuple[int, ...], at: At) -> Token | None:
    return next((token.doc[i] for i in range(token.i - 1, -1, -1) if at.get(i) == numbers), None)
