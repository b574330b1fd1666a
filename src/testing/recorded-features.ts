/** What a net reads of sound and pictures, against sums that are written out and places counted by hand. */
import { expect } from 'vitest';
import { logMel, melBands, melEdges, sampleRate, wordIn } from '../lib/log-mel.ts';
import { brightnessOf, motionGrid, pictureHeight, pictureWidth } from '../lib/motion-grid.ts';

const tone = (hertz: number, length = 1024) =>
  Float32Array.from({ length }, (_, at) => 0.3 * Math.sin((2 * Math.PI * hertz * at) / sampleRate));
/** Noise of a fixed seed: a generator of Lehmer. */
function noise(length: number): Float32Array {
  let state = 7;
  return Float32Array.from(
    { length },
    () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5,
  );
}

/** By the definition of the Fourier transform, of the HTK scale and of triangles on it. */
function reference(samples: Float32Array): number[][] {
  const mel = (hertz: number) => 1127 * Math.log(1 + hertz / 700);
  const inverse = (value: number) => 700 * (Math.exp(value / 1127) - 1);
  const step = (mel(7600) - mel(80)) / 21;
  const edges = Array.from({ length: 22 }, (_, at) => inverse(mel(80) + at * step));
  const powers: number[][] = [];
  for (let from = 0; from + 1024 <= samples.length; from += 512) {
    const bins = Array.from({ length: 513 }, (_, bin) => {
      let [re, im] = [0, 0];
      for (let at = 0; at < 1024; at++) {
        const own = samples[from + at] * Math.sin((Math.PI * at) / 1024) ** 2;
        re += own * Math.cos((2 * Math.PI * bin * at) / 1024);
        im -= own * Math.sin((2 * Math.PI * bin * at) / 1024);
      }
      return re * re + im * im;
    });
    powers.push(
      Array.from({ length: 20 }, (_, band) => {
        const [low, centre, high] = edges.slice(band, band + 3);
        return bins.reduce((sum, power, bin) => {
          const hertz = bin * 15.625;
          const rising = (hertz - low) / (centre - low);
          const falling = (high - hertz) / (high - centre);
          return sum + power * Math.max(0, Math.min(rising, falling));
        }, 0);
      }),
    );
  }
  const peak = Math.max(...powers.flat());
  return powers.map((row) => row.map((power) => 60 + 10 * Math.log10(power / peak)));
}

/** To the nearest decibel; a tone is loudest in its own band, and silence is 0. */
export function checkLoudness(): void {
  const samples = noise(2048).map((one, at) => one * (at < 1200 ? 0.01 : 1));
  const expected = reference(samples);
  const found = logMel(samples);
  expect(found).toHaveLength(3);
  found.forEach((bands, frame) =>
    bands.forEach((level, band) => {
      expect(level % 1).toBe(0);
      const exact = Math.max(0, expected[frame][band]);
      expect(Math.abs(level - exact)).toBeLessThanOrEqual(0.5 + 1e-4);
    }),
  );
  for (const band of [0, 7, 19]) {
    const [bands] = logMel(tone(melEdges[band + 1]));
    expect(bands).toHaveLength(melBands);
    expect(bands[band]).toBe(60);
    expect(bands.filter((level) => level > 50).length).toBeLessThanOrEqual(2);
  }
  expect(logMel(new Float32Array(1023))).toEqual([]);
  expect(logMel(new Float32Array(1024))).toEqual([new Array(melBands).fill(0)]);
}

/** All of it with a little before, at its full length, however loud the room is; else none. */
export function checkWord(): void {
  const silent = new Float32Array(2 * sampleRate);
  silent.set(tone(440, 4000), 16_000);
  const clean = wordIn(silent)!;
  expect(clean).toHaveLength(1.2 * sampleRate);
  expect(clean.findIndex((one) => one !== 0)).toBeCloseTo(0.15 * sampleRate, -1);
  expect(clean.slice(16_000).every((one) => one === 0)).toBe(true);

  const spoken = tone(440, 9600).map((one, at) => one * Math.sin((Math.PI * at) / 9600));
  for (const level of [0.001, 0.01, 0.03, 0.06]) {
    // of that root mean square
    const background = noise(1.7 * sampleRate).map((one) => level * Math.sqrt(12) * one);
    const said = background.map((one, at) => one + (spoken[at - 12_000] ?? 0));
    const word = wordIn(said)!;
    const from = said.findIndex((one, at) => one === word[0] && said[at + 1] === word[1]);
    expect(from, `in noise of ${level}`).toBeGreaterThanOrEqual(12_000 - 0.15 * sampleRate);
    expect(from, `in noise of ${level}`).toBeLessThanOrEqual(12_000);
    expect(wordIn(background), `noise of ${level} alone`).toBeNull();
  }
  expect(wordIn(new Float32Array(sampleRate))).toBeNull();
}

const dark = () => new Float32Array(pictureWidth * pictureHeight);

/** The mean change of the pixels of each cell, wherever it goes. */
export function checkMovement(): void {
  const later = dark();
  // cell 8 is the third of the second row: 64 pixels from (16, 8)
  for (let at = 0; at < 16; at++)
    later[(8 + Math.floor(at / 8)) * pictureWidth + 16 + (at % 8)] = 200;
  later[0] = 64;
  const expected = new Array<number>(24).fill(0);
  [expected[0], expected[8]] = [1, 50];
  expect(motionGrid(dark(), later)).toEqual(expected);
  expect(motionGrid(later, dark())).toEqual(expected);
  expect(motionGrid(later, later)).toEqual(new Array(24).fill(0));
}

/** By the weights of ITU-R BT.601. */
export function checkBrightness(): void {
  const [white, red, green, blue] = brightnessOf([
    ...[255, 255, 255, 255, 255, 0, 0, 255],
    ...[0, 255, 0, 255, 0, 0, 255, 255],
  ]);
  expect(white).toBeCloseTo(255, 3);
  expect(red).toBeCloseTo(76.245, 3);
  expect(green).toBeCloseTo(149.685, 3);
  expect(blue).toBeCloseTo(29.07, 3);
}
