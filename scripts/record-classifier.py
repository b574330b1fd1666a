#!/usr/bin/python3
"""Records how PyTorch trains nets that answer once for a sequence, from the mean over its real time
steps, in float64, as src/testing/fixtures/pytorch-classifier.json: the losses of 50 steps.

    apt-get install python3-torch && /usr/bin/python3 scripts/record-classifier.py

Weights and batches are drawn from seeds on both sides, see scripts/pytorch/draws.py.
"""
import pathlib
import sys

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "pytorch"))
from draws import random_batch, random_lengths
from nets import Model, run
from training import learn, trainable, write_fixture

BATCH_SIZE, TIME_STEPS, SEED = 6, 12, 1
MODELS = {
    "softmax": Model("lstm", 2, 2, 8, 10, 6, 4),
    "sigmoid": Model("gru-reset-after", 1, 1, 8, 10, 0, 1),
}


def batch(model, step):
    """The class is told by the first token and the last: modulo the classes, or odd or not."""
    lengths = random_lengths(BATCH_SIZE, TIME_STEPS, 6000 + step)
    tokens, _ = random_batch(model, BATCH_SIZE, TIME_STEPS, 7000 + step)
    ends = [tokens[0, row] + tokens[length - 1, row] for row, length in enumerate(lengths)]
    return tokens, torch.stack(ends) % max(2, model.classes), lengths


def record(objective, model):
    parameters = trainable(model, SEED)

    def loss_at(step):
        tokens, targets, lengths = batch(model, step)
        logits, _ = run(model, parameters, tokens, lengths)
        # the head is linear: the mean of its scores is the score of the mean
        is_real = (torch.arange(TIME_STEPS)[:, None] < torch.tensor(lengths))[:, :, None]
        pooled = (logits * is_real).sum(0) / torch.tensor(lengths)[:, None]
        if objective == "softmax":
            return torch.nn.functional.cross_entropy(pooled, targets)
        return torch.nn.functional.binary_cross_entropy_with_logits(pooled[:, 0], targets.double())

    return {
        "objective": objective,
        "model": {
            "cell": model.cell,
            "layers": model.layers,
            "directions": model.directions,
            "hiddenSize": model.hidden_size,
            "vocabSize": model.vocab_size,
            "embeddingSize": model.embedding_size,
            "outputSize": model.classes,
        },
        "losses": learn(parameters, loss_at),
    }


def main():
    torch.set_num_threads(1)
    runs = [record(objective, model) for objective, model in MODELS.items()]
    write_fixture("classifier", {"runs": runs})


if __name__ == "__main__":
    main()
