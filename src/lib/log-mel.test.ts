/** Loudness of bands against sums that are written out, and where a word is found. */
import { describe, expect, it } from 'vitest';
import { logMel, melBands, melEdges, OnsetListener, sampleRate, wordIn } from './log-mel.ts';

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

describe('loudness of bands', () => {
  it('is that of the definition, to the nearest decibel', () => {
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
  });

  it.each([0, 7, 19])('a tone in the middle of band %d is loudest there', (band) => {
    const [bands] = logMel(tone(melEdges[band + 1]));
    expect(bands).toHaveLength(melBands);
    expect(bands[band]).toBe(60);
    expect(bands.filter((level) => level > 50).length).toBeLessThanOrEqual(2);
  });

  it('has no frame where there are too few samples, and silence is 0', () => {
    expect(logMel(new Float32Array(1023))).toEqual([]);
    expect(logMel(new Float32Array(1024))).toEqual([new Array(melBands).fill(0)]);
  });
});

describe('a word', () => {
  it('begins a little before it can be heard, and has its full length', () => {
    const samples = new Float32Array(2 * sampleRate);
    samples.set(tone(440, 4000), 16_000);
    const word = wordIn(samples)!;
    expect(word).toHaveLength(1.2 * sampleRate);
    expect(word.findIndex((one) => one !== 0)).toBeCloseTo(0.15 * sampleRate, -1);
    expect(word.slice(16_000).every((one) => one === 0)).toBe(true);
  });

  it('is not there in silence, nor in faint noise', () => {
    expect(wordIn(new Float32Array(sampleRate))).toBeNull();
    expect(wordIn(noise(sampleRate).map((one) => 0.01 * one))).toBeNull();
  });
});

describe('the beginning of a word', () => {
  /** At which of these levels one begins. */
  const beginnings = (levels: readonly number[]) => {
    const listener = new OnsetListener();
    return levels.flatMap((level, at) => (listener.begins(level) ? [at] : []));
  };
  const times = (level: number, count: number) => new Array<number>(count).fill(level);
  const word = times(0.2, 25);

  it('is where it gets loud after a pause, once for each word', () => {
    const levels = [...times(0.001, 20), ...word, ...times(0.001, 20), ...word];
    expect(beginnings(levels)).toEqual([20, 65]);
  });

  it('is not in the middle of one that was already there, nor after a short break', () => {
    expect(beginnings([...word, ...times(0.001, 20), ...word])).toEqual([45]);
    const broken = [...times(0.001, 20), ...word, ...times(0.001, 7), ...word];
    expect(beginnings(broken)).toEqual([20]);
  });

  it('is found in a noisy room also where at first nothing came from the microphone', () => {
    const [first, ...more] = beginnings([0, ...times(0.02, 200), ...word]);
    // where the noise itself begins nothing is said
    expect(more.length === 0 ? first : more.at(-1)).toBe(201);
  });

  it('is neither steady noise nor what is hardly louder', () => {
    expect(beginnings(times(0.1, 200))).toEqual([]);
    expect(beginnings([...times(0.01, 20), ...times(0.03, 20)])).toEqual([]);
    expect(beginnings([...times(0.0001, 20), ...times(0.008, 20)])).toEqual([]);
  });
});
