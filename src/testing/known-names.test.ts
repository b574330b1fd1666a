/** What docs/tasks.md says of names of emoji that are held out: which can be known, and what copying comes to. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { defaultSettings } from '../config/settings.ts';
import { characterErrorInfo, editDistance, errorRate } from '../data/scores/error-rate.ts';
import { taskOf } from '../tasks/index.ts';

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const codesOf = (text: string): number[] => Array.from(text, (sign) => sign.codePointAt(0)!);
const document = readFileSync(new URL('../../docs/tasks.md', import.meta.url), 'utf8');

it('as few names of emoji can be known as the document says, and copying the nearest is that far off', async () => {
  const task = 'translate';
  const work = { signal: new AbortController().signal, onProgress: () => undefined };
  const settings = { ...defaultSettings(), task, text: 'french' };
  const { pairs } = await taskOf(task).open({ kind: 'builtin', id: 'french' }, settings, work);
  const { counts } = pairs!;
  const [train, heldOut] = (['train', 'heldOut'] as const).map((part) =>
    Array.from({ length: counts[part] }, (_, index) => pairs!.at(part, index)),
  );
  const [read, written] = (['source', 'target'] as const).map(
    (side) => new Set(train.flatMap((pair) => wordsOf(pair[side]))),
  );
  const known = heldOut.filter(
    ({ source, target }) =>
      wordsOf(source).every((word) => read.has(word)) &&
      wordsOf(target).every((word) => written.has(word)),
  );
  const names = train.map(({ source, target }) => ({ codes: codesOf(source), target }));
  const error = errorRate(characterErrorInfo).start();
  for (const { source, target } of heldOut) {
    const codes = codesOf(source);
    let [nearest, least] = ['', Infinity];
    for (const name of names) {
      // no distance is less than what one is longer by
      if (Math.abs(name.codes.length - codes.length) >= least) continue;
      const distance = editDistance(codes, name.codes);
      if (distance < least) [nearest, least] = [name.target, distance];
    }
    error.add(codesOf(target), codesOf(nearest));
  }
  const flat = document.replace(/\s+/g, ' ');
  expect(flat).toContain(`Of ${counts.heldOut} French names that are held out, ${known.length} `);
  expect(flat).toContain(`a character error of ${error.values()[0].toFixed(2)}`);
});
