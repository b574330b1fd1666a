/** Plain beam search, and a search through everything: what is written, from what may follow a beginning. */

/** Logarithms of the probabilities of every token behind these. */
export type Following = (tokens: readonly number[]) => Promise<readonly number[]>;

export interface Written {
  tokens: readonly number[];
  score: number;
  hasEnded: boolean;
}

export interface Search {
  end: number;
  timeSteps: number;
}

/** The likeliest first; equal ones as they came. */
export async function beamSearch(
  following: Following,
  { end, timeSteps }: Search,
  beams: number,
): Promise<Written[]> {
  let all: Written[] = [{ tokens: [], score: 0, hasEnded: false }];
  for (let time = 0; time < timeSteps; time++) {
    const grown: Written[] = [];
    for (const one of all) {
      if (one.hasEnded) grown.push(one);
      else grown.push(...(await grow(one, following, end)));
    }
    all = grown.sort((a, b) => b.score - a.score).slice(0, beams);
  }
  return all;
}

/** Everything that can be written in so many time steps, the likeliest first. */
export async function exhaustiveSearch(following: Following, search: Search): Promise<Written[]> {
  return beamSearch(following, search, Infinity);
}

async function grow(one: Written, following: Following, end: number): Promise<Written[]> {
  const next = await following(one.tokens);
  return next.map((logarithm, token) => ({
    tokens: token === end ? one.tokens : [...one.tokens, token],
    score: one.score + logarithm,
    hasEnded: token === end,
  }));
}
