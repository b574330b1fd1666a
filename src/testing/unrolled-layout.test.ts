/** The picture of a net: which boxes and arrows, and which time steps where not all fit. */
import { describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { describeTranslation } from '../model/describe-source.ts';
import { describeUnrolled } from '../model/describe-unrolled.ts';
import { classifier } from '../model/classifier.ts';
import { encoderDecoder } from '../model/encoder-decoder.ts';
import { softmax } from '../model/objective.ts';
import { recordTraining } from '../model/recordings.ts';
import type { ModelShape } from '../model/shape.ts';
import { optimizers } from '../optimizers/index.ts';
import { taggerGraph, trainingGraph } from './model-graphs.ts';
import { layOutSource } from '../ui/unrolled/unrolled-source.ts';
import { columnsThatFit, layOut, stepsToShow, withGaps } from '../ui/unrolled/unrolled-layout.ts';

const unrolling = { timeSteps: 6, batchSize: 2, strategy: 'stepwise' } as const;
const cell = cells.find(({ id }) => id === 'lstm')!;
const netOf = (changes: Partial<ModelShape>, record = trainingGraph) => {
  const shape = { cell, layers: 1, hiddenSize: 4, vocabSize: 5, embeddingSize: 0, ...changes };
  return describeUnrolled(record(shape, unrolling, optimizers[0]).graph);
};

describe('the layout', () => {
  it('of three layers has a row each, and an arrow per step and kind of weight', () => {
    const { rows, arrows, weights, columns } = layOut(netOf({ layers: 3 }), [0, 1, 2]);
    expect(rows.map(({ kind }) => kind)).toEqual(['input', 'layer', 'layer', 'layer', 'output']);
    expect(rows.map(({ y }) => y)).toEqual(rows.map(({ y }) => y).sort((a, b) => b - a));
    expect(columns).toHaveLength(3);
    expect(weights.map(({ letter, sub, sup }) => letter + sub + sup)).toEqual([
      ...['Wx[1]', 'Wa[1]', 'Wx[2]', 'Wa[2]', 'Wx[3]', 'Wa[3]', 'Wy'],
    ]);
    for (const weight of weights.keys()) {
      expect(arrows.filter((arrow) => arrow.weight === weight)).toHaveLength(3);
    }
    // the gradient runs back through every arrow but those from the one-hot input and from before
    const without = arrows.filter(({ hasGradient }) => !hasGradient);
    expect(without).toHaveLength(3 + 3);
    for (const { from, to } of arrows) expect(to[1] < from[1] || to[0] > from[0]).toBe(true);
  });

  it('leads the gradient to the states before the first step where those are learned', () => {
    const { arrows } = layOut(netOf({ layers: 3, learnsInitialState: true }), [0, 1, 2]);
    expect(arrows.filter(({ hasGradient }) => !hasGradient)).toHaveLength(3);
  });

  it('of an embedding stands between the input and the first layer', () => {
    const { rows, weights, arrows } = layOut(netOf({ embeddingSize: 3 }), [0, 1]);
    expect(rows.map(({ kind }) => kind)).toEqual(['input', 'embedding', 'layer', 'output']);
    expect(weights[0]).toMatchObject({ letter: 'E', names: ['embedding.weight'] });
    const intoLayer = arrows.filter(({ weight }) => weight === 1);
    expect(intoLayer.map(({ hasGradient }) => hasGradient)).toEqual([true, true]);
  });

  it('of both directions walks one way above the other, and each reads all of what is below', () => {
    const net = netOf({ layers: 2, directions: 2 }, taggerGraph);
    const { rows, arrows, weights, starts, width } = layOut(net, [0, 1, 2]);
    expect(rows.map(({ layer, direction }) => [layer, direction])).toEqual([
      ...[
        [-1, 0],
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [-1, 0],
      ],
    ]);
    const index = (sub: string, sup: string, direction: string) =>
      weights.findIndex((w) => w.sub === sub && w.sup === sup && w.direction === direction);
    const back = arrows.filter(({ weight }) => weight === index('a', '[1]', '←'));
    for (const { from, to } of back) expect(to[0]).toBeLessThan(from[0]);
    expect(starts.map(({ x }) => x > width / 2)).toEqual([false, true, false, true]);
    const second = arrows.filter(({ weight }) => weight === index('x', '[2]', '←'));
    expect(second).toHaveLength(2 * 3);
    expect(arrows.filter(({ weight }) => weight === index('y', '', ''))).toHaveLength(2 * 3);
  });
});

describe('the layout of an encoder', () => {
  const netFor = (directions: 1 | 2, hasAttention: boolean) => {
    const sizes = { cell, layers: 2, hiddenSize: 4, vocabSize: 5, embeddingSize: 0 };
    const model = encoderDecoder({ ...sizes, encoder: { vocabSize: 3, directions, hasAttention } });
    return describeTranslation(recordTraining(model, softmax, optimizers[0], unrolling).graph);
  };
  it('stands before the net, which begins in its ends and looks back at all of it', () => {
    const net = netFor(2, true);
    const layout = layOut(net, [0, 1, 2]);
    const picture = layOutSource(net, net.source!, { layout, length: 4, chosen: 1 });
    expect(picture.layout.columns).toHaveLength(4);
    expect(picture.layout.rows.map(({ kind }) => kind)).toEqual([
      ...['input', 'layer', 'layer', 'layer', 'layer'],
    ]);
    const names = picture.weights.map(({ letter, sub, sup }) => letter + sub + sup);
    expect(names.slice(-2)).toEqual(['Wb', 'Wα']);
    expect(new Set(names)).toContain('Wxenc[2]');
    // in the colours behind those of the net
    const first = layout.weights.length;
    const used = new Set([...picture.layout.arrows, ...picture.across].map(({ weight }) => weight));
    expect([...used].sort((a, b) => a - b)).toEqual(picture.weights.map((_, at) => first + at));
    const across = (sub: string) =>
      picture.across.filter(({ weight }) => picture.weights[weight - first].sub === sub);
    expect(across('b')).toHaveLength(2);
    expect(across('α')).toHaveLength(4);
    // each ends within the net, left of which all begins
    const left = picture.width - layout.width;
    for (const { from, to } of picture.across) {
      expect(from[0]).toBeLessThan(left);
      expect(to[0]).toBeGreaterThan(left);
    }
  });

  it('leads on as it ended where it reads one way, and no answer looks back', () => {
    const net = netFor(1, false);
    const layout = layOut(net, [0, 1]);
    const { across } = layOutSource(net, net.source!, { layout, length: 2, chosen: 0 });
    expect(across.map(({ weight }) => weight)).toEqual([-1, -1]);
    // on one height
    for (const { from, to } of across) expect(to[1]).toBe(from[1]);
  });
});

describe('the layout of one answer', () => {
  const netFor = (summary: 'ends' | 'mean', directions: 1 | 2) => {
    const sizes = { cell, layers: 1, hiddenSize: 4, vocabSize: 5, embeddingSize: 0 };
    const model = classifier({ ...sizes, outputSize: 3, summary, directions });
    return describeUnrolled(recordTraining(model, softmax, optimizers[0], unrolling).graph);
  };
  it.each([
    ['ends', 1, [2]],
    ['ends', 2, [2, 0]],
    ['mean', 1, [0, 1, 2]],
  ] as const)(
    'of %s in %i directions has arrows from what it is made of',
    (summary, ways, from) => {
      const { arrows, weights, columns } = layOut(netFor(summary, ways), [0, 1, 2]);
      const own = arrows.filter(({ weight }) => weights[weight].sub === 'y');
      const nearest = (x: number) => columns.findIndex((column) => Math.abs(column.x - x) < 20);
      expect(own.map((arrow) => nearest(arrow.from[0]))).toEqual(from);
      expect(own.map((arrow) => nearest(arrow.to[0]))).toEqual(from.map(() => 2));
      expect(own.every(({ hasGradient }) => hasGradient)).toBe(true);
    },
  );
});

describe('the time steps shown', () => {
  it('are all where they fit', () => {
    expect(stepsToShow(4, 4, 0)).toEqual([0, 1, 2, 3]);
  });

  it('are the first few and the last, or those around the chosen one', () => {
    expect(withGaps(stepsToShow(60, 7, 0))).toEqual([0, 1, 2, 3, 4, null, 59]);
    expect(withGaps(stepsToShow(60, 7, 30))).toEqual([0, null, 29, 30, 31, null, 59]);
    expect(withGaps(stepsToShow(60, 7, 59))).toEqual([0, null, 55, 56, 57, 58, 59]);
    // however narrow it is, the chosen one is there
    for (const isBidirectional of [false, true]) {
      expect(stepsToShow(60, columnsThatFit(300, isBidirectional), 30)).toEqual([0, 30, 59]);
    }
    expect(withGaps(stepsToShow(60, 3, 30))).toEqual([0, null, 59]);
  });

  it('stay while the chosen one is among them', () => {
    const before = stepsToShow(60, 7, 30);
    expect(stepsToShow(60, 7, 31, before)).toEqual(before);
    expect(stepsToShow(60, 7, 32, before)).not.toEqual(before);
    expect(stepsToShow(50, 7, 31, before).at(-1)).toBe(49);
    expect(stepsToShow(60, 5, 31, before).length).toBeLessThan(before.length);
  });
});
