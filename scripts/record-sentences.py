#!/usr/bin/python3
"""Records how PyTorch learns sentences word by word, in float64, as
src/testing/fixtures/pytorch-sentences.json: the losses of the first steps, and the held-out loss; and
the losses of a net with 20,000 symbols.

    apt-get install python3-torch && /usr/bin/python3 scripts/record-sentences.py

Words, what is unknown, what is held out, the order of the batches and the initial weights are worked
out here from their definitions: nothing of the engine is asked.
"""
import math
import pathlib
import random
import re
import sys
from collections import Counter

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "pytorch"))
from nets import NOTHING, Model, run
from training import (
    counted_loss,
    initial_parameters,
    learn,
    masked_batch,
    rows_in_turn,
    write_fixture,
)

HELD_OUT = 20  # percent
STEPS = 20
CLIP_NORM, RATE, DECAY = 5, 0.01, 0.1
UNKNOWN, END = 0, 1


def made_up_text():
    """Sentences of 3 to 14 words, some of which occur but once."""
    draw = random.Random(4)
    nouns = ["cat", "dog", "hen", "fox", "owl"]
    words = ["sat", "ran", "saw", "on", "under", "the", "a", "and", "then"]
    sentences = []
    for number in range(90):
        length = draw.randrange(2, 13)
        body = [draw.choice(nouns + words) for _ in range(length)]
        if number % 7 == 3:
            body[0] = "rare" + "abcdefghijklmnopq"[number // 7]
        sentences.append(" ".join(["The", *body]) + draw.choice(".!?"))
    return " ".join(sentences)


class Words:
    """Numbered sentences: what is trained on, and what is held out."""

    def __init__(self, text):
        spans = [match for match in re.finditer(r"[^.!?]*[.!?]", text)]
        starts = [len(match[0]) - len(match[0].lstrip()) + match.start() for match in spans]
        border = len(text) - math.floor(len(text) * HELD_OUT / 100 + 0.5)
        sentences = [re.findall(r"\w+|[^\w\s]", match[0]) for match in spans]
        trained = sum(start < border for start in starts)
        counts = Counter(word for sentence in sentences[:trained] for word in sentence)
        often = [word for word, count in counts.items() if count >= 2]
        ids = {word: 2 + at for at, word in enumerate(sorted(often, key=lambda one: (-counts[one], one)))}
        numbered = [[ids.get(word, UNKNOWN) for word in sentence] + [END] for sentence in sentences]
        self.size = len(ids) + 2
        self.train, self.held_out = numbered[:trained], numbered[trained:]


def rows_of(sentences, time_steps):
    """Inputs and targets of each; what is longer goes on in a row of its own."""
    rows = []
    for sentence in sentences:
        inputs = [NOTHING, *sentence[:-1]]
        for at in range(0, len(sentence), time_steps):
            rows.append((inputs[at : at + time_steps], sentence[at : at + time_steps]))
    return rows


def record(rows, held_out, steps, *, vocab_size, hidden_size, time_steps, batch_size, seed):
    model = Model("lstm", 1, 1, hidden_size, vocab_size, 0, vocab_size)
    parameters = initial_parameters(model, seed)
    optimizer = torch.optim.AdamW(parameters.values(), lr=RATE, weight_decay=DECAY)

    def loss_at(step):
        tokens, targets, lengths = masked_batch(rows_in_turn(rows, batch_size, seed, step), time_steps)
        return counted_loss(run(model, parameters, tokens, lengths)[0], targets)

    losses = learn(parameters, loss_at, optimizer, steps, CLIP_NORM)
    with torch.no_grad():
        tokens, targets, lengths = masked_batch(held_out, time_steps)
        total = counted_loss(run(model, parameters, tokens, lengths)[0], targets, "sum").item()
    sizes = {"vocabSize": vocab_size, "hiddenSize": hidden_size, "timeSteps": time_steps, "batchSize": batch_size}
    return {**sizes, "seed": seed, "losses": losses, "heldOutLoss": total / sum(lengths)}


def record_words():
    text = made_up_text()
    words = Words(text)
    sizes = {"vocab_size": words.size, "hidden_size": 12, "time_steps": 8, "batch_size": 6}
    rows, held_out = rows_of(words.train, 8), rows_of(words.held_out, 8)
    recorded = record(rows, held_out, STEPS, seed=3, **sizes)
    counts = {"train": len(words.train), "heldOut": len(words.held_out), "unknown": sum(one.count(UNKNOWN) for one in words.held_out)}
    return {"text": text, "heldOut": HELD_OUT, **recorded, "counts": counts}


def record_wide():
    """Rows whose tokens lie all over 20,000: 7919 · place, each ended by the last."""
    size = 20_000
    sentences = [[(7919 * (5 * row + at) + row) % (size - 1) for at in range(3 + row % 3)] + [size - 1] for row in range(12)]
    rows = rows_of(sentences, 6)
    sizes = {"vocab_size": size, "hidden_size": 6, "time_steps": 6, "batch_size": 4}
    return {"sentences": sentences, **record(rows, rows[:5], 4, seed=5, **sizes)}


def main():
    torch.set_num_threads(1)
    write_fixture("sentences", {"words": record_words(), "wide": record_wide()})


if __name__ == "__main__":
    main()
