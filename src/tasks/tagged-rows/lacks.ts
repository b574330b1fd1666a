/** Settings that mean nothing where every character is told what it is. */
import type { TaskInfo } from '../../protocol/catalogue.ts';

export const taggedRowsLack: TaskInfo['lacks'] = [
  ...(['timeSteps', 'symbols', 'prompt', 'temperature', 'topK'] as const),
  ...(['sampleLength', 'sampleSeed', 'diary'] as const),
];
