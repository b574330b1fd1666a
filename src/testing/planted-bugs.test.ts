import { describe, expect, it } from 'vitest';
import { checkAbsolute } from './close-to.ts';
import { applyBug, describeBug, runPlantedBug } from './planted-bugs.ts';
import type { Check, PlantedBug, SourcePatch } from './planted-bugs.ts';

const source = 'cell = update * candidate + forget * previous;';
const bug: PlantedBug = {
  file: 'cells/toy',
  find: ' + forget * previous',
  replace: '',
  check: 'cell',
};

/** A stand-in for compiling: the check reads the source and computes by what it finds. */
const cell: Check = (patch?: SourcePatch) => {
  const text = patch ? patch.applyTo(source) : source;
  const got = 0.5 * 0.2 + (text.includes('forget') ? 0.9 * 2 : 0);
  checkAbsolute({ name: 'cell', got: [got], expected: [1.9] }, 1e-12);
};

describe('planted bugs', () => {
  it('reports the message of the check that noticed', async () => {
    await cell();
    await expect(runPlantedBug(bug, { cell })).resolves.toContain('cell: worst at [0]: got 0.1');
  });

  it('counts a failed expectation as noticed', async () => {
    const check: Check = (patch) => {
      expect(patch?.applyTo(source) ?? source).toBe(source);
    };
    await expect(runPlantedBug(bug, { cell: check })).resolves.toContain('expected');
  });

  it('fails when the check stays green', async () => {
    const blind: Check = (patch) => {
      patch?.applyTo(source);
    };
    await expect(runPlantedBug(bug, { cell: blind })).rejects.toThrow('did not notice');
  });

  it('fails when the check never reads the source', async () => {
    const deaf: Check = (patch) => {
      checkAbsolute({ name: 'cell', got: [patch ? 1 : 2], expected: [2] }, 0);
    };
    await expect(runPlantedBug(bug, { cell: deaf })).rejects.toThrow('never read');
  });

  it('fails when the check fails without the bug', async () => {
    const red: Check = (patch) => {
      patch?.applyTo(source);
      checkAbsolute({ name: 'cell', got: [1], expected: [2] }, 0);
    };
    await expect(runPlantedBug(bug, { cell: red })).rejects.toThrow('got 1, expected 2');
  });

  it('fails when the check is missing or breaks instead of failing', async () => {
    await expect(runPlantedBug(bug, {})).rejects.toThrow('no check "cell"');
    const broken: Check = (patch) => {
      patch?.applyTo(source);
      throw new SyntaxError('unresolved identifier');
    };
    await expect(runPlantedBug(bug, { cell: broken })).rejects.toThrow('unresolved identifier');
  });

  it('applies only where the text occurs exactly once and changes', () => {
    expect(applyBug(bug, source)).toBe('cell = update * candidate;');
    expect(() => applyBug(bug, source + source)).toThrow('found 2 times');
    expect(() => applyBug(bug, 'nothing')).toThrow('found 0 times');
    expect(() => applyBug({ ...bug, find: '' }, source)).toThrow('found 0 times');
    expect(() => applyBug({ ...bug, replace: bug.find }, source)).toThrow('changes nothing');
    expect(applyBug({ ...bug, replace: ' $& $1' }, source)).toBe(
      'cell = update * candidate $& $1;',
    );
    expect(describeBug({ ...bug, find: 'a\n   b' })).toBe('cells/toy: "a b" → ""');
  });
});
