/** The built-in tables of labelled texts that come from npm packages. */
import { labelledTexts } from 'virtual:labelledTexts';
import { fetchBuiltIn } from './fetch-asset.ts';

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
export function fetchLabelledTexts(id: string, signal: AbortSignal): Promise<string> {
  return fetchBuiltIn(labelledTexts, id, signal);
}
