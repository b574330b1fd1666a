#!/usr/bin/python3
"""Records what PyTorch computes of encoders and decoders, without and with additive attention, in
float64, as src/testing/fixtures/pytorch-encoder-decoder.json: losses and every gradient of small
nets, and how two learn to reverse what they read.

    apt-get install python3-torch && /usr/bin/python3 scripts/record-encoder-decoder.py

Weights and batches are drawn from seeds on both sides.
"""
import math
import pathlib
import sys

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "pytorch"))
from draws import MASKED, random_lengths, uniform_numbers
from nets import NOTHING, Model, read
from training import learn, trainable, write_fixture

SYMBOLS, SCALE = 5, 3
CASES = [
    # cell, layers, directions, hidden size, embedding size, source steps, batch size, lengths, attention
    ("lstm", 1, 1, 5, 0, 4, 3, True, False),
    ("lstm", 2, 2, 3, 6, 7, 2, True, False),
    ("gru-reset-after", 1, 2, 5, 0, 3, 3, False, False),
    ("rnn-tanh", 1, 1, 5, 0, 1, 1, False, True),
    ("lstm", 1, 2, 5, 3, 6, 3, True, True),
    ("gru", 2, 1, 3, 6, 5, 2, True, True),
    ("lstm-peephole", 2, 2, 3, 0, 9, 2, False, True),
]
RUNS = [("lstm", 1, 2, 8, 6, 6, 4, True, False), ("gru-reset-after", 1, 2, 8, 6, 6, 4, True, True)]


class EncoderDecoder:
    def __init__(self, fields):
        self.cell, self.layers, self.directions, self.hidden_size, self.embedding = fields[:5]
        self.source_steps, self.batch_size, self.has_lengths, self.has_attention = fields[5:]
        sizes = (self.hidden_size, SYMBOLS + 1, self.embedding, SYMBOLS + 1)
        self.decoder = Model(self.cell, self.layers, 1, *sizes)
        sizes = (self.hidden_size, SYMBOLS, self.embedding, SYMBOLS)
        self.encoder = Model(self.cell, self.layers, self.directions, *sizes)

    def parameter_shapes(self):
        """By name, in the order of src/model/encoder-decoder.ts."""
        size, both = self.hidden_size, self.directions * self.hidden_size
        shapes = dict(self.renamed(self.encoder, "encoder", "source_embedding"))
        if self.directions == 2:
            for layer in range(self.layers):
                for state in self.encoder.states:
                    shapes[f"bridge.weight_{state}_l{layer}"] = (size, both)
        shapes.update(self.renamed(self.decoder, "rnn", "embedding"))
        if self.has_attention:
            shapes["attention.weight_source"] = (size, both)
            shapes["attention.weight_state"] = (size, size)
            shapes["attention.vector"] = (size,)
        shapes["head.weight"] = (SYMBOLS + 1, size + both if self.has_attention else size)
        shapes["head.bias"] = (SYMBOLS + 1,)
        return shapes

    @staticmethod
    def renamed(model, stack, table):
        for name, shape in model.parameter_shapes().items():
            if not name.startswith("head."):
                yield name.replace("rnn.", f"{stack}.").replace("embedding.", f"{table}."), shape

    @staticmethod
    def own(parameters, stack, table):
        """Of one of the stacks, as `read` calls them."""
        return {
            name.replace(f"{stack}.", "rnn.").replace(f"{table}.", "embedding."): values
            for name, values in parameters.items()
            if name.startswith((f"{stack}.", f"{table}."))
        }

    def logits(self, parameters, source, source_lengths, tokens, lengths):
        own = self.own(parameters, "encoder", "source_embedding")
        encoded, finals = read(self.encoder, own, source, source_lengths)
        starts = finals
        if self.directions == 2:
            starts = []
            for state, final in zip(self.encoder.states, finals):
                pairs = final.reshape(self.layers, 2, self.batch_size, self.hidden_size)
                layers = [
                    torch.cat([forth, back], 1) @ parameters[f"bridge.weight_{state}_l{layer}"].T
                    for layer, (forth, back) in enumerate(pairs)
                ]
                starts.append(torch.stack(layers))
        own = self.own(parameters, "rnn", "embedding")
        decoded, _ = read(self.decoder, own, tokens, lengths, starts)
        if self.has_attention:
            decoded = torch.cat([decoded, self.context(parameters, encoded, source_lengths, decoded)], 2)
        return decoded @ parameters["head.weight"].T + parameters["head.bias"]

    def context(self, parameters, encoded, source_lengths, decoded):
        keys = encoded @ parameters["attention.weight_source"].T
        queries = decoded @ parameters["attention.weight_state"].T
        # [T, S, B]
        scores = torch.tanh(queries[:, None] + keys[None]) @ parameters["attention.vector"]
        if source_lengths:
            behind = torch.arange(len(encoded))[:, None] >= torch.tensor(source_lengths)
            scores = scores.masked_fill(behind, -math.inf)
        return torch.einsum("tsb,sbf->tbf", torch.softmax(scores, 1), encoded)


