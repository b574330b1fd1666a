import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import { nameOf } from '../../data/generators/number-words.ts';
import { phrasings } from '../../data/generators/date-phrasings.ts';
import { TextError } from '../../lib/errors.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import { noToken } from '../../ops/no-token.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { taskOf } from '../index.ts';
import { describePairs } from './describe-pairs.ts';
import type { PairData } from './pair-data.ts';
import { pairTasks } from './pair-tasks.ts';

const work = { signal: new AbortController().signal, onProgress: () => undefined };

function open(task: string, given?: TextSource): Promise<PairData> {
  const source = given ?? { kind: 'builtin', id: taskOf(task).sources[0].id };
  const settings = { ...defaultSettings(), task };
  return taskOf(task).open(source, settings, work) as Promise<PairData>;
}

const pasted = (text: string): TextSource => ({ kind: 'paste', text });

/** All pairs of a part. */
function partOf({ pairs }: PairData, part: 'train' | 'heldOut') {
  return Array.from({ length: pairs.counts[part] }, (_, index) => pairs.at(part, index));
}

/** What should be written, by other means than those that made the pairs. */
const rules: Record<string, (source: string) => string> = {
  reverse: (source) => source.split('').reverse().join(''),
  addition: (source) => String(source.split('+').reduce((sum, each) => sum + Number(each), 0)),
  numbers: (source) => nameOf(Number(source)),
};

describe.each(pairTasks.map(({ info }) => info.id))('the built-in pairs of %s', (task) => {
  it('are right, and a tenth of what they are made of is never trained', async () => {
    const data = await open(task);
    const [train, heldOut] = [partOf(data, 'train'), partOf(data, 'heldOut')];
    const trained = new Set(train.map(({ source }) => source));
    expect(heldOut.some(({ source }) => trained.has(source))).toBe(false);
    if (task !== 'dates') {
      expect(heldOut.length / (train.length + heldOut.length)).toBeCloseTo(0.1, 2);
    }
    if (task in rules) {
      for (const { source, target } of [...train, ...heldOut]) {
        expect(target).toBe(rules[task](source));
      }
    }
    // read again from what is kept of them, they are on the same side
    const file = new File([data.content], 'kept.txt');
    const again = await open(task, { kind: 'file', file, kept: true });
    expect(partOf(again, 'heldOut')).toEqual(heldOut);
    expect(again.symbols).toEqual(data.symbols);
    expect(again.info.hash).toBe(data.info.hash);
  });
});

describe('dates', () => {
  it('are held out with phrasings that are never trained, and every part of those is', async () => {
    const data = await open('dates');
    const [train, heldOut] = [partOf(data, 'train'), partOf(data, 'heldOut')];
    const days = new Set(train.map(({ target }) => target));
    expect(heldOut.some(({ target }) => days.has(target))).toBe(false);
    expect(phrasings).toHaveLength(126);
    expect(new Set(phrasings.map(({ id }) => id)).size).toBe(126);
    // Date reads what names its month
    for (const { source, target } of [...train, ...heldOut].filter(({ source: one }) =>
      /^\d* ?[A-Z][a-z]+ \d+, \d{4}$/.test(one),
    )) {
      expect(new Date(`${source} UTC`).toISOString().slice(0, 10)).toBe(target);
    }
    // what is held out is never trained, though “May” is short and long
    const may = new Date(Date.UTC(1998, 4, 3));
    const own = phrasings.filter((phrasing) => !phrasing.isDouble?.(may));
    expect(new Set(own.map((phrasing) => phrasing.write(may))).size).toBe(own.length);
    const forms = new Set(train.map(({ source }) => source.replace(/\d+/g, '#')));
    const mays = heldOut.filter(({ source }) => source.includes('May '));
    expect(mays.some(({ source }) => forms.has(source.replace(/\d+/g, '#')))).toBe(false);
    const written = phrasings.map((phrasing) => phrasing.write(new Date(Date.UTC(1998, 8, 3))));
    expect(written).toContain('Thursday, the 3rd of September, 1998');
    expect(written).toContain('Thu 03/09/1998');
    expect(written).toContain('3.9.1998');
    expect(written).toContain('3-Sep 1998');
  });
});

describe('number names', () => {
  it.each([
    [7, 'seven'],
    [13, 'thirteen'],
    [20, 'twenty'],
    [42, 'forty-two'],
    [100, 'one hundred'],
    [101, 'one hundred and one'],
    [999, 'nine hundred and ninety-nine'],
    [2007, 'two thousand and seven'],
    [2100, 'two thousand one hundred'],
    [9918, 'nine thousand nine hundred and eighteen'],
  ])('%i is %s', (number, name) => {
    expect(nameOf(number)).toBe(name);
  });
});

