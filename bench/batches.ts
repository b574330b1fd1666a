/** The text everybody trains on, and its batches. */
import type { BenchConfig } from './configs.ts';
import { seededNumbers } from './random.ts';

/** One chunk of every stream, time-major: position t * batchSize + b. */
export interface Batch {
  step: number;
  inputs: Uint16Array;
  targets: Uint16Array;
}

/** Steps before the text starts again. */
const chunks = 24;

/** Each symbol is followed by one of four, the first of them mostly. */
function markovText(symbols: number, length: number, seed: number): Uint16Array {
  const draw = seededNumbers(seed);
  const pick = () => Math.floor(draw() * symbols);
  const followers = Array.from({ length: symbols }, () => [pick(), pick(), pick(), pick()]);
  const thresholds = [0.55, 0.8, 0.95, 1];
  const text = new Uint16Array(length);
  let symbol = 0;
  for (let position = 0; position < length; position += 1) {
    text[position] = symbol;
    const chance = draw();
    const place = thresholds.findIndex((threshold) => chance < threshold);
    // Now and then any symbol, so that no chain of symbols closes on itself.
    symbol = draw() < 0.05 ? pick() : (followers[symbol]?.[place] ?? 0);
  }
  return text;
}

/** The streams of a configuration; each reads its own part of the text, chunk after chunk. */
export function batchStream(config: BenchConfig, seed = 2): (step: number) => Batch {
  const { batchSize, timeSteps, vocabulary } = config;
  const streamLength = chunks * timeSteps + 1;
  const text = markovText(vocabulary, batchSize * streamLength, seed);
  return (step) => {
    const inputs = new Uint16Array(batchSize * timeSteps);
    const targets = new Uint16Array(batchSize * timeSteps);
    const start = (step % chunks) * timeSteps;
    for (let stream = 0; stream < batchSize; stream += 1) {
      for (let time = 0; time < timeSteps; time += 1) {
        const position = stream * streamLength + start + time;
        inputs[time * batchSize + stream] = text[position] ?? 0;
        targets[time * batchSize + stream] = text[position + 1] ?? 0;
      }
    }
    return { step, inputs, targets };
  };
}

/** Rows with a single 1, made here because the libraries' own keep integers in disguise. */
export function oneHotRows(symbols: Uint16Array, vocabulary: number): Float32Array {
  const values = new Float32Array(symbols.length * vocabulary);
  symbols.forEach((symbol, row) => {
    values[row * vocabulary + symbol] = 1;
  });
  return values;
}
