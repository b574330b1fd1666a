import { describe, expect, it } from 'vitest';
import { questionOf, replacedBy, type Replacement } from './replacing.ts';
import { droppedRuns, nameOfRun } from './runs.ts';

const words = (by: Replacement, steps: number) => {
  const { title, text } = questionOf(by, steps, null);
  return `${title} ${text}`;
};

describe('questions before a net is replaced', () => {
  it('name the run that is opened and what it replaces', () => {
    const by: Replacement = { kind: 'run', name: 'mydialogue-lstm-step382' };
    expect(words(by, 235)).toBe(
      'Open mydialogue-lstm-step382? It replaces the net you trained for 235 steps.',
    );
    expect(questionOf(by, 235, null)).toMatchObject({
      keep: 'Cancel',
      replace: 'Open',
      maySave: true,
    });
  });

  it('name the settings that need a new net', () => {
    const one: Replacement = { kind: 'settings', changes: { hiddenSize: 64 } };
    expect(words(one, 235)).toBe(
      'Hidden size 64 needs a new net. It replaces the net you trained for 235 steps.',
    );
    expect(questionOf(one, 235, null)).toMatchObject({
      keep: 'Keep the weights',
      replace: 'New net',
    });
    const two: Replacement = { kind: 'settings', changes: { batchSize: 2, heldOut: 20 } };
    expect(words(two, 1234)).toBe(
      'Batch size 2, Held out 20 % need a new net. It replaces the net you trained for 1,234 steps.',
    );
  });

  it('name a text, a link, and what an undo goes back to', () => {
    expect(words({ kind: 'text', title: 'own.txt' }, 1)).toBe(
      'Open own.txt? It replaces the net you trained for 1 step.',
    );
    expect(questionOf({ kind: 'text', title: 'own.txt' }, 1, null)).toMatchObject({
      keep: 'Cancel',
      replace: 'Open',
    });
    expect(words({ kind: 'link', changes: { layers: 2 } }, 5)).toBe(
      'The link needs a new net: Layers 2. It replaces the net you trained for 5 steps.',
    );
    expect(words({ kind: 'undo', step: 488 }, 5)).toBe(
      'Go back to the net trained for 488 steps? It replaces the net you trained for 5 steps.',
    );
  });

  it('offer to save what was trained, and only that, and say what goes on', () => {
    const kinds: [Replacement, keep: string, replace: string][] = [
      [{ kind: 'settings', changes: { layers: 2 } }, 'Keep the weights', 'New net'],
      [{ kind: 'link', changes: { layers: 2 } }, 'Keep the weights', 'New net'],
      [{ kind: 'linked text', title: 'Emma', own: 'own.txt' }, 'Keep the weights', 'Open'],
      [{ kind: 'text', title: 'Emma' }, 'Cancel', 'Open'],
      [{ kind: 'run', name: 'best' }, 'Cancel', 'Open'],
      [{ kind: 'undo', step: 7 }, 'Cancel', 'Bring it back'],
    ];
    for (const [by, keep, replace] of kinds) {
      expect(questionOf(by, 3, null), by.kind).toMatchObject({ keep, replace, maySave: true });
      expect(questionOf(by, 0, null).maySave, by.kind).toBe(false);
    }
  });

  it('say that a text of the person’s own goes, also where nothing was trained', () => {
    const by: Replacement = { kind: 'linked text', title: 'Emma', own: 'own.txt' };
    expect(words(by, 0)).toBe('Open Emma? The link names it. It replaces your text own.txt.');
    expect(questionOf(by, 0, null)).toMatchObject({ keep: 'Keep my text', maySave: false });
    expect(words(by, 7)).toContain('your text own.txt and the net you trained for 7 steps.');
  });

  it('stay one line whatever a name holds', () => {
    const name = `<b>x</b>\u202e${'long '.repeat(300)}`;
    const { title } = questionOf({ kind: 'run', name }, 1, null);
    expect(title.length).toBeLessThan(120);
    expect(title).toContain('<b>x</b>U+202E');
  });
});

describe('what is said afterwards', () => {
  it('says from where it was rewound, or what took the place', () => {
    expect(replacedBy({ kind: 'rewind' }, 1488)).toBe('Rewound from step 1,488.');
    expect(replacedBy({ kind: 'back' }, 1488)).toBe('Went back from step 1,488.');
    expect(replacedBy({ kind: 'run', name: 'a-gru-step2' }, 488)).toBe(
      'a-gru-step2 replaced the net trained for 488 steps.',
    );
    expect(replacedBy({ kind: 'text', title: 'own.txt' }, 1)).toBe(
      'A new net on own.txt replaced the one trained for 1 step.',
    );
    expect(replacedBy({ kind: 'linked text', title: 'Emma', own: 'own.txt' }, 1234)).toBe(
      'A new net on Emma replaced the one trained for 1,234 steps.',
    );
    expect(replacedBy({ kind: 'undo', step: 1488 }, 2)).toBe(
      'Back at step 1,488. This replaced the net trained for 2 steps.',
    );
    expect(replacedBy({ kind: 'link', changes: { layers: 2 } }, 1)).toBe(
      'A new net replaced the one trained for 1 step.',
    );
    expect(replacedBy({ kind: 'settings', changes: {} }, 3)).toBe(
      'A new net replaced the one trained for 3 steps.',
    );
  });

  it('names what went for room, and how many more', () => {
    const names = Array.from({ length: 7 }, (_, index) => `run ${index}`);
    expect(droppedRuns(names.slice(0, 1), 500e6)).toBe(
      'To stay within 500 MB, the oldest unnamed run was removed: run 0. Name a run to keep it.',
    );
    expect(droppedRuns(names, 2e6)).toContain('run 3; run 4; and 2 more.');
  });

  it('calls a run by its name, or else by its text, cell and step', () => {
    const run = { name: '', title: 'Alice', cell: 'gru', step: 1200 };
    expect(nameOfRun(run, 'GRU')).toBe('Alice, GRU, step 1,200');
    expect(nameOfRun({ ...run, name: 'best' }, 'GRU')).toBe('best');
    const title = 'Alice’s Adventures in Wonderland';
    expect(nameOfRun({ ...run, title }, 'GRU')).toBe('Alice’s Adventures in Wo…, GRU, step 1,200');
  });
});
