/** Tasks that give one class to a text: what they have in common, so that each is little more than its data. */
import type { Rival } from '../../data/rivals/rival.ts';
import type { OpenOptions } from '../../data/read-text.ts';
import { accuracyInfo } from '../../data/scores/accuracy.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { loaded } from '../loaded.ts';
import type { Task } from '../task.ts';

export interface LabelledKind {
  info: Pick<TaskInfo, 'id' | 'name' | 'shows'>;
  sources: Task['sources'];
  /** A built-in one, as a table with labels and texts. @throws TextError, CancelledError */
  read: (id: string, work: OpenOptions) => Promise<string>;
  /** What the net is seen beside. */
  rival: Rival;
}

export function labelledTask(kind: LabelledKind): Task {
  const task: Task = {
    info: {
      ...kind.info,
      ...{ unit: 'character', answersOnce: true, rows: 'labelled' },
      lacks: [
        ...(['timeSteps', 'prompt', 'temperature', 'topK'] as const),
        ...(['sampleLength', 'sampleSeed', 'diary'] as const),
      ],
      metrics: [accuracyInfo],
      views: { lacks: ['sample'], own: ['tags'] },
    },
    sources: kind.sources,

    async open(source, settings, work) {
      const { openLabelled } = await loaded(() => import('./open-labelled.ts'));
      return openLabelled(task, kind, source, settings, work);
    },
  };
  return task;
}
