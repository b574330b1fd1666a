/** Tagged sentences opened by tests, as the page opens them. */
import { defaultSettings, type Settings } from '../config/settings.ts';
import { joinWords } from '../data/tokens/word-segments.ts';
import type { TextSource } from '../protocol/text-info.ts';
import type { TaggedData } from '../tasks/tagging/tagged-data.ts';
import { tagging } from '../tasks/tagging/tagging.ts';

const work = { signal: new AbortController().signal, onProgress: () => undefined };
export const settingsOf = (given: Partial<Settings>): Settings => ({
  ...defaultSettings(),
  task: 'tagging',
  ...given,
});

export const openTagged = (source: TextSource, given: Partial<Settings> = {}) =>
  tagging.open(source, settingsOf(given), work) as Promise<TaggedData>;
export const builtIn: TextSource = { kind: 'builtin', id: 'sentences' };
export const pasteTagged = (text: string, given?: Partial<Settings>) =>
  openTagged({ kind: 'paste', text }, given);
export const fileOf = (text: string, name = 'own.txt'): TextSource => ({
  kind: 'file',
  file: new File([text], name),
});

/** What a run kept, read as it is read again. */
export const keptOf = (data: TaggedData): TextSource => {
  const { source, name, title, encoding, replacements, rare, partOf } = data.info;
  const facts = { source, name, title, encoding, replacements, rare, partOf };
  return { kind: 'file', file: new File([data.content], 'kept'), kept: true, facts };
};

/** Sentences of a part in words. */
export const written = (data: TaggedData, part: 'train' | 'heldOut') =>
  Array.from({ length: data.examples.counts[part] }, (_, index) =>
    joinWords(data.examples.at(part, index).shown),
  );

/** Three sentences, two names. */
export const small = [
  'Anna/B-PER Roe/I-PER left/O ./O',
  'The/O roe/O left/O ./O',
  'Bob/B-PER left/O Anna/B-PER ./O',
].join('\n');
