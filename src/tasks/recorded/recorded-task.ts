/** Tasks that give one class to a recording: what they have in common, so that each is little more than its data. */
import { drawingKeys } from '../../config/view-settings.ts';
import { accuracyInfo } from '../../data/scores/accuracy.ts';
import type { Recorded } from '../../lib/recordings.ts';
import type { OwnProblems, TaskInfo } from '../../protocol/catalogue.ts';
import { loaded } from '../loaded.ts';
import type { Task } from '../task.ts';

interface RecordedKind {
  info: Pick<TaskInfo, 'id' | 'name' | 'shows' | 'recorded'>;
  /** What is made up, so that there is something to learn before anything is recorded. */
  source: Task['sources'][number];
  load: () => Promise<() => readonly Recorded[]>;
}

const advice = 'Write a class and frames of numbers in each row: yes,0 3 12 / 1 5 20';

const problems: OwnProblems = {
  'no number': {
    what: 'a frame holds something else than numbers: frame {frame}, found {found}',
    advice,
  },
  'uneven frame': {
    what: 'a frame has not as many numbers as the first: frame {frame}, numbers {numbers}, expected {expected}',
    advice,
  },
  'empty frame': { what: 'a frame holds no numbers: frame {frame}', advice },
  'too many features': {
    what: 'its frames have too many features: features {features}, limit {limit}',
    advice: 'Write fewer numbers in each frame, such as means of neighbours',
  },
  'too many frames': { what: 'the recording is too long: frames {frames}, limit {limit}', advice },
  'too few': {
    what: 'a class has too few recordings: class {label}, recordings {recordings}, needed {needed}',
    advice: 'Record more of it',
  },
  'none to train on': {
    what: 'every recording of a class is named for testing: class {label}',
    advice: 'Leave some of it to be trained on',
  },
};

export function recordedTask(kind: RecordedKind): Task {
  const task: Task = {
    info: {
      ...kind.info,
      ...{ unit: 'frame', answersOnce: true, rows: 'recordings' },
      lacks: [
        ...drawingKeys,
        ...(['timeSteps', 'symbols', 'input', 'embeddingSize', 'encoding', 'window'] as const),
      ],
      own: ['directions', 'summary', 'direction'],
      metrics: [accuracyInfo],
      problems: { en: problems },
      views: { lacks: ['sample'], own: ['tags', 'early'] },
    },
    sources: [kind.source],

    async open(source, settings, work) {
      const parts = () => Promise.all([import('./open-recorded.ts'), kind.load()]);
      const [{ openRecorded }, made] = await loaded(parts);
      return openRecorded(task, made, source, settings, work);
    },
  };
  return task;
}
