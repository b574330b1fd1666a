"""The random numbers of src/lib/random.ts and src/data/permutation.ts: threefry2x32 with 20 rounds."""
import numpy

ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24]
PARITY = 0x1BD11BDA


def threefry(key0, key1, counters, row=0):
    """Two words for each counter, one after the other."""
    keys = [numpy.uint32(key) for key in (key0, key1, PARITY ^ key0 ^ key1)]
    first = numpy.asarray(counters, dtype=numpy.uint32) + keys[0]
    second = numpy.full_like(first, row) + keys[1]
    for group in range(5):
        for turn in ROTATIONS[group % 2 * 4 :][:4]:
            first = first + second
            second = (second << numpy.uint32(turn) | second >> numpy.uint32(32 - turn)) ^ first
        first = first + keys[(group + 1) % 3]
        second = second + keys[(group + 2) % 3] + numpy.uint32(group + 1)
    return numpy.stack([first, second], axis=1).reshape(-1)


def uniform(seed, stream, count, bound):
    """float32 from U(-bound, bound), in float64."""
    words = threefry(seed, stream, range((count + 1) // 2))[:count]
    fractions = (words >> numpy.uint32(8)) * 2.0**-24
    return (-bound + 2 * bound * fractions).astype(numpy.float32).astype(numpy.float64)


def permutation(length, seed, stream, row=0):
    """0 … length - 1 in a random order (Fisher and Yates)."""
    words = threefry(seed, stream, range((length + 1) // 2), row)
    order = list(range(length))
    for drawn, last in enumerate(range(length - 1, 0, -1)):
        other = int(words[drawn] / 2**32 * (last + 1))
        order[last], order[other] = order[other], order[last]
    return order
