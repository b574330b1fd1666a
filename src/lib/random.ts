/**
 * Counter-based random numbers: threefry2x32 with 20 rounds (Salmon et al., "Parallel random
 * numbers: as easy as 1, 2, 3", 2011), word for word as in Random123. There is no state to carry:
 * the numbers of any position can be computed alone, here and in `shaders/lib/random.wgsl` alike.
 */

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;
const parity = 0x1bd11bda;

/** Writes the two 32-bit words that belong to this key and counter to `out[0]` and `out[1]`. */
export function threefry2x32(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Uint32Array,
): void {
  const keys = [key0 | 0, key1 | 0, parity ^ key0 ^ key1] as const;
  let word0 = (counter0 + keys[0]) | 0;
  let word1 = (counter1 + keys[1]) | 0;
  for (let group = 0; group < 5; group++) {
    for (let round = 0; round < 4; round++) {
      const turn = rotations[(group % 2) * 4 + round];
      word0 = (word0 + word1) | 0;
      word1 = ((word1 << turn) | (word1 >>> (32 - turn))) ^ word0;
    }
    word0 = (word0 + keys[(group + 1) % 3]) | 0;
    word1 = (word1 + keys[(group + 2) % 3] + group + 1) | 0;
  }
  out[0] = word0;
  out[1] = word1;
}

/** A 32-bit word as a number in [0, 1): its upper 24 bits times 2^-24, exact in float32. */
export function unitFloat(word: number): number {
  return (word >>> 8) * 2 ** -24;
}

/**
 * `count` float32 numbers from `low` to `high`, uniform in steps of 2^-24 of the range.
 * Number i is word i mod 2 of key (seed, stream) and counter (floor(i / 2), 0), made a fraction by
 * `unitFloat`, then `low + (high - low) * fraction` in float64, rounded once. Numbers with the same
 * seed and different streams are independent; a longer request starts with the shorter one.
 */
export function uniformFloats(
  seed: number,
  stream: number,
  count: number,
  low: number,
  high: number,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(count);
  const words = new Uint32Array(2);
  for (let index = 0; index < count; index++) {
    if (index % 2 === 0) threefry2x32(seed, stream, index / 2, 0, words);
    values[index] = low + (high - low) * unitFloat(words[index % 2]);
  }
  return values;
}
