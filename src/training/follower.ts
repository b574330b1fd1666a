/** What a net expects next of a text that is given to it, token by token. */
import type { PlanRunner } from '../backend/backend.ts';
import type { Foreteller } from '../data/packing/packing.ts';
import { type FollowingRecording, recordFollowing } from '../decode/following.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net } from './net.ts';

interface Beginning {
  /** Tokens that are read before the first; one at least. */
  first: ArrayLike<number>;
  /** The token behind which everything begins anew; absent: the text goes on. */
  end?: number;
}

export class Follower implements Foreteller {
  readonly size: number;
  readonly #runner: PlanRunner;
  readonly #tensors: FollowingRecording;
  readonly #inputs: ChunkInputs;
  readonly #beginning: Beginning;

  private constructor(
    runner: PlanRunner,
    tensors: FollowingRecording,
    size: number,
    beginning: Beginning,
  ) {
    this.size = size;
    this.#runner = runner;
    this.#tensors = tensors;
    this.#beginning = beginning;
    this.#inputs = new ChunkInputs(runner.plan);
    this.#inputs.setNumbers(0, {});
  }

  /**
   * @param size V
   * @throws KernelError, or SettingsError where there is no memory; nothing is left behind then
   */
  static async create(net: Net, size: number, beginning: Beginning): Promise<Follower> {
    const tensors = recordFollowing(net.model);
    const plan = net.plan('following', tensors.graph, 1);
    const reading = { name: 'following', bytes: 4 * tensors.logits.storage.words, copies: 1 };
    return new Follower(await net.prepare(plan, { reading }), tensors, size, beginning);
  }

  async begin(): Promise<Float32Array> {
    this.#runner.clearStates();
    const { first } = this.#beginning;
    let logits = await this.#run(first[0], true);
    for (let at = 1; at < first.length; at++) logits = await this.#run(first[at]);
    return logits;
  }

  read(token: number): Promise<Float32Array> {
    return token === this.#beginning.end ? this.begin() : this.#run(token);
  }

  destroy(): void {
    this.#runner.destroy();
  }

  async #run(token: number, isFresh = false): Promise<Float32Array> {
    const { token: input, fresh, logits } = this.#tensors;
    this.#inputs.words(0, input)[0] = token;
    if (fresh) this.#inputs.words(0, fresh).fill(isFresh ? 1 : 0);
    this.#runner.upload(this.#inputs.first(1));
    const reading = this.#runner.runAndRead({}, [this.#runner.section(logits)]);
    return new Float32Array((await reading) as ArrayBuffer);
  }
}
