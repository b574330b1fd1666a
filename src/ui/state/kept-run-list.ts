/**
 * The runs that the browser keeps: the list, what a person does with it, and which of them are
 * compared with the present run.
 */
import type { TrainerClient } from '../../protocol/client.ts';
import type { KeptRun, KeptRuns } from '../../protocol/kept-run.ts';
import type { PageMessage } from '../../protocol/messages.ts';
import type { Names } from '../words/problems/said.ts';
import { droppedRuns } from '../words/runs.ts';
import type { BannerStore } from './banner.ts';
import { Curve } from './curve.ts';
import { LastingNote } from './lasting-note.ts';
import type { Notes } from './notes.ts';
import { type Readable, Store } from './store.ts';

/** So many have colours of their own. */
export const mostCompared = 6;

export interface ComparedRun {
  id: string;
  /** From 1. */
  colour: number;
  /** Empty until it was read. */
  curve: Curve;
}

interface Needs {
  client: TrainerClient;
  names: Names;
  banner: BannerStore;
  notes: Notes;
}

export class KeptRunList {
  readonly #list = new Store<KeptRuns | null>(null);
  /** Null until it was read. */
  readonly list: Readable<KeptRuns | null> = this.#list;
  readonly #compared = new Store<readonly ComparedRun[]>([]);
  readonly compared: Readable<readonly ComparedRun[]> = this.#compared;
  readonly #isUndecided = new Store(true);
  /** Whether to go on with an earlier run is still to be decided. */
  readonly isUndecided: Readable<boolean> = this.#isUndecided;

  readonly #needs: Needs;
  #note: LastingNote;
  /** Names of runs that went for room, since the note of it was last closed. */
  #dropped: string[] = [];
  /** Runs that were there when the page was opened. */
  #found: ReadonlySet<string> | null = null;
  /** The step up to which the curves of a run were asked for. */
  #asked = new Map<string, number>();

  constructor(needs: Needs) {
    this.#needs = needs;
    const { client, notes } = needs;
    this.#note = new LastingNote(notes);
    client.on('runs.listed', ({ kept }) => this.#listed(kept));
    client.on('runs.dropped', ({ runs, budgetBytes }) => {
      if (!this.#note.isShown) this.#dropped = [];
      this.#dropped.push(...runs.map((run) => needs.names.nameOf(run)));
      this.#note.say(droppedRuns(this.#dropped, budgetBytes));
    });
    client.on('runs.refused', ({ problem }) => needs.banner.report({ kind: 'run', problem }));
    client.on('run.loaded', () => this.decide());
  }

  /** The newest run that was there before, while nobody trains it and the person has not decided. */
  get offer(): KeptRun | null {
    if (!this.isUndecided.value) return null;
    const runs = this.list.value?.runs ?? [];
    return runs.find(({ id, use }) => use === null && this.#found?.has(id)) ?? null;
  }

  /** Nothing is offered any more; nothing is deleted either. */
  decide(): void {
    this.#isUndecided.set(false);
  }

  run(id: string): KeptRun | undefined {
    return this.list.value?.runs.find((run) => run.id === id);
  }

  rename(id: string, name: string): void {
    this.#change({ type: 'runs.rename', id, name });
  }

  delete(ids: string[]): void {
    this.#change({ type: 'runs.delete', ids });
  }

  /** @param bytes null: as many as is usual */
  setBudget(bytes: number | null): void {
    this.#change({ type: 'runs.budget', bytes });
  }

  compare(id: string, isCompared: boolean): void {
    const others = this.compared.value.filter((one) => one.id !== id);
    this.#asked.delete(id);
    if (!isCompared || others.length >= mostCompared) {
      this.#compared.set(others);
      return;
    }
    const taken = new Set(others.map(({ colour }) => colour));
    let colour = 1;
    while (taken.has(colour)) colour++;
    this.#compared.set([...others, { id, colour, curve: new Curve() }]);
    this.#askCurves();
  }

  #change(message: Extract<PageMessage, { type: 'runs.rename' | 'runs.delete' | 'runs.budget' }>) {
    const { banner, client } = this.#needs;
    banner.forgetRefusal();
    client.send(message);
  }

  #listed(kept: KeptRuns): void {
    this.#list.set(kept);
    // which there are is unknown then
    if (kept.problem) return;
    this.#found ??= new Set(kept.runs.map(({ id }) => id));
    this.#forgetGone();
    this.#askCurves();
  }

  /** What was deleted, or is the present run now, is compared no more. */
  #forgetGone(): void {
    const compared = this.#compared;
    const left = compared.value.filter(({ id }) => {
      const run = this.run(id);
      return run !== undefined && run.use !== 'here';
    });
    if (left.length < compared.value.length) compared.set(left);
  }

  /** Also again for a run that went on in another tab. */
  #askCurves(): void {
    for (const { id } of this.compared.value) {
      const step = this.run(id)?.step ?? 0;
      if (this.#asked.get(id) === step) continue;
      this.#asked.set(id, step);
      void this.#readCurve(id, step);
    }
  }

  async #readCurve(run: string, step: number): Promise<void> {
    const { client } = this.#needs;
    const answer = await client.ask<'runs.curves'>({ type: 'runs.curves', run });
    if (this.#asked.get(run) !== step) return;
    if (answer.problem) {
      this.compare(run, false);
      return this.#needs.banner.report({ kind: 'run', problem: answer.problem });
    }
    if (!answer.losses) return;
    const curve = new Curve();
    curve.append(answer.losses);
    for (const validation of answer.validations) curve.validated(validation);
    const compared = this.#compared;
    compared.set(compared.value.map((one) => (one.id === run ? { ...one, curve } : one)));
  }
}
