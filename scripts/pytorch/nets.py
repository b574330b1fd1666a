"""PyTorch's recurrent nets behind the names and parameters of the course: one bias per gate, so
bias_hh is held at 0 but for b_cc of the GRU that resets after the product (`bias_hn`)."""
import dataclasses

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

GATES = {
    "rnn-tanh": 1,
    "rnn-relu": 1,
    "gru-simplified": 2,
    "gru": 3,
    "gru-reset-after": 3,
    "lstm": 4,
    "lstm-peephole": 4,
}
NOTHING = -1  # a time step at which no token is read
OPEN = 40.0  # sigmoid(40) is 1 in float64: a reset gate that never resets


@dataclasses.dataclass
class Model:
    cell: str
    layers: int
    directions: int
    hidden_size: int
    vocab_size: int
    embedding_size: int
    classes: int
    learns_initial_state: bool = False

    @property
    def states(self):
        return ["hidden", "cell"] if self.cell.startswith("lstm") else ["hidden"]

    def suffixes(self, layer):
        return [f"_l{layer}{reverse}" for reverse in ["", "_reverse"][: self.directions]]

    def parameter_shapes(self):
        """By name, in the order of src/testing/reference/model-shape.ts."""
        size, rows = self.hidden_size, GATES[self.cell] * self.hidden_size
        shapes = {}
        if self.embedding_size:
            shapes["embedding.weight"] = (self.vocab_size, self.embedding_size)
        for layer in range(self.layers):
            below = self.directions * size if layer else self.embedding_size or self.vocab_size
            for suffix in self.suffixes(layer):
                shapes[f"rnn.weight_ih{suffix}"] = (rows, below)
                shapes[f"rnn.weight_hh{suffix}"] = (rows, size)
                shapes[f"rnn.bias_ih{suffix}"] = (rows,)
                if self.cell == "gru-reset-after":
                    shapes[f"rnn.bias_hn{suffix}"] = (size,)
                if self.cell == "lstm-peephole":
                    shapes[f"rnn.weight_peephole{suffix}"] = (3 * size,)
                if self.learns_initial_state:
                    for state in self.states:
                        shapes[f"rnn.initial_{state}{suffix}"] = (size,)
        shapes["head.weight"] = (self.classes, self.directions * size)
        shapes["head.bias"] = (self.classes,)
        return shapes


def native(model):
    """PyTorch's own layers."""
    below = model.embedding_size or model.vocab_size
    sizes = (below, model.hidden_size, model.layers)
    both = model.directions == 2
    if model.cell == "lstm":
        return torch.nn.LSTM(*sizes, bidirectional=both)
    if model.cell.startswith("gru"):
        return torch.nn.GRU(*sizes, bidirectional=both)
    return torch.nn.RNN(*sizes, bidirectional=both, nonlinearity=model.cell.split("-")[1])


def native_weights(model, parameters):
    """The course's parameters as PyTorch's, differentiably."""
    size, weights = model.hidden_size, {}
    for name, values in parameters.items():
        if not name.startswith("rnn.") or "initial_" in name or "bias_hn" in name:
            continue
        if model.cell == "gru-simplified":
            fill = torch.full((size, *values.shape[1:]), OPEN if "bias" in name else 0.0).double()
            values = torch.cat([fill, values])
        weights[name] = values
        if "bias_ih" in name:
            second = torch.zeros_like(values)
            if model.cell == "gru-reset-after":
                trained = parameters[name.replace("bias_ih", "bias_hn")]
                second = torch.cat([second[: 2 * size], trained])
            weights[name.replace("bias_ih", "bias_hh")] = second
    return weights


def gru_step(w, x, states):
    """The course's full GRU; rows r z n, z = 1 - update."""
    (c,) = states
    w_rx, w_zx, w_cx = (x @ w["weight_ih"].T + w["bias_ih"]).chunk(3, 1)
    w_rc, w_zc, w_cc = w["weight_hh"].chunk(3)
    reset = torch.sigmoid(w_rx + c @ w_rc.T)
    update = torch.sigmoid(-(w_zx + c @ w_zc.T))
    candidate = torch.tanh(w_cx + (reset * c) @ w_cc.T)
    return [update * candidate + (1 - update) * c]


