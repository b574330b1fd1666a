/** A tagger trained at the defaults of its task, and scored on what is held out. */
import type { Backend } from '../backend/backend.ts';
import type { Settings } from '../config/settings.ts';
import type { TaggedData } from '../tasks/tagging/tagged-data.ts';
import type { Evaluation } from '../training/evaluator.ts';
import { TaskRun } from './task-run.ts';

export class TaggerRun {
  readonly #run: TaskRun;

  private constructor(run: TaskRun) {
    this.#run = run;
  }

  /** @param chosen other than the defaults */
  static async start(backend: Backend, chosen: Partial<Settings>): Promise<TaggerRun> {
    return new TaggerRun(await TaskRun.start(backend, 'tagging', chosen));
  }

  get settings(): Settings {
    return this.#run.settings;
  }

  get data(): TaggedData {
    return this.#run.data as TaggedData;
  }

  trainTo(step: number): Promise<void> {
    return this.#run.trainTo(step);
  }

  measure(): Promise<Evaluation> {
    return this.#run.measure();
  }

  /** Of entities, or of words where labels are 0 and 1. */
  async f1(): Promise<number> {
    const [{ gives }] = this.data.metrics;
    return (await this.measure()).metrics?.[gives[0]] ?? NaN;
  }

  /** The best F1 that any reader can have who looks so far ahead. */
  get bound(): number {
    return this.#run.bounds[0]?.value ?? NaN;
  }

  close(): void {
    this.#run.close();
  }
}
