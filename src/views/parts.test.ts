/** Views of a net that reads a source first show the part that is wished. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { defaultSettings } from '../config/settings.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { Pin } from '../protocol/pin.ts';
import type { Frame, ViewId } from '../protocol/views.ts';
import { taskOf } from '../tasks/index.ts';
import { createLineNet } from '../testing/line-gradients.ts';
import { openTestCpu } from '../testing/test-cpu.ts';
import { gateStatistics } from '../training/gate-statistics.ts';
import { Inspector } from '../training/inspector.ts';
import { Net } from '../training/net.ts';
import { gates } from './gates.ts';
import { gradient } from './gradient.ts';
import { statistics } from './statistics.ts';
import type { Frames, LiveNet, Still } from './view.ts';
import { weight } from './weight.ts';

const sizes = { cell: 'lstm', layers: 1, hiddenSize: 5 } as const;
const settings = {
  ...{ ...defaultSettings(), task: 'reverse', ...sizes, heldOut: 50 },
  ...({ directions: 'both', attention: 'on', input: 'one-hot' } as const),
};
const text = Array.from({ length: 12 }, (_, at) => `${at}ab,ba${at}`).join('\n');

let backend: Backend;
let live: LiveNet;
let source: string;
beforeAll(async () => {
  backend = openTestCpu();
  const work = { signal: new AbortController().signal, onProgress: () => undefined };
  const data = await taskOf('reverse').open({ kind: 'paste', text }, settings, work);
  const { model, objective } = data.model(settings);
  const options = { model, objective, optimizer: sgd, form: backend.form, seed: 3 };
  live = { net: await Net.create(backend, options), data, pins: [] };
  source = data.pairs!.at('heldOut', 0).source;
});
afterAll(() => {
  live.net.destroy();
  backend.destroy();
});

async function frameOf<Id extends ViewId>(
  opening: Promise<Frames<Id> | Still<Id> | null>,
): Promise<Frame<Id>> {
  const opened = await opening;
  if (!opened) throw new Error('nothing to see');
  if ('frame' in opened) return opened.frame(7);
  const frame = await opened.next(7);
  opened.destroy();
  return frame;
}

const gatesOf = (wish: object, pins: readonly Pin[] = []) =>
  frameOf(gates.open({ ...live, pins }, { line: source, layer: 1, ...wish }));

describe('a net that reads a source first', () => {
  it('shows the gates of either part over what it reads', async () => {
    const weights = await live.net.readParameters();
    const { sources } = live.data.pairs!;
    const { tokens } = live.data.pairs!.sources.encode(source);
    // the encoder alone, as a net of its own
    const renamed = weights
      .filter(({ name }) => name.startsWith('encoder.'))
      .map(({ name, values }) => [name.replace('encoder', 'rnn'), Float64Array.from(values)]);
    const [vocabSize, outputSize] = [sources.size, 2];
    const shape = { ...sizes, vocabSize, outputSize, embeddingSize: 0, directions: 2 } as const;
    const head = { 'head.weight': new Float64Array(20), 'head.bias': new Float64Array(2) };
    const own = { ...(Object.fromEntries(renamed) as Record<string, Float64Array>), ...head };
    const alone = await createLineNet(backend, { ...shape, form: backend.form }, own);
    const line = { tokens: Uint32Array.from(tokens), targets: new Uint32Array(tokens.length) };
    const inspector = await Inspector.create(alone, [line]);
    const readings = await inspector.run([0]);
    inspector.destroy();
    alone.destroy();
    for (const direction of [0, 1] as const) {
      const frame = await gatesOf({ part: 'encoder', direction });
      expect(frame).toMatchObject({ part: 'encoder', direction, tokens: [...source] });
      expect(frame.answer?.slice(1)).toEqual([...source].reverse());
      expect(frame.expected).toBeNull();
      const traces = readings[direction].traces.map(({ id, values }) => [id, [...values]]);
      expect(frame.traces.map(({ id, values }) => [id, [...values]])).toEqual(traces);
    }
    const decoder = await gatesOf({});
    expect(decoder.part).toBeUndefined();
    expect(decoder.tokens.slice(1)).toEqual([...source].reverse());
    expect(decoder.expected).toHaveLength(source.length + 1);
  });

  it('holds gates of one part alone', async () => {
    const pin = { layer: 1, gate: 'forget', unit: null, hold: 'zero' } as const;
    const free = await gatesOf({});
    const held = await gatesOf({}, [{ ...pin, part: 'encoder', direction: 1 }]);
    expect([held.pinned, held.unpinned?.loss]).toEqual([5, free.loss]);
    expect(held.loss).not.toBe(free.loss);
    const forget = ({ traces }: typeof held) => traces.find(({ id }) => id === 'forget')!.values;
    expect(forget(held).some((value) => value === 0)).toBe(false);
    const pins = [{ ...pin, part: 'encoder', direction: 1 }] as const;
    const read = await gatesOf({ part: 'encoder', direction: 1 }, pins);
    expect(new Set(forget(read))).toEqual(new Set([0]));
    expect(forget(await gatesOf({}, [pin])).every((value) => value === 0)).toBe(true);
  });

  it('has statistics of either part', async () => {
    const frame = await frameOf(statistics.open(live, { part: 'encoder' }));
    const { lines } = live.data.excerpt();
    const steps = lines.reduce((sum, { source }) => sum + (source?.length ?? 0), 0);
    expect(frame).toMatchObject({ part: 'encoder', directions: 2, timeSteps: steps });
    const inspector = await Inspector.create(live.net, lines, { part: 'encoder' });
    const readings = await inspector.run([0]);
    inspector.destroy();
    const { cell, hiddenSize } = live.net.shape;
    expect(frame.layers).toEqual(
      readings.map(({ traces }) => gateStatistics(cell, hiddenSize, traces)),
    );
    expect(await frameOf(statistics.open(live, {}))).toMatchObject({ directions: 1 });
  });

  it('reaches back over an answer that is known, and checks weights of either part', async () => {
    const frame = await frameOf(gradient.open(live, { line: source, layer: 1, direction: 1 }));
    const { gradients, ...about } = frame;
    expect(about).toMatchObject({ direction: 1, directions: 1, sourceDirections: 2, cut: 0 });
    expect(about.tokens).toHaveLength(2 * source.length + 2);
    const steps = source.length + 1;
    expect(gradients).toMatchObject({ source: source.length });
    expect(gradients!.input).toHaveLength((source.length + steps) * steps);
    const unknown = await frameOf(gradient.open(live, { line: 'ba', layer: 1 }));
    expect(unknown).toMatchObject({ gradients: null, sourceDirections: 2 });
    for (const name of [
      'encoder.weight_hh_l0_reverse',
      'attention.vector',
      'bridge.weight_cell_l0',
    ]) {
      const wish = { line: source, name, place: null, nudge: null };
      const checked = await frameOf(weight.open(live, wish));
      expect(checked.source).toEqual([...source]);
      expect(checked.measured?.agrees, name).toBe(true);
    }
  });
});
