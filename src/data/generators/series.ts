/** Series of numbers, made up from seeds: waves, a noisy square, and chaos. */
import { RandomWords, randomStreams } from '../permutation.ts';

const length = 8000;
const seed = 1;

/** Lines: numbers, or a table. */
export const generatedSeries: Readonly<Record<string, () => (number | string)[]>> = {
  sines: () => Array.from({ length }, (_, t) => waves.reduce((sum, at) => sum + at(t), 0)),
  square: noisySquare,
  'mackey-glass': mackeyGlass,
  lorenz,
};

/** Periods without a common multiple that a net could wait for. */
const waves = [
  [1, 31.7],
  [0.6, 13.1],
  [0.4, 7.9],
].map(
  ([height, period]) =>
    (t: number) =>
      height * Math.sin((2 * Math.PI * t) / period),
);

/** Ten values up, ten down, each off by a normal error of a tenth. */
function noisySquare(): number[] {
  const words = new RandomWords(seed, randomStreams.series);
  const share = () => (words.below(2 ** 32) + 1) / (2 ** 32 + 1);
  // Box and Muller
  const normal = () => Math.sqrt(-2 * Math.log(share())) * Math.cos(2 * Math.PI * share());
  return Array.from({ length }, (_, t) => (t % 20 < 10 ? 1 : -1) + 0.1 * normal());
}

/**
 * dx/dt = 0.2 x(t − 17) / (1 + x(t − 17)^10) − 0.1 x, the usual chaotic case, in steps of a tenth
 * (Euler), a value for each unit of time.
 */
function mackeyGlass(): number[] {
  const [delay, perValue, settling] = [170, 10, 3000];
  const x = new Array<number>(delay + 1).fill(1.2);
  const steps = settling + length * perValue;
  for (let step = 0; step < steps; step++) {
    const [now, before] = [x[x.length - 1], x[x.length - 1 - delay]];
    // by products alone: powers differ in their last bit from browser to browser, and chaos enlarges that
    const square = before * before;
    const fourth = square * square;
    const tenth = fourth * fourth * square;
    x.push(now + 0.1 * ((0.2 * before) / (1 + tenth) - 0.1 * now));
  }
  return Array.from({ length }, (_, t) => x[delay + settling + t * perValue]);
}

/**
 * dx/dt = 10 (y − x), dy/dt = x (28 − z) − y, dz/dt = x y − 8/3 z, the usual chaotic case, in steps of
 * 0.002 (Euler), a row for each 0.1 units of time: between two of them a loop is half run through.
 */
function lorenz(): string[] {
  const [step, perRow, settling] = [0.002, 50, 5000];
  let [x, y, z] = [1, 1, 25];
  const rows = ['x,y,z'];
  for (let at = 0; rows.length <= length; at++) {
    const [dx, dy, dz] = [10 * (y - x), x * (28 - z) - y, x * y - (8 / 3) * z];
    [x, y, z] = [x + step * dx, y + step * dy, z + step * dz];
    if (at >= settling && at % perRow === 0) {
      rows.push([x, y, z].map((value) => value.toFixed(4)).join(','));
    }
  }
  return rows;
}
