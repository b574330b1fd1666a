/** Brackets of three kinds, well nested. */
import { grammarTask } from './grammar-task.ts';

export const brackets = grammarTask({
  info: {
    id: 'brackets',
    name: 'Brackets',
    shows: 'Train a recurrent net to close what is open: the bracket that was opened last.',
    unit: 'character',
  },
  sources: [{ id: 'brackets', title: 'Nested brackets' }],
  async language() {
    const { brackets: grammar } = await import('../../data/generators/brackets.ts');
    return { grammarOf: () => grammar, all: [grammar] };
  },
});
