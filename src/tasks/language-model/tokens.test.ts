import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../config/settings.ts';
import { joinWords, segmentWords } from '../../data/tokens/word-segments.ts';
import { noToken } from '../../ops/no-token.ts';
import { languageModelTask } from './language-model.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const settingsOf = (settings: Partial<Settings>) => ({ ...defaultSettings(), ...settings });
const paste = (text: string, settings: Partial<Settings>) =>
  languageModelTask.open({ kind: 'paste', text }, settingsOf(settings), quiet);

const fable = 'The cat sat. The cat ran! A cat is a cat; the hat is a hat. The dodo sat.';
const scripts = {
  english: fable,
  chinese: '猫坐在垫子上。猫跑了。狗坐在垫子上。狗跑了。鸟坐在垫子上。',
  thai: 'แมวนั่งบนเสื่อ แมววิ่ง\nหมานั่งบนเสื่อ หมาวิ่ง\nนกนั่งบนเสื่อ',
  arabic: 'القطة على السجادة. القطة تجري. الكلب على السجادة. الطائر يجري.',
};

describe('a text of words', () => {
  it('knows the frequent words of what is trained on, and ends every sentence', async () => {
    const data = await paste(fable, { level: 'word', heldOut: 20 });
    const { info, inputs } = data;
    // held out begins with the sentence that contains the border: “The dodo sat.”
    expect([info.tokens, info.trainTokens, info.heldOutTokens]).toEqual([28, 23, 5]);
    expect(info.heldOutPreview).toBe('The dodo sat.');
    expect(data.symbols).toEqual(['<UNK>', '<EOS>', 'cat', '.', 'The', 'a', 'hat', 'is']);
    const { tokens, skipped } = inputs.encode('The dodo is a cat. The');
    expect(inputs.decode(tokens)).toBe('The <UNK> is a cat.\nThe');
    expect(skipped).toEqual(['dodo']);
    expect([...data.beginning()]).toEqual([1]);
    expect(info.chanceLoss).toBeCloseTo(Math.log(8), 12);
    expect(info.symbols[0]).toEqual({ symbol: '<UNK>', count: 8 });
  });

  it('tells what held-out tokens stand for, and what <UNK> costs to spell', async () => {
    const { info } = await paste(fable, { level: 'word', heldOut: 20 });
    // The dodo sat . <EOS>: 13 characters; dodo and sat are unknown
    expect(info.perToken).toMatchObject({ characters: 13 / 5, unknown: 2 / 5 });
    // letters of what was unknown while training: sat ran ! A ; the, 12 of them in 6 words; 16 in the text
    const letters = [...'satran!A;the'];
    const nats = (word: string) =>
      [...word, null].reduce((sum, letter) => {
        const count = letter === null ? 6 : letters.filter((one) => one === letter).length;
        return sum - Math.log((count + 1) / (12 + 6 + 16 + 1));
      }, 0);
    expect(new Set(fable.replaceAll(' ', '')).size).toBe(16);
    expect(info.perToken?.spelling).toBeCloseTo((nats('dodo') + nats('sat')) / 5, 12);
  });

  it('tells the share of unknown words for every size of the vocabulary', async () => {
    const text = Array.from({ length: 200 }, (_, at) => `w${at % 7} v${at % 40}.`).join(' ');
    const { info } = await paste(text, { level: 'word' });
    const { coverage = [], unknown } = info.perToken ?? {};
    expect(coverage.at(-1)).toEqual({ vocabulary: info.symbols.length, unknown });
    for (const { vocabulary, unknown: share } of coverage) {
      const { info: small } = await paste(text, { level: 'word', vocabulary });
      expect(small.perToken?.unknown).toBeCloseTo(share, 12);
    }
  });
});

