/** Many texts, packed in Node by the runs that are recorded: every browser must unpack them unharmed. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { longestParts, textsOf } from './drawn-texts.ts';
import { cpuNet, WorkerSession } from './worker-session.ts';

export interface PackedSample {
  text: string;
  /** The file, in base64. */
  packed: string;
}

/** Most are short, one in 15 is of any length up to more than 20 kB, and the first is empty. */
export function textsToPack(count: number, seed: number): string[] {
  const long = fc.sample(textsOf(longestParts), { numRuns: Math.floor(count / 15), seed });
  const short = fc.sample(textsOf(150), { numRuns: count - 1 - long.length, seed });
  return ['', ...short, ...long];
}

/** @param name of the run, as src/testing/record-packed.ts calls it */
export async function packMany(name: string, texts: readonly string[]): Promise<PackedSample[]> {
  const worker = await WorkerSession.start({ engine: 'cpu' });
  const run = new URL(`./fixtures/packed/${name}.safetensors`, import.meta.url);
  const file = new Blob([await readFile(run)]);
  const ready = worker.orRefused('run.ready', 'run.refused');
  worker.send({ type: 'run.read', id: 1, file, settings: cpuNet });
  await ready;
  const loaded = worker.orRefused('run.loaded', 'run.refused');
  worker.send({ type: 'run.take', id: 1 });
  await loaded;
  const samples: PackedSample[] = [];
  for (const [id, text] of texts.entries()) {
    const packed = worker.next('pack.packed');
    worker.send({ type: 'pack.text', id, text });
    samples.push({ text, packed: Buffer.from((await packed).packed.file).toString('base64') });
  }
  worker.close();
  return samples;
}
