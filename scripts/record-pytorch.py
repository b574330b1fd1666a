#!/usr/bin/python3
"""Records forward and backward passes of PyTorch as src/testing/fixtures/pytorch-*.json.

    apt-get install python3-torch && /usr/bin/python3 scripts/record-pytorch.py
    npx prettier --write src/testing/fixtures

Everything is float64. PyTorch has two biases per gate where the course has one: bias_hh stays 0 and
is not recorded. Its GRU resets after the product; with bias_hh it stands for `gru-reset-after`, whose
bias_hh is the candidate's rows. The course's GRU is written out below for autograd. Position t * B + b of tokens and targets is time step t of stream b;
a target of -1 is masked.
"""
import json
import pathlib

import torch

FIXTURES = pathlib.Path(__file__).parent.parent / "src/testing/fixtures"
MASKED = -1
LEARNING_RATE, CLIP_NORM, STEPS = 0.01, 0.05, 5



class ResetBeforeGru(torch.nn.Module):
    """The course's full GRU, equations as written there; stored as r z n with z = 1 - update."""

    def __init__(self, input_size, hidden_size, num_layers):
        super().__init__()
        self.num_layers = num_layers
        bound = hidden_size**-0.5
        for k in range(num_layers):
            shapes = {
                "weight_ih": (3 * hidden_size, hidden_size if k else input_size),
                "weight_hh": (3 * hidden_size, hidden_size),
                "bias_ih": (3 * hidden_size,),
            }
            for name, shape in shapes.items():
                values = torch.empty(shape).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{k}", torch.nn.Parameter(values))

    def forward(self, x, states):
        finals = []
        for k in range(self.num_layers):
            w_rx, w_zx, w_cx = getattr(self, f"weight_ih_l{k}").chunk(3)
            w_rc, w_zc, w_cc = getattr(self, f"weight_hh_l{k}").chunk(3)
            b_r, b_z, b_c = getattr(self, f"bias_ih_l{k}").chunk(3)
            w_r, w_u = torch.cat([w_rc, w_rx], 1), torch.cat([-w_zc, -w_zx], 1)
            w_c = torch.cat([w_cc, w_cx], 1)
            c, outputs = states[k], []
            for x_t in x:
                reset = torch.sigmoid(torch.cat([c, x_t], 1) @ w_r.T + b_r)
                update = torch.sigmoid(torch.cat([c, x_t], 1) @ w_u.T - b_z)
                candidate = torch.tanh(torch.cat([reset * c, x_t], 1) @ w_c.T + b_c)
                c = update * candidate + (1 - update) * c
                outputs.append(c)
            x = torch.stack(outputs)
            finals.append(c)
        return x, torch.stack(finals)


CELLS = {
    "lstm": lambda i, h, n: torch.nn.LSTM(i, h, n),
    "rnn-tanh": lambda i, h, n: torch.nn.RNN(i, h, n, nonlinearity="tanh"),
    "rnn-relu": lambda i, h, n: torch.nn.RNN(i, h, n, nonlinearity="relu"),
    "gru": ResetBeforeGru,
    "gru-reset-after": lambda i, h, n: torch.nn.GRU(i, h, n),
}


class LanguageModel(torch.nn.Module):
    def __init__(self, cell, vocab_size, embedding_size, hidden_size, num_layers):
        super().__init__()
        self.vocab_size = vocab_size
        if embedding_size > 0:
            self.embedding = torch.nn.Embedding(vocab_size, embedding_size)
        self.rnn = CELLS[cell](embedding_size or vocab_size, hidden_size, num_layers)
        self.head = torch.nn.Linear(hidden_size, vocab_size)

    def forward(self, tokens, states):
        if hasattr(self, "embedding"):
            x = self.embedding(tokens)
        else:
            x = torch.nn.functional.one_hot(tokens, self.vocab_size).double()
        hidden, states = self.rnn(x, states)
        return self.head(hidden), states


def flat(tensor):
    return [float(x) for x in tensor.detach().reshape(-1)]


