"""A training step of PyTorch's own layers on the CPU. On standard input: a line with the sizes, the
weights, then batches; on standard output: a line when it can train, then the loss of each batch."""
import json
import sys

import torch

KINDS = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn-tanh": torch.nn.RNN}


def read(kind, *shape):
    size = torch.Size(shape).numel() * torch.empty(0, dtype=kind).element_size()
    content = bytearray(sys.stdin.buffer.read(size))
    if len(content) < size:
        sys.exit()
    return torch.frombuffer(content, dtype=kind).view(shape)


def say(words):
    print(words, flush=True)


given = json.loads(sys.stdin.buffer.readline())
config = given["config"]
torch.set_num_threads(given["threads"])
vocabulary, hidden = config["vocabulary"], config["hiddenSize"]
net = torch.nn.ModuleDict(
    {
        "rnn": KINDS[config["cell"]](vocabulary, hidden, config["layers"]),
        "head": torch.nn.Linear(hidden, vocabulary),
    }
)
parameters = dict(net.named_parameters())
with torch.no_grad():
    for name, values in parameters.items():
        if "bias_hh" in name:  # one bias for each gate, as everybody's
            values.zero_()
            values.requires_grad = False
    for name, shape in given["weights"]:
        parameters[name].copy_(read(torch.float32, *shape))
trained = [values for values in parameters.values() if values.requires_grad]
optimizer = torch.optim.Adam(
    trained, config["learningRate"], given["betas"], given["epsilon"], foreach=True
)
say(f"{torch.__version__} {torch.get_num_threads()}")

while True:
    shape = (config["timeSteps"], config["batchSize"])
    inputs, targets = (read(torch.int16, *shape).long() for _ in range(2))
    x = torch.nn.functional.one_hot(inputs, vocabulary).float()
    logits = net["head"](net["rnn"](x)[0])
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(trained, config["clipNorm"])
    optimizer.step()
    say(repr(loss.item()))
