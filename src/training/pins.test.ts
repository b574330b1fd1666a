import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { cells } from '../cells/index.ts';
import { countPins, packPins } from '../model/pins.ts';
import type { Pin } from '../protocol/pin.ts';
import {
  checkPinned,
  createNet,
  hiddenSize,
  holdsOf,
  layers,
  lineOf,
  modelOf,
  parametersOf,
  readPinned,
  tokens,
  vocabSize,
} from '../testing/pinned-line.ts';
import { runForward } from '../testing/reference/sequence-model.ts';
import { netShapeOf } from '../testing/run-net.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { Sampler } from './sampler.ts';

const gated = cells.filter(({ gates }) => gates.some(({ scale }) => scale === 'gate'));
const gatesOf = (cell: string) =>
  cells.find(({ id }) => id === cell)!.gates.filter(({ scale }) => scale === 'gate');

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

/** One unit to each end, a whole layer to each end, everything rounded, and exceptions to that. */
function pinsOf(cell: string): [string, Pin[]][] {
  const all = gatesOf(cell).map(({ id }) => id);
  const cases: [string, Pin[]][] = all.flatMap((gate): [string, Pin[]][] => [
    [`${gate} of a unit to 0`, [{ layer: 1, gate, unit: 3, hold: 'zero' }]],
    [`${gate} of a unit of layer 2 to 1`, [{ layer: 2, gate, unit: 4, hold: 'one' }]],
    [`${gate} of a layer to 0`, [{ layer: 2, gate, unit: null, hold: 'zero' }]],
    [`${gate} of a layer to 1`, [{ layer: 1, gate, unit: null, hold: 'one' }]],
  ]);
  const rounded = [1, 2].flatMap((layer) =>
    all.map((gate): Pin => ({ layer, gate, unit: null, hold: 'rounded' })),
  );
  const exceptions: Pin[] = [
    { layer: 1, gate: all[0], unit: 2, hold: 'free' },
    { layer: 2, gate: all[0], unit: 0, hold: 'one' },
  ];
  return [...cases, ['all rounded', rounded], ['all rounded but two', [...rounded, ...exceptions]]];
}

describe.each(gated.map(({ id }) => id))('pins of %s', (cell) => {
  it('give the gates, states and loss of the reference with the same pins', async () => {
    const net = await createNet(engine, cell);
    for (const [title, pins] of pinsOf(cell)) {
      const got = await checkPinned(net, cell, title, pins);
      for (const { layer, gate, unit, hold } of pins.slice(0, 1)) {
        if (hold !== 'zero' && hold !== 'one') continue;
        const { values } = got[layer - 1].traces.find(({ id }) => id === gate)!;
        const held = values.filter((_, at) => unit === null || at % hiddenSize === unit);
        expect([...new Set(held)], title).toEqual([hold === 'one' ? 1 : 0]);
      }
    }
    net.destroy();
  }, 240_000);

  it('draw what the reference draws with the same pins', async () => {
    const net = await createNet(engine, cell);
    const [gate] = gatesOf(cell);
    const pins: Pin[] = [
      { layer: 1, gate: gate.id, unit: null, hold: 'rounded' },
      { layer: 2, gate: gate.id, unit: 1, hold: 'one' },
    ];
    const sampler = await Sampler.create(net, pins);
    await sampler.compile();
    const drawn: number[][] = [];
    // the second sample starts after the states, and the pins with them, were cleared
    for (let turn = 0; turn < 2; turn++) {
      sampler.start({ prompt: tokens.slice(0, 3), length: 6, seed: 1, temperature: 0, topK: 0 });
      drawn.push((await sampler.run(64)).flat().map(({ token }) => token));
    }
    sampler.destroy();
    net.destroy();
    const line = [...tokens.slice(0, 3)];
    for (let count = 0; count < 6; count++) {
      const batch = lineOf(line, holdsOf(pins));
      const { logits } = runForward(modelOf(cell), parametersOf(cell), batch);
      const last = logits.subarray(logits.length - vocabSize);
      line.push(last.indexOf(Math.max(...last)));
    }
    expect(drawn).toEqual([line.slice(3), line.slice(3)]);
  });
});

describe('pins', () => {
  it('that are all free change no bit, and no pins change no weight', async () => {
    const net = await createNet(engine, 'lstm');
    const before = await net.readParameters();
    const free = await readPinned(net, []);
    const held = await readPinned(net, [{ layer: 1, gate: 'forget', unit: 2, hold: 'free' }]);
    expect(held).toEqual(free);
    await readPinned(net, [{ layer: 1, gate: 'forget', unit: 2, hold: 'zero' }]);
    expect(await net.readParameters()).toEqual(before);
    net.destroy();
  });

  it('are counted by unit and gate, later ones instead of earlier ones', () => {
    const shape = netShapeOf({ cell: 'lstm', layers, hiddenSize, vocabSize, embeddingSize: 0 });
    const count = (pins: Pin[]) => countPins(shape, packPins(shape, pins));
    const layer: Pin = { layer: 2, gate: 'forget', unit: null, hold: 'one' };
    expect(count([])).toBe(0);
    expect(count([layer])).toBe(hiddenSize);
    expect(count([layer, { ...layer, unit: 1, hold: 'free' }])).toBe(hiddenSize - 1);
    expect(count([{ ...layer, gate: 'candidate' }])).toBe(0);
    expect(count([{ ...layer, layer: 3 }])).toBe(0);
  });
});
