/** Which gesture? Three movements before a person's own camera, as what changes in the picture. */
import { recordedTask } from '../recorded/recorded-task.ts';

export const gesture = recordedTask({
  info: {
    id: 'gesture',
    name: 'Which gesture? (camera)',
    shows: 'Train a recurrent net to tell three gestures of yours apart, recorded in this page.',
    recorded: { by: 'camera', classes: ['left', 'right', 'wave'] },
  },
  source: { id: 'made-up-gestures', title: 'Made-up gestures' },
  load: async () => (await import('../../data/generators/gestures.ts')).madeUpGestures,
});
