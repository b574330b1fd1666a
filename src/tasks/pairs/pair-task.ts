/** Tasks that write one text for another: what they have in common, so that each is little more than its data. */
import { drawingKeys } from '../../config/view-settings.ts';
import type { Pair } from '../../data/generators/pair.ts';
import { exactMatchInfo } from '../../data/scores/exact-match.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { MetricInfo } from '../../protocol/metrics.ts';
import { loaded } from '../loaded.ts';
import type { Task } from '../task.ts';

/** Pairs made by rules, or a table of them that comes with the page. */
export type BuiltInPairs =
  | { made(seed: number): readonly Pair[] }
  | { served(id: string, signal: AbortSignal): Promise<string> };

export interface PairKind {
  info: Pick<TaskInfo, 'id' | 'name' | 'shows'>;
  /** What targets are made of: characters unless they are told; phones stand apart, by spaces. */
  unit?: 'character' | 'phone';
  /** Of what is written, by edits: the main metric where there is one. */
  error?: MetricInfo;
  sources: Task['sources'];
  /** Loaded with the first of it. */
  load(): Promise<BuiltInPairs>;
}

export function pairTask(kind: PairKind): Task {
  const { info, unit = 'character', error, sources } = kind;
  const task: Task = {
    info: {
      ...info,
      ...{ unit, sourceUnit: 'character', rows: 'pairs' },
      lacks: [...drawingKeys, ...(['timeSteps', 'symbols', 'window'] as const)],
      own: ['directions', 'attention', 'beam', 'part', 'direction'],
      metrics: error ? [error, exactMatchInfo] : [exactMatchInfo],
      views: {
        lacks: ['sample'],
        own: ['pairs', 'attention'],
      },
    },
    sources,

    async open(source, settings, work) {
      const { openPairs } = await loaded(() => import('./open-pairs.ts'));
      return openPairs(task, kind, source, settings, work);
    },
  };
  return task;
}
