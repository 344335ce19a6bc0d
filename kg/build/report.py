"""What a build did: articles by what became of them, and the facts that came, changed and went."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One input that is not in the store, and why; it travels between processes, as an error would not.

    Attributes:
        origin: the file, line or URL.
        reason: what is wrong with it and what to do next.
        article: its id, "" where it did not even become an article.
    """

    origin: str
    reason: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        added: articles that the store did not have.
        replaced: articles that it had, read anew because they or the software changed.
        unchanged: articles that it had just so.
        refused: inputs that could not be read, in input order.
        appeared: entities, events and roles that the facts did not have.
        changed: those of which the facts say something else now.
        gone: those that nothing supports any more.
        interrupted: whether it was stopped; what was done until then is in the store.
        seconds: how long it took.
    """

    added: int
    replaced: int
    unchanged: int
    refused: tuple[Refusal, ...]
    appeared: int
    changed: int
    gone: int
    interrupted: bool
    seconds: float

    @property
    def articles(self) -> int:
        """How many articles were looked at."""
        return self.added + self.replaced + self.unchanged
