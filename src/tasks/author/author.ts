/** Who wrote it? Of passages of works by three authors; those of one work of each are held out. */
import { fetchLabelledTexts, labelledSource } from '../../data/labelled-texts.ts';
import { trigrams } from '../../data/rivals/trigrams.ts';
import { labelledTask } from '../labelled/labelled-task.ts';

export const author = labelledTask({
  info: {
    id: 'author',
    name: 'Who wrote it?',
    shows:
      'Train a recurrent net to tell who wrote a passage, on a work of each author that it has never read.',
  },
  sources: [labelledSource('authors')],
  read: (id, { signal }) => fetchLabelledTexts(id, signal),
  rival: trigrams,
});
