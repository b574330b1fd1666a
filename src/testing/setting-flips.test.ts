import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { defaultSettings, settingKeys, settingsTable, type Settings } from '../config/settings.ts';
import { languageModelTask } from '../tasks/language-model/language-model.ts';
import { realClock } from '../lib/clock.ts';
import { SampleRun } from '../ui/state/sample-run.ts';
import { buildNet, type BuiltNet, describeNet, destroyNet } from '../net/net-builder.ts';
import type { PageMessage, WorkerMessage } from '../protocol/messages.ts';
import { SampleJob } from '../run/sample-job.ts';
import type { TrainerClient } from '../protocol/client.ts';
import { flips, stages } from './setting-flips.ts';
import { closeTestEngine, openTestEngine } from './test-engine.ts';

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

const base: Settings = {
  ...defaultSettings(),
  hiddenSize: 16,
  batchSize: 4,
  timeSteps: 6,
  // far from the start after three steps
  learningRate: 0.1,
  temperature: 1,
  sampleLength: 24,
};

const text = new File(
  ['Alice était là: “and what is the use of a book”, thought Alice, “without it?”\n'.repeat(9)],
  'text.txt',
);

/** What a setting has changed can be told from a change of these words. */
type Seen = Record<(typeof stages)[number], string>;

const seen = new Map<string, Promise<Seen>>();

function see(settings: Settings): Promise<Seen> {
  const key = JSON.stringify(settings);
  const found = seen.get(key) ?? run(settings);
  seen.set(key, found);
  return found;
}

/** All the way from a file to a sample, as the worker goes it. */
async function run(settings: Settings): Promise<Seen> {
  const { signal } = new AbortController();
  const options = { signal, onProgress: () => undefined };
  const opened = await languageModelTask.open({ kind: 'file', file: text }, settings, options);
  const built = await buildNet(engine, settings, opened, signal, () => undefined);
  const weights = async () =>
    (await built.net.readParameters()).map(({ values }) => values.join()).join();
  const initial = await weights();
  built.trainer.run(3);
  const result = {
    text: `${opened.symbols.join()} ${opened.info.hash} ${opened.info.trainTokens}`,
    plan: describeNet(built).plan,
    'initial weights': initial,
    'trained weights': await weights(),
    sample: await draw(built, settings),
  };
  destroyNet(built);
  return result;
}

/** Asked for as the page does. */
async function draw(built: BuiltNet, settings: Settings): Promise<string> {
  await built.sampler.compile();
  let drawn = '';
  let job: SampleJob | undefined;
  await new Promise<void>((resolve) => {
    const hear = (message: WorkerMessage) => {
      if (message.type === 'sample.tokens') {
        drawn += message.tokens.map(({ symbol }) => symbol).join('');
      }
      if (message.type === 'sample.lines') {
        const lines = message.lines.map(({ tokens }) =>
          tokens.map(({ symbol }) => symbol).join(''),
        );
        drawn += lines.join('\n');
      }
      if (message.type === 'sample.ended') resolve();
    };
    job = new SampleJob(built, hear, () => 0, realClock);
    const send = (message: PageMessage) => {
      if (message.type !== 'sample.draw') return;
      job?.draw(message);
      void drawAll(job!);
    };
    const client = { on: () => () => undefined, send } as unknown as TrainerClient;
    new SampleRun(client).draw(settings);
  });
  job?.stop();
  return drawn;
}

/** As the loop of a run does: sentences take several submits. */
async function drawAll(job: SampleJob): Promise<void> {
  while (job.isActive) {
    if (job.isDue(false)) job.submit(() => undefined, false);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe('settings', () => {
  it('have a line for everything in the table, with another value than the default', () => {
    expect(Object.keys(flips).sort()).toEqual([...settingKeys].sort());
    for (const key of settingKeys) expect(flips[key].to, key).not.toBe(settingsTable[key].default);
  });

  for (const key of settingKeys) {
    const { to, under, changes } = flips[key];
    if (changes === 'page') continue;
    it(`${settingsTable[key].label} changes the ${changes}`, async () => {
      const before = await see({ ...base, ...under });
      const after = await see({ ...base, ...under, [key]: to });
      const first = stages.find((stage) => after[stage] !== before[stage]);
      expect(first).toBe(changes);
    }, 300_000);
  }
});
