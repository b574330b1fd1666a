/**
 * A language whose chances are known: lines are drawn from it, a net learns to continue them, and how
 * well any net can do so is known to the last digit. One such task is a definition.
 */
import type { Grammar } from '../../data/generators/grammar.ts';
import type { Metric } from '../../data/scores/metric.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { MetricBound } from '../../protocol/metrics.ts';
import { loaded } from '../loaded.ts';
import type { DataSettings, Task } from '../task.ts';

/** What is known of the language of a task; loaded with its first data. */
export interface Language {
  /** Of a built-in source with these settings. */
  grammarOf(id: string, settings: DataSettings): Grammar;
  /** Those that a list of a person's own may be of: a line has to be of one of them. */
  all: readonly Grammar[];
  /** What is counted on held-out lines, by the symbols of the tokens. */
  metrics?(labelOf: (token: number) => string | null): readonly Metric[];
  bounds?: readonly MetricBound[];
  /** The symbols that are asked for, where these settings do not ask for all. */
  isAsked?(settings: DataSettings): ((symbol: string | null) => boolean) | undefined;
}

export interface GrammarTask {
  info: Pick<TaskInfo, 'id' | 'name' | 'shows' | 'unit'> &
    Partial<Pick<TaskInfo, 'metrics' | 'own'>>;
  sources: Task['sources'];
  language: () => Promise<Language>;
}

export function grammarTask({ info, sources, language }: GrammarTask): Task {
  const task: Task = {
    info: {
      ...{ metrics: [], rows: 'lines', lacks: ['timeSteps', 'symbols'] },
      ...info,
      problems: {
        en: {
          'not of the language': {
            what: 'the language has no such line: place {place}, found {found}, possible there {possible}',
            advice: 'Write lines as the built-in ones are, one below the other',
          },
        },
      },
      views: { lacks: [], own: [] },
    },
    sources,
    async open(source, settings, work) {
      const [{ openGrammar }, spoken] = await loaded(() =>
        Promise.all([import('./open-grammar.ts'), language()]),
      );
      return openGrammar({ task, language: spoken }, { source, settings, work });
    },
  };
  return task;
}
