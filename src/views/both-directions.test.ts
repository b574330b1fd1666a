/** Views of a net whose layers read both ways show the walk that is wished, and say which it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import type { TokenLine } from '../data/sequences.ts';
import type { GatesFrame } from '../protocol/frames.ts';
import type { TaskData } from '../tasks/task.ts';
import { openTestCpu } from '../testing/test-cpu.ts';
import { line, sizes } from '../testing/both-directions.ts';
import { batchOfLine, createLineNet, modelOfLine } from '../testing/line-gradients.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import { runForward } from '../testing/reference/sequence-model.ts';
import { gateStatistics } from '../training/gate-statistics.ts';
import type { Net } from '../training/net.ts';
import { gates } from './gates.ts';
import { gradient } from './gradient.ts';
import { statistics } from './statistics.ts';
import type { Frames, LiveNet, Still } from './view.ts';
import { weight } from './weight.ts';

const c = { cell: 'lstm', ...sizes, embeddingSize: 3, form: 'cpu' } as const;
const words = [...'abcdefgh'];
const parameters = randomParameters(modelOfLine(c), 4, 1.5);
const label = (token: number) => `token ${token}`;
const data = {
  line: (text: string) =>
    text === 'asked'
      ? { ...line, labels: words, skipped: [] }
      : { ...line, targets: line.targets.map(() => 0xffffffff), labels: words, skipped: [] },
  excerpt: () => ({ lines: [line], isHeldOut: true }),
  inputs: { size: sizes.vocabSize, label },
  targets: { size: sizes.outputSize, label },
} as unknown as TaskData;

let backend: Backend;
let net: Net;
let live: LiveNet;
beforeAll(async () => {
  backend = openTestCpu();
  net = await createLineNet(backend, c, parameters);
  live = { net, data, pins: [] };
});
afterAll(() => {
  net.destroy();
  backend.destroy();
});

async function frameOf<Frame>(
  opened:
    { next(step: number): Promise<Frame>; destroy(): void } | { frame(step: number): Frame } | null,
): Promise<Frame> {
  if (!opened) throw new Error('nothing to see');
  if ('frame' in opened) return opened.frame(7);
  const frame = await opened.next(7);
  opened.destroy();
  return frame;
}

const gatesFrame = (direction?: 0 | 1): Promise<GatesFrame> =>
  gates
    .open(live, { line: 'asked', layer: 2, direction })
    .then((opened: Frames<'gates'> | Still<'gates'> | null) => frameOf(opened));

describe('a net that reads both ways', () => {
  it('shows the gates of either walk, → where nothing is said', async () => {
    const { traces } = runForward(modelOfLine(c), parameters, batchOfLine(c, line));
    const [forward, back, unsaid] = [await gatesFrame(0), await gatesFrame(1), await gatesFrame()];
    expect([forward, back, unsaid].map(({ direction }) => direction)).toEqual([0, 1, 0]);
    expect(unsaid).toEqual(forward);
    for (const frame of [forward, back]) {
      const own = traces[2 + frame.direction];
      for (const { id, values } of frame.traces) {
        values.forEach((value, at) => expect(value).toBeCloseTo(own[id][at], 5));
      }
      // both walks have their part in the answers
      expect(frame.expected).toEqual(forward.expected);
      expect(frame.loss).toBe(forward.loss);
    }
  });

  it('shows the gradient of either walk over all of the line', async () => {
    const frames = [];
    for (const direction of [0, 1] as const) {
      frames.push(await frameOf(await gradient.open(live, { line: 'asked', layer: 2, direction })));
    }
    const [forward, back] = frames;
    expect(frames.map(({ direction, directions }) => [direction, directions])).toEqual([
      ...[
        [0, 2],
        [1, 2],
      ],
    ]);
    expect(forward.tokens).toEqual(words);
    expect(forward.gradients!.input).toEqual(back.gradients!.input);
    const steps = words.length;
    // the upper → has a part in what comes after, ← in what came before, and each in its own
    const state = (frame: typeof forward, k: number, t: number) =>
      frame.gradients!.state[k * steps + t];
    expect([state(forward, 2, 4) > 0, state(forward, 4, 2)]).toEqual([true, 0]);
    expect([state(back, 4, 2) > 0, state(back, 2, 4)]).toEqual([true, 0]);
  });

  it('says that nothing is measured where no answer is known', async () => {
    const unasked = await frameOf(await gradient.open(live, { line: 'unasked', layer: 1 }));
    expect([unasked.tokens, unasked.gradients]).toEqual([words, null]);
    const wish = { line: 'unasked', name: 'rnn.weight_hh_l1_reverse', place: null, nudge: null };
    const checked = await frameOf(await weight.open(live, wish));
    expect([checked.tokens, checked.measured]).toEqual([words, null]);
  });

  it('says of a weight which walk uses it', async () => {
    const wish = { line: 'asked', name: 'rnn.weight_hh_l1_reverse', place: null, nudge: null };
    const { measured } = await frameOf(await weight.open(live, wish));
    expect(measured!.agrees).toBe(true);
    expect(measured!.use.into).toMatchObject({ kind: 'gate', layer: 1, direction: 1 });
    expect(measured!.use.times).toMatchObject({ kind: 'state', layer: 1, direction: 1 });
    expect(measured!.check.summands).toHaveLength(words.length);
  });

  it('has statistics of every walk, → of each layer before its ←', async () => {
    const frame = await frameOf(await statistics.open(live, {}));
    expect([frame.directions, frame.layers.length]).toEqual([2, 4]);
    const { cell, hiddenSize } = net.shape;
    for (const direction of [0, 1] as const) {
      const { traces } = await gatesFrame(direction);
      expect(frame.layers[2 + direction]).toEqual(gateStatistics(cell, hiddenSize, traces));
    }
  });

  it('has statistics of several lines, each for itself and without its padding', async () => {
    const { cell, hiddenSize } = net.shape;
    const cut = (length: number): TokenLine => ({
      tokens: line.tokens.slice(0, length),
      targets: line.targets.slice(0, length),
    });
    const lines = [cut(3), cut(8), cut(1)];
    const excerpt = () => ({ lines, isHeldOut: false });
    const several = { ...live, data: { ...data, excerpt } as unknown as TaskData };
    const frame = await frameOf(await statistics.open(several, {}));
    expect(frame).toMatchObject({ rows: 3, timeSteps: 12, isHeldOut: false });
    const alone = lines.map((one) =>
      runForward(modelOfLine(c), parameters, {
        ...batchOfLine(c, line),
        ...{ timeSteps: one.tokens.length, tokens: one.tokens, targets: one.targets },
      }),
    );
    frame.layers.forEach((layer, walk) => {
      const traces = cell.gates.map(({ id }) => ({
        id,
        values: Float32Array.from(alone.flatMap((one) => [...one.traces[walk][id]])),
      }));
      const right = gateStatistics(cell, hiddenSize, traces);
      expect(layer.gates.map(({ histogram }) => histogram)).toEqual(
        right.gates.map(({ histogram }) => histogram),
      );
      layer.memory!.forEach((length, unit) =>
        expect(length / right.memory![unit]).toBeCloseTo(1, 4),
      );
    });
  });
});
