/**
 * Teacher forcing, seen: what the net expects where it reads the truth, as in training, and where it reads
 * what it drew itself, as when it writes. Loaded when it is first wished.
 */
import { uniformFloats } from '../lib/random.ts';
import type { Expectation, ForcedPlace, ForcingFrame, ForcingWish } from '../protocol/typing.ts';
import type { TaskData } from '../tasks/task.ts';
import type { Continuer } from '../training/continuer.ts';
import { canWrite, continuerOf } from './typing-frames.ts';
import { wholeLine } from './whole-line.ts';
import type { Frames, LiveNet, Still } from './view.ts';

/** Tokens behind the prefix at most. */
const mostPlaces = 40;
/** Expected tokens that are told. */
const listed = 3;

export async function forcingFrames(
  { net, data }: LiveNet,
  { text, prefix, seed }: ForcingWish,
): Promise<Frames<'forcing'> | Still<'forcing'> | null> {
  if (!canWrite({ net, data })) return null;
  const { targets, skipped } = wholeLine(data, text);
  const given = Array.from(targets.subarray(0, Math.max(0, Math.min(prefix, targets.length - 1))));
  const truth = Array.from(targets.subarray(given.length, given.length + mostPlaces));
  const labels = given.map((token) => data.targets.label(token));
  if (truth.length === 0) {
    return { frame: (step) => ({ step, prefix: labels, places: [], parted: null, skipped }) };
  }
  const continuer = await continuerOf(net, data, 1);
  const odds = uniformFloats(seed, 0, truth.length, 0, 1);
  const draw = (shares: Float64Array, at: number) => drawn(shares, odds[at]);
  return {
    async next(step): Promise<ForcingFrame> {
      continuer.forget();
      const forced = await follow(continuer, data, given, truth.length, (_, at) => truth[at]);
      const free = await follow(continuer, data, given, truth.length, draw);
      const places = truth.map((token, at): ForcedPlace => ({
        truth: data.targets.label(token),
        drawn: data.targets.label(free.read[at]),
        forced: expectation(forced.shares[at], token, data),
        free: expectation(free.shares[at], token, data),
      }));
      const parted = truth.findIndex((token, at) => token !== free.read[at]);
      return { step, prefix: labels, places, parted: parted < 0 ? null : parted, skipped };
    },
    destroy: () => continuer.destroy(),
  };
}

/** Reads the prefix, and behind it so many tokens that are chosen by what is expected. */
async function follow(
  continuer: Continuer,
  { targets }: TaskData,
  prefix: readonly number[],
  count: number,
  choose: (drawable: Float64Array, at: number) => number,
): Promise<{ read: number[]; shares: Float64Array[] }> {
  const read: number[] = [];
  const shares: Float64Array[] = [];
  for (let at = 0; at < count; at++) {
    const own = softmaxOf(await continuer.after([...prefix, ...read]));
    shares.push(own);
    // behind an end there is nothing to compare, and the unknown is no word
    const drawable = own.map((share, id) =>
      id === targets.end || id === targets.unknown ? 0 : share,
    );
    read.push(choose(drawable, at));
  }
  return { read, shares };
}

function softmaxOf(logits: Float32Array): Float64Array {
  const most = logits.reduce((largest, logit) => Math.max(largest, logit), -Infinity);
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - most));
  const sum = powers.reduce((subtotal, power) => subtotal + power, 0);
  return powers.map((power) => power / sum);
}

/** @param odds from 0 up to 1: of all shares, as many lie before what is drawn */
function drawn(shares: Float64Array, odds: number): number {
  let left = odds * shares.reduce((sum, share) => sum + share, 0);
  let last = 0;
  for (const [id, share] of shares.entries()) {
    if (share === 0) continue;
    last = id;
    left -= share;
    if (left < 0) break;
  }
  return last;
}

function expectation(shares: Float64Array, token: number, { targets }: TaskData): Expectation {
  const order = [...shares.keys()].sort((a, b) => shares[b] - shares[a] || a - b);
  return {
    nats: -Math.log(shares[token]),
    top: order.slice(0, listed).map((id) => ({
      label: targets.label(id),
      probability: shares[id],
    })),
  };
}
