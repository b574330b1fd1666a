/**
 * PyTorch on the CPU, the native mark, in a process of its own. Its GRU resets after the product,
 * which is less work than the course's; its losses are those of another net.
 */
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { adam, type BenchConfig } from '../configs.ts';
import type { Peer } from '../peer.ts';
import { initialWeights } from '../weights.ts';
import program from './torch.py?raw';

/** Where systems have Python; not each has PyTorch. */
const pythons = ['python3', '/usr/bin/python3'];

/** A Python that has PyTorch, or undefined. */
export function findTorch(): string | undefined {
  return pythons.find((python) => spawnSync(python, ['-c', 'import torch']).status === 0);
}

export async function createTorch(
  python: string,
  config: BenchConfig,
  threads: number,
): Promise<Peer> {
  const count = String(threads);
  const env = { ...process.env, OMP_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count };
  const child = spawn(python, ['-c', program], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = linesOf(child);
  const weights = initialWeights(config);
  const betas = [adam.beta1, adam.beta2];
  const sizes = weights.map(({ name, shape }) => [name, shape]);
  const given = { config, threads, weights: sizes, betas, epsilon: adam.epsilon };
  child.stdin.write(`${JSON.stringify(given)}\n`);
  for (const { values } of weights) child.stdin.write(bytesOf(values));
  const [version = '', used = ''] = (await lines.next()).split(' ');
  const differs = config.cell === 'gru' ? 'its GRU resets after the product' : undefined;
  return {
    about: { torch: version, threads: Number(used) },
    differs,
    async step({ inputs, targets }) {
      child.stdin.write(bytesOf(inputs));
      child.stdin.write(bytesOf(targets));
      return Number(await lines.next());
    },
    destroy: () => void child.stdin.end(),
  };
}

/** The lines of its output: each answers what was asked before. */
function linesOf(child: ChildProcessByStdio<Writable, Readable, null>) {
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(line));
  child.on('exit', (code) => {
    for (const { reject } of waiting) reject(new Error(`PyTorch ended with code ${code}.`));
  });
  return {
    next: () =>
      new Promise<string>((resolve, reject) => {
        waiting.push({ resolve, reject });
      }),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
