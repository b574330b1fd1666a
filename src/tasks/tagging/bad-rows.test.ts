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
        reason:
          'a word has no tag: word Bob. Put its tag behind it, O where it is none of interest.',
      },
      {
        row: 6,
        reason:
          'an entity is continued that did not begin: tag I-PER, before O. Begin it with B-, or give both words the same type.',
      },
    ]);
  });

  it('are short, however long a word is', async () => {
    const data = await pasteTagged(`${small}\n${'x'.repeat(5000)}`);
    const [{ row, reason }] = data.info.rows.remarks;
    expect([row, reason]).toEqual([4, expect.stringMatching(/^a word has no tag: word x{60}…\. /)]);
  });

  it.each([
    [
      'prose',
      'He said hello.\nAnd left.',
      /^data: the words have no tags: start He said hello\.\s+And/,
    ],
    ['one word', 'Hello', /^data: the words have no tags: start Hello/],
    ['two words', 'Hello world', /^data: the words have no tags: start Hello world/],
    ['a type that changes', 'Ann B-PER\nRoe I-LOC', /^data, row 2: an entity is continued/],
    ['no word', 'Ann/B-PER left/O /O', /^data, row 1: a tag has no word: tag O/],
    ['nothing', ' \n\n', /^data: there are no rows/],
  ])('refuse the whole where none can be used: %s', async (_, text, message) => {
    const refused = openTagged(fileOf(text));
    await expect(refused).rejects.toThrow(TextError);
    await expect(refused).rejects.toThrow(message);
  });

  it('are all of parts of speech, where labels are 0 and 1', async () => {
    const refused = pasteTagged('He/PRON left/VERB', { labels: 'binary' });
    await expect(refused).rejects.toThrow(
      'data: no word has the tag O, so all labels would be 1: name pasted text, tags PRON, VERB.',
    );
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