describe.each(Object.entries(scripts))('a text in %s', (_, text) => {
  it.each(['word', 'piece'] as const)('is read by %s', async (level) => {
    const data = await paste(text, { level, vocabulary: 280, heldOut: 30 });
    const { info, inputs } = data;
    expect(info.heldOutTokens).toBeGreaterThan(0);
    expect(info.symbols.length).toBe(inputs.size);
    const { tokens, skipped } = inputs.encode(text);
    if (level === 'piece') {
      expect(inputs.decode(tokens)).toBe(text);
      expect(info.perToken).toMatchObject({ spelling: 0, unknown: null });
      expect(tokens.length).toBeLessThan(new TextEncoder().encode(text).length);
    } else {
      expect(segmentWords(text).length).toBeGreaterThan(8);
      const known = segmentWords(text).map((word) => (skipped.includes(word) ? '<UNK>' : word));
      expect(inputs.decode(tokens).replaceAll(/\s/g, '')).toBe(
        joinWords(known).replaceAll(/\s/g, ''),
      );
    }
  });
});

it('a text of pieces stands for every character, and learns from what is trained on alone', async () => {
  const data = await paste(`${'Ab ab ab. '.repeat(9)}${'Xyxyxy '.repeat(5)}`, {
    level: 'piece',
    heldOut: 28,
  });
  expect(data.symbols).toContain(' ab');
  expect(data.symbols.some((symbol) => symbol.includes('yx'))).toBe(false);
  const { perToken, heldOutTokens } = data.info;
  expect((perToken?.characters ?? 0) * heldOutTokens).toBe(
    Array.from(data.info.heldOutPreview).length,
  );
});

it.each(['word', 'piece'] as const)(
  'an empty text is refused by %s as by characters',
  async (level) => {
    await expect(paste(' \n ', { level })).rejects.toMatchObject({
      problem: { code: 'text empty' },
    });
  },
);

describe('a text of sentences', () => {
  it.each(['character', 'word', 'piece'] as const)(
    'by %s: each begins with nothing and is ended, and each token is wanted once',
    async (level) => {
      const settings = settingsOf({ level, vocabulary: 270, heldOut: 20, sequences: 'sentence' });
      const data = await languageModelTask.open({ kind: 'paste', text: fable }, settings, quiet);
      const { end } = data.targets;
      for (const timeSteps of [4, 100]) {
        const { model, unrolling } = data.model({ ...settings, timeSteps, batchSize: 2 });
        expect(model.carries).toBe(false);
        expect(unrolling).toMatchObject({ hasLengths: true });
        const rows = data.dataset(unrolling);
        const sequences = (['train', 'heldOut'] as const).flatMap((part) =>
          Array.from({ length: rows.counts[part] }, (_, at) => rows.at(part, at)),
        );
        const wanted = sequences.flatMap(({ targets }) => Array.from(targets));
        expect(data.targets.decode(wanted).trimEnd().split('\n')).toHaveLength(4);
        expect(wanted.length).toBe(data.info.tokens);
        let previous: number = noToken;
        for (const { inputs, targets } of sequences) {
          expect(inputs.length).toBe(targets.length);
          expect(targets.length).toBeLessThanOrEqual(timeSteps);
          for (const [time, read] of Array.from(inputs).entries()) {
            expect(read).toBe(previous);
            previous = targets[time] === end ? noToken : targets[time];
          }
        }
        expect(previous).toBe(noToken);
      }
      expect(data.info.rows).toMatchObject({ total: 4, train: 3, heldOut: 1 });
      expect([...data.beginning()]).toEqual([noToken]);
      const firsts = Array.from(data.sequences?.firsts ?? []);
      expect(firsts.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(data.sequences?.known.size).toBe(4);
      // all of the text's characters, and one for the end of each sentence
      const { perToken, heldOutTokens } = data.info;
      expect((perToken?.characters ?? 0) * heldOutTokens).toBeCloseTo('The dodo sat.'.length, 9);
    },
  );

  it('by characters are those of the text, white space as one', async () => {
    const text = 'One  cat\tsat.\n\nAnother\nran.';
    const data = await paste(text, { sequences: 'sentence', heldOut: 50 });
    expect([...(data.sequences?.known ?? [])]).toEqual(['One cat sat.', 'Another', 'ran.']);
    expect(data.line('cat').labels).toEqual(['0\u20d7', 'c', 'a', 't']);
  });
});
