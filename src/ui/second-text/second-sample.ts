/** What the net writes now, as it was last asked: one for the page, so that a closed tab forgets nothing. */
import type { TrainerClient } from '../../protocol/client.ts';
import { type Readable, Store } from '../state/store.ts';

interface Sampled {
  step: number;
  text: string;
}

export class SecondSample {
  readonly #client: TrainerClient;
  readonly #latest = new Store<Sampled | null>(null);
  readonly latest: Readable<Sampled | null> = this.#latest;

  constructor(client: TrainerClient) {
    this.#client = client;
    client.on('second.sampled', ({ step, text }) => this.#latest.set({ step, text }));
    for (const type of ['run.loaded', 'net.ready'] as const) {
      client.on(type, () => this.#latest.set(null));
    }
  }

  ask(): void {
    this.#client.send({ type: 'second.sample' });
  }
}

const samples = new WeakMap<TrainerClient, SecondSample>();

export function secondSampleOf(client: TrainerClient): SecondSample {
  const sample = samples.get(client) ?? new SecondSample(client);
  samples.set(client, sample);
  return sample;
}
