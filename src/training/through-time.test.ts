import { stretch } from '../data/sequences.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { cells } from '../cells/index.ts';
import { Graph } from '../graph/graph.ts';
import { longestLine } from '../model/through-time.ts';
import { rowNorms } from '../ops/row-norms.ts';
import { memoryLine } from '../recurrence/memory-line.ts';
import { checkScaled } from '../testing/close-to.ts';
import {
  comparedNorms,
  createLineNet,
  type LineCase,
  measureLine,
  modelOfLine,
} from '../testing/line-gradients.ts';
import type { Tensors } from '../testing/reference/matrix.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import { randomValues, runGraph } from '../testing/run-graph.ts';
import { netShapeOf } from '../testing/run-net.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { someOf } from '../testing/thorough.ts';
import { ThroughTime } from './through-time.ts';

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

const tokens = [0, 3, 1, 5, 2, 4, 1, 0, 2];
const oneHot = { layers: 1, watched: 0, hiddenSize: 6, vocabSize: 7, embeddingSize: 0 };
const deep = { layers: 2, hiddenSize: 9, vocabSize: 6, embeddingSize: 3 };
const lines: readonly LineCase[] = cells.flatMap(({ id: cell }): LineCase[] => [
  { cell, ...oneHot, form: 'registers' },
  { cell, ...deep, watched: 0, form: 'registers' },
  { cell, ...deep, watched: 1, form: 'registers' },
]);

