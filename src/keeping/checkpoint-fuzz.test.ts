/** Files that something happened to: each is read, or refused with a reason, and costs little. */
import { getHeapStatistics } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { defaultSettings } from '../config/settings.ts';
import { type ProductForm, productForms } from '../protocol/product-form.ts';
import { tuningOf } from '../config/tuning.ts';
import { CheckpointError, UnrolledError } from '../lib/errors.ts';
import { uniformFloats } from '../lib/random.ts';
import { initialParameters } from '../model/initialisation.ts';
import { languageModel } from '../model/language-model.ts';
import { type ModelShape, parameterSpecs } from '../model/shape.ts';
import { CarriedStates } from '../training/carried-states.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { valuesFor } from './run-values.ts';
import { History } from '../training/history.ts';
import { isThorough } from '../testing/thorough.ts';

/** Of all array buffers; `process.memoryUsage` says the same and asks the system besides. */
const bytesOutsideHeap = () => getHeapStatistics().external_memory;

const mutations = isThorough ? 12_000 : 2000;
const seed = 20;

const symbols = Array.from('\n abcdefgあ😀');
const shape: ModelShape = {
  cell: cells.find(({ id }) => id === 'lstm') ?? cells[0],
  layers: 1,
  hiddenSize: 6,
  vocabSize: symbols.length,
  embeddingSize: 0,
};
const unrolling = { timeSteps: 4, batchSize: 3 };

function sampleFile(kernels: ProductForm = 'quads'): Uint8Array<ArrayBuffer> {
  const history = new History();
  const losses = uniformFloats(1, 0, 12, 1, 2);
  history.append({ firstStep: 1, losses, norms: losses });
  history.validations.push({ step: 10, loss: 1.5, tokens: 100, total: 200 });
  const carried = new CarriedStates(shape, unrolling);
  const weights = initialParameters(parameterSpecs(shape), 1);
  const record = {
    seconds: 3,
    settings: { ...defaultSettings(), hiddenSize: 6, ...unrolling },
    kernels,
    symbols,
    text: {
      source: 'builtin' as const,
      name: 'alice',
      title: 'Alice',
      characters: 1000,
      hash: '0123456789abcdef',
    },
  };
  return writeCheckpoint(record, history, {
    step: 12,
    tuning: tuningOf(defaultSettings()),
    weights,
    moments: [
      { order: 1, values: weights },
      { order: 2, values: initialParameters(parameterSpecs(shape), 2) },
    ],
    states: carried.unpack(uniformFloats(2, 0, carried.words, -1, 1)),
  });
}

/** Whole numbers below `limit`, from one seed. */
function numbersBelow(): (limit: number) => number {
  const values = uniformFloats(seed, 0, 1 << 18, 0, 1);
  let at = 0;
  return (limit) => Math.floor(values[at++ % values.length] * limit);
}

type Draw = (limit: number) => number;
type Bytes = Uint8Array<ArrayBuffer>;

const oddWords = [
  '__proto__',
  'constructor',
  'F64',
  '',
  'head.bias',
  '../../x',
  '\u0000',
  'a'.repeat(300),
];
const oddNumbers = [
  -1,
  0,
  1,
  0.5,
  4,
  7,
  24,
  255,
  4096,
  65536,
  2 ** 24,
  2 ** 24 + 1,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e308,
];

function withHeader(file: Bytes, edit: (json: string) => string, keepLength = false): Bytes {
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const json = new TextEncoder().encode(
    edit(new TextDecoder().decode(file.subarray(8, 8 + length))),
  );
  const changed = new Uint8Array(8 + json.length + file.length - 8 - length);
  changed.set(file.subarray(0, 8));
  if (!keepLength) new DataView(changed.buffer).setBigUint64(0, BigInt(json.length), true);
  changed.set(json, 8);
  changed.set(file.subarray(8 + length), 8 + json.length);
  return changed;
}

