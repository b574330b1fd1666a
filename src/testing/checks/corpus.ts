/** Texts whose parts have symbols of their own, and how the documents say that they are cut up. */
import { type Batch, runForward } from '../reference/sequence-model.ts';
import type { Tensors } from '../reference/matrix.ts';
import type { ModelShape } from '../reference/model-shape.ts';
import { uniformNumbers } from '../reference/random-model.ts';

export interface Corpus {
  text: string;
  /** By rising code point. */
  symbols: string[];
  tokens: number[];
  /** Where the held-out part begins. */
  trainLength: number;
}

/** The training part has c and a line's end, which the held-out part lacks; that one has x and y. */
export function corpusOf(characters: number, heldOutPercent: number, seed = 4): Corpus {
  const heldOut = Math.max(2, Math.round((characters * heldOutPercent) / 100));
  const trainLength = characters - heldOut;
  const next = uniformNumbers(seed);
  const draw = (from: string) => from[Math.floor(next() * next() * from.length)];
  const letters = Array.from({ length: characters }, (_, at) =>
    draw(at < trainLength ? 'ab c\n' : 'yabx '),
  );
  const symbols = [...new Set(letters)].sort();
  return {
    text: letters.join(''),
    symbols,
    tokens: letters.map((letter) => symbols.indexOf(letter)),
    trainLength,
  };
}

/** Step `step` of training: B streams side by side, each as long as the others. */
export function trainingBatch(
  { tokens, trainLength }: Corpus,
  { batchSize, timeSteps }: { batchSize: number; timeSteps: number },
  step: number,
): Batch {
  const streamLength = Math.floor((trainLength - 1) / batchSize);
  const chunk = step % Math.floor(streamLength / timeSteps);
  const read = [];
  const wanted = [];
  for (let time = 0; time < timeSteps; time++) {
    for (let stream = 0; stream < batchSize; stream++) {
      const at = stream * streamLength + chunk * timeSteps + time;
      read.push(tokens[at]);
      wanted.push(tokens[at + 1]);
    }
  }
  const resets = Array.from({ length: batchSize }, () => chunk === 0);
  return { batchSize, timeSteps, tokens: read, targets: wanted, resets };
}

/**
 * Mean loss of the first `limit` held-out characters that have one before them, in as many streams
 * as the batch has rows; each reads on its own, from nothing to its end.
 */
export function heldOutLoss(
  { tokens, trainLength }: Corpus,
  model: ModelShape,
  weights: Tensors,
  { batchSize, timeSteps }: { batchSize: number; timeSteps: number },
  limit = Infinity,
): { loss: number; counted: number; total: number } {
  const part = tokens.slice(trainLength);
  const total = part.length - 1;
  const counted = Math.min(total, limit);
  const streams = Math.min(batchSize, Math.max(1, Math.floor(counted / timeSteps)));
  const lines = new Map<number, number[][]>();
  for (let stream = 0, from = 0; stream < streams; stream++) {
    const length = Math.ceil((counted - from) / (streams - stream));
    const line = part.slice(from, from + length + 1);
    lines.set(length, [...(lines.get(length) ?? []), line]);
    from += length;
  }
  let sum = 0;
  for (const [length, alike] of lines) {
    // each row from nothing: nothing of one gets into another
    const at = (shift: number) =>
      Array.from({ length }, (_, time) => alike.map((line) => line[time + shift])).flat();
    const batch = { batchSize: alike.length, timeSteps: length, tokens: at(0), targets: at(1) };
    sum += runForward(model, weights, batch).losses.reduce((all, one) => all + one, 0);
  }
  return { loss: sum / counted, counted, total };
}

/** What each token of a line but the first costs, read from nothing. */
export function lineLosses(model: ModelShape, weights: Tensors, line: readonly number[]): number[] {
  const timeSteps = line.length - 1;
  const [tokens, targets] = [line.slice(0, -1), line.slice(1)];
  return [...runForward(model, weights, { batchSize: 1, timeSteps, tokens, targets }).losses];
}

/** Nats per character of guessing by how often each follows the one before it, or stands at all. */
export function entropyOf(tokens: readonly number[], order: 0 | 1): number {
  const context = (at: number) => (order === 0 ? '' : String(tokens[at - 1]));
  const places = tokens.map((_, at) => at).slice(order);
  const count = (keyOf: (at: number) => string) => {
    const counts = new Map<string, number>();
    for (const at of places) counts.set(keyOf(at), (counts.get(keyOf(at)) ?? 0) + 1);
    return counts;
  };
  const pairOf = (at: number) => `${context(at)}>${tokens[at]}`;
  const [pairs, contexts] = [count(pairOf), count(context)];
  const nats = places.map((at) =>
    Math.log((contexts.get(context(at)) ?? 0) / (pairs.get(pairOf(at)) ?? 0)),
  );
  return nats.reduce((sum, one) => sum + one, 0) / places.length;
}
