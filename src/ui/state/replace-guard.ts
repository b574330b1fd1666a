/** Asks the person where weights, or a text of their own, would be replaced. */
import type { TrainingProgress } from '../../protocol/training.ts';
import { type Question, questionOf, type Replacement } from '../words/replacing.ts';
import type { Engine } from './engine.ts';
import type { RunSaver } from './run-saver.ts';
import type { Readable } from './store.ts';

/** The page brings the dialog. */
export type Ask = (question: Question) => Promise<'keep' | 'save' | 'replace'>;

/** @returns whether what is there may be replaced */
export type MayReplace = (by: Replacement) => Promise<boolean>;

interface Needs {
  ask: Ask;
  engine: Readable<Engine>;
  progress: Readable<TrainingProgress>;
  saver: Pick<RunSaver, 'saveFirst'>;
}

export function guardReplacing({ ask, engine, progress, saver }: Needs): MayReplace {
  return async (by) => {
    const { step } = progress.value;
    if (step === 0 && by.kind !== 'linked text') return true;
    const answer = await ask(questionOf(by, step, engine.value.catalogue));
    return answer === 'save' ? saver.saveFirst() : answer === 'replace';
  };
}
