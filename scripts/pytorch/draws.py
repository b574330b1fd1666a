"""The seeded numbers of src/testing/reference/random-model.ts, so that neither weights nor batches
have to be stored: both sides draw the same ones."""
import math

import numpy
import torch

WORD = 2**32 - 1
MASKED = -100  # what torch.nn.functional.cross_entropy leaves out


def uniform_numbers(seed):
    """Numbers in [0, 1): mulberry32 by Tommy Ettinger."""
    state = seed & WORD
    while True:
        state = (state + 0x6D2B79F5) & WORD
        mixed = ((state ^ (state >> 15)) * (state | 1)) & WORD
        mixed ^= (mixed + (mixed ^ (mixed >> 7)) * (mixed | 61)) & WORD
        yield (mixed ^ (mixed >> 14)) / 2**32


def float32(value):
    return float(numpy.float32(value))


def random_parameters(model, seed, scale=1.0):
    """By name, each from U(-scale / sqrt(H), scale / sqrt(H)), float32 in float64."""
    numbers = uniform_numbers(seed)
    bound = scale / math.sqrt(model.hidden_size)
    return {
        name: torch.tensor(
            [float32((2 * next(numbers) - 1) * bound) for _ in range(math.prod(shape))],
            dtype=torch.float64,
        ).reshape(shape)
        for name, shape in model.parameter_shapes().items()
    }


def random_states(model, batch_size, seed):
    """Per state of the cell [L * D, B, H], from U(-1, 1)."""
    numbers = uniform_numbers(seed)
    shape = (model.layers * model.directions, len(model.states), batch_size, model.hidden_size)
    values = [float32(2 * next(numbers) - 1) for _ in range(math.prod(shape))]
    return list(torch.tensor(values, dtype=torch.float64).reshape(shape).transpose(0, 1))


def random_batch(model, batch_size, time_steps, seed, masked_share=0.0):
    """Tokens and targets [T, B]."""
    numbers = uniform_numbers(seed)

    def symbol(count):
        return math.floor(next(numbers) * count)

    positions = range(time_steps * batch_size)
    tokens = [symbol(model.vocab_size) for _ in positions]
    targets = []
    for _ in positions:
        target = symbol(model.classes)
        targets.append(MASKED if next(numbers) < masked_share else target)
    shape = (time_steps, batch_size)
    return torch.tensor(tokens).reshape(shape), torch.tensor(targets).reshape(shape)


def random_lengths(batch_size, time_steps, seed):
    numbers = uniform_numbers(seed)
    lengths = [1 + math.floor(next(numbers) * time_steps) for _ in range(batch_size)]
    lengths[math.floor(next(numbers) * batch_size)] = time_steps
    return lengths
