import { describe, expect, it } from 'vitest';
import { RandomWords } from '../permutation.ts';
import { agreement, verbs } from './agreement.ts';
import { brackets } from './brackets.ts';
import { copiedLength, copyMemory } from './copy-memory.ts';
import { counted, mostCounted } from './counted.ts';
import { drawLine, entropyOf, type Grammar, readSymbols } from './grammar.ts';
import { embeddedReber, reber } from './reber.ts';

const grammars: [string, Grammar][] = [
  ['Reber', reber],
  ['embedded Reber', embeddedReber],
  ['aⁿbⁿ', counted(['a', 'b'])],
  ['aⁿbⁿcⁿ', counted(['a', 'b', 'c'])],
  ['brackets', brackets],
  ['agreement', agreement(4)],
  ['copy memory', copyMemory(2)],
];

/** Nats of a line and its tokens from all lines one by one, likely ones first; and the mass of the rest. */
function counting(grammar: Grammar, least: number) {
  let [nats, tokens, mass] = [0, 0, 0];
  const walk = (state: string, length: number, likely: number) => {
    for (const { symbol, to, probability } of grammar.next(state)) {
      const of = likely * probability;
      if (of < least) continue;
      if (symbol !== null) walk(to, length + 1, of);
      else {
        nats -= of * Math.log(of);
        tokens += of * (length + 1);
        mass += of;
      }
    }
  };
  walk(grammar.start, 0, 1);
  return { nats, tokens, rest: 1 - mass };
}

describe.each(grammars)('the language of %s', (_, grammar) => {
  it('can go on from every state, with chances that sum to 1 and one way to read a line', () => {
    const seen = new Set<string>();
    const look = (state: string) => {
      if (seen.has(state)) return;
      seen.add(state);
      const moves = grammar.next(state);
      expect(moves.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
      expect(new Set(moves.map(({ symbol }) => symbol)).size).toBe(moves.length);
      for (const { symbol, to, probability } of moves) {
        expect(probability).toBeGreaterThan(0);
        if (symbol === null) continue;
        expect(grammar.symbols).toContain(symbol);
        look(to);
      }
    };
    look(grammar.start);
  });

  it('has the entropy that lines drawn from it have', () => {
    const { ofLine, tokens, ofToken } = entropyOf(grammar);
    const words = new RandomWords(7, 1);
    const count = 4000;
    let [sum, squares, symbols] = [0, 0, 0];
    for (let line = 0; line < count; line++) {
      const drawn = drawLine(grammar, words);
      const reading = readSymbols(grammar, drawn);
      const nats = 'nats' in reading ? reading.nats.reduce((all, one) => all + one, 0) : NaN;
      sum += nats;
      squares += nats * nats;
      symbols += drawn.length + 1;
    }
    const mean = sum / count;
    // five standard errors; a line that costs the same always costs that
    const error = 5 * Math.sqrt(Math.max(0, squares / count - mean * mean) / count) + 1e-9;
    expect(Math.abs(mean - ofLine)).toBeLessThan(error);
    expect(symbols / count / tokens).toBeCloseTo(1, 1);
    expect(ofToken).toBeCloseTo(ofLine / tokens, 12);
  });
});

describe('entropy', () => {
  it.each([
    ['Reber', reber],
    ['aⁿbⁿcⁿ', counted(['a', 'b', 'c'])],
    ['agreement', agreement(1)],
    ['copy memory', copyMemory(3)],
  ])('of %s is that of all its lines one by one', (_, grammar) => {
    const { ofLine, tokens } = entropyOf(grammar);
    const { nats, tokens: counted, rest } = counting(grammar, 1e-7);
    expect(rest).toBeLessThan(3e-3);
    // what is left out costs some 40 nats at most, and is as long
    expect(Math.abs(nats - ofLine)).toBeLessThan(60 * rest + 1e-9);
    expect(Math.abs(counted - tokens)).toBeLessThan(80 * rest + 1e-9);
  });

  it('is what pencil and paper say', () => {
    const even = entropyOf(counted(['a', 'b']));
    expect(even.ofLine).toBeCloseTo(Math.log(mostCounted), 12);
    expect(even.tokens).toBeCloseTo(mostCounted + 2, 12);
    expect(entropyOf(counted(['a', 'b', 'c'])).ofLine).toBeCloseTo(even.ofLine, 12);
    const copy = entropyOf(copyMemory(9));
    expect(copy.ofLine).toBeCloseTo(copiedLength * Math.log(4), 12);
    expect(copy.tokens).toBeCloseTo(2 * copiedLength + 10, 12);
    // the first letter behind B twice, else as it is
    expect(entropyOf(embeddedReber).ofLine).toBeCloseTo(entropyOf(reber).ofLine + Math.LN2, 9);
    expect(entropyOf(embeddedReber).tokens).toBeCloseTo(entropyOf(reber).tokens + 4, 9);
    const asked = entropyOf(agreement(20), (symbol) => verbs.some((verb) => verb === symbol));
    expect([asked.ofLine, asked.ofToken]).toEqual([0, 0]);
    expect(asked.tokens).toBeCloseTo(1, 12);
  });
});

describe('lines', () => {
  const written = (text: string) => Array.from(text);

  it('of Reber are those of the paper, and of no others', () => {
    for (const line of ['BTSSXXTVVE', 'BPVVE', 'BTXSE', 'BPTVPXTTVVE']) {
      expect(readSymbols(reber, written(line))).toHaveProperty('nats');
    }
    expect(readSymbols(reber, written('BTSSPXSE'))).toEqual({
      ...{ at: 4, allowed: ['S', 'X'], canEnd: false },
    });
    expect(readSymbols(reber, written('BPVVEE'))).toEqual({ at: 5, allowed: [], canEnd: true });
    expect(readSymbols(reber, written('BPVV'))).toEqual({ at: 4, allowed: ['E'], canEnd: false });
    expect(readSymbols(embeddedReber, written('BTBPVVETE'))).toHaveProperty('nats');
    expect(readSymbols(embeddedReber, written('BTBPVVEPE'))).toMatchObject({
      at: 7,
      allowed: ['T'],
    });
  });

  it('count, and close what was opened last', () => {
    const three = counted(['a', 'b', 'c']);
    expect(readSymbols(three, written('aabbcc'))).toHaveProperty('nats');
    expect(readSymbols(three, written('aabbc'))).toMatchObject({ at: 5, allowed: ['c'] });
    expect(readSymbols(three, written('aabc'))).toMatchObject({ at: 3, allowed: ['b'] });
    expect(readSymbols(brackets, written('([]){}'))).toHaveProperty('nats');
    expect(readSymbols(brackets, written('([)]'))).toMatchObject({ at: 2 });
    expect(readSymbols(brackets, written('([{(['))).toMatchObject({ at: 4, allowed: [')'] });
    expect(readSymbols(brackets, [])).toMatchObject({ at: 0, canEnd: false });
  });

  it('agree in the number of their first noun, however many words stand between', () => {
    for (const gap of [1, 2, 3, 20, 40]) {
      const words = new RandomWords(3, 2);
      for (let line = 0; line < 50; line++) {
        const drawn = drawLine(agreement(gap), words);
        expect(drawn.length).toBe(gap + 4);
        expect(drawn.at(-2)).toBe(drawn[1].endsWith('s') ? 'were' : 'was');
      }
    }
  });

  it('say what was to be kept in mind again', () => {
    const line = drawLine(copyMemory(10), new RandomWords(3, 3)).join('');
    expect(line).toMatch(/^([abcd]{3})·{10}\1$/);
  });
});
