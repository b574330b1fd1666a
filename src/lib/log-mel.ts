/**
 * Sound as a net reads it: the loudness of a few bands of pitch, frame by frame, in decibels above
 * silence. The page computes it from what is recorded, the worker from what is made up.
 */
import FFT from 'fft.js';

/** Samples per second, and per frame: 64 ms, a new one every 32 ms. */
export const sampleRate = 16_000;
const [frameLength, hop] = [1024, 512];
/** Bands, and the pitches at the outer ends of the first and the last, Hz. */
export const melBands = 20;
const [lowest, highest] = [80, 7600];
/** What is so much softer than the loudest counts as silence, dB. */
const range = 60;
/** Sound that is kept of a recording, seconds, and how much of it lies before the word. */
const [kept, before] = [1.2, 0.15];
const keptSamples = kept * sampleRate;
/** The loudness at which a word begins, below its loudest, dB; blocks in which it is looked for. */
const onsetBelow = 25;
const block = 160;

/** Everything softer is no word: about −46 dB of full scale, as a root of mean squares. */
const faintest = 0.005;
/** Levels of quiet before a word, so that none is taken from its middle. */
const pause = 8;

/** How many times as loud as what is always there a word is where it begins. */
const aboveFloor = 2;
/** Share of blocks that are no louder than what is always there: words leave that much of a recording. */
const floorShare = 0.25;

/** The part of a recording that holds the word; null where none stands out. */
export function wordIn(samples: Float32Array): Float32Array | null {
  const levels = Array.from({ length: Math.floor(samples.length / block) }, (_, at) =>
    levelOf(samples.subarray(at * block, (at + 1) * block)),
  );
  const loudest = levels.reduce((most, level) => Math.max(most, level), 0);
  const floor = levels.toSorted((a, b) => a - b)[Math.floor(floorShare * levels.length)] ?? 0;
  if (loudest < Math.max(faintest, aboveFloor * floor)) return null;
  const threshold = Math.max(loudest / 10 ** (onsetBelow / 20), aboveFloor * floor);
  const onset = levels.findIndex((level) => level >= threshold);
  const from = Math.max(0, onset * block - before * sampleRate);
  const word = new Float32Array(keptSamples);
  word.set(samples.subarray(from, from + keptSamples));
  return word;
}

/** Root of the mean of squares. */
export function levelOf(samples: ArrayLike<number>): number {
  let squares = 0;
  for (let at = 0; at < samples.length; at++) squares += samples[at] ** 2;
  return Math.sqrt(squares / samples.length);
}

/** @returns frames of `melBands` whole numbers, 0 … 60 dB */
export function logMel(samples: Float32Array): number[][] {
  const fft = new FFT(frameLength);
  const spectrum = fft.createComplexArray();
  const count = Math.max(0, Math.floor((samples.length - frameLength) / hop) + 1);
  const powers = Array.from({ length: count }, (_, frame) => {
    const from = frame * hop;
    fft.realTransform(
      spectrum,
      hann.map((weight, at) => weight * samples[from + at]),
    );
    return filters.map((filter) => {
      const powerAt = (bin: number) => spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2;
      return filter.reduce((power, { bin, weight }) => power + weight * powerAt(bin), 0);
    });
  });
  const peak = powers.flat().reduce((most, power) => Math.max(most, power), Number.MIN_VALUE);
  const above = (power: number) => Math.round(range + 10 * Math.log10(power / peak));
  return powers.map((bands) => bands.map((power) => Math.max(0, above(power))));
}

const hann = Array.from(
  { length: frameLength },
  (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / frameLength),
);

/** The scale of pitch of HTK. */
const melOf = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
const hertzOf = (mel: number) => 700 * (10 ** (mel / 2595) - 1);

/** Ends and centres of bands that overlap by half, Hz. */
export const melEdges: readonly number[] = Array.from({ length: melBands + 2 }, (_, at) => {
  const [from, to] = [melOf(lowest), melOf(highest)];
  return hertzOf(from + (at * (to - from)) / (melBands + 1));
});

/** Triangles: which frequencies each band hears, and how well. */
const filters = Array.from({ length: melBands }, (_, band) => {
  const [from, centre, to] = melEdges.slice(band, band + 3);
  return Array.from({ length: frameLength / 2 + 1 }, (_, bin) => {
    const hertz = (bin * sampleRate) / frameLength;
    return {
      bin,
      weight: Math.min((hertz - from) / (centre - from), (to - hertz) / (to - centre)),
    };
  }).filter(({ weight }) => weight > 0);
});

/** Tells when a word begins, from the level of what is heard right now. */
export class OnsetListener {
  #floor = Infinity;
  #quiet = 0;

  /** Asked again and again, about every 20 ms. @returns a word begins here, after a pause */
  begins(level: number): boolean {
    // what is always there is not heard as a word; it may grow, slowly
    // before any sound arrives there is none at all, from which nothing could grow
    this.#floor = Math.max(faintest / 2, Math.min(level, this.#floor * 1.01));
    const isLoud = level > Math.max(2 * faintest, 4 * this.#floor);
    const begins = isLoud && this.#quiet >= pause;
    this.#quiet = isLoud ? 0 : this.#quiet + 1;
    return begins;
  }
}
