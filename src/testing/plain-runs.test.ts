/** Plain networks of each kind of data, in the worker: looked at, kept, and gone on with bit for bit. */
import { afterEach, expect, it } from 'vitest';
import { defaultOf } from '../config/defaults.ts';
import { defaultSettings, settingKeys, type Settings } from '../config/settings.ts';
import { MemoryOrigin, MemoryStorage } from './memory-storage.ts';
import { stepTo } from './kept-runs.ts';
import { WorkerSession } from './worker-session.ts';

const window = 3;
const names = ['Ann', 'Bob', 'Cid', 'Dora', 'Eve', 'Finn', 'Gus', 'Hal'];
const rowsOf = (count: number, row: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => row(at)).join('\n');
const wave = (at: number, phase: number) => Math.sin(at / 3 + phase).toFixed(3);

/** A little of what each reads. */
const cases: { task: string; text: string; settings?: Partial<Settings> }[] = [
  { task: 'language-model', text: 'to be or not to be, that is the question. '.repeat(20) },
  { task: 'lines', text: names.join('\n'), settings: { layers: 2 } },
  { task: 'tagging', text: rowsOf(12, (at) => `${names[at % 8]}/B-PER met/O us/O in/O time/O`) },
  { task: 'series', text: `a,b\n${rowsOf(90, (at) => `${wave(at, 0)},${wave(at, 1)}`)}` },
  {
    task: 'activity',
    text: `x,y,class\n${rowsOf(90, (at) => `${wave(at, 0)},${wave(at, 2)},${at % 9 < 4 ? 'up' : 'down'}`)}`,
    settings: { textDirections: 'both' },
  },
  { task: 'capitals', text: 'He said so. Then, she left! Did Ann go? '.repeat(20) },
];

function settingsOf(task: string, own: Partial<Settings> = {}): Settings {
  const sizes = { engine: 'cpu', cell: 'plain', window, hiddenSize: 6, batchSize: 4 } as const;
  const net = { ...defaultSettings(), task, ...sizes };
  const all = settingKeys.map((key) => [key, defaultOf(key, net)]);
  return { ...(Object.fromEntries(all) as Settings), task, ...sizes, timeSteps: 8, ...own };
}

const workers: WorkerSession[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.close();
});

async function begin(origin: MemoryOrigin): Promise<WorkerSession> {
  const worker = await WorkerSession.start({ engine: 'cpu', storage: new MemoryStorage(origin) });
  workers.push(worker);
  worker.isStrict = true;
  worker.clock.advance(1000);
  return worker;
}

/** Entry k · T + t is 0 where k is read in no window of t. */
function expectWindows(norms: Float32Array): void {
  const steps = Math.sqrt(norms.length);
  norms.forEach((norm, at) => {
    const away = Math.abs((at % steps) - Math.floor(at / steps));
    if (away >= window) expect(norm).toBe(0);
  });
  expect(Math.max(...norms)).toBeGreaterThan(0);
}

it.each(cases)('a plain network: $task', async ({ task, text, settings: own }) => {
  const settings = settingsOf(task, own);
  const origin = new MemoryOrigin();
  const worker = await begin(origin);
  await worker.openText(text, settings);
  const { parameterList } = await worker.build(settings);
  await stepTo(worker, 2);

  const { info } = worker.messages.find((one) => one.type === 'text.ready')!;
  const [line] = info.lines;
  const gates = await worker.look('gates', { line, layer: 1 });
  const weights = parameterList.filter(({ name }) => name.endsWith('weight_ih_l0'));
  for (const { name } of [...weights, { name: 'head.bias' }]) {
    const frame = await worker.look('weight', { line, name, place: null, nudge: null });
    expect(frame.measured?.agrees, name).toBe(true);
    // over the same answers
    expect(frame.measured?.check.loss).toBeCloseTo(gates.loss, 6);
  }
  expectWindows((await worker.look('gradient', { line, layer: 1 })).gradients!.input);
  const { layers } = await worker.look('statistics', {});
  expect(layers[0]).toMatchObject({ memory: null, gates: [{ id: 'hidden' }] });
  const { example } = await worker.look('data', { part: 'train', index: 0 });
  expect(example!.inputs.length).toBeGreaterThan(1);

  const { run } = worker.messages.findLast((one) => one.type === 'run.kept')!;
  const copy = new MemoryOrigin();
  for (const [name, bytes] of origin.files) copy.files.set(name, bytes.slice());
  await worker.step(2);
  const again = await begin(copy);
  const ready = again.orRefused('run.ready', 'run.refused');
  again.send({ type: 'run.read', id: 2, file: { kept: run }, settings });
  await ready;
  const loaded = again.next('run.loaded');
  again.send({ type: 'run.take', id: 2 });
  expect((await loaded).settings).toMatchObject({ cell: 'plain', window, task });
  await again.step(2);
  for (const step of [3, 4]) {
    expect(again.losses.get(step)).toBe(worker.losses.get(step));
    expect(worker.losses.get(step)).toBeGreaterThan(0);
  }
});
