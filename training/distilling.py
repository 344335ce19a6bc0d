"""What a teacher says of a batch, and what it costs to say otherwise.

It has a word on everything that it tells at all: also on events in sentences that are annotated for companies alone,
and on relations that nobody annotated in an article. Relations whose two sides are of kinds that no set has it for
are left out: there the teacher has learned nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F  # noqa: N812 - as everywhere

from training.labels import RELATIONS
from training.network import company_logits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from training.examples import Example
    from training.network import Network

    Part = tuple[float, torch.Tensor]
    Fit = Mapping[tuple[str, str], torch.Tensor]

TRIGGERS, STATUSES, COMPANIES, PAIRS = 4.0, 0.5, 0.7, 2.0
"""What the losses weigh, those of the gold and those of the teacher's word."""
_NAMES, _LOGITS = 1.0, 0.24
_TOLD = 0.3  # how likely an event's word must be for its state to be asked for


@dataclass(frozen=True, slots=True)
class Teacher:
    """A network to learn from.

    Attributes:
        network: what it is.
        fit: kinds of two candidates → which relations it has learned between such.
    """

    network: Network
    fit: Fit


def fitting(examples: Iterable[Example]) -> Fit:
    """Kinds of two candidates → which relations some set has between such."""
    found: defaultdict[tuple[str, str], torch.Tensor] = defaultdict(lambda: torch.zeros(len(RELATIONS)))
    for example in examples:
        for pair, mask in zip(example.pairs, example.masks, strict=example.company is None):
            kinds = _kinds(example, pair)
            found[kinds] = found[kinds].maximum((mask > 0).float())
    return found


def word_losses(mine: Sequence[torch.Tensor], its: Sequence[torch.Tensor], share: float) -> dict[str, Part]:
    """Of one window's words: names (which weigh by a share), events and their states, from the logits of both."""
    names, triggers, statuses = (logits.log_softmax(-1) for logits in mine)
    right = [logits.softmax(-1) for logits in its]
    losses = {
        "names, taught": (_NAMES * share, -(right[0] * names).sum()),
        "triggers, taught": (TRIGGERS, -(right[1] * triggers).sum(-1).mean()),
    }
    told = 1 - right[1][:, 0]
    if float(told.max()) > _TOLD:
        asked = -(told[:, None] * right[2] * statuses).sum() / told.sum()
        losses["statuses, taught"] = (STATUSES, asked)
    return losses


def company_loss(mine: torch.Tensor, its: torch.Tensor) -> dict[str, Part]:
    """Of the two companies of one of CORE's sentences."""
    right = company_logits(its).softmax(-1)
    return {"core, taught": (COMPANIES, -(right * company_logits(mine).log_softmax(-1)).sum())}


def pair_losses(
    example: Example,
    mine: tuple[torch.Tensor, torch.Tensor],
    its: tuple[torch.Tensor, torch.Tensor],
    fit: Fit,
    number: float,
) -> dict[str, Part]:
    """Of one window's pairs: relations, and of two organizations what CORE would call them.

    Args:
        example: the window.
        mine: logits of relations and of CORE's, as `Network.pairs` gives them.
        its: the teacher's.
        fit: which relations count, by the kinds of both sides.
        number: what the sum over the relations is divided by.
    """
    asked = torch.stack([fit[_kinds(example, pair)] for pair in example.pairs])
    wrong = F.binary_cross_entropy_with_logits(mine[0], its[0].sigmoid(), reduction="none")
    losses = {"pairs, taught": (PAIRS, (wrong * asked).sum() / number)}
    firms = [n for n, pair in enumerate(example.pairs) if _kinds(example, pair) == ("organization",) * 2]
    if firms:
        losses["companies, taught"] = (_LOGITS, F.mse_loss(mine[1][firms], its[1][firms], reduction="mean"))
    return losses


def _kinds(example: Example, pair: tuple[int, int]) -> tuple[str, str]:
    one, other = (example.candidates[side].kind for side in pair)
    return one, other