describe('the gradient through time', () => {
  it.each(someOf(lines).map((line) => [describeLine(line), line] as const))(
    'of %s is that of the reference',
    async (_, line) => {
      const parameters = randomParameters(modelOfLine(line), 4, 1.5);
      const got = await measureLine(engine, line, parameters, tokens);
      const compared = comparedNorms(line, parameters, tokens, got);
      expect(compared.map(({ name }) => name)).toEqual(expectedNames(line.cell));
      for (const norms of compared) checkScaled(norms, 2e-5);
    },
  );

  // the products of other forms are tested elsewhere
  it.each(['registers', 'tiles'] as const)('is reduced to norms in %s', async (form) => {
    const [steps, hiddenSize] = [5, 9];
    const graph = new Graph();
    const gradients = graph.state('gradients', [steps, steps, hiddenSize]);
    const keep = graph.state('keep', [steps, steps, hiddenSize]);
    const norms = graph.state('norms', [steps * steps]);
    const parts = graph.state('parts', [steps * steps, 4]);
    graph.record(rowNorms, [gradients], {}, { into: norms });
    graph.record(memoryLine, [gradients, keep], { hiddenSize, direction: 0 }, { into: parts });
    const values = randomValues(steps * steps * hiddenSize, 3, 1e-25);
    const gates = randomValues(steps * steps * hiddenSize, 4);
    const result = await runGraph(engine, {
      graph,
      form,
      values: [
        [gradients, values],
        [keep, gates],
      ],
      read: [norms, parts],
    });
    const row = (list: Float64Array, k: number, t: number) =>
      list.subarray((k * steps + t) * hiddenSize, (k * steps + t + 1) * hiddenSize);
    const expected = Array.from({ length: steps * steps }, (_, pair) => {
      const [k, t] = [Math.floor(pair / steps), pair % steps];
      if (k > t) return [0, 0, 0, 0];
      const kept = row(values, k, t).map((value, unit) => value * row(gates, k, 0)[unit]);
      const left = row(values, t, t).map((value, unit) => {
        let product = value;
        for (let j = k + 1; j <= t; j++) product *= row(gates, j, 0)[unit];
        return product;
      });
      const rest = k > 0 ? row(values, k - 1, t).map((value, unit) => value - kept[unit]) : [0];
      const mean = row(gates, k, 0).reduce((sum, gate) => sum + gate, 0) / hiddenSize;
      return [Math.hypot(...left), Math.hypot(...kept), Math.hypot(...rest), mean];
    });
    const rows = Array.from({ length: steps * steps }, (_, pair) =>
      Math.hypot(...row(values, Math.floor(pair / steps), pair % steps)),
    );
    checkScaled({ name: 'norms', got: result.floats(norms), expected: rows }, 1e-6);
    for (let part = 0; part < 4; part++) {
      const got = result.floats(parts).filter((_, at) => at % 4 === part);
      const wanted = expected.map((four) => four[part]);
      checkScaled({ name: `part ${part}`, got, expected: wanted }, 1e-6);
    }
  });

  it('of an LSTM built to hold stays by c and vanishes by a', async () => {
    const line: LineCase = { cell: 'lstm', ...oneHot, form: 'registers' };
    const { state, memory, line: parts } = await measureLine(engine, line, holding(line), tokens);
    const steps = tokens.length - 1;
    const ofLast = (values: Float32Array) =>
      Array.from({ length: steps }, (_, lag) => {
        const at = (steps - 1 - lag) * steps + steps - 1;
        return values[at] / values[steps * steps - 1];
      });
    const byState = ofLast(state);
    const byMemory = ofLast(memory as Float32Array);
    for (let lag = 1; lag < steps; lag++) {
      expect(byState[lag], `by a, lag ${lag}`).toBeLessThan(1e-3);
      expect(byMemory[lag], `by c, lag ${lag}`).toBeGreaterThan(0.99);
    }
    // all of it goes along the gates: their product is the measured gradient
    const last = (part: number, k: number) =>
      (parts as Float32Array)[(k * steps + steps - 1) * 4 + part];
    expect(last(0, 0) / (memory as Float32Array)[steps - 1]).toBeCloseTo(1, 3);
    expect(last(3, 0)).toBeGreaterThan(0.999);
    expect(last(2, 1) / last(1, 1)).toBeLessThan(1e-3);
  });

  it('is not lost where its squares would underflow', async () => {
    const line: LineCase = { cell: 'rnn-tanh', ...oneHot, form: 'registers' };
    const parameters = randomParameters(modelOfLine(line), 4);
    for (const name of ['rnn.weight_hh_l0', 'head.weight']) {
      parameters[name] = parameters[name].map((value) => Math.fround(value * 2e-4));
    }
    const got = await measureLine(engine, line, parameters, tokens);
    const [, byState] = comparedNorms(line, parameters, tokens, got);
    // every lag by itself: from 1e-4 down to 1e-30
    const values = Array.from(byState.expected, (value, at) => [value, byState.got[at]]);
    for (const [wanted, measured] of values) {
      if (wanted > 0) expect(Math.abs(measured / wanted - 1)).toBeLessThan(1e-4);
    }
    expect(values.filter(([wanted]) => wanted > 0 && wanted < 1e-22).length).toBeGreaterThan(2);
  });

  it('leaves weights and gradients as they are', async () => {
    const line: LineCase = { cell: 'gru', ...oneHot, form: 'registers' };
    const net = await createLineNet(engine, line, randomParameters(modelOfLine(line), 4));
    const before = [await net.readParameters(), await net.readGradients()];
    const measure = await ThroughTime.create(net, stretch(tokens), 0);
    const first = await measure.run();
    const second = await measure.run();
    measure.destroy();
    const after = [await net.readParameters(), await net.readGradients()];
    net.destroy();
    expect(after).toEqual(before);
    expect(second).toEqual(first);
  });

  it('is measured over fewer characters where the net is wide', () => {
    expect(longestLine(netShapeOf({ cell: 'lstm', ...oneHot }))).toBe(64);
    expect(longestLine(netShapeOf({ cell: 'lstm', ...oneHot, hiddenSize: 1024 }))).toBe(42);
    expect(longestLine(netShapeOf({ cell: 'lstm', ...oneHot, layers: 4, hiddenSize: 1024 }))).toBe(
      21,
    );
    expect(longestLine(netShapeOf({ cell: 'lstm', ...oneHot, vocabSize: 65_536 }))).toBe(11);
  });
});

function describeLine({ cell, watched, layers, form }: LineCase): string {
  return `${cell}, layer ${watched + 1} of ${layers}, ${form}`;
}

function expectedNames(cell: string): string[] {
  const isLstm = cell.startsWith('lstm');
  const hasGates = isLstm || cell.startsWith('gru');
  return [
    'by x',
    'by a',
    ...(isLstm ? ['by c'] : []),
    ...(hasGates ? ['line', 'kept', 'rest', 'mean'] : []),
  ];
}

/** Γf is all but 1 and hardly anything flows through a: weight_hh is tiny. */
function holding(line: LineCase): Tensors {
  const parameters = randomParameters(modelOfLine(line), 4);
  const { hiddenSize } = line;
  parameters['rnn.weight_hh_l0'] = parameters['rnn.weight_hh_l0'].map((value) => value * 1e-3);
  parameters['rnn.bias_ih_l0'] = parameters['rnn.bias_ih_l0'].map((value, row) =>
    Math.floor(row / hiddenSize) === 1 ? 12 : value,
  );
  return parameters;
}
