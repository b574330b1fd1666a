/** Files that something happened to, given to the page while it holds a trained net: nothing is lost. */
import { readFile } from 'node:fs/promises';
import { uniformFloats } from '../src/lib/random.ts';
import { sentenceOf } from '../src/ui/words/problems/problems.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { isThorough } from './support/thorough.ts';

const filesOfEachKind = isThorough ? 24 : 12;
const seed = 31;

/** Whole numbers below `limit`, from one seed. */
function numbersBelow(): (limit: number) => number {
  const values = uniformFloats(seed, 0, 1 << 14, 0, 1);
  let at = 0;
  return (limit) => Math.floor(values[at++ % values.length] * limit);
}

const draw = numbersBelow();

/** Cut off, begun late, bits of the first kilobytes flipped, or something else put in front. */
function mutated(bytes: Buffer): Buffer {
  const kind = draw(4);
  if (kind === 0) return bytes.subarray(0, draw(bytes.length));
  if (kind === 1) return bytes.subarray(1 + draw(bytes.length - 1));
  if (kind === 2) return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, draw(256)]), bytes]);
  const changed = Buffer.from(bytes);
  for (let bit = 0; bit < 12; bit++) {
    changed[draw(Math.min(bytes.length, 4000))] ^= 1 << draw(8);
  }
  return changed;
}

test('mutated texts and runs leave the trained net as it is, each with an answer', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(smallNet);
  await playground.stepTo(3);
  const download = page.waitForEvent('download');
  await playground.button('Save').click();
  const run = await readFile(await (await download).path());
  const text = Buffer.from(
    'Größe 日本語 <img src=x onerror=alert(1)> \u202e plain words.\n'.repeat(30),
  );
  const before = await playground.parameters();

  /** Gives a file to an input and keeps the weights where the page asks. @returns what it said */
  const give = async (input: string, kind: 'text' | 'run', buffer: Buffer): Promise<string> => {
    const name = `${draw(1000)}<b>.${kind === 'run' ? 'safetensors' : 'txt'}`;
    const file = { name, mimeType: 'application/octet-stream', buffer };
    const answer = await playground.messageAfter([`${kind}.refused`, `${kind}.ready`], () =>
      page.getByLabel(input, { exact: true }).setInputFiles(file),
    );
    if (!('problem' in answer)) {
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).click();
      return 'asked whether weights may be lost';
    }
    const sentence = sentenceOf(answer.problem, { catalogue: null, nameOf: ({ name: of }) => of });
    await expect(playground.alert).toContainText(sentence.trim());
    expect(sentence, 'where: what: values. advice.').toMatch(/^[\w -]+: .+\. .+\.$/s);
    return sentence;
  };

  const said = new Set<string>();
  for (let index = 0; index < filesOfEachKind; index++) {
    said.add(await give('Upload a text', 'text', mutated(text)));
    said.add(await give('Load weights or a run', 'run', mutated(run)));
  }
  expect(said.size, 'different answers').toBeGreaterThan(8);
  const after = await playground.parameters();
  expect(after.step).toBe(3);
  expect(after.parameters).toEqual(before.parameters);
  await playground.stepTo(4);
});
