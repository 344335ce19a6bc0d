"""The training loop: one pass over each window, and the losses of whatever its set annotates."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F  # noqa: N812 - as everywhere

from training.batches import batches, pair_tensors, thinned, window_tensors
from training.distilling import COMPANIES, PAIRS, STATUSES, TRIGGERS, company_loss, pair_losses, word_losses
from training.network import company_logits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.distilling import Part, Teacher
    from training.examples import Example
    from training.network import Network

    Say = Callable[[str], object]

_DECAY, _LARGEST_STEP = 0.01, 1.0
_MASKED = -1e4
_NAMES = 2.0  # what its loss weighs
_PAIRS_BEFORE, _PAIRS_POWER = 2, 0.7  # a window with many pairs weighs more, but not as many times more
_AVERAGE_FROM, _AVERAGE_KEPT = 0.75, 0.99


@dataclass(frozen=True, slots=True)
class Course:
    """How to train.

    Attributes:
        epochs: passes over all examples.
        batch: examples in a step.
        encoder_rate: learning rate of the transformer.
        head_rate: learning rate of all that MiniLM does not have.
        warmup: share of the steps in which the rates rise.
        floor: share of the rates that the last steps keep.
        averaged: whether the result is a moving average over the last quarter of the steps.
    """

    epochs: int
    batch: int
    encoder_rate: float
    head_rate: float
    warmup: float = 0.06
    floor: float = 0.02
    averaged: bool = True


def learn(
    network: Network,
    examples: Sequence[Example],
    course: Course,
    *,
    seed: int,
    say: Say,
    teacher: Teacher | None = None,
) -> None:
    """Train in place; the table of word pieces stays as it is. What a teacher says counts beside the gold."""
    torch.manual_seed(seed)
    order = random.Random(seed)  # noqa: S311 - the order of examples is no secret
    optimizer = _optimizer(network, course)
    steps = course.epochs * -(-len(examples) // course.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (course.warmup * steps)) * max(course.floor, 1 - step / steps)
    )
    average: dict[str, torch.Tensor] = {}
    step, began = 0, time.monotonic()
    network.train()
    for epoch in range(1, course.epochs + 1):
        losses: defaultdict[str, list[float]] = defaultdict(list)
        for batch in batches(examples, course.batch, order):
            loss = _loss(network, [thinned(example, order) for example in batch], losses, teacher)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), _LARGEST_STEP)
            optimizer.step()
            schedule.step()
            step += 1
            if course.averaged and step > steps * _AVERAGE_FROM:
                _add_to(average, network)
        shown = ", ".join(f"{name} {fmean(each):.4f}" for name, each in sorted(losses.items()))
        say(f"epoch {epoch} of {course.epochs}, {time.monotonic() - began:.0f} s: loss {shown}")
    if average:
        network.load_state_dict(average)
    network.eval()


def _optimizer(network: Network, course: Course) -> torch.optim.Optimizer:
    transformer = network.transformer
    transformer.pieces.weight.requires_grad = False
    new = transformer.fresh()
    fresh = {id(parameter) for parameter in new}
    known = [p for p in transformer.parameters() if p.requires_grad and id(p) not in fresh]
    heads = [p for name, p in network.named_parameters() if not name.startswith("transformer.")]
    groups = [{"params": known, "lr": course.encoder_rate}, {"params": new + heads, "lr": course.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=_DECAY, fused=True)


def _loss(
    network: Network, batch: Sequence[Example], losses: defaultdict[str, list[float]], teacher: Teacher | None
) -> torch.Tensor:
    """A batch's loss; notes its parts."""
    words, *mine = _read(network, batch)
    with torch.no_grad():
        known, *its = _read(teacher.network, batch) if teacher else (words, *mine)
    tokens, loss = sum(len(example) for example in batch), torch.zeros(())
    for row, example in enumerate(batch):
        length = len(example)
        bio, triggers, statuses = (logits[row, :length] for logits in mine)
        right = bio.log_softmax(-1).masked_fill(~example.allowed, _MASKED).logsumexp(-1)
        parts = {"names": (_NAMES * len(batch) / tokens, -right.sum() * example.weight)}
        if example.triggers is not None:
            parts |= _event_losses(example, triggers, statuses)
        if teacher:
            said = [logits[row, :length] for logits in its]
            parts |= word_losses((bio, triggers, statuses), said, len(batch) / tokens)
        if example.pairs:
            parts |= _pair_losses(network, example, words[row, :length], teacher, known[row, :length])
        for name, (weight, part) in parts.items():
            loss = loss + weight * part / len(batch)
            losses[name].append(float(part.detach()) / (length if name == "names" else 1))
    return loss


def _read(network: Network, batch: Sequence[Example]) -> tuple[torch.Tensor, ...]:
    """States of the words, and logits of names, of events and of their states."""
    with torch.autocast("cpu", torch.bfloat16):
        words = network.words(*window_tensors([example.window for example in batch]))
        logits = network.tag(words)
    return words.float(), *(each.float() for each in logits)


def _event_losses(
    example: Example, triggers: torch.Tensor, statuses: torch.Tensor
) -> dict[str, tuple[float, torch.Tensor]]:
    losses = {"triggers": (TRIGGERS, F.cross_entropy(triggers, torch.tensor(example.triggers)))}
    states = torch.tensor(example.statuses)
    if (states >= 0).any():
        losses["statuses"] = (STATUSES, F.cross_entropy(statuses[states >= 0], states[states >= 0]))
    return losses


def _pair_losses(
    network: Network, example: Example, words: torch.Tensor, teacher: Teacher | None, known: torch.Tensor
) -> dict[str, Part]:
    features = pair_tensors(example)
    relations, companies = network.pairs(words, **features)
    with torch.no_grad():
        its = teacher.network.pairs(known, **features) if teacher else (relations, companies)
    if example.company is not None:
        right = torch.tensor([example.company])
        losses = {example.source: (COMPANIES, F.cross_entropy(company_logits(companies)[None], right))}
        return losses | (company_loss(companies, its[1]) if teacher else {})
    targets, masks = torch.stack(example.targets), torch.stack(example.masks)
    wrong = F.binary_cross_entropy_with_logits(relations, targets, reduction="none") * masks
    number = _PAIRS_BEFORE + len(example.pairs) ** _PAIRS_POWER
    losses = {example.source: (PAIRS, wrong.sum() / number)}
    return losses | (pair_losses(example, (relations, companies), its, teacher.fit, number) if teacher else {})


def _add_to(average: dict[str, torch.Tensor], network: Network) -> None:
    for name, weights in network.state_dict().items():
        if name in average:
            average[name].mul_(_AVERAGE_KEPT).add_(weights, alpha=1 - _AVERAGE_KEPT)
        else:
            average[name] = weights.detach().clone()
