/**
 * Runs the engine's own kernel tests in the browser that opens this page: every op, the optimizers
 * and every cell by every strategy, in every form of kernels that the adapter offers.
 */
import { startTests } from '@vitest/runner';
import type { File, Task, VitestRunner } from '@vitest/runner';
import { openGpu } from '../../src/gpu/device.ts';

export interface KernelTestResult {
  title: string;
  state: 'passed' | 'failed' | 'not offered';
  /** Why it failed. */
  message: string;
  /** Milliseconds. */
  duration: number;
}

const files = import.meta.glob('../../src/{ops,optimizers,recurrence}/*.test.ts');

/** Kernels of the quad form need subgroups. */
const needsQuads = /\bquads\b/;

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

async function runAll(): Promise<KernelTestResult[]> {
  const { device, forms } = await openGpu(navigator.gpu);
  device.destroy();
  const results: KernelTestResult[] = [];
  const isOffered = (title: string) => forms.includes('quads') || !needsQuads.test(title);
  runner.onBeforeRunTask = (test) => {
    if (!isOffered(titleOf(test))) test.mode = 'skip';
  };
  const collect = (task: Task): void => {
    if (task.type === 'suite') return task.tasks.forEach(collect);
    const title = titleOf(task);
    const errors = task.result?.errors ?? [];
    const state =
      task.result?.state === 'pass' ? 'passed' : isOffered(title) ? 'failed' : 'not offered';
    const message = errors.map((error) => error.message).join('; ');
    results.push({ title, state, message, duration: task.result?.duration ?? 0 });
  };
  const broken = (file: File) => (file.result?.errors ?? []).map(({ message }) => message);
  for (const file of await startTests(Object.keys(files), runner)) {
    file.tasks.forEach(collect);
    for (const message of broken(file)) {
      results.push({ title: file.filepath, state: 'failed', message, duration: 0 });
    }
  }
  return results;
}

(globalThis as { kernelTests?: Promise<KernelTestResult[]> }).kernelTests = runAll();
