import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoryInfo } from '../../protocol/catalogue.ts';
import type { GradientsThroughTime } from '../../protocol/frames.ts';
import type { By, LagCurve } from './lag-curves.ts';
import { choicesOf, shownBy, symbolOf, wordsOf as wordsOfSides } from './through-time-words.ts';

const one = new Float32Array(1);
const plain: GradientsThroughTime = { input: one, state: one, memory: null, line: null };
const gru: GradientsThroughTime = { ...plain, line: new Float32Array([1, 1, 0, 0.25]) };
const lstm: GradientsThroughTime = { ...gru, memory: one };
/** Beside the activation, and the activation itself. */
const own: MemoryInfo = {
  symbol: 'c',
  isActivation: false,
  gate: 'any',
  share: 'Γf',
  isComplement: false,
};
const whole: MemoryInfo = {
  symbol: 'c',
  isActivation: true,
  gate: 'any',
  share: '1 − Γu',
  isComplement: true,
};

/** Of a net that reads one way. */
const wordsOf = (
  gradients: GradientsThroughTime,
  memory: MemoryInfo | null,
  by: By,
  before: LagCurve,
) => wordsOfSides(gradients, memory, by, { before, later: null });

/** Every step back leaves this share. */
const fading = (share: number, last: number) =>
  Array.from({ length: last + 1 }, (_, lag) => share ** lag);

describe('words about the gradient through time', () => {
  it('say how far back the loss sees, and what is left there', () => {
    expect(wordsOf(plain, null, 'state', [1, 0.1, 9e-4, 1e-5])).toBe(
      'The loss barely depends on activations more than 1 character back: at 3, 1 part in 100 thousand of the gradient is left.',
    );
    expect(wordsOf(plain, null, 'input', fading(0.7, 60))).toBe(
      'The loss barely depends on inputs more than 19 characters back: at 60, 1 part in 2 billion of the gradient is left.',
    );
    expect(wordsOf(plain, null, 'input', [1, 1e-5, 0])).toBe(
      'The loss barely depends on inputs before the last: at 2, nothing of the gradient is left.',
    );
    expect(wordsOf(lstm, own, 'memory', [1, 0.5, 0.1234])).toBe(
      'The loss still depends on memory states 2 characters back, the farthest measured: 12 % of the gradient is left. Mean Γf 0.25.',
    );
    expect(wordsOf(gru, whole, 'memory', [1, 1e-4])).toMatch(/ Mean 1 − Γu 0\.25\.$/);
    expect(wordsOf(plain, null, 'input', [1])).toBe('The line is too short to tell.');
  });

  it('say of a net that reads both ways how far it sees on either side', () => {
    const say = (by: By, before: LagCurve, later: LagCurve) =>
      wordsOfSides(plain, null, by, { before, later }, 'word');
    const [near, far] = [
      [1, 0.1, 1e-4, 0],
      [1, 0.5, 0.2, 0.1],
    ];
    const none = [1, 1e-4, 0, 0];
    expect(say('input', far, near)).toBe(
      'The answer depends on up to 3 words before it and up to 1 word after it.',
    );
    expect(say('input', none, far)).toBe(
      'The answer depends on up to 3 words that follow, and barely on those before it.',
    );
    expect(say('state', far, none)).toBe(
      'The answer depends on activations of up to 3 words before it, and barely on those that follow.',
    );
    expect(say('input', none, none)).toBe('The answer barely depends on other words.');
    expect(say('memory', none, none)).toBe(
      'The answer barely depends on memory states of other words.',
    );
    expect(say('input', far, [1, 3, 40, 11])).toBe(
      'The gradient explodes: for inputs 2 words ahead it is 40 times as large as at lag 0.',
    );
    expect(say('input', [1, 3, 40, 11], far)).toMatch(/explodes: for inputs 2 words back/);
    expect(say('input', [1], [1])).toBe('The line is too short to tell.');
  });

  it('call it exploding only where it does not vanish after all', () => {
    expect(wordsOf(plain, null, 'input', [1, 24, 250.4, 80])).toBe(
      'The gradient explodes: for inputs 2 characters back it is 250 times as large as at lag 0.',
    );
    expect(wordsOf(plain, null, 'input', [1, 24, 5, 1e-4])).toBe(
      'The loss depends most on inputs 1 character back, 24 times as much as at lag 0, and barely on those more than 2 characters back: at 3, 1 part in 10 thousand of the gradient is left.',
    );
    const value = fc.oneof(fc.constant(0), fc.double({ min: -45, max: 38, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 64 }), (powers) => {
        const words = wordsOf(plain, null, 'input', [1, ...powers.map((power) => 10 ** power)]);
        expect(words).not.toMatch(/explode.*(vanish|barely)|(vanish|barely).*explode/is);
        expect(words).toMatch(/^The .+\.$/);
      }),
    );
  });

  it('are never the same for two nets whose curves end a thousandfold apart', () => {
    const rate = fc.double({ min: 0.3, max: 1.2, noNaN: true });
    const lags = fc.integer({ min: 2, max: 64 });
    fc.assert(
      fc.property(rate, rate, lags, (one, other, last) => {
        fc.pre(Math.abs(Math.log10(one / other)) * last >= 3);
        const words = [one, other].map((each) => wordsOf(plain, null, 'input', fading(each, last)));
        expect(words[0]).not.toBe(words[1]);
      }),
    );
  });

  it('offer what the cell has, and stay with what comes closest', () => {
    const labels = (memory: MemoryInfo | null | undefined) =>
      choicesOf(memory).map(({ label }) => label);
    expect(labels(null)).toEqual(['input x', 'state a']);
    expect(labels(whole)).toEqual(['input x', 'memory c = a']);
    expect(labels(own)).toEqual(['input x', 'state a', 'memory c']);
    expect(labels({ ...own, symbol: 'm' }).at(-1)).toBe('memory m');
    expect(labels(undefined)).toEqual(labels(own));
    expect(shownBy('memory', null)).toBe('state');
    expect(shownBy('state', whole)).toBe('memory');
    expect(shownBy('state', own)).toBe('state');
    expect(shownBy('input', whole)).toBe('input');
    expect((['input', 'state', 'memory'] as const).map((by) => symbolOf(by, own))).toEqual([
      ...['x', 'a', 'c'],
    ]);
  });
});
