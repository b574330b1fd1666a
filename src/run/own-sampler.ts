/** A sampler beside that of the net: its gates are held, or it writes several texts. Made when first wanted. */
import type { Pin } from '../protocol/pin.ts';
import type { Net } from '../training/net.ts';
import { Sampler } from '../training/sampler.ts';

export interface SamplerWish {
  pins: readonly Pin[];
  /** Side by side. */
  texts: number;
}

export class OwnSampler {
  #made: (SamplerWish & { sampler: Promise<Sampler> }) | undefined;
  #dropped: Promise<unknown> = Promise.resolve();

  /** @param idle when nothing is under way any more on the one that was made before */
  get(net: Net, { pins, texts }: SamplerWish, idle: Promise<unknown>): Promise<Sampler> {
    if (this.#made?.pins === pins && this.#made.texts === texts) return this.#made.sampler;
    void this.drop(idle);
    const sampler = compiledSampler(net, pins, texts);
    this.#made = { pins, texts, sampler };
    return sampler;
  }

  /** It could not be made: it is tried again when it is wanted again. */
  forget({ pins, texts }: SamplerWish): void {
    if (this.#made?.pins === pins && this.#made.texts === texts) this.#made = undefined;
  }

  /** Its memory is freed when it is idle. @returns when that is done, of all that were dropped */
  drop(idle: Promise<unknown>): Promise<unknown> {
    const made = this.#made;
    this.#made = undefined;
    if (!made) return this.#dropped;
    this.#dropped = Promise.all([idle, this.#dropped]).then(() =>
      // one that could not be made was reported when it was wanted
      made.sampler.then(
        (sampler) => sampler.destroy(),
        () => undefined,
      ),
    );
    return this.#dropped;
  }
}

async function compiledSampler(net: Net, pins: readonly Pin[], texts: number): Promise<Sampler> {
  const sampler = await Sampler.create(net, pins, texts);
  try {
    await sampler.compile();
    return sampler;
  } catch (error) {
    sampler.destroy();
    throw error;
  }
}