def peephole_step(w, x, states):
    """Gers' LSTM; rows i f g o."""
    a, c = states
    i, f, g, o = (x @ w["weight_ih"].T + w["bias_ih"] + a @ w["weight_hh"].T).chunk(4, 1)
    v_u, v_f, v_o = w["weight_peephole"].chunk(3)
    c_now = torch.sigmoid(i + v_u * c) * torch.tanh(g) + torch.sigmoid(f + v_f * c) * c
    return [torch.sigmoid(o + v_o * c_now) * torch.tanh(c_now), c_now]


WRITTEN_OUT = {"gru": gru_step, "lstm-peephole": peephole_step}


def walk(model, parameters, x, states, lengths):
    """The cells that PyTorch lacks, written out for autograd. x [T, B, I], states [L * D, B, H]."""
    finals = [[] for _ in states]
    index = 0
    for layer in range(model.layers):
        halves = []
        for suffix in model.suffixes(layer):
            weights = {
                name[4 : -len(suffix)]: values
                for name, values in parameters.items()
                if name.startswith("rnn.") and name.endswith(suffix)
            }
            now = [state[index] for state in states]
            outputs = [None] * len(x)
            order = range(len(x))
            for t in reversed(order) if suffix.endswith("_reverse") else order:
                new = WRITTEN_OUT[model.cell](weights, x[t], now)
                is_real = (t < lengths)[:, None]
                now = [torch.where(is_real, after, before) for after, before in zip(new, now)]
                outputs[t] = now[0]
            for final, state in zip(finals, now):
                final.append(state)
            halves.append(torch.stack(outputs))
            index += 1
        x = torch.cat(halves, 2)
    return x, [torch.stack(final) for final in finals]


def run(model, parameters, tokens, lengths=None, states=None):
    """Logits [T, B, C] and final states [L * D, B, H], differentiable by `parameters`."""
    hidden, finals = read(model, parameters, tokens, lengths, states)
    return hidden @ parameters["head.weight"].T + parameters["head.bias"], finals


def embed(model, parameters, tokens):
    known = tokens.clamp(min=0)  # NOTHING reads a row of zeros
    if model.embedding_size:
        x = torch.nn.functional.embedding(known, parameters["embedding.weight"])
    else:
        x = torch.nn.functional.one_hot(known, model.vocab_size).double()
    return x * (tokens >= 0)[:, :, None]


def read(model, parameters, tokens, lengths=None, states=None):
    """What the last layer puts out, [T, B, D * H], and final states; numbers are read as they are."""
    time_steps, batch_size = tokens.shape[:2]
    x = tokens if tokens.is_floating_point() else embed(model, parameters, tokens)
    if states is None:
        shape = (model.layers * model.directions, batch_size, model.hidden_size)
        states = [torch.zeros(shape, dtype=torch.float64) for _ in model.states]
    if model.learns_initial_state:
        suffixes = [s for layer in range(model.layers) for s in model.suffixes(layer)]
        states = [
            torch.stack(
                [parameters[f"rnn.initial_{state}{s}"].expand(batch_size, -1) for s in suffixes]
            )
            for state in model.states
        ]
    if model.cell in WRITTEN_OUT:
        real = torch.tensor(lengths or [time_steps] * batch_size)
        hidden, finals = walk(model, parameters, x, states, real)
    else:
        rnn = native(model).double()
        weights = native_weights(model, parameters)
        # the list that PyTorch's kernels read: gradients flow on to `parameters`
        rnn._flat_weights = [weights[f"rnn.{name}"] for name in rnn._flat_weights_names]
        packed = pack_padded_sequence(x, lengths, enforce_sorted=False) if lengths else x
        hidden, finals = rnn(packed, tuple(states) if len(states) == 2 else states[0])
        if lengths:
            hidden, _ = pad_packed_sequence(hidden, total_length=time_steps)
        finals = list(finals) if len(states) == 2 else [finals]
    return hidden, finals
