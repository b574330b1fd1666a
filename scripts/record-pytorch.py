#!/usr/bin/python3
"""Records what PyTorch computes, as src/testing/fixtures/pytorch*.safetensors.

    apt-get install python3-torch && /usr/bin/python3 scripts/record-pytorch.py

`pytorch.safetensors` is float64 throughout: losses, logits, states and every gradient of many small
nets, and training runs. What each of them is stands as JSON in its metadata; weights and batches are
drawn from seeds on both sides. `pytorch-<cell>.safetensors` are weights as `state_dict()` has them.
Position t * B + b is time step t of row b.
"""
import dataclasses
import itertools
import json
import pathlib
import sys

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "pytorch"))
from draws import MASKED, random_batch, random_lengths, random_parameters, random_states
from draws import uniform_numbers
from nets import NOTHING, Model, run
from tensor_file import write_safetensors
from weights import record_weights

FIXTURES = pathlib.Path(__file__).parent.parent / "src/testing/fixtures"
VOCAB_SIZE, CLASSES, SCALE = 5, 3, 1.5
TEXT = (
    "A recurrent net reads a text one letter at a time. What it has read so far is kept in a few "
    "numbers, its state, and each new letter changes them a little. From the state it guesses the "
    "letter that comes next. When the guess is wrong, the error is sent back through all the time "
    "steps, and every weight learns in which direction it should have been. A plain net forgets "
    "soon, since each step multiplies what is left of the past by the same weights: what is small "
    "fades, what is large explodes. So the memory was given gates. One gate says what to keep, one "
    "what to write, one what to show. A gate that stays open carries a letter over a thousand "
    "steps, and the error finds its way back along the same line. Then a net that has read enough "
    "of a book begins to close its quotes, to end its sentences, and to invent words that look as "
    "if somebody had meant them. It knows nothing of what they mean. It has only been told, letter "
    "by letter, how wrong it was, and has been bent a little each time, until it was less wrong."
)


def model_fields(model):
    """As ModelShape of the TypeScript reference names them."""
    return {
        "cell": model.cell,
        "numLayers": model.layers,
        "directions": model.directions,
        "hiddenSize": model.hidden_size,
        "vocabSize": model.vocab_size,
        "embeddingSize": model.embedding_size,
        "outputSize": model.classes,
        "learnsInitialState": model.learns_initial_state,
    }


def cross_entropy(logits, targets):
    rows = logits.reshape(-1, logits.shape[-1])
    return torch.nn.functional.cross_entropy(rows, targets.reshape(-1), ignore_index=MASKED)


def binary_cross_entropy(logits, targets):
    counts = targets != MASKED
    return torch.nn.functional.binary_cross_entropy_with_logits(
        logits[:, :, 0][counts], targets[counts].double()
    )


def masked_beyond(targets, lengths):
    if not lengths:
        return targets
    behind = torch.arange(len(targets))[:, None] >= torch.tensor(lengths)
    return targets.masked_fill(behind, MASKED)


def leaves(tensors):
    return {name: values.clone().requires_grad_() for name, values in tensors.items()}


# --- values and gradients of small nets


def cells_times_sizes():
    """Every cell x depth x direction x length; the rest so that each pair of values occurs."""
    full = [["rnn-tanh", "rnn-relu", "gru-reset-after", "lstm", "gru-simplified"], [1, 3], [1, 2]]
    cases = list(itertools.product(*full, [1, 2, 17]))
    # the cells that PyTorch lacks, written out
    depths = itertools.product(["gru", "lstm-peephole"], [1, 3], [1, 2])
    cases += [(*case, [2, 17][i % 2]) for i, case in enumerate(depths)]
    rest = [[1, 3, 5], [1, 5, 9], [0, 6], ["full", "packed"], ["zero", "given", "learned"]]
    seen, numbers = set(), uniform_numbers(1)
    for fixed in cases:
        best, most = None, -1
        for sizes in sorted(itertools.product(*rest), key=lambda _: next(numbers)):
            packed, start = sizes[3] == "packed", sizes[4]
            # only streams that are read forwards carry their state
            if start == "given" and (packed or fixed[2] == 2) or packed and fixed[3] == 1:
                continue
            row = list(enumerate((*fixed, *sizes)))
            new = set(itertools.combinations(row, 2)) - seen
            if len(new) > most:
                best, most = row, len(new)
        seen |= set(itertools.combinations(best, 2))
        yield [value for _, value in best]


