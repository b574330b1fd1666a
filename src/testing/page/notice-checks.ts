/** What is said beside the panels: of the GPU, of long work, of the rate, and for the ear. */
import { expect } from 'vitest';
import type { DeviceStatus } from '../../protocol/device-status.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { engineOf, progressOf } from './messages.ts';
import { chartIn, type Checks, expectCurve, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const device = (status: DeviceStatus, step: number): WorkerMessage => ({
  type: 'device.status',
  kind: 'gpu',
  status,
  step,
});

/** Folds the curve of the rate out. */
const unfoldSchedule = (page: StagedPage) =>
  page.unfold(page.all('details.more', page.all('settings-form')[1])[0]);

export const noticeChecks: Checks = {
  'notice of the GPU': onPage(async (page) => {
    const notice = page.one('device-notice');
    const trouble = { trouble: 'lost', cause: 'the driver was reset', losses: 1 } as const;
    const words = () => page.text('.text', notice);
    await page.say(device({ state: 'waiting', ...trouble, waitMs: 125_000 }, 12345));
    expect(words()).toMatch(/the driver was reset.* step 12,345\b/);
    const left = () => Number(/^in (\d+) s$/.exec(page.text('[role=timer]', notice))?.[1]);
    const first = left();
    // it is counted once a second, and a little has gone by since the message
    expect([123, 124, 125]).toContain(first);
    await page.rest(30_000);
    expect(first - left()).toBe(30);
    await page.say(progressOf({ step: 12345 }), { type: 'run.kept', run: 'a', step: 12000 });
    await page.say(device({ state: 'stopped', ...trouble, losses: 3 }, 12345));
    expect(words()).toMatch(/lost 3 times .*the driver was reset.* step 12,000\./);
    const engine = engineOf({ kind: 'cpu', threads: 2 });
    const noGpu = { isSoftware: false, reason: 'the driver was reset' };
    await page.say({ type: 'engine.changed', engine, problem: null, noGpu });
    expect(words()).toMatch(
      /lost 3 times .*the driver was reset.* continues on the CPU from step 12,345\./,
    );
    expect(page.text('.engine', page.one('training-bar'))).toBe('CPU, 2 threads');
    const note = page.one('engine-note');
    expect(page.text('details', note)).toContain('How to use a GPU');
    await page.say({
      type: 'engine.changed',
      engine: engineOf({ kind: 'cpu', aloneBecause: 'not isolated' }),
      problem: null,
      noGpu,
    });
    expect(page.text('.engine', page.one('training-bar'))).toBe('CPU, 1 thread');
    expect(page.texts('p', note)[0]).toContain('Cross-Origin-Opener-Policy');
    expect(page.text('details', note)).not.toContain('only a software GPU');
    await page.say({
      ...{ type: 'engine.changed', engine, problem: null },
      noGpu: { ...noGpu, isSoftware: true },
    });
    expect(page.text('details', note)).toContain('only a software GPU');
  }),

  'notice of what was rebuilt': onPage(async (page) => {
    const notice = page.one('device-notice');
    const words = () => page.text('.text', notice);
    const broken = { trouble: 'lost', cause: 'it broke', losses: 1 } as const;
    const said = (kind: 'gpu' | 'cpu', status: DeviceStatus, step: number): WorkerMessage => ({
      ...{ type: 'device.status', kind, status, step },
    });
    // what is under way waits
    const started: WorkerMessage = {
      ...{ type: 'sample.started', prompt: '', skipped: [], step: 7, pinned: 0 },
    };
    await page.say(started, progressOf({ step: 7, tokensPerSecond: 5000 }));
    await page.say(said('gpu', { state: 'stalled' }, 1234));
    expect(words()).toMatch(/^The GPU has not answered/);
    expect(page.output('Characters per second')).toBe('5,000');
    const sample = page.one('sample-panel');
    expect(page.text('.foot [role=status]', sample)).toBe('0 characters, started at step 7');
    await page.say(said('gpu', { state: 'running' }, 1234));
    expect(page.all('section', notice)).toEqual([]);
    await page.say(said('gpu', { state: 'rebuilding' }, 1234));
    expect(page.text('.foot [role=status]', sample)).toMatch(/, stopped$/);
    expect(words()).toMatch(/^A GPU is available again.* resumes from step 1,234\.$/);
    await page.say(said('gpu', { state: 'rebuilding' }, 0));
    expect(words()).toMatch(/The net is then rebuilt\.$/);
    await page.say(said('cpu', { state: 'waiting', ...broken, waitMs: 10 }, 1234));
    expect(words()).toMatch(/^A thread stopped: it broke\..* resumes from step 1,234\.$/);
    await page.say(said('cpu', { state: 'rebuilding' }, 1234));
    expect(words()).toMatch(/^The threads have restarted\..* resumes from step 1,234\.$/);
    await page.say(progressOf({ step: 1234 }), { type: 'run.kept', run: 'a', step: 1200 });
    await page.say(said('cpu', { state: 'stopped', ...broken }, 1234));
    expect(words()).toBe('Training has stopped: it broke. The run is kept at step 1,200.');
  }),

  'work under way': onPage(async (page) => {
    page.lose('net.ready');
    await page.set('hiddenSize', 64);
    await page.say({ type: 'net.progress', done: 12, total: 34, what: 'compiling kernels' });
    const progress = page.one('progress', page.one('work-progress'));
    expect([progress.getAttribute('value'), progress.getAttribute('max')]).toEqual(['12', '34']);
    expect(page.text('[role=status]', page.one('work-progress'))).toBe('Compiling kernels');
  }),

  'spoken progress': onPage(async (page) => {
    const spoken = () => page.text('[role=status]', page.one('spoken-progress'));
    const losses = { firstStep: 1, losses: Float32Array.of(2.5), norms: Float32Array.of(1) };
    await page.say({ type: 'training.losses', run: losses }, progressOf({ step: 1 }));
    await page.rest(30_000);
    await page.say(progressOf({ step: 12345 }));
    expect(spoken()).toBe('Step 12,345, training loss 2.500.');
    // not before another half a minute
    await page.say(progressOf({ step: 12346 }));
    expect(spoken()).toBe('Step 12,345, training loss 2.500.');
    await page.say({
      type: 'training.losses',
      run: { ...losses, firstStep: 12346, losses: Float32Array.of(3.25) },
    });
    await page.say(progressOf({ step: 12346, state: 'paused' }));
    expect(spoken()).toBe('Paused. Step 12,346, training loss 3.250.');
    const result = { step: 12346, loss: 2.125, tokens: 678, total: 678 };
    await page.say({ type: 'validation.result', result });
    expect(spoken()).toBe('Validation loss 2.1250, perplexity 8.373.');
    await page.say(progressOf({ step: 12347 }), progressOf({ step: 23456, state: 'stopped' }));
    expect(spoken()).toBe('Training stopped at step 23,456.');
  }),

  'learning rate over the steps': onPage(
    async (page) => {
      await unfoldSchedule(page);
      await page.say(progressOf({ step: 1500 }));
      // 0.004 halved at each of three thousands
      expect(page.output('Learning rate of the next step')).toBe('Now 0.002, at step 1,500.');
      const name = 'Learning rate over 4,000 steps';
      expectCurve(chartIn(page, name).dots('--series-validation'), [[1500, 0.002]]);
      // a stair begins with its own step
      for (const [step, rate] of [
        [0, '0.004'],
        [999, '0.004'],
        [1000, '0.002'],
        [2999, '0.001'],
        [3000, '0.0005'],
      ] as const) {
        await page.say(progressOf({ step }));
        const words = `Now ${rate}, at step ${step.toLocaleString('en')}.`;
        expect(page.output('Learning rate of the next step')).toBe(words);
      }
      const curve = chartIn(page, name).curve('--series-train');
      const at = (step: number) => curve.filter(({ x }) => Math.abs(x - step) < 1.5);
      expectCurve([curve[0]], [[0, 0.004]]);
      expect(at(999.5).map(({ y }) => y.toFixed(4))).toEqual(['0.0040', '0.0020']);
      expectCurve(curve.slice(-2), [
        [3999, 0.0005],
        [4000, 0.00025],
      ]);
    },
    { hash: '#v=1&rate=0.004&schedule=step&schedulesteps=1000&decayfactor=0.5' },
  ),

  'learning rate that warms up': onPage(
    async (page) => {
      await unfoldSchedule(page);
      await page.say(progressOf({ step: 800 }));
      expect(page.output('Learning rate of the next step')).toBe('Now 0.002, at step 800.');
      const chart = chartIn(page, 'Learning rate over 2,000 steps');
      expectCurve(chart.dots('--series-validation'), [[800, 0.002]]);
    },
    { hash: '#v=1&rate=0.004&schedule=warmup-cosine&schedulesteps=1000&warmup=1600' },
  ),
};
