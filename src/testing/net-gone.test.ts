/** Nothing that is kept of a net or a sample outlives it, and nothing is kept or counted twice. */
import { describe, expect, it } from 'vitest';
import { countPins, packPins } from '../model/pins.ts';
import type { Pin } from '../protocol/pin.ts';
import type { ModelShape } from '../model/shape.ts';
import { cells } from '../cells/index.ts';
import { PageClient } from './page-client.ts';
import type { Catalogue } from '../protocol/catalogue.ts';
import type { GradientFrame, SampledToken } from '../protocol/frames.ts';
import type { KeptRuns } from '../protocol/kept-run.ts';
import type { WorkerMessage } from '../protocol/messages.ts';
import type { NetInfo } from '../protocol/net-info.ts';
import { untrained } from '../protocol/training.ts';
import { Announcer } from '../ui/state/announcer.ts';
import type { Engine } from '../ui/state/engine.ts';
import { GradientCurves } from '../ui/state/gradient-curves.ts';
import { KeptStep } from '../ui/state/kept-step.ts';
import { Notes } from '../ui/state/notes.ts';
import { Pins } from '../ui/state/pins.ts';
import { ProgressStore } from '../ui/state/progress.ts';
import { SampleRun } from '../ui/state/sample-run.ts';
import { Store } from '../ui/state/store.ts';
import { ViewStore } from '../ui/state/view-store.ts';

const token: SampledToken = { symbol: 'a', probability: 1, rank: 1, top: [] };
const copied = { longest: { start: 0, length: 8 }, share: 1, measured: 20 };
const started: WorkerMessage = {
  type: 'sample.started',
  ...{ prompt: '', skipped: [], step: 40, pinned: 0 },
};

describe('a sample', () => {
  const drawn = () => {
    const line = new PageClient();
    const sample = new SampleRun(line.client);
    line.hear(started);
    line.hear({ type: 'sample.tokens', tokens: [token, token] });
    line.hear({ type: 'sample.ended', reason: 'complete' });
    line.hear({ type: 'sample.compared', copied });
    return { line, sample };
  };

  it('takes what was said of it with it', () => {
    const { sample } = drawn();
    expect(sample.copied.value).toEqual(copied);
    sample.clear();
    expect(sample.copied.value).toBeNull();
    expect([sample.text, sample.count.value, sample.state.value.phase]).toEqual(['', 0, 'none']);
  });

  it('that is gone is not heard of again, whatever is still on its way', () => {
    const { line, sample } = drawn();
    sample.clear();
    line.hear({ type: 'sample.tokens', tokens: [token] });
    line.hear({ type: 'sample.ended', reason: 'complete' });
    line.hear({ type: 'sample.compared', copied });
    expect([sample.text, sample.state.value.phase, sample.copied.value]).toEqual([
      '',
      'none',
      null,
    ]);
    line.hear(started);
    line.hear({ type: 'sample.compared', copied });
    expect(sample.copied.value, 'of the one before').toBeNull();
  });
});

const netOf = (changes: Partial<NetInfo> = {}) =>
  ({ cell: 'lstm', layers: 2, hiddenSize: 5, unrolled: {}, ...changes }) as NetInfo;

/** What these controllers look at. */
function sessionOn(line: PageClient) {
  const info = new Store<NetInfo | null>(netOf());
  const traces = [
    ['update', 'gate'],
    ['forget', 'gate'],
    ['output', 'gate'],
    ['candidate', 'signed'],
  ].map(([id, scale]) => ({ id, scale, symbol: id }));
  const catalogue = { cells: [{ id: 'lstm', traces }] } as unknown as Catalogue;
  const session = {
    client: line.client,
    net: { info, calledOff: new Store(0) },
    gates: {
      ...{ line: 'to be', walk: { layer: 1 } },
      reach: { layer: 1, direction: 0, hasDirections: false } as const,
    },
    engine: new Store<Engine>({
      ...{ phase: 'ready', catalogue, backend: null, problem: null, noGpu: null },
    }),
    views: new ViewStore(line.client, () => info.value !== null),
    notes: new Notes(),
  };
  return { info, session };
}

