import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import randomFile from '../../shaders/lib/random.wgsl?raw';
import type { ProductForm } from '../protocol/product-form.ts';
import { Graph } from '../graph/graph.ts';
import type { Op } from '../graph/op.ts';
import { threefry2x32 } from '../lib/random.ts';
import { backends } from '../testing/backends.ts';
import { checkDraw, drawnNotForced, drawOne } from '../testing/drawn-token.ts';
import { argmax, drawable, probabilities } from '../testing/reference/sample.ts';
import { randomValues, runGraph } from '../testing/run-graph.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { timesOf } from '../testing/thorough.ts';
import { bitWords, readDraw, recordWords, sample } from './sample.ts';

/** The GPU in its tier, the CPU in the other. */
const [backend] = backends;
/** How the sampler differs: invocations work alone, or together. */
const forms = backend.forms.filter((form) => form !== 'quads');
let engine: Backend;

beforeAll(async () => {
  engine = await backend.open();
});
afterAll(() => {
  closeTestEngine(engine);
});

/** A draw from many positions: one dispatch per position, all in one graph. */
function repeated(positions: number, vocabSize: number): Op<object> {
  return {
    ...sample,
    lower(node, target) {
      const [dispatch] = sample.lower(node, target);
      const { file } = dispatch.kernel;
      // the same kernel for one position per workgroup: slot, record and counter follow it
      const many = file
        .replaceAll('step.slot', '(step.slot + turn)')
        .replaceAll('step.position', '(step.position + turn)')
        .replace('item_index(workgroup.x, local)', 'item_index(0u, local)')
        .replace('let columns =', 'turn = workgroup.x;\n  let columns =')
        .concat('\nvar<private> turn: u32;\n');
      return [
        {
          ...dispatch,
          kernel: { ...dispatch.kernel, file: many },
          uniforms: { ...dispatch.uniforms, columns: vocabSize, capacity: positions + 1 },
          grid: [positions, 1, 1],
        },
      ];
    },
  };
}

/** Upper tail of χ² by the Wilson–Hilferty approximation. */
function chiSquareTail(statistic: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  const z = (Math.cbrt(statistic / freedom) - (1 - spread)) / Math.sqrt(spread);
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? tail : 1 - tail;
}

describe.each(forms)('sampler in %s', (form) => {
  it('ranks, weighs and lists as the reference for every temperature and top-k', async () => {
    for (const [vocabSize, scale] of [
      [1, 1],
      [2, 1],
      [5, 30],
      [65, 4],
      [1000, 6],
    ]) {
      const logits = randomValues(vocabSize, vocabSize, scale);
      for (const temperature of [0, 0.3, 1, 5]) {
        for (const k of [0, 1, 3, 64, 1000]) {
          const options = { temperature, topK: k };
          checkDraw(await drawOne(engine, form, logits, options, k), logits, options);
        }
      }
    }
  });

  it('draws of the fewest that have the share top-p, and of nothing that is barred', async () => {
    let tooClose = 0;
    for (const vocabSize of [1, 2, 63, 64, 65, 300]) {
      const logits = randomValues(vocabSize, vocabSize, 4);
      const ids = Array.from({ length: vocabSize }, (_, id) => id);
      const likeliest = argmax(logits);
      for (const [at, topP] of [1e-6, 0.3, 0.7, 0.95, 1].entries()) {
        const some = new Set(ids.filter((id) => (id * 7) % 5 < at && id !== vocabSize - 1));
        for (const barred of [new Set<number>(), some, new Set([likeliest, ...some])]) {
          if (barred.size === vocabSize) continue;
          const temperature = [0.4, 1, 3, 0, 1.5][(at + vocabSize) % 5];
          const options = { temperature, topK: [0, 7][at % 2], topP: Math.fround(topP), barred };
          // where rounding decides of a token, the reference does not
          if (drawable(logits, options).margin < 1e-6) tooClose++;
          else checkDraw(await drawOne(engine, form, logits, options, at), logits, options);
        }
      }
    }
    expect(tooClose).toBeLessThan(3);
  });

  it('takes of equal logits as many as have the share top-p, the lower tokens', async () => {
    const logits = Float64Array.from({ length: 16 }, (_, id) => (id % 2 ? 0 : -40));
    for (const [topP, kept] of [
      [0.125, 1],
      [0.25, 2],
      [0.3, 3],
      [0.75, 6],
      [0.99, 8],
    ]) {
      const options = { temperature: 1, topK: 0, topP };
      const draw = await drawOne(engine, form, logits, options);
      expect(draw.top.map(({ token }) => token)).toEqual(
        [1, 3, 5, 7, 9, 11, 13, 15].slice(0, kept),
      );
    }
  });

  it('draws no end while there may be none, and nothing else where it must be', async () => {
    const logits = [1, 9, 2, 0];
    const options = { temperature: 1, topK: 0 };
    const withheld = await drawOne(engine, form, logits, options, 1, { end: 1, ending: 1 });
    checkDraw(withheld, logits, { ...options, barred: new Set([1]) });
    const alone = await drawOne(engine, form, logits, options, 1, { end: 3, ending: 2 });
    checkDraw(alone, logits, { ...options, barred: new Set([0, 1, 2]) });
  });

  it('keeps the lower tokens where logits are equal', async () => {
    const logits = Float64Array.from({ length: 37 }, (_, i) => [1, -2, 1, 0.5, 1][i % 5]);
    for (const k of [1, 2, 7, 22, 23, 36]) {
      for (let seed = 0; seed < 6; seed++) {
        const options = { temperature: 2, topK: k };
        checkDraw(await drawOne(engine, form, logits, options, seed), logits, options);
      }
    }
    const equal = new Float64Array(12).fill(-3);
    checkDraw(await drawOne(engine, form, equal, { temperature: 0, topK: 0 }), equal, {
      temperature: 0,
      topK: 0,
    });
  });

  it('takes the likeliest at temperature 0 and for top-k 1, whatever the seed', async () => {
    const logits = randomValues(65, 3, 2);
    for (let seed = 0; seed < 8; seed++) {
      for (const options of [
        { temperature: 0, topK: 0 },
        { temperature: 5, topK: 1 },
      ]) {
        const draw = await drawOne(engine, form, logits, options, seed);
        expect(draw).toMatchObject({ token: argmax(logits), rank: 1, probability: 1 });
      }
    }
  });

  it('feeds a forced token back instead of the drawn one', async () => {
    const graph = new Graph();
    const row = graph.state('logits', [1, 5]);
    const tokens = graph.state('tokens', [8], 'u32');
    const drawn = graph.state('drawn', [8 * recordWords], 'u32');
    const bits = graph.state('barred', [bitWords(5)], 'u32');
    graph.record(sample, [row, tokens, drawn, bits], {});
    const logits = [0, 0, 9, 0, 0];
    const numbers = { temperature: 0, forced: 4 };
    const run = { graph, form, values: [[row, logits] as const], numbers, read: [tokens, drawn] };
    const result = await runGraph(engine, run);
    expect(result.words(tokens)[1]).toBe(4);
    expect(readDraw(result.words(drawn), 0)).toMatchObject({ token: 2, rank: 1 });
  });
});

