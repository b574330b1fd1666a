/** Reber's grammar, plain and embedded in itself. */
import { grammarTask } from './grammar-task.ts';

export const reber = grammarTask({
  info: {
    id: 'reber',
    name: 'Reber grammar',
    shows:
      'Train a recurrent net on strings of a small grammar, until it knows exactly as much as there is to know.',
    unit: 'character',
  },
  sources: [
    { id: 'reber', title: 'Reber grammar' },
    { id: 'embedded-reber', title: 'Embedded Reber grammar' },
  ],
  async language() {
    const { embeddedReber, reber: plain } = await import('../../data/generators/reber.ts');
    return {
      grammarOf: (id) => (id === 'reber' ? plain : embeddedReber),
      all: [plain, embeddedReber],
    };
  },
});
