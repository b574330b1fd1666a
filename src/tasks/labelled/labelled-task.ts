/** Tasks that give one class to a text: what they have in common, so that each is little more than its data. */
import { drawingKeys } from '../../config/view-settings.ts';
import type { Rival } from '../../data/rivals/rival.ts';
import type { OpenOptions } from '../../data/read-text.ts';
import { accuracyInfo } from '../../data/scores/accuracy.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { loaded } from '../loaded.ts';
import type { Task } from '../task.ts';

/** What comes with the first data of such a task. */
export interface BuiltInTexts {
  /** One of the sources, as a table with labels and texts. @throws TextError, CancelledError */
  read: (id: string, work: OpenOptions) => Promise<string>;
  /** What the net is seen beside. */
  rival: Rival;
}

interface LabelledKind {
  info: Pick<TaskInfo, 'id' | 'name' | 'shows'>;
  sources: Task['sources'];
  load: () => Promise<BuiltInTexts>;
}

export function labelledTask(kind: LabelledKind): Task {
  const task: Task = {
    info: {
      ...kind.info,
      ...{ unit: 'character', answersOnce: true, rows: 'labelled' },
      lacks: [...drawingKeys, ...(['timeSteps', 'window'] as const)],
      own: ['reads', 'directions', 'summary', 'direction'],
      metrics: [accuracyInfo],
      views: { lacks: ['sample'], own: ['tags'] },
    },
    sources: kind.sources,

    async open(source, settings, work) {
      const parts = () => Promise.all([import('./open-labelled.ts'), kind.load()]);
      const [{ openLabelled }, texts] = await loaded(parts);
      return openLabelled(task, texts, source, settings, work);
    },
  };
  return task;
}
