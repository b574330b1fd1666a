#!/usr/bin/python3
"""Records how PyTorch trains the plain network of fixed places in float64, as
src/testing/fixtures/pytorch-plain-network.json: weights and sentences, the gradient of the first batch,
and the losses of 50 steps of plain descent.

    apt-get install python3-torch && /usr/bin/python3 scripts/record-plain-network.py

It multiplies matrices with one-hot vectors that are written out, one behind the other.
"""
import json
import pathlib

import torch

FIXTURE = pathlib.Path(__file__).parent.parent / "src/testing/fixtures/pytorch-plain-network.json"
PLACES, VOCABULARY, HIDDEN, BATCH_SIZE, BATCHES, STEPS, RATE = 6, 7, 5, 4, 5, 50, 0.7

torch.set_default_dtype(torch.float64)
torch.manual_seed(1)
below = torch.nn.Linear(PLACES * VOCABULARY, HIDDEN)
above = torch.nn.Linear(HIDDEN, PLACES)


def sentence():
    length = int(torch.randint(1, PLACES + 1, ()))
    words = torch.randint(VOCABULARY, (length,)).tolist()
    # whether a word is marked depends on the one at the first place, too
    return {"words": words, "marks": [(word + words[0]) % 2 for word in words]}


def loss_of(batch):
    ones = torch.zeros(BATCH_SIZE, PLACES, VOCABULARY)
    marks, is_real = torch.zeros(BATCH_SIZE, PLACES), torch.zeros(BATCH_SIZE, PLACES)
    for row, one in enumerate(batch):
        for place, (word, mark) in enumerate(zip(one["words"], one["marks"])):
            ones[row, place, word], marks[row, place], is_real[row, place] = 1, mark, 1
    logits = above(torch.tanh(below(ones.flatten(1))))
    losses = torch.nn.functional.binary_cross_entropy_with_logits(logits, marks, reduction="none")
    return (losses * is_real).sum() / is_real.sum()


def arrays(pick):
    """As they are stored here: [T, V, H], [H], [T, H], [T]."""
    return {
        "hidden": pick(below.weight).T.flatten().tolist(),
        "hiddenBias": pick(below.bias).tolist(),
        "output": pick(above.weight).flatten().tolist(),
        "outputBias": pick(above.bias).tolist(),
    }


batches = [[sentence() for _ in range(BATCH_SIZE)] for _ in range(BATCHES)]
parameters = [*below.parameters(), *above.parameters()]
weights = arrays(lambda parameter: parameter.detach().clone())
optimizer = torch.optim.SGD(parameters, lr=RATE)
losses = []
for step in range(STEPS):
    optimizer.zero_grad()
    loss = loss_of(batches[step % BATCHES])
    loss.backward()
    losses.append(loss.item())
    if step == 0:
        gradient = arrays(lambda parameter: parameter.grad.clone())
    optimizer.step()
sizes = {"places": PLACES, "vocabSize": VOCABULARY, "hiddenSize": HIDDEN}
recorded = {
    **{"pytorch": torch.__version__, "sizes": sizes, "rate": RATE, "weights": weights},
    **{"batches": batches, "gradient": gradient, "losses": losses},
}
FIXTURE.write_text(json.dumps(recorded, indent=2) + "\n")
print(losses[0], losses[-1])
