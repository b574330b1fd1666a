/** Yes or no? Two words from a person's own microphone, as the loudness of bands of pitch. */
import { recordedTask } from '../recorded/recorded-task.ts';

export const voice = recordedTask({
  info: {
    id: 'voice',
    name: 'Yes or no? (voice)',
    shows: 'Train a recurrent net to tell your “yes” from your “no”, recorded in this page.',
    recorded: { by: 'microphone', classes: ['yes', 'no'] },
  },
  source: { id: 'made-up-voices', title: 'Made-up voices' },
  load: async () => (await import('../../data/generators/voices.ts')).madeUpVoices,
});
