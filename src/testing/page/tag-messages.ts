/** What the worker tells of tagged sentences: validations with their metrics, answers, open data. */
import { settingsTable } from '../../config/settings.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import type { PredictionsFrame } from '../../protocol/predictions.ts';
import { textOf } from './messages.ts';

const lookAheads = settingsTable.lookAhead.choices;
const labels = [
  { label: 'O', correct: 1234, found: 1300, gold: 1250, f1: 0.9625 },
  { label: 'B-PER', correct: 13, found: 17, gold: 25, f1: 0.625 },
  { label: 'I-PER', correct: 5, found: 7, gold: 8, f1: 0.6875 },
];
const bounds = [
  ...[0.8125, 0.84375, 0.875, 0.90625, 1].map((value, at) => {
    const { label, value: lookAhead } = lookAheads[at];
    return { metric: 'entity_f1', value, label, when: { lookAhead } };
  }),
  // of other labels
  ...[0.71875, 0.734375].map((value, at) => {
    const { label, value: lookAhead } = lookAheads[at + 1];
    return { metric: 'word_f1', value, label, when: { labels: 'binary', lookAhead } as const };
  }),
];

/** A validation; of entities unless told otherwise. */
export const measured = (
  step: number,
  f1: number,
  changes: { tokens?: number; what?: string } = {},
): WorkerMessage => {
  const { tokens = 4321, what = 'entity' } = changes;
  const metrics = { [`${what}_f1`]: f1, [`${what}_precision`]: 0.75, [`${what}_recall`]: 0.5 };
  const result = { step, loss: 0.25, tokens, total: 4321, metrics };
  return { type: 'validation.result', result, labels };
};

export const predictionsFrame = (
  step: number,
  changes: Partial<PredictionsFrame> = {},
): PredictionsFrame => ({
  ...{ step, counted: 444, total: 555 },
  examples: [
    {
      ...{ index: 7, shown: ['Paris', 'bears', '!'], wanted: ['O', 'O', 'O'] },
      ...{ given: ['B-PER', 'O', 'O'], probabilities: [0.5625, 0.9, 0.99], isRight: false },
    },
    {
      ...{ index: 2, shown: ['Ann', 'sat'], wanted: ['B-PER', 'O'] },
      ...{ given: ['B-PER', 'O'], probabilities: [0.75, 0.8], isRight: true },
    },
  ],
  line: {
    ...{ shown: ['He', 'met', 'Zaphod'], wanted: ['O', null, 'B-PER'] },
    ...{ given: ['O', 'I-PER', 'O'], probabilities: [0.96875, 0.4375, 0.625] },
    ...{ skipped: ['Zaphod', '<b>'], odds: null },
  },
  ...changes,
});

const rows = {
  total: 600,
  train: 45,
  heldOut: 555,
  longest: 23,
  refused: 0,
  remarks: [],
  unlisted: 0,
};
export const tagged = textOf({ source: 'builtin', name: 'sentences', rows, bounds });
