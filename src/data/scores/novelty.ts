/** What became of sampled lines: made anew, known from the list, or said before. */

export interface Novelty {
  samples: number;
  /** Of all samples; the three are all there is. */
  fresh: number;
  /** It stands in the list. */
  inList: number;
  /** It does not, and an earlier sample was the same. */
  repeated: number;
  /** Characters of the longest sample. */
  longest: number;
  /** In the order of the samples. */
  kinds: ('fresh' | 'in list' | 'repeated')[];
}

/** @param list every line that the net could have read, held out or not */
export function noveltyOf(samples: readonly string[], list: ReadonlySet<string>): Novelty {
  const seen = new Set<string>();
  const kinds = samples.map((sample) => {
    const isRepeated = seen.has(sample);
    seen.add(sample);
    if (list.has(sample)) return 'in list';
    return isRepeated ? 'repeated' : 'fresh';
  });
  const share = (kind: Novelty['kinds'][number]) =>
    samples.length === 0 ? 0 : kinds.filter((one) => one === kind).length / samples.length;
  return {
    samples: samples.length,
    fresh: share('fresh'),
    inList: share('in list'),
    repeated: share('repeated'),
    longest: samples.reduce((most, sample) => Math.max(most, Array.from(sample).length), 0),
    kinds,
  };
}
