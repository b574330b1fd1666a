import { describe, expect, it } from 'vitest';
import { maskedTarget as masked } from '../../ops/masked-target.ts';
import { noToken } from '../../ops/no-token.ts';
import { pasteTagged, small } from '../../testing/tagged-text.ts';

describe('a typed sentence', () => {
  it('has the tags of the data where it stands there, as it is shown or as it is written', async () => {
    const data = await pasteTagged(small);
    const labels = ['Bob', 'left', 'Anna', '.'];
    const wanted = [1, 0, 1, 0];
    for (const text of ['Bob left Anna.', ' Bob left Anna . ']) {
      const line = data.line(text);
      expect([line.labels, [...line.targets], line.skipped]).toEqual([labels, wanted, []]);
    }
    expect([...data.line('Anna left Bob.').targets]).toEqual([masked, masked, masked, masked]);
  });

  it('has the tags that are written, where the data have all of them', async () => {
    const data = await pasteTagged(small);
    expect([...data.line('Bob/O Roe/B-PER').targets]).toEqual([0, 1]);
    const other = data.line('Bob/O Roe/B-LOC');
    expect([...other.targets].every((target) => target === masked)).toBe(true);
  });

  it('names the words that are not known, each once', async () => {
    const data = await pasteTagged(small);
    const line = data.line('Carl left Carl.');
    expect(line.labels).toEqual(['Carl', 'left', 'Carl', '.']);
    expect(line.skipped).toEqual(['Carl']);
    expect(line.tokens[0]).toBe(data.inputs.unknown);
  });

  it('is as many steps longer as the net waits, and cut at its front', async () => {
    const data = await pasteTagged(small, { lookAhead: '2' });
    const line = data.line('Bob left Anna.');
    expect(line.labels).toEqual(['Bob', 'left', 'Anna', '.', '0⃗', '0⃗']);
    expect([...line.tokens].slice(4)).toEqual([noToken, noToken]);
    expect([...line.targets]).toEqual([masked, masked, 1, 0, 1, 0]);
    const end = data.line('Bob left Anna.', 3);
    expect([end.labels, [...end.targets]]).toEqual([
      ['.', '0⃗', '0⃗'],
      [0, 1, 0],
    ]);
    expect(end.tokens).toEqual(line.tokens.slice(3));
    const nothing = data.line('');
    expect([nothing.tokens.length, nothing.labels, nothing.targets.length]).toEqual([0, [], 0]);
  });
});
