/** What the engine promises: nothing made per step, every byte accounted for, the same bits always. */
import type { Settings } from '../src/config/settings.ts';
import { smallNet, Playground, type Parameters } from './support/playground.ts';
import { expect, test, watchPage } from './support/test.ts';
import { someOf } from './support/thorough.ts';

test.use({ triesSteps: true });

for (const engine of ['gpu', 'cpu'] as const) {
  test(`200 steps with everything on create nothing on the ${engine}`, async ({ playground }) => {
    await playground.open({ ...smallNet, engine, sampleLength: 20_000 });
    await playground.send({ type: 'training.tune', tuning: { learningRate: 0.002 } });
    await playground.messageAfter('sample.started', () => playground.button('Generate').click());
    await playground.train();
    const validated = () =>
      playground.messageAfter('validation.result', () => playground.button('Validate now').click());
    const framed = () => playground.frameAfter('gates', () => Promise.resolve());
    const sampled = () => playground.messageAfter('sample.tokens', () => Promise.resolve());
    // Warm: every plan has run.
    await Promise.all([validated(), framed(), sampled(), playground.reached(20)]);

    const from = await playground.number('Step');
    const { created: before } = await playground.ask<'state.read'>({ type: 'state.read' });
    await Promise.all([validated(), framed(), sampled(), playground.reached(from + 200)]);
    const { created: after } = await playground.ask<'state.read'>({ type: 'state.read' });

    for (const what of ['buffers', 'bindGroups', 'pipelines']) {
      expect(after[what] - before[what], what).toBe(0);
    }
    expect(after.submits).toBeGreaterThan(before.submits);
    // how often at most is checked where a test moves the clock
    expect(after.maps).toBeGreaterThan(before.maps);
  });
}

const changes: Partial<Settings>[] = [
  { hiddenSize: 24 },
  { layers: 3 },
  { cell: 'gru' },
  { batchSize: 7 },
  { input: 'embedding' },
  { optimizer: 'sgd' },
  { timeSteps: 13 },
  { cell: 'rnn-tanh', optimizer: 'adam' },
  { hiddenSize: 17, layers: 2 },
  { ...smallNet, cell: 'lstm', layers: 1, input: 'one-hot' },
];

for (const engine of someOf(['cpu', 'gpu'] as const)) {
  test(`after ten changes of net the ${engine} holds what a fresh page does, byte for byte`, async ({
    playground,
    context,
  }) => {
    await playground.open({ ...smallNet, engine });
    let settings = await playground.settings();
    for (const change of changes) {
      settings = { ...settings, ...change };
      const { estimate, problem } = await playground.ask<'net.estimate'>({
        type: 'net.estimate',
        settings,
      });
      const { info } = await playground.messageAfter('net.ready', () =>
        playground.send({ type: 'net.build', settings }),
      );
      expect(problem).toBeNull();
      expect(estimate?.parameters).toBe(info.parameters);
      expect(estimate?.dispatchesPerStep).toBe(info.dispatchesPerStep);
      const named = info.memory.reduce((sum, { bytes }) => sum + bytes, 0);
      expect(info.bytes).toBe(named);
      const counted = info.parameterList.reduce(
        (sum, { shape }) => sum + shape.reduce((size, extent) => size * extent, 1),
        0,
      );
      expect(info.parameters).toBe(counted);
      await playground.stepTo(2);
      await playground.messageAfter('training.progress', () =>
        playground.send({ type: 'training.rewind' }),
      );
    }

    const page = await context.newPage();
    const observed = watchPage(page);
    const fresh = new Playground(page);
    await fresh.open({ ...smallNet, engine });
    const line = 'Alice was beginning';
    const liveBytes = async (one: Playground) => {
      await one.gates(line, 1);
      return (await one.ask<'state.read'>({ type: 'state.read' })).liveBytes;
    };
    const expected = await liveBytes(fresh);
    expect(expected).toBeGreaterThan(0);
    // The plan of the line shown before goes when the GPU is done with it.
    await expect.poll(() => liveBytes(playground)).toBe(expected);
    expect((await playground.netInfo()).bytes).toBe((await fresh.netInfo()).bytes);
    expect(observed).toEqual({ complaints: [], foreign: [] });
  });
}

/** One string per net: equal if and only if every bit of every parameter is. */
function bitsOf({ parameters }: Parameters): string {
  return parameters
    .map(({ name, values }) => {
      const { buffer, byteOffset, byteLength } = Float32Array.from(values);
      return `${name} ${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}`;
    })
    .join('\n');
}

test('chunk sizes and panels change no bit of the parameters', async ({ playground, context }) => {
  const runs: { name: string; run: Playground; step: number }[] = [];
  // so large that a press of Pause comes few steps late: what one goes too far, others make by single steps
  const net = { hiddenSize: 64, heldOut: 1, sampleLength: 20_000 };
  let last = 24;
  // the first goes furthest beyond what it is told: the others train on to where it stopped
  const ways = [
    ['chunks by time, panels off', '', false],
    ['chunks of 3, panels on', '?chunk=3', true],
    ['chunks of 1, panels off', '?chunk=1', false],
    ['chunks of 8, panels on', '?chunk=8', true],
  ] as const;
  for (const [name, query, watched] of someOf(ways, 2)) {
    const run = runs.length === 0 ? playground : new Playground(await context.newPage());
    await run.open(net, query);
    if (watched) {
      await run.messageAfter('sample.tokens', () => run.button('Generate').click());
    } else await run.send({ type: 'view.close', view: 'gates' });
    const step = await run.trainTo(last);
    // at rest it would be drawn on for nobody, beside those that train
    if (watched) await run.button('Stop').click();
    runs.push({ name, run, step });
    last = Math.max(last, step);
  }
  // A chunk is never cut: each run stopped where it could, and goes on to the same step by steps.
  expect(runs[1].step % 3).toBe(0);
  const results: string[] = [];
  for (const { run } of runs) {
    await run.stepTo(last);
    const read = await run.parameters();
    expect(read.step).toBe(last);
    results.push(bitsOf(read));
  }
  runs.forEach(({ name }, index) => {
    expect(results[index] === results[0], `${name} at step ${last}`).toBe(true);
  });
  await playground.rewind();
  expect(bitsOf(await playground.parameters()) === results[0], 'after rewind').toBe(false);
});
