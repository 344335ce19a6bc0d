"""Moments as the graph writes them: xsd:dateTime in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ontology import terms

if TYPE_CHECKING:
    from pyoxigraph import Quad

BEGAN: Final = NamedNode(f"{terms.PROV}generatedAtTime")
ENDED: Final = NamedNode(f"{terms.PROV}invalidatedAtTime")
_DATE_TIME: Final = NamedNode(f"{terms.XSD}dateTime")


def moment(at: datetime) -> Literal:
    """The literal of a moment, to the microsecond."""
    return Literal(at.astimezone(UTC).isoformat().replace("+00:00", "Z"), datatype=_DATE_TIME)


def at_of(literal: Quad | Literal) -> datetime:
    """The moment of a literal, or of the literal of a quad."""
    text = literal.value if isinstance(literal, Literal) else str(getattr(literal.object, "value", ""))
    return datetime.fromisoformat(text)
