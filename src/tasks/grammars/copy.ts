/** Copy memory: some letters, a pause, the same letters again. */
import { accuracyOf } from '../../data/scores/accuracy.ts';
import { grammarTask } from './grammar-task.ts';
import { rows } from './settings.ts';

const copied = 'copied_accuracy';

export const copy = grammarTask({
  info: {
    id: 'copy',
    name: 'Copy memory',
    shows: 'Train a recurrent net to keep a few letters in mind over a pause, and say them again.',
    unit: 'character',
    own: ['gap'],
    metrics: [{ id: copied, name: 'Copied accuracy', format: 'share', better: 'larger' }],
  },
  sources: [{ id: 'copy', title: 'Copy memory' }],
  async language() {
    const { copiedLength, copyMemory, letters } =
      await import('../../data/generators/copy-memory.ts');
    return {
      grammarOf: (_, { gap }) => copyMemory(gap),
      all: Array.from({ length: rows.gap.max }, (_, at) => copyMemory(at + 1)),
      // the end stands behind them
      metrics: () => [
        accuracyOf(copied, (_, at, length) => at >= length - copiedLength - 1 && at < length - 1),
      ],
      bounds: [{ metric: copied, label: 'guess', value: 1 / letters.length }],
    };
  },
});
