import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { longestLine } from '../model/through-time.ts';
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
import { netShapeOf } from '../testing/run-net.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import type { Engine } from './net.ts';
import { ThroughTime } from './through-time.ts';

let engine: Engine;
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
  // one is enough for this form: what differs by cell is in kernels that others test
  { cell, ...deep, watched: 0, form: cell === 'lstm' ? 'tiles' : 'registers' },
  { cell, ...deep, watched: 1, form: 'registers' },
]);

describe('the gradient through time', () => {
  it.each(lines.map((line) => [describeLine(line), line] as const))(
    'of %s is that of the reference',
    async (_, line) => {
      const parameters = randomParameters(modelOfLine(line), 4, 1.5);
      const got = await measureLine(engine, line, parameters, tokens);
      const compared = comparedNorms(line, parameters, tokens, got);
      expect(compared.map(({ name }) => name)).toEqual(expectedNames(line.cell));
      for (const norms of compared) checkScaled(norms, 2e-5);
    },
  );

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
    const measure = await ThroughTime.create(net, Uint32Array.from(tokens), 0);
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
