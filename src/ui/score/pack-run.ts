/** What is packed, opened or compared: one thing at a time, beside training. It outlives the panel that shows it. */
import type { TrainerClient } from '../../protocol/client.ts';
import type { ComparedTexts, PackedText, PackingProblem } from '../../protocol/packing.ts';
import { type Readable, Store } from '../state/store.ts';

export type PackState =
  | { phase: 'none' }
  /** In tokens; a total of 0: nobody knows yet. */
  | { phase: 'packing' | 'opening' | 'comparing'; done: number; total: number }
  | { phase: 'packed'; name: string; packed: PackedText }
  | { phase: 'opened'; name: string; text: string; step: number }
  | { phase: 'compared'; compared: ComparedTexts }
  | { phase: 'refused'; problem: PackingProblem };

const ending = '.packed';

export class PackRun {
  readonly #state = new Store<PackState>({ phase: 'none' });
  readonly state: Readable<PackState> = this.#state;
  readonly #client: TrainerClient;
  #id = 0;
  /** Of what is made. */
  #name = '';

  constructor(client: TrainerClient) {
    this.#client = client;
    client.on('pack.progress', ({ id, done, total }) => {
      const state = this.#state.peek();
      if (id === this.#id && 'done' in state) this.#state.set({ ...state, done, total });
    });
    client.on('pack.packed', ({ id, packed }) =>
      this.#end(id, { phase: 'packed', name: `${this.#name}${ending}`, packed }),
    );
    client.on('pack.opened', ({ id, text, step }) =>
      this.#end(id, { phase: 'opened', name: this.#name, text, step }),
    );
    client.on('pack.compared', ({ id, compared }) =>
      this.#end(id, { phase: 'compared', compared }),
    );
    client.on('pack.refused', ({ id, problem }) => this.#end(id, { phase: 'refused', problem }));
    // the engine is gone: nothing more will come
    client.on('failure', ({ kind }) => {
      if (kind === 'worker') this.#end(this.#id, { phase: 'none' });
    });
  }

  /** @param text null: what is held out */
  pack(text: string | Blob | null, name: string): void {
    this.#begin('packing', name);
    this.#client.send({ type: 'pack.text', id: this.#id, text });
  }

  open(file: File): void {
    this.#begin('opening', file.name.replace(/\.packed$/, '') || file.name);
    this.#client.send({ type: 'pack.open', id: this.#id, file });
  }

  /** @param runs kept ones, by id */
  compare(runs: readonly [string, string]): void {
    this.#begin('comparing', '');
    this.#client.send({ type: 'pack.compare', id: this.#id, runs });
  }

  cancel(): void {
    this.#client.send({ type: 'pack.cancel' });
    this.#end(this.#id, { phase: 'none' });
  }

  #begin(phase: 'packing' | 'opening' | 'comparing', name: string): void {
    this.#id++;
    this.#name = name;
    this.#state.set({ phase, done: 0, total: 0 });
  }

  #end(id: number, state: PackState): void {
    if (id === this.#id && 'done' in this.#state.peek()) this.#state.set(state);
  }
}

const runs = new WeakMap<TrainerClient, PackRun>();

/** The one of this page, made when it is first shown. */
export function packRunOf(client: TrainerClient): PackRun {
  let run = runs.get(client);
  if (!run) runs.set(client, (run = new PackRun(client)));
  return run;
}
