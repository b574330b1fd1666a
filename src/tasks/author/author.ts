/** Who wrote it? Of passages of works by three authors; those of one work of each are held out. */
import { labelledSource } from '../../data/labelled-texts.ts';
import { labelledTask } from '../labelled/labelled-task.ts';

export const author = labelledTask({
  info: {
    id: 'author',
    name: 'Who wrote it?',
    shows:
      'Train a recurrent net to tell who wrote a passage, on a work of each author that it has never read.',
  },
  sources: [labelledSource('authors')],
  load: async () => (await import('../labelled/served-texts.ts')).servedTexts,
});