def reversed_batch(model, seed):
    """What is read, and the same from its end, then the end itself."""
    size, longest = model.batch_size, model.source_steps
    lengths = random_lengths(size, longest, seed) if model.has_lengths else [longest] * size
    numbers = uniform_numbers(seed + 1)
    source = torch.tensor([math.floor(next(numbers) * SYMBOLS) for _ in range(longest * size)])
    source = source.reshape(longest, size)
    tokens = torch.full((longest + 1, size), NOTHING)
    targets = torch.full_like(tokens, MASKED)
    for row, length in enumerate(lengths):
        turned = source[:length, row].flip(0)
        tokens[1 : length + 1, row] = targets[:length, row] = turned
        targets[length, row] = SYMBOLS
    behind = [length + 1 for length in lengths]
    given = model.has_lengths
    return source, lengths if given else None, tokens, behind if given else None, targets


def loss_of(model, parameters, batch):
    *read_too, targets = batch
    rows = model.logits(parameters, *read_too).reshape(-1, SYMBOLS + 1)
    return torch.nn.functional.cross_entropy(rows, targets.reshape(-1), ignore_index=MASKED)


def fields_of(model):
    return {
        "cell": model.cell,
        "layers": model.layers,
        "directions": model.directions,
        "hiddenSize": model.hidden_size,
        "embeddingSize": model.embedding,
        "sourceSteps": model.source_steps,
        "batchSize": model.batch_size,
        "hasLengths": model.has_lengths,
        "hasAttention": model.has_attention,
    }


def record_case(index, fields):
    model, seed = EncoderDecoder(fields), 10 * index + 1
    parameters = trainable(model, seed, SCALE)
    loss = loss_of(model, parameters, reversed_batch(model, seed + 1))
    loss.backward()
    gradients = {
        name: [float(f"{value:.8g}") for value in values.grad.reshape(-1).tolist()]
        for name, values in parameters.items()
    }
    return {**fields_of(model), "seed": seed, "loss": loss.item(), "gradients": gradients}


def record_run(fields):
    model, seed = EncoderDecoder(fields), 1
    parameters = trainable(model, seed)

    def loss_at(step):
        return loss_of(model, parameters, reversed_batch(model, 1000 + 2 * step))

    return {**fields_of(model), "seed": seed, "losses": learn(parameters, loss_at)}


def main():
    torch.set_num_threads(1)
    recorded = {
        "symbols": SYMBOLS,
        "scale": SCALE,
        "cases": [record_case(index, fields) for index, fields in enumerate(CASES)],
        "runs": [record_run(fields) for fields in RUNS],
    }
    write_fixture("encoder-decoder", recorded)


if __name__ == "__main__":
    main()
