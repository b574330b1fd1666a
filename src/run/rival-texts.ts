/** The sample as counts alone would write it, under the same rules. */
import { countNGrams, type NGrams, wordsOf } from '../data/rivals/n-grams.ts';
import type { RivalText } from '../protocol/frames.ts';
import { runWithPauses } from '../lib/slices.ts';
import type { BuiltNet } from '../net/net-builder.ts';
import type { SampleRequest } from '../training/sampler.ts';

/** Lines beside those of the net at most. */
const mostLines = 20;

/** Counted once for a net. */
const counted = new WeakMap<BuiltNet, NGrams>();

/** @throws CancelledError */
export async function rivalTexts(
  built: BuiltNet,
  request: SampleRequest,
  signal: AbortSignal,
): Promise<RivalText[]> {
  const { data, unrolling } = built;
  const dataset = data.dataset(unrolling);
  const { size } = data.targets;
  const slices = countNGrams(dataset.counts.train, (at) => dataset.at('train', at), size);
  const grams = counted.get(built) ?? (await runWithPauses(slices, { signal }));
  counted.set(built, grams);
  return ([2, 1] as const).map((order) => ({ order, text: textOf(grams, order, data, request) }));
}

function textOf(
  grams: NGrams,
  order: 1 | 2,
  { targets }: BuiltNet['data'],
  request: SampleRequest,
): string {
  const { prompt, ends, length, seed } = request;
  const words = wordsOf(seed, order);
  const before = prompt[prompt.length - 1];
  const write = () =>
    grams.write(order, { before, limit: ends?.limit ?? length, ends }, request, words);
  if (!ends) return targets.decode(write());
  const given = Array.from(prompt.subarray(1));
  const lines = Array.from({ length: Math.min(length, mostLines) }, () => {
    const tokens = write();
    const said = tokens.at(-1) === ends.token ? tokens.slice(0, -1) : tokens;
    return targets.decode([...given, ...said]);
  });
  return lines.join('\n');
}
