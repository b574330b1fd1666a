"""Language models of PyTorch's own layers, both of their biases trained, as it saves them."""
import torch

from nets import Model, native
from tensor_file import write_safetensors

STEPS = 40


class LanguageModel(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.vocab_size = model.vocab_size
        if model.embedding_size:
            self.embedding = torch.nn.Embedding(model.vocab_size, model.embedding_size)
        self.rnn = native(model)
        self.head = torch.nn.Linear(model.hidden_size, model.vocab_size)

    def forward(self, tokens):
        if hasattr(self, "embedding"):
            x = self.embedding(tokens)
        else:
            kind = self.head.weight.dtype
            x = torch.nn.functional.one_hot(tokens, self.vocab_size).to(kind)
        return self.head(self.rnn(x)[0])


def loss_of(net, ids):
    """Mean over all that is predicted of one sequence, from a state of zeros."""
    return torch.nn.functional.cross_entropy(net(ids[:-1]), ids[1:])


def record_weights(path, text, cell, layers=1, embedding_size=0):
    """Trains on the first half of the text; the loss recorded is that of the second half."""
    torch.manual_seed(1)
    symbols = sorted(set(text))
    net = LanguageModel(Model(cell, layers, 1, 16, len(symbols), embedding_size, len(symbols)))
    ids = torch.tensor([symbols.index(symbol) for symbol in text])
    half = len(ids) - round(len(ids) / 2)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss_of(net, ids[:half]).backward()
        optimizer.step()
    weights = {name: values.clone() for name, values in net.state_dict().items()}
    with torch.no_grad():
        loss = loss_of(net.double(), ids[half:]).item()
    write_safetensors(path, weights, {"format": "pt", "loss": repr(loss)})