/** Draws from the same logits at many positions. */
async function drawMany(
  form: ProductForm,
  logits: Float64Array,
  temperature: number,
  draws: number,
) {
  const graph = new Graph();
  const row = graph.state('logits', [1, logits.length]);
  const tokens = graph.state('tokens', [draws + 1], 'u32');
  const drawn = graph.state('drawn', [draws * recordWords], 'u32');
  const bits = graph.state('barred', [bitWords(logits.length)], 'u32');
  graph.record(repeated(draws, logits.length), [row, tokens, drawn, bits], {});
  const result = await runGraph(engine, {
    graph,
    form,
    values: [[row, logits]],
    numbers: { temperature, seed: 12, forced: drawnNotForced },
    read: [tokens],
  });
  return result.words(tokens).subarray(1);
}

describe('many draws', () => {
  const cases = [2, 65].map((size) => ({ size, form: forms[0] }));

  it.each(cases)('take each of $size symbols as often as they should in $form', async (c) => {
    const { size: vocabSize, form } = c;
    const [draws, temperature] = [timesOf(20_000), 0.8];
    const logits = randomValues(vocabSize, 11, 1.5);
    const counts = new Float64Array(vocabSize);
    for (const token of await drawMany(form, logits, temperature, draws)) counts[token]++;
    const expected = probabilities(logits, { temperature, topK: 0 });
    const statistic = counts.reduce((sum, count, token) => {
      const wanted = expected[token] * draws;
      return sum + (count - wanted) ** 2 / wanted;
    }, 0);
    expect(counts.reduce((a, b) => a + b)).toBe(draws);
    expect(chiSquareTail(statistic, vocabSize - 1)).toBeGreaterThan(1e-4);
  });

  if (!forms.includes('tiles')) return;

  it('are the same whether invocations work alone or together', async () => {
    const logits = randomValues(65, 13, 2);
    const alone = await drawMany('registers', logits, 1.2, 64);
    expect(await drawMany('tiles', logits, 1.2, 64)).toEqual(alone);
    expect(new Set(alone).size).toBeGreaterThan(10);
  });
});

describe.each(forms.slice(0, 1))('random numbers in %s', (form) => {
  it('are those of the host, word for word', async () => {
    const counters = [
      [0, 0, 0, 0],
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3],
      ...Array.from({ length: 60 }, (_, i) => [i * 77777, 1, i, i * i]),
    ];
    const file = `struct Uniforms { count: u32, }
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> counters: array<vec4u>;
@group(1) @binding(1) var<storage, read_write> words: array<u32>;
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn fill() {
  for (var i = 0u; i < uniforms.count; i++) {
    let word = threefry(counters[i].xy, counters[i].zw);
    words[2 * i] = word.x;
    words[2 * i + 1] = word.y;
  }
}`;
    const fill: Op<object> = {
      name: 'fill',
      outputs: ([, words]) => [words],
      lower: ({ inputs: [given, words] }) => [
        {
          label: 'fill',
          kernel: {
            label: 'fill',
            file,
            entryPoint: 'fill',
            libraries: [randomFile],
            constants: {},
            workgroup: [1, 1],
          },
          bindings: { counters: given, words },
          uniforms: { count: counters.length },
          grid: [1, 1, 1],
        },
      ],
    };
    const graph = new Graph();
    const given = graph.state('counters', [counters.length * 4], 'u32');
    const words = graph.state('words', [counters.length * 2], 'u32');
    graph.record(fill, [given, words], {});
    const values = [[given, counters.flat()] as const];
    const result = await runGraph(engine, {
      graph,
      form,
      values,
      read: [words],
    });
    const expected = counters.flatMap(([key0, key1, counter0, counter1]) => {
      const out = new Uint32Array(2);
      threefry2x32(key0, key1, counter0, counter1, out);
      return [...out];
    });
    expect([...result.words(words)]).toEqual(expected);
    expect(expected.slice(0, 2)).toEqual([0x6b200159, 0x99ba4efe]);
  });
});
