#!/usr/bin/python3
"""Records how PyTorch trains nets that read numbers and answer with numbers, in float64, as
src/testing/fixtures/pytorch-numeric.json: the losses of 50 steps, over whole sequences with masked
targets, and over streams whose states are carried on.

    apt-get install python3-torch && /usr/bin/python3 scripts/record-numeric.py

Weights and batches are drawn from seeds on both sides, see scripts/pytorch/draws.py.
"""
import pathlib
import sys

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "pytorch"))
from draws import float32, random_lengths, uniform_numbers
from nets import Model, run
from training import learn, trainable, write_fixture

BATCH_SIZE, TIME_STEPS, SEED = 5, 9, 1
MODELS = {
    "sequences": Model("lstm", 2, 2, 8, 3, 0, 2),
    "streams": Model("gru-reset-after", 1, 1, 8, 1, 0, 1),
}


def batch(model, name, step):
    """Each output is half an input now and a quarter of the one before; every fifth is not wanted."""
    numbers = uniform_numbers(8000 + step)
    shape = (TIME_STEPS, BATCH_SIZE, model.vocab_size)
    drawn = [float32(4 * next(numbers) - 2) for _ in range(TIME_STEPS * BATCH_SIZE * shape[2])]
    x = torch.tensor(drawn, dtype=torch.float64).reshape(shape)
    before = torch.cat([torch.zeros_like(x[:1]), x[:-1]])
    y = (0.5 * x + 0.25 * before).float().double()[:, :, : model.classes]
    if name == "streams":
        return x, y, torch.ones_like(y, dtype=torch.bool), None
    lengths = random_lengths(BATCH_SIZE, TIME_STEPS, 9000 + step)
    is_real = torch.arange(TIME_STEPS)[:, None] < torch.tensor(lengths)
    is_wanted = (torch.arange(y.numel()) % 5 != 3).reshape(y.shape)
    return x, y, is_real[:, :, None] & is_wanted, lengths


def record(name, model):
    parameters = trainable(model, SEED)
    states = None

    def loss_at(step):
        nonlocal states
        x, y, counts, lengths = batch(model, name, step)
        answers, finals = run(model, parameters, x, lengths, states)
        states = [state.detach() for state in finals] if name == "streams" else None
        return torch.nn.functional.mse_loss(answers[counts], y[counts])

    return {
        "name": name,
        "model": {
            "cell": model.cell,
            "layers": model.layers,
            "directions": model.directions,
            "hiddenSize": model.hidden_size,
            "outputSize": model.classes,
        },
        "features": model.vocab_size,
        "losses": learn(parameters, loss_at),
    }


def main():
    torch.set_num_threads(1)
    runs = [record(name, model) for name, model in MODELS.items()]
    write_fixture("numeric", {"runs": runs})


if __name__ == "__main__":
    main()
