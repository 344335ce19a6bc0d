"""Parts of a firm: words for them, and who has one named behind them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token

SHARES = frozenset(
    {"stake", "share", "shareholding", "interest", "percent", "cent", "%", "half", "third", "quarter", "fifth", "tenth"}
)
"""Words for a part of a firm."""
PERCENT = frozenset({"%", "percent", "pct", "cent"})
_NEAR_SHARE = 5  # tokens: "the remaining 60 per cent"


def has_own_share(name: Token) -> bool:
    """Whether a share stands right behind a name: "and B 60%", "and B the remaining 60 percent"."""
    behind = [t for t in name.doc[name.i + 1 : name.i + 1 + _NEAR_SHARE] if t.sent == name.sent]
    before_share = list(takewhile(lambda t: t.lemma_.lower() not in PERCENT, behind))
    is_figure = all(t.like_num or t.lower_ in {"the", "remaining", "other", "per"} for t in before_share)
    return bool(before_share) and len(before_share) < len(behind) and is_figure
