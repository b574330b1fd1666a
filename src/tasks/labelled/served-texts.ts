/** Tables that come with the page, which a classifier of trigrams is trained on too. */
import { fetchLabelledTexts } from '../../data/labelled-texts.ts';
import { trigrams } from '../../data/rivals/trigrams.ts';
import type { BuiltInTexts } from './labelled-task.ts';

export const servedTexts: BuiltInTexts = {
  read: (id, { signal }) => fetchLabelledTexts(id, signal),
  rival: trigrams,
};
