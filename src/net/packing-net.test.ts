/** Texts in five scripts, packed by tiny nets of every kind of tokens and unpacked again, unharmed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { encodeText } from '../data/packing/packing.ts';
import { CancelledError } from '../lib/errors.ts';
import { bytesOf, longestParts, scriptNames, scriptsIn, textsOf } from '../testing/drawn-texts.ts';
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

/** 300 texts in all, from none to 20 kB; else few and short ones. */
const texts = textsOf(isThorough ? longestParts : 40);
const timesEach = isThorough ? 50 : 7;

describe('a packed text', () => {
  it.each(kinds)('is what it was: $level, $sequences', async (kind) => {
    const { net } = await openPackingNet(kind);
    const packed: string[] = [];
    let lacking = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const file = await pack(net, text);
        expect(await unpack(net, file)).toBe(text);
        packed.push(text);
        lacking += file.read.lacking;
      }),
      { numRuns: timesEach, seed: 5, examples: [[''], [scripts.join('\n\n')]] },
    );
    net.destroy();
    expect(packed).toHaveLength(timesEach);
    const lengths = packed.map(bytesOf);
    expect(Math.min(...lengths)).toBe(0);
    expect(Math.max(...lengths)).toBeGreaterThan(isThorough ? 20_000 : 200);
    const written = packed.flatMap(scriptsIn);
    for (const script of scriptNames) expect(written).toContain(script);
    // what is no character has no bytes either
    expect(lacking > 0).toBe(true);
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
