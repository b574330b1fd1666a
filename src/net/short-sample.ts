/** A short text that a net writes, always the same for the same weights: on one thread of the CPU. */
import { openExact } from '../backend/exact.ts';
import { uniformFloats } from '../lib/random.ts';
import { pause, throwIfCancelled } from '../lib/slices.ts';
import type { NamedValues } from '../model/parameters.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { TaskData } from '../tasks/task.ts';
import { Follower } from '../training/follower.ts';
import { Net } from '../training/net.ts';

const sampleLength = 200;
const sampleSeed = 1;
/** Tokens between two chances to pause. */
const atOnce = 20;

export interface SampleSource {
  data: Pick<TaskData, 'inputs' | 'beginning'>;
  net: Pick<Net, 'model' | 'objective'>;
  weights: readonly NamedValues[];
}

/** @throws CancelledError; SettingsError where there is no memory */
export async function shortSample(
  { data, net, weights }: SampleSource,
  signal?: AbortSignal,
): Promise<string> {
  const { model, objective } = net;
  const backend = openExact();
  const options = { model, objective, optimizer: sgd, form: backend.form, seed: 0 };
  const own = await Net.create(backend, { ...options, initial: weights });
  try {
    const { size } = data.inputs;
    const follower = await Follower.create(own, size, { first: data.beginning() });
    const shares = uniformFloats(sampleSeed, 0, sampleLength, 0, 1);
    const drawn: number[] = [];
    let logits = await follower.begin();
    for (const share of shares) {
      drawn.push(drawnToken(logits.subarray(0, size), share));
      logits = await follower.read(drawn[drawn.length - 1]);
      if (drawn.length % atOnce === 0) await pause();
      throwIfCancelled(signal);
    }
    follower.destroy();
    return data.inputs.decode(drawn);
  } finally {
    own.destroy();
    backend.destroy();
  }
}

/** @param share of the probability, 0…1, that tokens before it have together */
function drawnToken(logits: Float32Array, share: number): number {
  const most = logits.reduce((largest, one) => Math.max(largest, one), -Infinity);
  const weights = Float64Array.from(logits, (logit) => Math.exp(logit - most));
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  const token = weights.findIndex((weight) => (left -= weight) < 0);
  return token < 0 ? weights.length - 1 : token;
}