/** Replaces one match of a pattern. */
function replaceOne(draw: Draw, text: string, pattern: RegExp, by: (found: string) => string) {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: match } = found[draw(found.length)];
  return text.slice(0, index) + by(match) + text.slice(index + match.length);
}

const kinds: Record<string, (file: Bytes, draw: Draw) => Bytes> = {
  truncated: (file, draw) => file.slice(0, draw(file.length)),
  prolonged: (file, draw) => {
    const longer = new Uint8Array(file.length + 1 + draw(100));
    longer.set(file);
    return longer;
  },
  'bits flipped': (file, draw) => {
    const changed = file.slice();
    for (let bit = 0; bit <= draw(8); bit++) changed[draw(file.length)] ^= 1 << draw(8);
    return changed;
  },
  'bits flipped in the header': (file, draw) => {
    const changed = file.slice();
    for (let bit = 0; bit <= draw(4); bit++) changed[8 + draw(1200)] ^= 1 << draw(8);
    return changed;
  },
  'another header length': (file, draw) => {
    const changed = file.slice();
    for (let byte = 0; byte <= draw(3); byte++) changed[draw(8)] = draw(256);
    return changed;
  },
  'a number replaced': (file, draw) =>
    withHeader(file, (json) =>
      replaceOne(draw, json, /-?\d+(\.\d+)?/g, () => String(oddNumbers[draw(oddNumbers.length)])),
    ),
  'a word replaced': (file, draw) =>
    withHeader(file, (json) =>
      replaceOne(draw, json, /[A-Za-z][\w.]+/g, () => oddWords[draw(oddWords.length)]),
    ),
  'a mark replaced': (file, draw) =>
    withHeader(
      file,
      (json) => replaceOne(draw, json, /[{}[\],:"\\]/g, () => '{}[],:"\\ '[draw(9)]),
      draw(2) === 0,
    ),
  'a piece repeated': (file, draw) =>
    withHeader(file, (json) => {
      const from = draw(json.length);
      const piece = json.slice(from, from + draw(200));
      return json.slice(0, from) + piece.repeat(1 + draw(40)) + json.slice(from);
    }),
  'a value replaced': (file, draw) =>
    withHeader(file, (json) => {
      const values = ['null', 'true', '[]', '{}', '"x"', '[[[[1]]]]', '1e999', '-0'];
      return replaceOne(draw, json, /\[[\d,]*\]|\d+|"F32"/g, () => values[draw(values.length)]);
    }),
  'a field of the record removed': (file, draw) =>
    withHeader(file, (json) => replaceOne(draw, json, /\\"\w+\\":[^,}]+,?/g, () => '')),
};

it.each(productForms)('a file says that its kernels were %s', (form) => {
  expect(readCheckpoint(sampleFile(form)).record?.kernels).toBe(form);
});

describe('damaged files', () => {
  it(`gives a reason for each of ${mutations} mutations that it cannot read`, () => {
    const file = sampleFile();
    const draw = numbersBelow();
    const names = Object.keys(kinds);
    const refusals = new Map<string, number>();
    let read = 0;
    let largest = 0;
    for (let turn = 0; turn < mutations; turn++) {
      const kind = names[turn % names.length];
      const mutated = kinds[kind](file, draw);
      const before = bytesOutsideHeap();
      try {
        const checkpoint = readCheckpoint(mutated);
        valuesFor(checkpoint, languageModel(shape), [1, 2], unrolling);
        read++;
      } catch (error) {
        if (!(error instanceof UnrolledError))
          throw new Error(`${kind}, turn ${turn}`, { cause: error });
        expect(error).toBeInstanceOf(CheckpointError);
        expect(error.message.length).toBeLessThan(1000);
        const { code } = error.problem;
        refusals.set(code, (refusals.get(code) ?? 0) + 1);
      }
      const allocated = bytesOutsideHeap() - before;
      largest = Math.max(largest, allocated / Math.max(mutated.length, 4096));
    }
    expect(largest).toBeLessThan(2);
    expect(refusals.size).toBeGreaterThan(20);
    expect(read).toBeLessThan(mutations / 4);
  });
});
