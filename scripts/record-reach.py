#!/usr/bin/python3
"""Records how far PyTorch's gradients reach back through a decoder and, over the bridge, an encoder, in
float64, as src/testing/fixtures/pytorch-reach.json: of every loss by itself, the norm of its gradient by
each input and state, and what the gates alone do to it.

    apt-get install python3-torch && /usr/bin/python3 scripts/record-reach.py

Weights and batches are drawn from seeds on both sides, as scripts/record-encoder-decoder.py draws them.
"""
import importlib
import json
import pathlib
import sys

import torch

sys.dont_write_bytecode = True
sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent / "pytorch")]
import nets

pairs = importlib.import_module("record-encoder-decoder")
CASES = [
    # the fields of a pair, then the watched layer, and its direction in the encoder
    (("lstm", 1, 1, 5, 0, 4, 1, False, False), 0, 0),
    (("gru", 2, 1, 3, 6, 5, 1, False, True), 1, 0),
    (("lstm", 2, 2, 3, 6, 4, 1, False, True), 0, 1),
    (("lstm", 2, 2, 3, 0, 3, 1, False, False), 1, 0),
]


def lstm_step(w, x, states):
    """Rows i f g o."""
    a, c = states
    i, f, g, o = (x @ w["weight_ih"].T + w["bias_ih"] + a @ w["weight_hh"].T).chunk(4, 1)
    c_now = torch.sigmoid(i) * torch.tanh(g) + torch.sigmoid(f) * c
    return [torch.sigmoid(o) * torch.tanh(c_now), c_now], torch.sigmoid(f)


def gru_step(w, x, states):
    (after,) = nets.gru_step(w, x, states)
    (_, w_zx, _), (_, w_zc, _) = (x @ w["weight_ih"].T + w["bias_ih"]).chunk(3, 1), w["weight_hh"].chunk(3)
    return [after], 1 - torch.sigmoid(-(w_zx + states[0] @ w_zc.T))


class Watch:
    """What every step of every walk leaves, in the order in which they are walked."""

    def __init__(self):
        self.inputs, self.steps = [], []
        self.embed = nets.embed
        nets.embed = self.embedded
        nets.WRITTEN_OUT = {"lstm": self.step_of(lstm_step), "gru": self.step_of(gru_step)}

    def embedded(self, *given):
        x = self.embed(*given)
        x = x if x.requires_grad else x.requires_grad_()
        x.retain_grad()
        self.inputs.append(x)
        return x

    def step_of(self, step):
        def watched(w, x, states):
            after, kept = step(w, x, states)
            for state in after:
                state.retain_grad()
            self.steps.append((after, kept.detach()[0]))
            return after

        return watched

    def walk(self, first, count, is_reversed):
        steps = self.steps[first : first + count]
        return steps[::-1] if is_reversed else steps


def gradient(tensor):
    return torch.zeros_like(tensor)[0] if tensor.grad is None else tensor.grad[0].clone()


def record(index, fields, layer, direction):
    model, seed = pairs.EncoderDecoder(fields), 10 * index + 1
    parameters = pairs.random_parameters(model, seed, pairs.SCALE)
    *read, targets = pairs.reversed_batch(model, seed + 1)
    source, steps = model.source_steps, len(targets)
    columns = []
    for t in range(steps):
        watch = Watch()
        logits = model.logits(parameters, *read)
        torch.nn.functional.cross_entropy(logits[t], targets[t]).backward()
        behind = model.layers * model.directions * source
        encoder = watch.walk((layer * model.directions + direction) * source, source, direction == 1)
        walked = encoder + watch.walk(behind + layer * steps, steps, False)
        x = [x.grad[at] for x in watch.inputs for at in range(len(x))]
        columns.append(
            {
                "input": [own[0].norm().item() for own in x],
                "state": [gradient(after[0]).norm().item() for after, _ in walked],
                "memory": [gradient(after[-1]).norm().item() for after, _ in walked],
                "line": line_of(walked[source:] if model.directions == 2 else walked, t - steps),
            }
        )
        nets.embed = watch.embed
    # row k, loss t
    by_row = lambda name: [
        own for k in range(len(columns[0][name])) for column in columns for own in in_list(column[name][k])
    ]
    return {
        **pairs.fields_of(model),
        **{"seed": seed, "layer": layer, "direction": direction},
        **{name: [float(f"{value:.8g}") for value in by_row(name)] for name in columns[0]},
    }


def in_list(value):
    return value if isinstance(value, list) else [value]


def line_of(walked, t):
    """As shaders/recurrence/memory-line.wgsl says. t counts from the end."""
    last = len(walked) + t
    gradients, kept = [gradient(after[-1]) for after, _ in walked], [own for _, own in walked]
    parts = []
    for k in range(len(walked)):
        if k > last:
            parts.append([0.0] * 4)
            continue
        line = gradients[last]
        for j in range(k + 1, last + 1):
            line = line * kept[j]
        along = kept[k] * gradients[k]
        rest = gradients[k - 1] - along if k > 0 else torch.zeros_like(along)
        parts.append([line.norm().item(), along.norm().item(), rest.norm().item(), kept[k].mean().item()])
    return parts


def main():
    torch.set_num_threads(1)
    cases = [record(index, *case) for index, case in enumerate(CASES)]
    path = pairs.FIXTURES / "pytorch-reach.json"
    path.write_text(json.dumps({"pytorch": torch.__version__, "cases": cases}, indent=2) + "\n")
    print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