describe('from spelling to sound', () => {
  it('writes phones, which stand apart', async () => {
    const data = await open('spelling', pasted('cat\tK AE T\nat\tAE T\nphi\tF  AY\n'));
    const phones = Array.from({ length: data.targets.size }, (_, id) => data.targets.label(id));
    expect(phones).toEqual(['AE', 'AY', 'F', 'K', 'T', '<EOS>']);
    expect(data.info.tokens).toBe(4 + 3 + 3);
    const line = data.line('cat');
    expect(line.labels.slice(1)).toEqual(['K', 'AE', 'T']);
    expect(data.pairs.sources.decode(line.source ?? [])).toBe('cat');
    expect(data.metrics.flatMap(({ gives }) => gives)).toEqual(['phone_error', 'exact_match']);
  });
});

describe('pairs of a person’s own', () => {
  it('are read from two columns, and bad rows are named by number and reason', async () => {
    const data = await open('reverse', pasted('ab\tba\nabc\n\tx\nxyz\tzyx\n12\t21\n'));
    expect(partOf(data, 'train')).toHaveLength(3);
    expect(data.info.rows).toMatchObject({
      refused: 2,
      remarks: [
        { row: 2, problem: { code: 'ragged columns' } },
        { row: 3, problem: { code: 'empty cell' } },
      ],
    });
  });

  it('may have names above them, and groups that are kept together', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `q${at},a${at},${at % 4}`);
    const data = await open('reverse', pasted(['question,answer,group', ...rows].join('\n')));
    const settings = { ...defaultSettings(), heldOut: 25 };
    const { pairs } = data.withHeldOut(settings.heldOut);
    expect(pairs.counts).toEqual({ train: 30, heldOut: 10 });
    const sides = Array.from({ length: 10 }, (_, at) => pairs.at('heldOut', at).source);
    expect(new Set(sides.map((source) => Number(source.slice(1)) % 4)).size).toBe(1);
  });

  it('tell how well a character is guessed by the one before it', async () => {
    const data = await open('reverse', pasted('x\tab\ny\tab\nz\tab\n'));
    const { unigramEntropy, bigramEntropy, tokens: characters } = data.info;
    expect(unigramEntropy).toBeCloseTo(Math.log(3), 12);
    expect(bigramEntropy).toBe(0);
    expect(characters).toBe(9);
  });

  it('may all be left out: there is no line then', async () => {
    const { targets } = await open('reverse', pasted('a\tb\n'));
    const rows = [{ source: 'a', target: 'b', groups: ['a'] }];
    const found = { rows, problems: [], counts: {}, refused: 0, empty: 0 };
    const info = describePairs({ train: [], heldOut: [] }, found, {
      ...{ targets, unit: 'character', longest: 2 },
    });
    expect(info).toMatchObject({ lines: [], tokens: 2, trainTokens: 0 });
  });

  it.each([
    ['one\ntwo\n', 'no pair columns'],
    ['\n', 'no rows'],
    [`a,${'b'.repeat(121)}\n`, 'no usable rows'],
  ])('are refused where none can be used: %j', async (text, code) => {
    const refused = await open('reverse', pasted(text)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TextError);
    expect((refused as TextError).problem.code).toBe(code);
  });
});

describe('a line', () => {
  it('is a source; what is wanted is known of those of the data', async () => {
    const data = await open('addition');
    const line = data.line('12+34');
    expect(line.labels.slice(1)).toEqual(['4', '6']);
    expect(line.tokens[0]).toBe(noToken);
    expect(data.targets.decode(line.targets)).toBe('46\n');
    expect(data.pairs.sources.decode(line.source ?? [])).toBe('12+34');
    const unknown = data.line('1x2');
    expect([...unknown.targets]).toEqual([maskedTarget]);
    expect(unknown.skipped).toEqual(['x']);
    // where nothing of it can be read, nothing is written
    const unread = data.line(' x ');
    expect([unread.tokens.length, unread.labels, unread.skipped]).toEqual([0, [], ['x']]);
  });

  it('is read with its lengths by a batch', async () => {
    const data = await open('reverse', pasted('abc\tcba\nx\tx\n'));
    const { unrolling } = data.withHeldOut(0).model(defaultSettings());
    expect(unrolling).toMatchObject({ timeSteps: 4, timeStepsOf: { source: 3 } });
    const sizes = { ...unrolling, batchSize: 2 };
    const into = {
      tokens: new Uint32Array(8),
      targets: new Uint32Array(8),
      lengths: new Uint32Array(2),
      source: new Uint32Array(6),
      'source-lengths': new Uint32Array(2),
    };
    data.withHeldOut(0).batches(sizes, 1).fill(0, into);
    expect([...into.lengths].sort()).toEqual([2, 4]);
    expect([...into['source-lengths']].sort()).toEqual([1, 3]);
    expect(into.source.filter((token) => token === noToken)).toHaveLength(2);
  });
});
