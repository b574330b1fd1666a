import { beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import type { TokenLine } from '../../data/sequences.ts';
import { maskedTarget as masked } from '../../ops/masked-target.ts';
import { noToken } from '../../ops/no-token.ts';
import {
  builtIn,
  fileOf,
  keptOf,
  openTagged,
  pasteTagged,
  settingsOf,
  small,
  written,
} from '../../testing/tagged-text.ts';
import type { TaggedData } from './tagged-data.ts';

const course = [
  'He said, “Teddy Roosevelt was a great President.”',
  'He said, “Teddy bears are on sale!”',
];

describe('the built-in sentences', () => {
  let data: TaggedData;
  beforeAll(async () => {
    data = await openTagged(builtIn);
  });

  it('are tested with the two of the course first, and begin the lines to look at with them', () => {
    expect(written(data, 'heldOut').slice(0, 2)).toEqual(course);
    expect(data.info.lines.slice(0, 2)).toEqual(course);
    expect(data.info.tries).toEqual(course);
    expect(data.info.lines.length).toBeGreaterThan(10);
    expect(data.info.heldOutPreview).toContain(course.join('\n'));
  });

  it('are told of: a tenth is held out', () => {
    const { rows, symbols, tokens: characters, trainTokens, heldOutTokens } = data.info;
    expect(rows).toMatchObject({ total: 4444, train: 4000, heldOut: 444, longest: 23 });
    expect(rows.remarks).toEqual([]);
    expect(trainTokens + heldOutTokens).toBe(characters);
    expect(symbols.reduce((sum, { count }) => sum + count, 0)).toBe(characters);
    expect(symbols.find(({ symbol }) => symbol === '<UNK>')?.count).toBeGreaterThan(1000);
    expect(data.info.chanceLoss).toBeCloseTo(Math.log(3), 12);
    // each look at something tells more
    expect(data.info.unigramEntropy).toBeLessThan(data.info.chanceLoss / 2);
    expect(data.info.bigramEntropy).toBeLessThan(data.info.unigramEntropy / 2);
    expect(data.info.bigramEntropy).toBeGreaterThan(0.01);
  });

  it('have names to test with that the net does not know, and no other unknown words', () => {
    for (let index = 0; index < data.examples.counts.heldOut; index++) {
      const { shown, wanted } = data.examples.at('heldOut', index);
      const { tokens } = data.inputs.encodeWords(shown);
      for (const [at, label] of wanted.entries()) {
        if (label !== 'O') expect(tokens[at], shown[at]).toBe(data.inputs.unknown);
      }
    }
    const { skipped } = data.line(course[1]);
    expect(skipped).toEqual(['Teddy']);
  });

  it('are read again as they were kept', async () => {
    const again = await openTagged(keptOf(data));
    expect(again.info).toEqual(data.info);
    expect(again.symbols).toEqual(data.symbols);
    expect(written(again, 'heldOut')).toEqual(written(data, 'heldOut'));
    expect(written(again, 'train')).toEqual(written(data, 'train'));
    expect(await again.content.text()).toBe(await data.content.text());
  });

  it('are trained on whatever share is held out', async () => {
    const more = data.withHeldOut(20);
    expect(more.settings.heldOut).toBe(20);
    expect(more.examples.counts).toEqual({ train: 4000, heldOut: 1000 });
    expect(written(more, 'heldOut').slice(0, 444)).toEqual(written(data, 'heldOut'));
    expect(written(more, 'train')).toEqual(written(data, 'train'));
    const half = await openTagged(builtIn, { heldOut: 50 });
    expect(half.examples.counts).toEqual({ train: 4000, heldOut: 4000 });
    expect(half.info.hash).toBe(data.info.hash);
    const named = (part: 'train' | 'heldOut') =>
      Array.from({ length: 4000 }, (_, index) => half.examples.at(part, index)).flatMap(
        ({ shown, wanted }) => shown.filter((_, at) => wanted[at] !== 'O'),
      );
    const trained = new Set(named('train'));
    expect(named('heldOut').filter((name) => trained.has(name))).toEqual([]);
  });

  it('have bounds for readers from the left', async () => {
    const told = ({ bounds = [] }: TaggedData['info']) =>
      bounds.map(({ metric, value, when }) => [metric, when?.lookAhead, value.toFixed(3)]);
    expect(told(data.info)).toEqual([
      ['entity_f1', '0', '0.801'],
      ['entity_f1', '1', '0.871'],
      ['entity_f1', '2', '0.885'],
      ['entity_f1', '4', '0.938'],
      ['entity_f1', 'all', '1.000'],
    ]);
    const binary = await openTagged(builtIn, { labels: 'binary' });
    expect(told(binary.info)[0]).toEqual(['word_f1', '0', '0.845']);
  });

  it('are the only ones there are', async () => {
    await expect(openTagged({ kind: 'builtin', id: 'alice' })).rejects.toThrow(
      'no such built-in: name alice, choices sentences',
    );
  });
});

describe('a tagger’s model', () => {
  it('reads from both ends, or waits for so many words', async () => {
    const told = async (lookAhead: Settings['lookAhead']) => {
      const data = await pasteTagged(small, { lookAhead });
      const settings = settingsOf({ lookAhead, layers: 2, batchSize: 2 });
      const { shape, unrolling, objective } = data.model(settings);
      const sequences = data.batches(unrolling, 1);
      const { directions, outputSize } = shape;
      return [directions, unrolling.timeSteps, outputSize, objective.id, sequences.tokensPerStep];
    };
    expect(await told('all')).toEqual([2, 4, 3, 'softmax', 8]);
    expect(await told('0')).toEqual([1, 4, 3, 'softmax', 8]);
    expect(await told('4')).toEqual([1, 8, 3, 'softmax', 8]);
  });

  it('answers with one number for 0 and 1', async () => {
    const data = await pasteTagged(small, { labels: 'binary' });
    const { shape, objective, model } = data.model(settingsOf({ labels: 'binary' }));
    expect([shape.outputSize, objective.id, data.targets.size]).toEqual([1, 'sigmoid', 2]);
    expect(model.specs.find(({ name }) => name === 'head.bias')?.shape).toEqual([1]);
    expect([...data.line('Bob left Anna.').targets]).toEqual([1, 0, 1, 0]);
  });

  it('has the labels and the words that the data will have when they are read again', async () => {
    const data = await pasteTagged(small);
    const next = settingsOf({ labels: 'binary', symbols: 3 });
    const { shape, objective } = data.model(next, true);
    expect([shape.vocabSize, shape.outputSize, objective.id]).toEqual([3, 1, 'sigmoid']);
    const again = await pasteTagged(small, next);
    expect(again.model(next).shape).toEqual(shape);
  });

  it('has batches with the answer as many steps late as it waits', async () => {
    const data = await pasteTagged(small, { lookAhead: '2' });
    const { unrolling } = data.model(settingsOf({ lookAhead: '2', batchSize: 3 }));
    const [size, steps] = [unrolling.batchSize, unrolling.timeSteps];
    const batch = {
      tokens: new Uint32Array(size * steps),
      targets: new Uint32Array(size * steps),
      lengths: new Uint32Array(size),
    };
    data.batches(unrolling, 1).fill(0, batch);
    expect([...batch.lengths]).toEqual(Array(size).fill(6));
    for (let row = 0; row < size; row++) {
      const column = (words: Uint32Array) =>
        Array.from({ length: steps }, (_, time) => words[time * size + row]);
      expect(column(batch.targets).slice(0, 2)).toEqual([masked, masked]);
      expect(column(batch.tokens).slice(4)).toEqual([noToken, noToken]);
      // the full stop is told to be none with the last step
      expect(data.targets.label(column(batch.targets)[5])).toBe('O');
    }
  });
});

describe('sentences of one’s own', () => {
  it('are read from columns or from running text, with rows held out whole', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => [`w${index} B-PER`, 'left O', '. O', '']);
    const data = await openTagged(fileOf(rows.flat().join('\n')), { heldOut: 25 });
    expect(data.info).toMatchObject({ source: 'file', name: 'own.txt', encoding: 'utf-8' });
    expect(data.info.rows).toMatchObject({ total: 40, train: 30, heldOut: 10, longest: 3 });
    const [train, heldOut] = [written(data, 'train'), written(data, 'heldOut')];
    expect(heldOut.filter((text) => train.includes(text))).toEqual([]);
    expect(data.withHeldOut(50).examples.counts).toEqual({ train: 20, heldOut: 20 });
    expect(data.info.bounds).toBeUndefined();
    expect(data.info.tries).toBeUndefined();
    const again = await openTagged(keptOf(data), { heldOut: 25 });
    expect(again.info).toEqual(data.info);
    expect(written(again, 'heldOut')).toEqual(heldOut);
  });

  it('know all their words where few occur twice', async () => {
    const data = await pasteTagged('A/O b/O\nC/O d/O\nE/O f/O', { heldOut: 1 });
    expect(data.inputs.size).toBe(2 + 6);
    const more = await pasteTagged('a/O b/O b/O\n'.repeat(3) + 'c/O a/O', { heldOut: 1 });
    expect(more.symbols).toEqual(['<UNK>', '<EOS>', 'b', 'a', 'O']);
  });

  it('are looked at over some of them, spread over all', async () => {
    const data = await openTagged(builtIn);
    const { lines, isHeldOut } = data.excerpt();
    expect(isHeldOut).toBe(true);
    const wordsIn = (all: readonly TokenLine[]) =>
      all.reduce((sum, { tokens }) => sum + tokens.length, 0);
    expect(Math.abs(wordsIn(lines) / 512 - 1)).toBeLessThan(0.2);
    expect(Math.abs(wordsIn(data.checkup()) / 128 - 1)).toBeLessThan(0.3);
    const { heldOut } = data.examples.counts;
    lines.forEach(({ tokens }, at) => {
      const { shown } = data.examples.at('heldOut', Math.floor((at * heldOut) / lines.length));
      expect([...tokens]).toEqual([...data.inputs.encodeWords(shown).tokens]);
    });
    expect(data.excerpt()).toEqual({ lines, isHeldOut });
    const one = await pasteTagged('Bob/B-PER left/O');
    expect(one.excerpt()).toMatchObject({ isHeldOut: false });
    expect(one.info.rows).toMatchObject({ total: 1, heldOut: 0 });
    expect(one.checkup().map(({ tokens }) => tokens.length)).toEqual([2]);
  });
});
