"""An office as one sentence tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token
    from kg.records import RoleStatus

SURENESS = 0.85
"""How sure an office is that a title, a holder and an organization in one clause tell."""


@dataclass(frozen=True, slots=True)
class Held:
    """An office with its holders and its organizations.

    Attributes:
        head: the word that tells of it.
        title: the title.
        holders: who holds it.
        status: whether it lasts.
        organizations: where it is; none where its phrase names none.
        owner: the word that only refers to its organization: "its", "the club's".
        confidence: how sure it is.
    """

    head: Token
    title: str
    holders: list[int]
    status: RoleStatus
    organizations: tuple[int, ...] = ()
    owner: Token | None = None
    confidence: float = SURENESS
