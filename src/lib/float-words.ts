/** Numbers as the words that kernels read them from: the bits of a float32. */

const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

export function wordOf(value: number): number {
  float[0] = value;
  return word[0];
}

export function floatOf(bits: number): number {
  word[0] = bits;
  return float[0];
}
