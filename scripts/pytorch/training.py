"""How the nets learn that ours are compared with, and how that is written down."""
import functools
import json
import math
import pathlib

import torch
from counters import permutation, uniform
from draws import MASKED, random_parameters
from nets import NOTHING

EPOCHS = 0xE90C  # stream of random words
FIXTURES = pathlib.Path(__file__).parents[2] / "src/testing/fixtures"


def trainable(model, seed, scale=1.0):
    """`random_parameters` that gradients reach."""
    drawn = random_parameters(model, seed, scale)
    return {name: values.requires_grad_() for name, values in drawn.items()}


def initial_parameters(model, seed):
    """As a net of the page begins: each from U(-1 / sqrt(H), 1 / sqrt(H)) by its own stream of random words."""
    bound = 1 / math.sqrt(model.hidden_size)
    return {
        name: torch.tensor(uniform(seed, stream, math.prod(shape), bound)).reshape(shape).requires_grad_()
        for stream, (name, shape) in enumerate(model.parameter_shapes().items())
    }


def counted_loss(logits, targets, reduction="mean"):
    """Cross-entropy over all targets that are not MASKED."""
    rows = logits.reshape(-1, logits.shape[-1])
    return torch.nn.functional.cross_entropy(
        rows, targets.reshape(-1), ignore_index=MASKED, reduction=reduction
    )


def masked_batch(rows, time_steps):
    """Tokens and targets [T, B] of rows of both, NOTHING and MASKED behind their ends; and their time steps."""
    tokens = torch.full((time_steps, len(rows)), NOTHING)
    targets = torch.full_like(tokens, MASKED)
    for column, (inputs, wanted) in enumerate(rows):
        tokens[: len(inputs), column] = torch.tensor(inputs)
        targets[: len(wanted), column] = torch.tensor(wanted)
    return tokens, targets, [len(wanted) for _, wanted in rows]


def rows_in_turn(rows, batch_size, seed, step):
    """Those of a step: all in an order of their own in every pass."""
    places = range(step * batch_size, (step + 1) * batch_size)
    return [rows[order(len(rows), seed, place // len(rows))[place % len(rows)]] for place in places]


@functools.cache
def order(count, seed, epoch):
    return permutation(count, seed, EPOCHS, epoch)


def learn(parameters, loss_at, optimizer=None, steps=50, clip_norm=1):
    """The loss of every step before its update: by Adam unless told otherwise, clipped by norm."""
    values = list(parameters.values())
    optimizer = optimizer or torch.optim.Adam(values, lr=0.02)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = loss_at(step)
        loss.backward()
        losses.append(loss.item())
        torch.nn.utils.clip_grad_norm_(values, clip_norm)
        optimizer.step()
    return losses


def write_fixture(name, recorded):
    path = FIXTURES / f"pytorch-{name}.json"
    path.write_text(json.dumps({"pytorch": torch.__version__, **recorded}, indent=2) + "\n")
    print(path.name, path.stat().st_size)
