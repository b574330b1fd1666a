/** Texts in five scripts, packed by tiny nets of every kind of tokens and unpacked again, unharmed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { encodeText } from '../data/packing/packing.ts';
import { CancelledError } from '../lib/errors.ts';
import { checkCost, openPackingNet, pack, scripts, unpack } from '../testing/packed-texts.ts';
import { isThorough } from '../testing/thorough.ts';

const kinds: Partial<Settings>[] = [
  { level: 'character', sequences: 'stream' },
  { level: 'character', sequences: 'sentence', cell: 'gru' },
  { level: 'word', sequences: 'stream', input: 'embedding', embeddingSize: 3 },
  { level: 'word', sequences: 'sentence', initialState: 'learned' },
  { level: 'piece', sequences: 'stream', cell: 'lstm-peephole' },
  { level: 'piece', sequences: 'sentence', layers: 2 },
];

const odd = ['\n', '\n\n', '  ', '. ', '“', '”', ',', '😀', '\ud800', '\udc00', '\0', '\ufeff'];
const words = scripts.flatMap((sentence) => sentence.split(/(?= )/));
const part = fc.oneof(
  fc.constantFrom(...odd),
  fc.constantFrom(...words),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
/** Up to about 20 kB thoroughly, 300 in all. */
const texts = fc.array(part, { maxLength: isThorough ? 3000 : 60 }).map((all) => all.join(''));

describe('a packed text', () => {
  it.each(kinds)('is what it was: $level, $sequences', async (kind) => {
    const { net } = await openPackingNet(kind);
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await unpack(net, await pack(net, text))).toBe(text);
      }),
      { numRuns: isThorough ? 50 : 7, seed: 5, examples: [[''], [scripts.join('\n\n')]] },
    );
    net.destroy();
  });

  it('costs what a net in float64 says', checkCost);

  it('is given up between two slices', async () => {
    const { net } = await openPackingNet(defaultSettings());
    const calling = new AbortController();
    let [time, done] = [0, 0];
    const slices = {
      ...{ signal: calling.signal, now: () => (time += 10), pause: () => Promise.resolve() },
      onProgress(tokens: number) {
        done = tokens;
        if (tokens >= 20) calling.abort();
      },
    };
    const read = net.writing.read(scripts.join(' '));
    const packing = encodeText(read, net.follower, net.writing, slices);
    await expect(packing).rejects.toThrow(CancelledError);
    expect(done).toBe(20);
    net.destroy();
  });
});