describe('the gradient curves', () => {
  const frameAt = (step: number, line = 'to be'): GradientFrame => {
    const norms = Float32Array.of(1, 0.5, 0, 1);
    return {
      ...{
        step,
        layer: 1,
        direction: 0,
        directions: 1,
        isOnce: false,
        cell: 'lstm',
        tokens: Array.from(line),
        skipped: [],
        cut: 0,
      },
      gradients: { input: norms, state: norms, memory: norms, line: null },
    };
  };
  const watched = () => {
    const line = new PageClient();
    const { info, session } = sessionOn(line);
    const watch = new GradientCurves({ ...session, net: info });
    session.views.follow(info);
    watch.see();
    const at = (step: number, of?: string) => {
      const { id } = line.sent.findLast((one) => one.type === 'view.open')!;
      line.hear({ type: 'view.frame', view: 'gradient', id, frame: frameAt(step, of) });
    };
    const names = () => watch.kept.value.map(({ step, line: of }) => `${step} ${of}`);
    return { watch, info, at, names };
  };

  it('are kept once, by hand or when the run ends, and lie nowhere twice', () => {
    const { watch, info, at, names } = watched();
    at(0);
    at(7);
    watch.keep();
    watch.keep();
    expect(names()).toEqual(['7 to be']);
    expect(watch.keptBefore, 'it is shown as the curve of now').toEqual([]);
    at(0);
    expect(names(), 'after a rewind').toEqual(['7 to be']);
    expect(watch.keptBefore).toHaveLength(1);
    at(7);
    info.set(netOf());
    expect(names(), 'another run, as long as the first').toEqual(['7 to be', '7 to be']);
    info.set(netOf());
    expect(names(), 'a net that nobody looked at').toHaveLength(2);
  });

  it('of one step but other lines are kept apart; those before an undo are no longer now', () => {
    const { watch, at, names } = watched();
    at(9);
    watch.keep();
    at(9, 'or not');
    expect(watch.keptNow).toBeNull();
    watch.keep();
    expect(names()).toEqual(['9 to be', '9 or not']);
    at(5, 'or not');
    at(9, 'or not');
    expect(watch.keptNow, 'trained anew since').toBeNull();
  });
});

describe('pins', () => {
  const forget = { layer: 1, gate: 'forget' };
  const output = { layer: 2, gate: 'output', unit: 4 };
  const pins: Pin[] = [
    { ...forget, unit: null, hold: 'zero' },
    { ...forget, unit: 2, hold: 'free' },
    { ...output, hold: 'rounded' },
    { ...output, hold: 'one' },
    { ...output, hold: 'free' },
    ...[0, 1, 3, 4].map((unit): Pin => ({ ...forget, unit, hold: 'free' })),
    { ...forget, unit: 3, hold: 'rounded' },
    { ...forget, unit: 3, hold: 'free' },
  ];

  it('hold what the worker counts, none where that is none, and go with their net', () => {
    const line = new PageClient();
    const { info, session } = sessionOn(line);
    const held = new Pins(session);
    const shape: ModelShape = {
      ...{ layers: 2, hiddenSize: 5, vocabSize: 3, embeddingSize: 0 },
      cell: cells.find(({ id }) => id === 'lstm') ?? cells[0],
    };
    const count = (list: readonly Pin[]) => countPins(shape, packPins(shape, list));
    const counts = pins.map((pin, at) => {
      held.hold(pin);
      const { value } = held.list;
      expect(count(value)).toBe(count(pins.slice(0, at + 1)));
      expect(value.length > 0).toBe(count(value) > 0);
      return count(value);
    });
    expect(counts).toEqual([5, 4, 5, 5, 4, 3, 2, 1, 0, 1, 0]);
    held.roundAll();
    expect(count(held.list.value)).toBe(2 * 3 * 5);
    info.set(netOf());
    expect(held.list.value).toEqual([]);
    expect(line.sent.at(-1)).toEqual({ type: 'gates.pin', pins: [] });
  });
});

describe('the announcer', () => {
  it('takes back what it said of a net that is gone', () => {
    const announcer = new Announcer(() => 0);
    announcer.validated({ step: 3, loss: 1, tokens: 10, total: 10 });
    expect(announcer.words.value).not.toBe('');
    announcer.forget();
    expect(announcer.words.value).toBe('');
  });
});

describe('the step up to which the run of the page is kept', () => {
  const listed = (id: string, step: number): WorkerMessage => {
    const kept = { runs: [{ id, step, use: 'here' }] } as unknown as KeptRuns;
    return { type: 'runs.listed', kept };
  };
  const begun = () => {
    const line = new PageClient();
    const progress = new ProgressStore();
    const names = { catalogue: null, nameOf: () => '' };
    const keptStep = new KeptStep({ client: line.client, notes: new Notes(), progress, names });
    const at = (step: number) => progress.told({ ...untrained, step });
    return { line, at, keptStep };
  };

  it('is never that of the run before, however late the list comes', () => {
    const { line, at, keptStep } = begun();
    at(10);
    line.hear({ type: 'run.kept', run: 'first', step: 10 });
    expect(keptStep.value).toBe(10);
    at(0);
    at(1);
    line.hear(listed('first', 10));
    expect(keptStep.value).toBe(0);
    line.hear({ type: 'run.kept', run: 'second', step: 1 });
    expect(keptStep.value).toBe(1);
    line.hear(listed('first', 20));
    expect(keptStep.value).toBe(1);
    line.hear(listed('second', 1));
    expect(keptStep.value).toBe(1);
  });
});
