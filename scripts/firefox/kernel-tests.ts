/**
 * Runs the engine's own kernel tests where Vitest is not: every op, the optimizers and, in every
 * form of kernels that the adapter offers, each cell by every strategy.
 */
import { startTests } from '@vitest/runner';
import type { Task, VitestRunner } from '@vitest/runner';
import { hasRelaxed } from '../../src/backend/wasm/relaxed.ts';
import { openWebGpu } from '../../src/backend/webgpu/webgpu-backend.ts';
import { allowRelaxed } from '../../src/testing/relaxed-flag.ts';

export interface KernelTestResult {
  title: string;
  state: 'passed' | 'failed' | 'not offered' | 'left to Node';
  /** Why it failed. */
  message: string;
  /** Milliseconds. */
  duration: number;
}

const files = import.meta.glob([
  '../../src/{ops,optimizers}/*.test.ts',
  // those that look down from above
  '../../src/testing/{begin,node-choices,pool,recurrence}.test.ts',
]);

/** Kernels of the quad form need subgroups. */
const needsQuads = /\bquads\b/;
const needsRelaxed = /\brelaxed\b/;

function titleOf(task: Task): string {
  return task.suite ? `${titleOf(task.suite)} > ${task.name}` : task.name;
}

const runner: VitestRunner = {
  config: {
    root: '/',
    setupFiles: [],
    name: undefined,
    passWithNoTests: false,
    testNamePattern: undefined,
    allowOnly: false,
    sequence: { seed: 1, hooks: 'stack', setupFiles: 'list' },
    chaiConfig: undefined,
    maxConcurrency: 1,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    retry: 0,
    includeTaskLocation: false,
    tags: [],
    tagsFilter: undefined,
    strictTags: false,
  },
  pool: 'browser',
  importFile: (path) => files[path](),
};

/** On the CPU a cell has one form, with relaxed products or without. */
const caseWords = /'([^']+)' > .*: ([\w-]+(?: in \w+)?), (\d+) layers, T (\d+),/;
/** How streams begin is nothing of a cell: one stands for all. */
const beginWords = /'([^']+)' > .*streams that begin, and of no others: [\w-]+, (\w+)$/;
const isOneOfMany = (title: string) => caseWords.test(title) || beginWords.test(title);

/**
 * Of the cases of one cell in one form the one with least to compile, but never one time step; of
 * those of one strategy of beginning the first.
 */
function smallestCases(titles: readonly string[]): Set<string> {
  const smallest = new Map<string, { title: string; size: number }>();
  for (const title of titles) {
    const [, backend, kind, layers = '1', timeSteps = '2'] =
      caseWords.exec(title) ?? beginWords.exec(title) ?? [];
    if (!kind || timeSteps === '1') continue;
    // each layer has kernels of its own; all time steps share them
    const size = Number(layers) * 100 + Number(timeSteps);
    const what = `${kind} on ${backend}`;
    if (size >= (smallest.get(what)?.size ?? Infinity)) continue;
    smallest.set(what, { title, size });
  }
  return new Set([...smallest.values()].map(({ title }) => title));
}

function testsOf(task: Task): Task[] {
  return task.type === 'suite' ? task.tasks.flatMap(testsOf) : [task];
}

interface Options {
  /** Otherwise the smallest case of each cell: the many others are left to Node. */
  everyCase?: boolean;
  /** Which of so many equal parts of the tests this is, from 0: several browsers share them. */
  part?: number;
  parts?: number;
  /** Called after each test. */
  onTest?: (done: number, total: number) => void;
}

/** @returns what became of the tests of its part */
export async function runKernelTests({
  everyCase = false,
  part = 0,
  parts = 1,
  onTest,
}: Options = {}): Promise<KernelTestResult[]> {
  const backend = await openWebGpu(navigator.gpu);
  const { forms } = backend;
  backend.destroy();
  allowRelaxed();
  const isRelaxed = hasRelaxed();
  const isOffered = (title: string) =>
    (forms.includes('quads') || !needsQuads.test(title)) &&
    (isRelaxed || !needsRelaxed.test(title));
  let smallest = new Set<string>();
  let own = new Set<string>();
  let [done, total] = [0, 0];
  const isChosen = (title: string) => everyCase || !isOneOfMany(title) || smallest.has(title);
  runner.onCollected = (files) => {
    const titles = files.flatMap(testsOf).map(titleOf);
    smallest = smallestCases(titles);
    own = new Set(titles.filter((_, at) => at % parts === part));
    total = own.size;
  };
  runner.onAfterRunTask = (test) => {
    if (own.has(titleOf(test))) onTest?.(++done, total);
  };
  runner.onBeforeRunTask = (test) => {
    const title = titleOf(test);
    if (!own.has(title) || !isOffered(title) || !isChosen(title)) test.mode = 'skip';
  };
  const stateOf = (title: string, passed: boolean): KernelTestResult['state'] => {
    if (passed) return 'passed';
    if (!isOffered(title)) return 'not offered';
    return isChosen(title) ? 'failed' : 'left to Node';
  };
  const results: KernelTestResult[] = [];
  for (const file of await startTests(Object.keys(files), runner)) {
    for (const test of testsOf(file)) {
      const title = titleOf(test);
      if (!own.has(title)) continue;
      const state = stateOf(title, test.result?.state === 'pass');
      const message = (test.result?.errors ?? []).map((error) => error.message).join('; ');
      results.push({ title, state, message, duration: test.result?.duration ?? 0 });
    }
    for (const { message } of file.result?.errors ?? []) {
      results.push({ title: file.filepath, state: 'failed', message, duration: 0 });
    }
  }
  return results;
}
