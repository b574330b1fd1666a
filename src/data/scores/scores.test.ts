import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entitiesOf } from './entities.ts';
import { Novelty } from './novelty.ts';
import { scoreOf } from './score.ts';
import { accuracy, accuracyInfo } from './accuracy.ts';
import { EntityCounts, LabelCounts } from './tagging-score.ts';

const spans = (tags: string) =>
  entitiesOf(tags.split(' ')).map(({ type, from, to }) => `${type} ${from}-${to}`);

describe('entities', () => {
  it('begin and end by the rules of conlleval', () => {
    expect(spans('B-PER I-PER O B-LOC')).toEqual(['PER 0-2', 'LOC 3-4']);
    // I- begins one at the start, after O, and after another type
    expect(spans('I-PER I-PER O I-PER')).toEqual(['PER 0-2', 'PER 3-4']);
    expect(spans('B-PER I-LOC I-LOC')).toEqual(['PER 0-1', 'LOC 1-3']);
    expect(spans('B-PER B-PER I-PER')).toEqual(['PER 0-1', 'PER 1-3']);
    expect(spans('O O')).toEqual([]);
    expect(entitiesOf([])).toEqual([]);
  });

  it('are marked at their last words too in other schemes', () => {
    expect(spans('B-PER E-PER S-PER B-LOC I-LOC E-LOC')).toEqual(['PER 0-2', 'PER 2-3', 'LOC 3-6']);
    expect(spans('B-PER L-PER U-LOC U-LOC')).toEqual(['PER 0-2', 'LOC 2-3', 'LOC 3-4']);
  });

  it('do not overlap and hold every word that is not O', () => {
    const tags = fc.array(fc.constantFrom('O', 'B-A', 'I-A', 'B-B', 'I-B', 'E-A', 'S-B'));
    fc.assert(
      fc.property(tags, (given) => {
        const held = entitiesOf(given).flatMap(({ from, to }) =>
          Array.from({ length: to - from }, (_, index) => from + index),
        );
        expect(held).toEqual(given.flatMap((tag, index) => (tag === 'O' ? [] : [index])));
      }),
    );
  });
});

function entityScore(pairs: readonly { gold: string[]; predicted: string[] }[]) {
  const counts = new EntityCounts();
  for (const { gold, predicted } of pairs) counts.add(gold, predicted);
  return counts.score;
}

describe('scores', () => {
  it('come from counts as conlleval prints them', () => {
    // its manual: 961 tokens with 459 phrases; found: 539 phrases; correct: 371
    const { precision, recall, f1 } = scoreOf({ correct: 371, found: 539, gold: 459 });
    expect([precision, recall, f1].map((share) => (100 * share).toFixed(2))).toEqual([
      '68.83',
      '80.83',
      '74.35',
    ]);
    expect(scoreOf({ correct: 0, found: 0, gold: 0 })).toMatchObject({ precision: 0, recall: 0 });
  });

  it('count an entity with a wrong border as found and missed', () => {
    // the example of seqeval's manual: F1 0.50
    const score = entityScore([
      {
        gold: 'O O O B-MISC I-MISC I-MISC O'.split(' '),
        predicted: 'O O B-MISC I-MISC I-MISC I-MISC O'.split(' '),
      },
      { gold: ['B-PER', 'I-PER', 'O'], predicted: ['B-PER', 'I-PER', 'O'] },
    ]);
    expect(score).toMatchObject({ correct: 1, found: 2, gold: 2, f1: 0.5 });
  });

  it('want the type too, and are 1 for what is as it should be', () => {
    const gold = 'B-LOC I-LOC O B-PER'.split(' ');
    expect(entityScore([{ gold, predicted: gold }]).f1).toBe(1);
    const wrong = entityScore([{ gold, predicted: 'B-PER I-PER O B-PER'.split(' ') }]);
    expect(wrong).toMatchObject({ correct: 1, found: 2, gold: 2 });
    expect(entityScore([]).f1).toBe(0);
  });

  it('count each label answer by answer', () => {
    const counts = new LabelCounts(3);
    counts.add([0, 1, 1, 0], [1, 1, 0, 0]);
    counts.add([1], [1]);
    expect(counts.of(0)).toMatchObject({ correct: 1, found: 2, gold: 2, f1: 0.5 });
    expect(counts.of(1)).toMatchObject({ correct: 2, found: 3, gold: 3, f1: 2 / 3 });
    expect(counts.of(2)).toMatchObject({ correct: 0, found: 0, gold: 0, f1: 0 });
    // what was given, by what is right
    expect([0, 1, 2].map((label) => counts.given(label))).toEqual([
      [1, 1, 0],
      [1, 2, 0],
      [0, 0, 0],
    ]);
  });

  it('say which share of all answers is right, whatever the examples’ lengths', () => {
    const count = accuracy.start();
    expect(count.values()).toEqual([0]);
    count.add([4, 0, 2, 2], [4, 1, 2, 0]);
    count.add([7], [7]);
    expect(count.values()).toEqual([3 / 5]);
    expect(accuracy.start().values()).toEqual([0]);
    // under the one name that says how it is shown
    expect(accuracy.gives).toEqual(['accuracy']);
    expect(accuracyInfo).toMatchObject({ id: 'accuracy', format: 'share', better: 'larger' });
  });
});

describe('sampled lines', () => {
  it('are new, known, or said before: each one of them', () => {
    const list = new Set(['Anna', 'Bob']);
    const novelty = new Novelty(list);
    const kinds = ['Anna', 'Annab', 'Annab', 'Anna', ''].map((line) => novelty.add(line));
    expect(kinds).toEqual(['in list', 'new', 'repeated', 'in list', 'new']);
    expect(novelty.counts).toEqual({ drawn: 5, isNew: 2, inList: 2, repeated: 1 });
    expect(new Novelty(list).counts).toEqual({ drawn: 0, isNew: 0, inList: 0, repeated: 0 });
  });
});