def record_case(index, case):
    cell, layers, directions, time_steps, batch_size, hidden_size, embedding, fill, start = case
    is_tagger = directions == 2 or fill == "packed"
    classes = CLASSES if is_tagger else VOCAB_SIZE
    model = Model(
        cell, layers, directions, hidden_size, VOCAB_SIZE, embedding, classes, start == "learned"
    )
    seed = 10 * index + 1
    lengths = random_lengths(batch_size, time_steps, seed + 3) if fill == "packed" else None
    masked_share = 0.2 if lengths and batch_size > 1 else 0
    tokens, targets = random_batch(model, batch_size, time_steps, seed + 2, masked_share)
    parameters = leaves(random_parameters(model, seed, SCALE))
    states = None
    if start == "given":
        states = [s.requires_grad_() for s in random_states(model, batch_size, seed + 1)]
    logits, finals = run(model, parameters, tokens, lengths, states)
    loss = cross_entropy(logits, masked_beyond(targets, lengths))
    loss.backward()
    tensors = {"loss": loss.reshape(1), "logits": logits}
    for name, final in zip(model.states, finals):
        tensors[f"final.{name}"] = final
    for name, state in zip(model.states, states or []):
        tensors[f"initial.{name}"] = state.grad
    for name, values in parameters.items():
        tensors[f"gradient.{name}"] = values.grad
    fields = {
        "model": model_fields(model),
        "batchSize": batch_size,
        "timeSteps": time_steps,
        "seed": seed,
        "maskedShare": masked_share,
        "lengths": lengths,
        "start": start,
    }
    return fields, tensors


# --- training runs


LOSSES = {"softmax": cross_entropy, "sigmoid": binary_cross_entropy}
OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "momentum": torch.optim.SGD,
    "rmsprop": torch.optim.RMSprop,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
}


@dataclasses.dataclass
class Run:
    name: str
    model: Model
    optimizer: str
    rate: float
    batches: object
    steps: int = 20
    clip_norm: float = 0
    clip_value: float = 0
    options: dict = dataclasses.field(default_factory=dict)
    seed: int = 1
    objective: str = "softmax"


def random_streams(model, step):
    """State carried from batch to batch."""
    tokens, targets = random_batch(model, 3, 6, 1000 + step)
    return tokens, targets, None, step == 0


