import { describe, expect, it } from 'vitest';
import { TextError } from '../../lib/errors.ts';
import {
  builtIn,
  fileOf,
  openTagged,
  pasteTagged,
  settingsOf,
  small,
} from '../../testing/tagged-text.ts';
import { tagging } from './tagging.ts';

describe('bad rows', () => {
  it('are named by number and reason, and no other is lost', async () => {
    const data = await pasteTagged(`${small}\nBob left/O\nEve/B-PER left/O\nEve/I-PER left/O`);
    expect(data.info.rows).toMatchObject({ total: 4, longest: 4 });
    expect(data.info.rows.remarks).toEqual([
      {
        row: 4,
        problem: { code: 'missing tag', values: { word: 'Bob' } },
      },
      {
        row: 6,
        problem: { code: 'tag out of place', values: { tag: 'I-PER', before: 'O' } },
      },
    ]);
  });

  it.each([
    ['prose', 'He said hello.\nAnd left.', /^no tags: start He said hello\.\s+And/],
    ['one word', 'Hello', /^no tags: start Hello/],
    ['two words', 'Hello world', /^no tags: start Hello world/],
    ['a type that changes', 'Ann B-PER\nRoe I-LOC', /^in a row: row 2, problem \(tag out of place/],
    ['no word', 'Ann/B-PER left/O /O', /^in a row: row 1, problem \(missing word: tag O/],
    ['nothing', ' \n\n', /^no rows$/],
  ])('refuse the whole where none can be used: %s', async (_, text, message) => {
    const refused = openTagged(fileOf(text));
    await expect(refused).rejects.toThrow(TextError);
    await expect(refused).rejects.toThrow(message);
  });

  it('are all of parts of speech, where labels are 0 and 1', async () => {
    const refused = pasteTagged('He/PRON left/VERB', { labels: 'binary' });
    await expect(refused).rejects.toMatchObject({
      problem: {
        code: 'of a task',
        values: {
          task: 'tagging',
          problem: 'nothing is O',
          values: { name: 'pasted text', tags: 'PRON, VERB' },
        },
      },
      remedies: [{ kind: 'settings', settings: { labels: 'bio' } }],
    });
    expect((await pasteTagged('He/PRON left/VERB')).symbols.slice(-2)).toEqual(['PRON', 'VERB']);
  });

  it('are not waited for by a person who cancels', async () => {
    const cancelled = tagging.open(builtIn, settingsOf({}), {
      signal: AbortSignal.abort(),
      onProgress: () => undefined,
    });
    await expect(cancelled).rejects.toThrow('cancelled');
  });
});
