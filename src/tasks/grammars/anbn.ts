/** Counting: as many b as a, and as many c. */
import { grammarTask } from './grammar-task.ts';

export const anbn = grammarTask({
  info: {
    id: 'anbn',
    name: 'Counting: aⁿbⁿ',
    shows: 'Train a recurrent net to count: as many b as there were a.',
    unit: 'character',
  },
  sources: [
    { id: 'anbn', title: 'aⁿbⁿ' },
    { id: 'anbncn', title: 'aⁿbⁿcⁿ' },
  ],
  async language() {
    const { counted } = await import('../../data/generators/counted.ts');
    const all = [counted(['a', 'b']), counted(['a', 'b', 'c'])];
    return { grammarOf: (id) => all[id === 'anbn' ? 0 : 1], all };
  },
});
