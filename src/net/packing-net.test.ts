/** Texts in five scripts, packed by tiny nets of every kind of tokens and unpacked again, unharmed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { decodeText, encodeText, type PackingWork } from '../data/packing/packing.ts';
import { initialParameters } from '../model/initialisation.ts';
import { languageModelTask } from '../tasks/language-model/language-model.ts';
import { samples } from '../testing/own-sentences.ts';
import { PackingNet } from './packing-net.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const work: PackingWork = { ...quiet, pause: () => Promise.resolve(), now: () => 0 };

const sentencesOf = (...languages: string[]) =>
  samples.filter(({ language }) => languages.includes(language)).flatMap((one) => one.sentences);
const known = sentencesOf('Russian', 'Thai', 'Arabic', 'Chinese, simplified').join('\n\n');
const own = 'The cat sat.\nA dog ran on. “The owl saw it all!”\n\n'.repeat(9) + known;

async function openNet(change: Partial<Settings>) {
  const settings = { ...defaultSettings(), hiddenSize: 5, vocabulary: 300, ...change };
  const data = await languageModelTask.open({ kind: 'paste', text: own }, settings, quiet);
  const { model, objective, shape } = data.model(settings);
  const weights = initialParameters(model.specs, 3);
  return PackingNet.create({ data, net: { model, objective, shape }, weights, step: 0 });
}

async function pack({ follower, writing }: PackingNet, text: string) {
  const read = writing.read(text);
  const { bytes, tokenBits } = await encodeText(read, follower, writing, work);
  return { read, bytes, tokenBits, tokens: read.tokens.length };
}

const kinds: Partial<Settings>[] = [
  { level: 'character', sequences: 'stream' },
  { level: 'character', sequences: 'sentence', cell: 'gru' },
  { level: 'word', sequences: 'stream', input: 'embedding', embeddingSize: 3 },
  { level: 'word', sequences: 'sentence', initialState: 'learned' },
  { level: 'piece', sequences: 'stream', cell: 'lstm-peephole' },
  { level: 'piece', sequences: 'sentence', layers: 2 },
];

const parts = [
  'The',
  'cat',
  ' ',
  '\n',
  '\n\n',
  '  ',
  '. ',
  '“',
  '”',
  ',',
  '😀',
  '\ud800',
  '\udc00',
  '\0',
];
const words = samples.flatMap(({ sentences }) => sentences).flatMap((one) => one.split(/(?= )/));
const texts = fc
  .array(
    fc.oneof(fc.constantFrom(...parts), fc.constantFrom(...words), fc.string({ unit: 'binary' })),
    {
      maxLength: 40,
    },
  )
  .map((all) => all.join(''));

describe('a packed text', () => {
  it.each(kinds)('is what it was: $level, $sequences', async (kind) => {
    const net = await openNet(kind);
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const { bytes, tokens } = await pack(net, text);
        const got = await decodeText({ bytes, tokens }, net.follower, net.writing, work);
        expect(got).toBe(text);
      }),
      { numRuns: 20, seed: 5 },
    );
    net.destroy();
  });
});
