/** Settings that mean nothing where every character is told what it is. */
import { drawingKeys } from '../../config/view-settings.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';

export const taggedRowsLack: TaskInfo['lacks'] = [
  ...drawingKeys,
  ...(['timeSteps', 'symbols'] as const),
];
