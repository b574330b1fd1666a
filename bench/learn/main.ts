/** Trains the nets of the targets, and says along the way what they have learned. */
import type { Backend } from '../../src/backend/backend.ts';
import { WasmBackend } from '../../src/backend/wasm/wasm-backend.ts';
import type { Settings } from '../../src/config/settings.ts';
import { TaskRun } from '../../src/testing/task-run.ts';
import { openTestEngine } from '../../src/testing/test-engine.ts';
import { type Target, targets, valueOf } from './targets.ts';

export interface LearnRow {
  task: string;
  /** Other than the defaults of the task. */
  settings: Partial<Settings>;
  seed: number;
  steps: number;
  metric: string;
  /** After a quarter, half and all of the steps. */
  values: number[];
  wanted: string;
  /** What it is measured against, by name. */
  bounds: { label: string; value: number }[];
  isMet: boolean;
  /** Training alone; on the CPU by one thread. */
  minutes: number;
}

const shares = [0.25, 0.5, 1];

export const taskIds = (): string[] => [...new Set(targets.map(({ task }) => task))];

/** @param tasks by id; none: all */
export async function learn(
  tasks: readonly string[],
  engine: 'cpu' | 'gpu',
  onRow: (row: LearnRow) => void,
): Promise<void> {
  const backend = engine === 'gpu' ? await openTestEngine() : new WasmBackend();
  const chosen = targets.filter(({ task }) => tasks.length === 0 || tasks.includes(task));
  for (const target of chosen) {
    for (const seed of target.seeds ?? [1]) onRow(await learnOne(backend, target, seed));
  }
  backend.destroy();
}

async function learnOne(backend: Backend, target: Target, seed: number): Promise<LearnRow> {
  const { task, settings = {}, steps, metric, draws, goals } = target;
  const run = await TaskRun.start(backend, task, { ...settings, seed });
  const values: number[] = [];
  let [minutes, isMet] = [0, false];
  for (const share of shares) {
    const start = performance.now();
    await run.trainTo(Math.round(share * steps));
    minutes += (performance.now() - start) / 60_000;
    const evaluation = await run.measure();
    values.push(valueOf(evaluation, metric));
    const drawn = draws === undefined ? undefined : await run.draw(draws);
    const { bounds } = run;
    const knownLoss = run.data.info.knownLoss?.heldOut;
    isMet = goals.every((goal) => goal.isMet({ evaluation, bounds, knownLoss, drawn }));
  }
  const bounds = run.bounds.filter((bound) => bound.metric === metric);
  run.close();
  const wanted = goals.map((goal) => goal.wanted).join(', ');
  return { task, settings, seed, steps, metric, values, wanted, bounds, isMet, minutes };
}
