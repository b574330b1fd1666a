/** Tasks that write one text for another: what they have in common, so that each is little more than its data. */
import type { Pair } from '../../data/generators/pair.ts';
import { exactMatchInfo } from '../../data/scores/exact-match.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { loaded } from '../loaded.ts';
import type { Task } from '../task.ts';

export interface PairKind {
  info: Pick<TaskInfo, 'id' | 'name' | 'shows'>;
  /** Of the built-in data. */
  title: string;
  pairs(seed: number): readonly Pair[];
}

export function pairTask(kind: PairKind): Task {
  const task: Task = {
    info: {
      ...kind.info,
      ...{ unit: 'character', rows: 'pairs' },
      lacks: [
        ...(['timeSteps', 'symbols', 'prompt', 'temperature', 'topK'] as const),
        ...(['sampleLength', 'sampleSeed', 'diary'] as const),
      ],
      metrics: [exactMatchInfo],
      views: {
        lacks: ['sample', 'through-time', 'weight-check', 'unrolled'],
        own: ['pairs', 'attention'],
      },
    },
    sources: [{ id: kind.info.id, title: kind.title }],

    async open(source, settings, work) {
      const { openPairs } = await loaded(() => import('./open-pairs.ts'));
      return openPairs(task, kind, source, settings, work);
    },
  };
  return task;
}
