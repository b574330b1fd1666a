/** The built-in tables of labelled texts that come from npm packages. */
import { labelledTexts } from 'virtual:labelledTexts';
import { TextError } from '../lib/errors.ts';
import { throwIfCancelled } from '../lib/slices.ts';
import { fetchAsset } from './fetch-asset.ts';

export type LabelledTextsId = 'languages' | 'authors';

/** One of them as the menu has it. */
export function labelledSource(id: LabelledTextsId): { id: string; title: string } {
  const title = labelledTexts.find((one) => one.id === id)?.title ?? id;
  return { id, title };
}

/**
 * Fetches a table from where the page came from.
 * @throws TextError if there is none with this id or it does not arrive; CancelledError
 */
export async function fetchLabelledTexts(id: string, signal: AbortSignal): Promise<string> {
  const found = labelledTexts.find((one) => one.id === id);
  if (found === undefined) {
    const choices = labelledTexts.map((one) => one.id).join(', ');
    throw new TextError({ code: 'no such built-in', values: { name: id, choices } });
  }
  const answer = await fetchAsset(found.url, signal);
  throwIfCancelled(signal);
  if ('bytes' in answer) return new TextDecoder().decode(answer.bytes);
  throw new TextError({ code: 'built-in not served', values: { name: id, status: answer.status } });
}