def record(cell, seed, time_steps, batch_size, **sizes):
    torch.manual_seed(seed)
    model = LanguageModel(cell, **sizes).double()
    hidden_size, num_layers = sizes["hidden_size"], sizes["num_layers"]

    def ours(named):
        """What is recorded of PyTorch's tensors: bias_hh only where the cell has one."""
        result = {}
        for name, tensor in named:
            if ".bias_hh_l" in name:
                if cell != "gru-reset-after":
                    continue
                tensor = tensor[2 * hidden_size :]
            result[name] = flat(tensor)
        return result

    bias_masks = {}
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if ".bias_hh_l" in name:
                mask = torch.zeros_like(parameter)
                if cell == "gru-reset-after":
                    mask[2 * hidden_size :] = 1
                bias_masks[name] = mask
                parameter.mul_(mask)
    parameters = ours(model.named_parameters())

    def draw(*shape):
        return torch.rand(*shape, dtype=torch.float64) * 2 - 1

    shape = (num_layers, batch_size, hidden_size)
    names = ["hidden", "cell"] if cell == "lstm" else ["hidden"]
    initial = [draw(*shape) for _ in names]
    tokens = torch.randint(sizes["vocab_size"], (time_steps, batch_size))
    targets = torch.randint(sizes["vocab_size"], (time_steps, batch_size))
    targets[torch.rand(time_steps, batch_size) < 0.25] = MASKED

    def pack(states):
        return tuple(states) if cell == "lstm" else states[0]

    def unpack(states):
        return list(states) if cell == "lstm" else [states]

    def by_layer(states):
        return [
            {name: flat(state[layer]) for name, state in zip(names, states)}
            for layer in range(num_layers)
        ]

    def loss_of(logits):
        return torch.nn.functional.cross_entropy(
            logits.reshape(-1, sizes["vocab_size"]), targets.reshape(-1), ignore_index=MASKED
        )

    leaves = [state.clone().requires_grad_() for state in initial]
    logits, final = model(tokens, pack(leaves))
    loss = loss_of(logits)
    loss.backward()
    fixture = {
        "pytorch": torch.__version__,
        "model": {
            "cell": cell,
            "numLayers": num_layers,
            "hiddenSize": hidden_size,
            "vocabSize": sizes["vocab_size"],
            "embeddingSize": sizes["embedding_size"],
        },
        "batchSize": batch_size,
        "timeSteps": time_steps,
        "tokens": tokens.reshape(-1).tolist(),
        "targets": targets.reshape(-1).tolist(),
        "initialStates": by_layer(initial),
        "parameters": parameters,
        "loss": loss.item(),
        "logits": flat(logits),
        "finalStates": by_layer(unpack(final)),
        "gradients": ours((name, p.grad) for name, p in model.named_parameters()),
        "stateGradients": by_layer([leaf.grad for leaf in leaves]),
    }

    # Adam with clipping and carried state on the same batch.
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    states = initial
    losses, norms = [], []
    for _ in range(STEPS):
        optimizer.zero_grad()
        logits, final = model(tokens, pack(states))
        loss = loss_of(logits)
        loss.backward()
        for name, parameter in model.named_parameters():
            if name in bias_masks:
                parameter.grad.mul_(bias_masks[name])
        norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP_NORM).item())
        losses.append(loss.item())
        optimizer.step()
        states = [state.detach() for state in unpack(final)]
    fixture["training"] = {
        "learningRate": LEARNING_RATE,
        "clipNorm": CLIP_NORM,
        "losses": losses,
        "norms": norms,
        "parameters": ours(model.named_parameters()),
    }
    path = FIXTURES / f"pytorch-{cell}-{'embedding' if sizes['embedding_size'] else 'one-hot'}.json"
    path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size)


if __name__ == "__main__":
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for seed, cell in enumerate(CELLS):
        record(cell, seed, 6, 3, vocab_size=5, embedding_size=0, hidden_size=4, num_layers=1)
    for seed, cell in enumerate(["lstm", "rnn-tanh", "gru"]):
        record(cell, 10 + seed, 4, 2, vocab_size=5, embedding_size=3, hidden_size=4, num_layers=2)
