"""How the nets learn that ours are compared with, and how that is written down."""
import json
import pathlib

import torch
from draws import random_parameters

FIXTURES = pathlib.Path(__file__).parents[2] / "src/testing/fixtures"


def trainable(model, seed, scale=1.0):
    """`random_parameters` that gradients reach."""
    drawn = random_parameters(model, seed, scale)
    return {name: values.requires_grad_() for name, values in drawn.items()}


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
