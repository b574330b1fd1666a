import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../config/settings.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { taskOf } from '../index.ts';
import { agreement } from './agreement.ts';
import { copy } from './copy.ts';
import { reber } from './reber.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const open = (id: string, source: TextSource, settings: Partial<Settings> = {}) => {
  const all = { ...defaultSettings(), task: id, ...settings };
  return taskOf(id).open(source, all, quiet);
};
const builtin = (id: string, name = id, settings: Partial<Settings> = {}) =>
  open(id, { kind: 'builtin', id: name }, settings);
const paste = (id: string, text: string) => open(id, { kind: 'paste', text });

describe('a language', () => {
  it.each([
    ['reber', 'reber', 8],
    ['reber', 'embedded-reber', 8],
    ['anbn', 'anbn', 3],
    ['anbn', 'anbncn', 4],
    ['brackets', 'brackets', 7],
    ['copy', 'copy', 6],
  ])('says at best what it costs: %s %s', async (id, name, size) => {
    const { info, inputs } = await builtin(id, name);
    const { entropy, heldOut } = info.knownLoss ?? { entropy: NaN, heldOut: NaN };
    expect(inputs.size).toBe(size);
    const { total, heldOut: held, refused } = info.rows ?? { total: 0, heldOut: 0, refused: 1 };
    expect([held, refused]).toEqual([Math.round(total / 10), 0]);
    expect(info.tokens).toBeGreaterThan(150_000);
    expect(info.tokens).toBeLessThan(210_000);
    // so many lines happen to be as likely as others, within a few hundredths
    expect(heldOut / entropy).toBeCloseTo(1, 1);
    expect(entropy).toBeLessThan(info.bigramEntropy);
    expect(info.bigramEntropy).toBeLessThan(info.unigramEntropy);
    expect(info.unigramEntropy).toBeLessThanOrEqual(info.chanceLoss);
    // all of it is measured beside training
    expect(info.heldOutTokens).toBeLessThan(32_768);
  });

  it('draws every line by itself: alike ones may be on both sides', async () => {
    const data = await builtin('anbn');
    const { unrolling } = data.model({ ...defaultSettings(), task: 'anbn' });
    expect(data.dataset(unrolling).split).toBe('draws');
    const { total = 0 } = data.info.rows ?? {};
    expect(data.withHeldOut(20).info.rows).toMatchObject({ heldOut: Math.round(total / 5) });
    expect(data.withHeldOut(20).info.knownLoss?.entropy).toBe(data.info.knownLoss?.entropy);
  });

  it('is refused under a name that it does not have', async () => {
    await expect(builtin('reber', 'anbn')).rejects.toThrow('no such built-in: name anbn');
  });
});

describe('the loss on the verb', () => {
  it('asks for the verb alone, of which all is known', async () => {
    const data = await builtin('agreement', 'agreement', { gap: 20, lossOn: 'verb' });
    const all = data.heldOut({ timeSteps: 25, batchSize: 32, strategy: 'stepwise' })(Infinity);
    expect(all.total).toBe(800);
    expect(data.info.knownLoss).toEqual({ entropy: 0, heldOut: 0 });
    expect(data.info.unigramEntropy).toBeCloseTo(Math.LN2, 2);
    expect(data.info.bigramEntropy).toBeCloseTo(Math.LN2, 2);
    const { targets, labels } = data.line(data.info.lines[0]);
    const asked = Array.from(targets).filter((target) => target !== maskedTarget);
    expect(asked.map((target) => data.targets.label(target)).join()).toMatch(/^(was|were)$/);
    expect(labels.length).toBe(25);
    expect(data.sequences?.firsts[data.targets.encode('the').tokens[0]]).toBeCloseTo(1, 9);
  });

  it('is counted by itself where all words are asked for', async () => {
    const data = await builtin('agreement', 'agreement', { gap: 1 });
    const [metric] = data.metrics;
    expect(metric.gives).toEqual(agreement.info.metrics.map(({ id }) => id));
    const { tokens } = data.targets.encode('the cats here were tired');
    const wrong = data.targets.encode('the cats here was tired').tokens;
    const count = metric.start();
    count.add(tokens, tokens);
    count.add(tokens, wrong);
    expect(count.values()).toEqual([0.5]);
  });
});

it('of copy memory the letters that are said again are counted', async () => {
  const data = await builtin('copy', 'copy', { gap: 2 });
  const [metric] = data.metrics;
  const said = (text: string) => [...data.targets.encode(text).tokens, data.targets.end as number];
  const count = metric.start();
  count.add(said('abc··abc'), said('ddd··abd'));
  expect(metric.gives).toEqual(copy.info.metrics.map(({ id }) => id));
  expect(count.values()).toEqual([2 / 3]);
});

describe('lines of one’s own', () => {
  it('have to be of the language, in any of its forms, and are held out by text', async () => {
    const data = await paste('reber', 'BTXSE\nBPVVE\nBTBPVVETE\nBTXSE\n');
    expect(data.info.rows).toMatchObject({ total: 4, refused: 0 });
    expect(data.info.knownLoss).toBeUndefined();
    const { unrolling } = data.model({ ...defaultSettings(), task: 'reber' });
    expect(data.dataset(unrolling).split).toBe('rows');
    const words = await paste(
      'agreement',
      'the cat there was tired\nthe dogs up near the cat were',
    );
    expect(words.info.rows).toMatchObject({ total: 1, refused: 1 });
  });

  it('name the place where they leave it', async () => {
    const problem = (place: number, found: string, possible: string) => ({
      code: 'of a task',
      values: {
        ...{ task: 'reber', problem: 'not of the language' },
        values: { place, found, possible },
      },
    });
    const { info } = await paste('reber', 'BTXSE\nBTXE\nBPVV\n\nBPVVEE');
    expect(info.rows?.remarks).toEqual([
      { row: 2, problem: problem(4, 'E', 'X S') },
      { row: 3, problem: problem(5, '<EOS>', 'E') },
      { row: 5, problem: problem(6, 'E', '<EOS>') },
    ]);
    await expect(paste('reber', 'hello')).rejects.toMatchObject({
      problem: { code: 'in a row', values: { row: 1, problem: problem(1, 'h', 'B') } },
    });
    expect(Object.keys(reber.info.problems?.en ?? {})).toEqual(['not of the language']);
  });

  it('of a kept run are read as they were, and know nothing of chances', async () => {
    const given = await paste('brackets', '()\n([])\n{}\n');
    const file = new File([given.content], 'pasted text');
    const facts = { source: 'paste', name: 'pasted text', title: 'Pasted text' } as const;
    const again = await open('brackets', { kind: 'file', file, kept: true, facts });
    expect(again.info.hash).toBe(given.info.hash);
    expect(again.symbols).toEqual(given.symbols);
  });
});
