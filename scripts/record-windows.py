#!/usr/bin/python3
"""Records how PyTorch trains plain networks over windows, the same at every place, in float64, as
src/testing/fixtures/pytorch-windows.json: the losses of 50 steps, over whole sequences of tokens that are
read both ways, and over streams of numbers that go on.

    apt-get install python3-torch && /usr/bin/python3 scripts/record-windows.py

Each window is written out: one-hot vectors, or numbers, side by side, and zeros outside of the sequence.
Weights and batches are drawn from seeds on both sides, see scripts/pytorch/draws.py.
"""
import pathlib
import sys

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "pytorch"))
from draws import float32, random_batch, random_lengths, uniform_numbers
from nets import Model
from training import learn, trainable, write_fixture


class Plain(Model):
    """A hidden layer over `window` time steps, nearest first; layers above read one alone."""

    def __init__(self, window, *sizes):
        super().__init__("plain", *sizes)
        self.window = window

    def parameter_shapes(self):
        size, shapes = self.hidden_size, {}
        for layer in range(self.layers):
            below = self.directions * size if layer else self.window * self.vocab_size
            for suffix in self.suffixes(layer):
                shapes[f"rnn.weight_ih{suffix}"] = (size, below)
                shapes[f"rnn.bias_ih{suffix}"] = (size,)
        shapes["head.weight"] = (self.classes, self.directions * size)
        shapes["head.bias"] = (self.classes,)
        return shapes


def windows(x, window, is_ahead):
    """[T, B, I] -> [T, B, window * I]"""
    nothing = torch.zeros(window - 1, *x.shape[1:])
    padded = torch.cat([x, nothing] if is_ahead else [nothing, x])
    first = [j if is_ahead else window - 1 - j for j in range(window)]
    return torch.cat([padded[at : at + len(x)] for at in first], dim=2)


def linear(parameters, name, suffix, x):
    weight, bias = (parameters[f"{name}.{kind}{suffix}"] for kind in ("weight_ih", "bias_ih"))
    return torch.nn.functional.linear(x, weight, bias)


def answers(model, parameters, x):
    for layer in range(model.layers):
        x = torch.cat(
            [
                torch.tanh(
                    linear(parameters, "rnn", suffix, x if layer else windows(x, model.window, at == 1))
                )
                for at, suffix in enumerate(model.suffixes(layer))
            ],
            dim=2,
        )
    return torch.nn.functional.linear(x, parameters["head.weight"], parameters["head.bias"])


def of_sequences():
    model, batch_size, time_steps = Plain(3, 2, 2, 8, 7, 0, 3), 6, 12
    parameters = trainable(model, 1)

    def loss_at(step):
        lengths = random_lengths(batch_size, time_steps, 6000 + step)
        tokens, _ = random_batch(model, batch_size, time_steps, 7000 + step)
        is_real = torch.arange(time_steps)[:, None] < torch.tensor(lengths)
        x = torch.nn.functional.one_hot(tokens, model.vocab_size).double() * is_real[:, :, None]
        # told by the token before and by the one behind: one of them is missing at an edge
        before = torch.cat([torch.zeros_like(tokens[:1]), tokens[:-1]])
        behind = torch.cat([tokens[1:], torch.zeros_like(tokens[:1])])
        has_behind = torch.arange(1, time_steps + 1)[:, None] < torch.tensor(lengths)
        targets = (before + behind * has_behind) % model.classes
        logits = answers(model, parameters, x)
        return torch.nn.functional.cross_entropy(logits[is_real], targets[is_real])

    return model, learn(parameters, loss_at)


def of_streams():
    """Two time steps at once, windows of five: what was read before counts, with the weights of its time."""
    model, batch_size, time_steps = Plain(5, 1, 1, 8, 3, 0, 2), 5, 2
    parameters = trainable(model, 1)
    shares = torch.zeros(model.window - 1, batch_size, model.hidden_size)

    def loss_at(step):
        nonlocal shares
        numbers = uniform_numbers(8000 + step)
        shape = (time_steps, batch_size, model.vocab_size)
        drawn = [float32(4 * next(numbers) - 2) for _ in range(time_steps * batch_size * shape[2])]
        x = torch.tensor(drawn).reshape(shape)
        ahead = torch.cat([x, torch.zeros(model.window - 1, *shape[1:])])
        weight = parameters["rnn.weight_ih_l0"]
        sums = windows(ahead, model.window, False) @ weight.T
        given = torch.cat([shares, torch.zeros(time_steps, batch_size, model.hidden_size)])
        sums = sums + given[: len(sums)]
        shares = sums[time_steps:].detach()
        hidden = torch.tanh(sums[:time_steps] + parameters["rnn.bias_ih_l0"])
        head = parameters["head.weight"], parameters["head.bias"]
        y = torch.nn.functional.linear(hidden, *head)
        return torch.nn.functional.mse_loss(y, x.flip(0)[:, :, : model.classes])

    return model, learn(parameters, loss_at)


def recorded(name, model, losses):
    sizes = {
        "window": model.window,
        "layers": model.layers,
        "directions": model.directions,
        "hiddenSize": model.hidden_size,
        "outputSize": model.classes,
    }
    return {"name": name, "model": sizes, "read": model.vocab_size, "losses": losses}


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    runs = [recorded("sequences", *of_sequences()), recorded("streams", *of_streams())]
    write_fixture("windows", {"runs": runs})


if __name__ == "__main__":
    main()
