/** What the worker tells when it is asked, and what it is held against. */
import { checkAbsolute } from '../close-to.ts';
import type { WorkerSession } from '../worker-session.ts';
import { type Corpus } from './corpus.ts';

/** Losses of nets this small differ from float64 by some units of the last place of float32. */
const lossLimit = 5e-6;

export function close(name: string, got: number, expected: number, limit = lossLimit): void {
  checkAbsolute({ name, got: [got], expected: [expected] }, limit);
}

export async function validate(worker: WorkerSession) {
  const result = worker.next('validation.result');
  worker.send({ type: 'validation.run' });
  return (await result).result;
}

/** Of a corpus: its symbols that the line has, as tokens. */
export function tokensOf({ symbols }: Corpus, text: string): number[] {
  return Array.from(text, (letter) => symbols.indexOf(letter)).filter((token) => token >= 0);
}

export async function sampleOf(
  worker: WorkerSession,
  wish: Partial<{
    prompt: string;
    temperature: number;
    topK: number;
    length: number;
    seed: number;
  }>,
) {
  const from = worker.messages.length;
  const ask = { prompt: '', temperature: 0, topK: 0, length: 40, seed: 1, ...wish };
  worker.flow(true);
  worker.send({ type: 'sample.draw', ...ask });
  const { copied } = await worker.next('sample.compared', undefined, from);
  worker.flow(false);
  const started = await worker.next('sample.started', undefined, from);
  const tokens = worker.messages
    .slice(from)
    .flatMap((one) => (one.type === 'sample.tokens' ? one.tokens : []));
  return { copied, started, tokens, text: tokens.map(({ symbol }) => symbol).join('') };
}

/** The longest stretch of the sample that the text has, and the share of its pieces of eight. */
export function copiedFrom(sample: string, text: string) {
  let longest = '';
  for (let from = 0; from < sample.length; from++) {
    for (let to = from + longest.length + 1; to <= sample.length; to++) {
      if (!text.includes(sample.slice(from, to))) break;
      longest = sample.slice(from, to);
    }
  }
  const pieces = Array.from({ length: sample.length - 7 }, (_, at) => sample.slice(at, at + 8));
  const found = pieces.filter((piece) => text.includes(piece));
  return { length: longest.length, share: found.length / pieces.length };
}
