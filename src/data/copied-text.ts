/**
 * Is a sample copied from the corpus? Finds its longest run that stands in the corpus, and how many
 * of its 8-grams do. The sample becomes a suffix automaton (Blumer et al. 1985), a few states per
 * character; the corpus streams through it once, so the answer is exact and linear in its length.
 */
import type { Slices } from '../lib/slices.ts';
import type { CopiedText } from '../protocol/frames.ts';
import type { Tokens } from './vocabulary.ts';

const gram = 8;
/** Transitions kept at most: 64 MiB. */
const maxTransitions = 2 ** 24;
/** Corpus tokens between two pauses, and sample tokens while the automaton grows. */
const stride = 2 ** 16;
const buildStride = 2 ** 8;

interface Automaton {
  /** [state][symbol] → state; 0, to which nothing leads back, where there is none. */
  next: Int32Array;
  symbols: number;
  /** Suffix links, and the longest string of each state. */
  link: Int32Array;
  length: Int32Array;
  /** Where the state's strings end first in the sample. */
  end: Int32Array;
  /** State of each prefix of the sample. */
  prefix: Int32Array;
  size: number;
}

/** Yields 0, as nothing is compared yet. @param symbols of the sample, 0 … count − 1 */
function* automatonSlices(symbols: Int32Array, count: number): Slices<Automaton> {
  const most = 2 * symbols.length + 1;
  const next = new Int32Array(most * count);
  const link = new Int32Array(most).fill(-1);
  const length = new Int32Array(most);
  const end = new Int32Array(most);
  const prefix = new Int32Array(symbols.length);
  let size = 1;
  let last = 0;
  for (const [position, symbol] of symbols.entries()) {
    if (position % buildStride === buildStride - 1) yield 0;
    const current = size++;
    length[current] = length[last] + 1;
    end[current] = position;
    let state = last;
    for (; state >= 0 && next[state * count + symbol] === 0; state = link[state]) {
      next[state * count + symbol] = current;
    }
    link[current] = 0;
    if (state >= 0) {
      const target = next[state * count + symbol];
      if (length[target] === length[state] + 1) link[current] = target;
      else {
        const clone = size++;
        next.copyWithin(clone * count, target * count, (target + 1) * count);
        length[clone] = length[state] + 1;
        link[clone] = link[target];
        end[clone] = end[target];
        link[target] = link[current] = clone;
        for (; state >= 0 && next[state * count + symbol] === target; state = link[state]) {
          next[state * count + symbol] = clone;
        }
      }
    }
    last = current;
    prefix[position] = current;
  }
  return { next, symbols: count, link, length, end, prefix, size };
}

/** Per state, the state that holds the last eight symbols of its strings; −1 for shorter ones. */
function findGrams({ link, length, size }: Automaton): Int32Array {
  const grams = new Int32Array(size).fill(-1);
  for (const state of statesByLength({ length, size })) {
    if (length[state] < gram) continue;
    grams[state] = length[link[state]] < gram ? state : grams[link[state]];
  }
  return grams;
}

/** Every state once, a shorter one before a longer one. */
function statesByLength({ length, size }: Pick<Automaton, 'length' | 'size'>): Int32Array {
  const lengths = length.subarray(0, size);
  const starts = new Int32Array(size + 1);
  for (const one of lengths) starts[one + 1]++;
  for (let at = 1; at <= size; at++) starts[at] += starts[at - 1];
  const states = new Int32Array(size);
  lengths.forEach((one, state) => {
    states[starts[one]++] = state;
  });
  return states;
}

/** Yields how many corpus tokens have been read. */
export function* copiedTextSlices(sample: Uint32Array, corpus: Tokens): Slices<CopiedText> {
  const ids = new Map<number, number>();
  for (const token of sample) if (!ids.has(token)) ids.set(token, ids.size);
  const most = Math.floor((maxTransitions / Math.max(1, ids.size) - 1) / 2);
  const symbols = Int32Array.from(sample.subarray(0, most), (token) => ids.get(token) ?? 0);
  const automaton = yield* automatonSlices(symbols, ids.size);
  const { next, link, length, end, prefix } = automaton;
  const grams = findGrams(automaton);
  const isFound = new Uint8Array(automaton.size);
  const symbolOf = new Int32Array(2 ** (8 * corpus.BYTES_PER_ELEMENT)).fill(-1);
  for (const [token, symbol] of ids) symbolOf[token] = symbol;
  let state = 0;
  let matched = 0;
  let longest = { start: 0, length: 0 };
  for (let position = 0; position < corpus.length; position++) {
    if (position % stride === stride - 1) yield position;
    const symbol = symbolOf[corpus[position]];
    if (symbol < 0) {
      state = matched = 0;
      continue;
    }
    while (state > 0 && next[state * ids.size + symbol] === 0) {
      state = link[state];
      matched = length[state];
    }
    const target = next[state * ids.size + symbol];
    if (target === 0) continue;
    state = target;
    matched++;
    if (matched > longest.length) longest = { start: end[state] - matched + 1, length: matched };
    if (matched >= gram) isFound[grams[state]] = 1;
  }
  let found = 0;
  for (let at = gram - 1; at < symbols.length; at++) found += isFound[grams[prefix[at]]];
  const total = Math.max(0, symbols.length - gram + 1);
  return { measured: symbols.length, longest, share: total > 0 ? found / total : 0 };
}