def text_streams(model, step, batch_size=4, time_steps=10):
    """As src/data/batches.ts cuts a text into streams."""
    symbols = sorted(set(TEXT))
    ids = torch.tensor([symbols.index(symbol) for symbol in TEXT])
    length = (len(ids) - 1) // batch_size
    chunk = step % (length // time_steps)
    starts = torch.arange(batch_size) * length + chunk * time_steps
    positions = torch.arange(time_steps)[:, None] + starts
    return ids[positions], ids[positions + 1], None, chunk == 0


def tagged_sequences(model, step, batch_size=6, time_steps=12):
    """The class of a token is decided by the token after it; the last one is of a class of its own."""
    lengths = random_lengths(batch_size, time_steps, 2000 + step)
    tokens, _ = random_batch(model, batch_size, time_steps, 3000 + step)
    targets = torch.full_like(tokens, MASKED)
    for row, length in enumerate(lengths):
        targets[: length - 1, row] = tokens[1:length, row] % (model.classes - 1)
        targets[length - 1, row] = model.classes - 1
    return tokens, targets, lengths, True


def delayed_sequences(model, step, batch_size=6, time_steps=12, delay=2):
    """Whether the token after it is an odd one is told of each token two steps later, and behind the
    last one nothing is read."""
    words = random_lengths(batch_size, time_steps - delay, 4000 + step)
    tokens, _ = random_batch(model, batch_size, time_steps, 5000 + step)
    targets = torch.full_like(tokens, MASKED)
    for row, length in enumerate(words):
        targets[delay : length + delay - 1, row] = tokens[1:length, row] % 2
        targets[length + delay - 1, row] = 0
        tokens[length:, row] = NOTHING
    return tokens, targets, [length + delay for length in words], True


def runs():
    tiny = Model("lstm", 1, 1, 5, 7, 0, 7)
    yield Run("sgd", tiny, "sgd", 0.5, random_streams)
    yield Run("momentum", tiny, "momentum", 0.1, random_streams, options={"momentum": 0.9})
    yield Run("rmsprop", tiny, "rmsprop", 0.005, random_streams)
    yield Run("adam", tiny, "adam", 0.01, random_streams)
    yield Run("adamw", tiny, "adamw", 0.01, random_streams, options={"weight_decay": 0.1})
    yield Run("sgd, clipped by norm", tiny, "sgd", 0.5, random_streams, clip_norm=0.05)
    yield Run("sgd, clipped by value", tiny, "sgd", 0.5, random_streams, clip_value=0.01)
    yield Run("adam, clipped by both", tiny, "adam", 0.01, random_streams, 20, 0.05, 0.02)
    symbols = len(set(TEXT))
    characters = Model("lstm", 2, 1, 16, symbols, 0, symbols)
    yield Run("characters", characters, "adam", 0.01, text_streams, 50, clip_norm=1)
    tagger = Model("lstm", 2, 2, 8, 10, 6, 4)
    yield Run("tagger", tagger, "adam", 0.02, tagged_sequences, 50, clip_norm=1)
    waiting = Model("lstm", 2, 1, 8, 10, 6, 1)
    yield Run(
        "0 or 1",
        waiting,
        "adamw",
        0.02,
        delayed_sequences,
        50,
        clip_norm=1,
        options={"weight_decay": 0.1},
        objective="sigmoid",
    )


def record_run(given):
    parameters = leaves(random_parameters(given.model, given.seed))
    values = list(parameters.values())
    optimizer = OPTIMIZERS[given.optimizer](values, lr=given.rate, **given.options)
    states, losses, norms = None, [], []
    for step in range(given.steps):
        tokens, targets, lengths, starts_anew = given.batches(given.model, step)
        optimizer.zero_grad()
        logits, finals = run(
            given.model, parameters, tokens, lengths, None if starts_anew else states
        )
        loss = LOSSES[given.objective](logits, targets)
        loss.backward()
        losses.append(loss.detach())
        norms.append(torch.nn.utils.clip_grad_norm_(values, float("inf")))
        if given.clip_value:
            torch.nn.utils.clip_grad_value_(values, given.clip_value)
        if given.clip_norm:
            torch.nn.utils.clip_grad_norm_(values, given.clip_norm)
        optimizer.step()
        states = [state.detach() for state in finals]
    tensors = {"losses": torch.stack(losses), "norms": torch.stack(norms)}
    tensors.update({f"parameter.{name}": values for name, values in parameters.items()})
    fields = {
        "name": given.name,
        "model": model_fields(given.model),
        "seed": given.seed,
        "steps": given.steps,
        "objective": given.objective,
        "optimizer": given.optimizer,
        "learningRate": given.rate,
        "momentum": given.options.get("momentum", 0),
        "weightDecay": given.options.get("weight_decay", 0),
        "clipNorm": given.clip_norm,
        "clipValue": given.clip_value,
    }
    return fields, tensors


def main():
    torch.set_num_threads(1)
    FIXTURES.mkdir(parents=True, exist_ok=True)
    tensors, contents = {}, {"pytorch": torch.__version__, "text": TEXT, "scale": SCALE}
    recordings = {
        "cases": [record_case(i, case) for i, case in enumerate(cells_times_sizes())],
        "runs": [record_run(given) for given in runs()],
    }
    for kind, recorded in recordings.items():
        contents[kind] = [fields for fields, _ in recorded]
        for index, (_, values) in enumerate(recorded):
            tensors.update({f"{kind}.{index}.{name}": v for name, v in values.items()})
    write_safetensors(FIXTURES / "pytorch.safetensors", tensors, {"recordings": json.dumps(contents)})
    record_weights(FIXTURES / "pytorch-lstm.safetensors", TEXT, "lstm", layers=2)
    record_weights(
        FIXTURES / "pytorch-gru-reset-after.safetensors", TEXT, "gru-reset-after", embedding_size=8
    )


if __name__ == "__main__":
    main()
