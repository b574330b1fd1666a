/**
 * The numbers in a cell's drawing: the probe's where it read them, and where the drawing computes,
 * what the probe read comes out.
 */
import { stretch } from '../data/sequences.ts';
import type { Backend } from '../backend/backend.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainDiagram } from '../cells/diagrams/plain.ts';
import type { Diagram, DiagramNode } from '../protocol/diagram.ts';
import { cells } from '../cells/index.ts';
import { languageModel } from '../model/language-model.ts';
import { optimizers } from '../optimizers/index.ts';
import { randomParameters } from './reference/random-model.ts';
import { netShapeOf } from './run-net.ts';
import { closeTestEngine, openTestEngine } from './test-engine.ts';
import { Inspector } from '../training/inspector.ts';
import { Net } from '../training/net.ts';
import { catalogue } from '../worker/catalogue.ts';
import type { GatesFrame } from '../protocol/frames.ts';
import { nodeValues, preactivation, probeOf } from '../ui/inside/cell-values.ts';

const tokens = Uint32Array.from([3, 0, 6, 1, 5]);
const sizes = { layers: 1, hiddenSize: 5, vocabSize: 7, embeddingSize: 0 };
/** Products and sums of a few 32-bit numbers below 4. */
const rounding = 4 * 2 ** -23;

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

async function frameOf(cell: string): Promise<GatesFrame> {
  const model = { cell, numLayers: 1, ...sizes };
  const initial = Object.entries(randomParameters(model, 8, 2)).map(([name, values]) => ({
    name,
    shape: [],
    values: Float32Array.from(values),
  }));
  const shape = netShapeOf({ cell, ...sizes });
  const [optimizer] = optimizers;
  const { form } = engine;
  const net = await Net.create(engine, {
    model: languageModel(shape),
    optimizer,
    form,
    seed: 1,
    initial,
  });
  const inspector = await Inspector.create(net, [stretch(tokens)]);
  const [reading] = await inspector.run([0]);
  const { saved, starts } = reading;
  const traces = [...reading.traces, ...saved];
  inspector.destroy();
  net.destroy();
  const characters = [...'abcde'];
  const { hiddenSize } = sizes;
  return {
    step: 0,
    layer: 1,
    direction: 0,
    tokens: characters,
    skipped: [],
    hiddenSize,
    traces,
    starts,
    expected: null,
    loss: NaN,
    pinned: 0,
    unpinned: null,
  };
}

/** The drawing without word of which values its operations give: it must compute them. */
function computing({ nodes, wires, vectors }: Diagram): Diagram {
  const isOperation = ({ kind }: DiagramNode) =>
    ['times', 'plus', 'one-minus', 'tanh'].includes(kind);
  const bare = Object.entries(nodes).map(([id, node]) => [
    id,
    isOperation(node) ? { at: node.at, kind: node.kind } : node,
  ]);
  return { nodes: Object.fromEntries(bare) as Diagram['nodes'], wires, vectors };
}

describe.each(cells.map(({ id }) => id))('%s', (id) => {
  it('shows what the probe read, and computes the states that it read', async () => {
    const cell = cells.find((candidate) => candidate.id === id)!;
    const diagram = cell.diagram!;
    const frame = await frameOf(id);
    let checked = 0;
    for (let timeStep = 0; timeStep < tokens.length; timeStep++) {
      for (let unit = 0; unit < sizes.hiddenSize; unit++) {
        const probe = probeOf(frame, new Map(), unit, timeStep);
        const shown = nodeValues(diagram, probe);
        const computed = nodeValues(computing(diagram), probe);
        for (const [name, node] of Object.entries(diagram.nodes)) {
          const { value } = shown.get(name) ?? { value: NaN };
          if ('trace' in node && node.trace) {
            const read = frame.traces.find((trace) => trace.id === node.trace)!.values;
            expect(value).toBe(read[timeStep * sizes.hiddenSize + unit]);
          }
          if ('state' in node) {
            const read = frame.traces.find((trace) => trace.id === node.state)!.values;
            const before = timeStep > 0 ? read[(timeStep - 1) * sizes.hiddenSize + unit] : 0;
            expect(value).toBe(before);
          }
          if (node.kind === 'gate' || !('trace' in node) || !node.trace) continue;
          if (node.kind === 'now') continue;
          expect(Math.abs(computed.get(name)!.value - value), name).toBeLessThan(rounding);
          checked++;
        }
      }
    }
    // the plain unit has no operation behind its gate
    const states = cell.states.filter(({ role }) => role).length;
    expect(checked).toBe(states * tokens.length * sizes.hiddenSize);
  });

  it('is drawn whole: wires lead from node to node, every shown value is in it', () => {
    const { traces, saved } = catalogue().cells.find((cell) => cell.id === id)!;
    for (const { nodes, wires, vectors } of [
      cells.find((cell) => cell.id === id)!.diagram!,
      plainDiagram(cells.find((cell) => cell.id === id)!),
    ]) {
      const ends = [...wires, ...vectors].flatMap(([from, to]) => [from, to]);
      expect(new Set(ends)).toEqual(new Set(Object.keys(nodes)));
      const named = Object.values(nodes).flatMap((node) => ('trace' in node ? node.trace! : []));
      const known = [...traces, ...saved].map((trace) => trace.id);
      expect(known).toEqual(expect.arrayContaining(named.filter(Boolean)));
      expect(named).toEqual(expect.arrayContaining(traces.map((trace) => trace.id)));
      for (const wire of [...wires, ...vectors]) expectRightAngles(nodes, wire);
    }
  });
});

/** Neighbouring corners share a row or a column. */
function expectRightAngles(nodes: Diagram['nodes'], wire: Diagram['wires'][number]): void {
  const [from, to, ...corners] = wire;
  const path = [nodes[from].at, ...corners, nodes[to].at];
  path.slice(1).forEach(([x, y], at) => {
    expect(x === path[at][0] || y === path[at][1], `${from} → ${to}`).toBe(true);
  });
}

it('tells the preactivation as exactly as a 32-bit number can', () => {
  const sigmoid = (z: number) => Math.fround(1 / (1 + Math.exp(-z)));
  expect(preactivation(sigmoid(1.25), 'σ')).toBe('1.2500');
  expect(preactivation(sigmoid(-9), 'σ')).toBe('−9.00');
  expect(preactivation(sigmoid(30), 'σ')).toBe('≫ 0');
  expect(preactivation(Math.fround(Math.tanh(-0.5)), 'tanh')).toBe('−0.5000');
  expect(preactivation(-1, 'tanh')).toBe('≪ 0');
  expect(preactivation(0, 'ReLU')).toBe('≤ 0');
  expect(preactivation(2.5, 'ReLU')).toBe('2.5000');
  expect(preactivation(NaN, 'σ')).toBe('–');
});

it('writes how a value came about', () => {
  const { diagram } = cells.find(({ id }) => id === 'lstm')!;
  const read: Record<string, number> = {
    forget: 0.5,
    update: 0.25,
    candidate: -0.8,
    output: 1,
    cell: 0.3,
    hidden: 0.29,
  };
  const values = nodeValues(diagram!, {
    now: (trace) => read[trace],
    before: () => 1,
    scale: () => ({ low: -1, high: 1 }),
  });
  expect(values.get('add')!.made).toBe('1.0000 * 0.5000 + 0.2500 * (−0.8000)');
  expect(values.get('show')!.made).toBe('tanh(0.3000) * 1.0000');
});
