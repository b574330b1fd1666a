/** Tiny nets that pack, and what a text must come to. */
import { defaultSettings, type Settings } from '../config/settings.ts';
import { type Coded, decodeText, encodeText, type PackingWork } from '../data/packing/packing.ts';
import type { WrittenText } from '../data/packing/writing.ts';
import { uniformFloats } from '../lib/random.ts';
import type { NamedValues } from '../model/parameters.ts';
import type { TaskData } from '../tasks/task.ts';
import { PackingNet } from '../net/packing-net.ts';
import { languageModelTask } from '../tasks/language-model/language-model.ts';
import { checkNormWise, DeviationError } from './close-to.ts';
import { runForward } from './reference/sequence-model.ts';
import { english, samples } from './own-sentences.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const work: PackingWork = { ...quiet, pause: () => Promise.resolve(), now: () => 0 };

const languages = ['Russian', 'Arabic', 'Thai', 'Chinese, simplified'];
/** Sentences in five scripts. */
export const scripts: readonly string[] = [
  ...samples.filter(({ language }) => languages.includes(language)).flatMap((one) => one.sentences),
  ...english,
];
const trained = `${'The cat sat.\nA dog ran on. “The owl saw it all!”\n\n'.repeat(9)}${scripts.slice(0, -9).join('\n')}`;

export interface TinyPacker {
  net: PackingNet;
  data: TaskData;
  weights: NamedValues[];
}

/** Of weights that make some tokens far likelier than others. */
export async function openPackingNet(change: Partial<Settings>): Promise<TinyPacker> {
  const settings = { ...defaultSettings(), vocabulary: 300, ...change, hiddenSize: 5 };
  const data = await languageModelTask.open({ kind: 'paste', text: trained }, settings, quiet);
  const { model, objective, shape } = data.model(settings);
  const weights = model.specs.map(({ name, shape: of }, stream) => {
    const count = of.reduce((product, size) => product * size, 1);
    return { name, shape: of, values: uniformFloats(3, stream, count, -2, 2) };
  });
  const source = { data, net: { model, objective, shape }, weights, step: 0 };
  return { net: await PackingNet.create(source), data, weights };
}

export async function pack(
  { follower, writing }: PackingNet,
  text: string,
): Promise<Coded & { read: WrittenText }> {
  const read = writing.read(text);
  return { read, ...(await encodeText(read, follower, writing, work)) };
}

export function unpack(
  { follower, writing }: PackingNet,
  { bytes, read }: { bytes: Uint8Array; read: WrittenText },
): Promise<string> {
  return decodeText({ bytes, tokens: read.tokens.length }, follower, writing, work);
}

const known = 'The cat sat. A dog ran on. ';
const text = `${known}“The ox saw ẞẞ it all!”\n\n  The\towl — ${scripts.at(-6)} ẞẞ A dog ran on.\n`;

/** As they were packed first: whatever is computed otherwise is a new version of the files. */
const recorded: Readonly<Record<string, string>> = {
  'character, stream': '0da4f94cdb8f1550daeb02d1ba0785f7c27b93e64dd067057fe6c7d511226fc025',
  'word, sentence': '0dc4fed046ca83e6dfc6ed80',
  'piece, sentence': 'e0805f2170db9c0ffd6132c97f566ad099',
};

/** @throws DeviationError where a text does not come out of it, or its file is another one */
export async function checkPacked(change: Partial<Settings>): Promise<void> {
  const { net } = await openPackingNet(change);
  // the second begins where the first began
  for (const given of [known, text]) {
    const packed = await pack(net, given);
    const got = await unpack(net, packed);
    if (got !== given) throw new DeviationError(`${JSON.stringify(given)} becomes ${got}`);
  }
  const hex = Buffer.from((await pack(net, known)).bytes).toString('hex');
  const expected = recorded[Object.values(change).join(', ')];
  if (hex !== expected) throw new DeviationError(`packed as ${hex}, not ${expected}`);
  net.destroy();
}

/** The file is as long as −log2 of what a net in float64 gives its tokens. */
export async function checkCost(): Promise<void> {
  const { net, data, weights } = await openPackingNet({ cell: 'lstm' });
  const long = known.repeat(100);
  const { bytes, read, tokenBits } = await pack(net, long);
  const targets = read.tokens.map(({ token }) => token);
  const tokens = [...data.beginning(), ...targets.slice(0, -1)];
  const vocabSize = data.inputs.size;
  const model = { cell: 'lstm', numLayers: 1, hiddenSize: 5, vocabSize, embeddingSize: 0 };
  const parameters = Object.fromEntries(
    weights.map(({ name, values }) => [name, Float64Array.from(values)]),
  );
  const batch = { batchSize: 1, timeSteps: tokens.length, tokens, targets };
  const { losses } = runForward(model, parameters, batch);
  const bits = losses.reduce((sum, nats) => sum + nats, 0) / Math.LN2;
  checkNormWise({ name: 'bits of the tokens', got: [tokenBits], expected: [bits] }, 1e-3);
  checkNormWise({ name: 'bits of all', got: [8 * bytes.length], expected: [bits] }, 1e-3);
  net.destroy();
}
