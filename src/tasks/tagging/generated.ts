/** The built-in sentences as text, as a file of one's own would be: `Teddy/B-PER bears/O`. */
import { type NameSentence, nameSentences } from '../../data/generators/names-in-sentences.ts';
import { fetchBuiltinList } from '../../data/lists.ts';
import type { OpenOptions } from '../../data/read-text.ts';
import { TextError } from '../../lib/errors.ts';
import { generatedId, generatedTitle } from './generated-name.ts';
import { throwIfCancelled } from '../../lib/slices.ts';

/** Of each kind: with names to train on, and with others; not all of these have to be held out. */
const sentenceCount = 4000;
const generatorSeed = 1;

/**
 * Sentences to train on, an empty line, and sentences with names that those do not have, the course's
 * own two first. @throws TextError where there is nothing built in under this id, or it does not arrive
 */
export async function generateText(
  id: string,
  { signal, onProgress }: OpenOptions,
): Promise<{ title: string; text: string }> {
  if (id !== generatedId) {
    const values = { name: id, choices: generatedId };
    throw new TextError({ code: 'no such built-in', values });
  }
  onProgress(0, 1, 'reading');
  const names = (await firstNames(signal)).trim().split('\n');
  const { train, heldOut } = nameSentences({
    names,
    seed: generatorSeed,
    train: sentenceCount,
    heldOut: sentenceCount,
  });
  const text = [...train.map(rowOf), '', ...heldOut.map(rowOf)].join('\n');
  return { title: generatedTitle, text: `${text}\n` };
}

export async function firstNames(signal: AbortSignal): Promise<string> {
  try {
    return await fetchBuiltinList('first-names', signal);
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  }
}

export function rowOf({ words, tags }: Pick<NameSentence, 'words' | 'tags'>): string {
  return words.map((word, at) => `${word}/${tags[at]}`).join(' ');
}
