/** On the CPU, which alone packs. */
import { describe, expect, it } from 'vitest';
import * as packedTexts from './packed-texts.ts';
import { packingBugs } from './packing-bugs.ts';
import { patchedModule } from './patched-module.ts';
import { type Check, runPlantedBug, type SourcePatch } from './planted-bugs.ts';
import { bugsToPlant } from './thorough.ts';

const openWith = (patch?: SourcePatch) =>
  patch
    ? patchedModule<typeof packedTexts>('src/testing/packed-texts.ts', patch)
    : Promise.resolve(packedTexts);

const checkOf =
  (change: Parameters<typeof packedTexts.checkPacked>[0]): Check =>
  async (patch) =>
    (await openWith(patch)).checkPacked(change);

const checks: Record<string, Check> = {
  'characters come out as they went in': checkOf({ level: 'character', sequences: 'stream' }),
  'words come out as they went in': checkOf({ level: 'word', sequences: 'sentence' }),
  'pieces come out as they went in': checkOf({ level: 'piece', sequences: 'sentence' }),
  async 'a text costs what a net in float64 says'(patch) {
    await (await openWith(patch)).checkCost();
  },
};

describe('a bug planted in packing is noticed', () => {
  it.each(bugsToPlant(packingBugs))('%s', async (_, bug) => {
    expect(await runPlantedBug(bug, checks)).not.toBe('');
  });
});
