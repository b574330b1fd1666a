/** How a text may go on: the likeliest tokens, each gone on with until a word is whole. */
import type { Suggestion } from '../../protocol/typing.ts';
import type { Foreteller } from './foreteller.ts';
import type { Opening, WrittenTokens } from './written-tokens.ts';

/** Up to the end of the first word in it. */
const upToWord = /^[^\p{L}\p{M}\p{N}]*[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/u;

interface Candidate {
  opening: Opening;
  token: number;
  /** −log of how likely it is, up to what is the same for all. */
  nats: number;
}

/** @returns so many at most, the likeliest first */
export async function suggestionsFor(
  text: string,
  written: WrittenTokens,
  foreteller: Foreteller,
  count: number,
): Promise<Suggestion[]> {
  const { found, all } = await candidatesOf(written.openings(text), written, foreteller, count);
  const beginnings = found.map(({ opening: { tokens }, token }) => ({ tokens, next: token }));
  const chains = found.length > 0 ? await foreteller.goOn(beginnings) : [];
  const suggestions = new Map<string, Suggestion>();
  for (const [at, { opening, nats }] of found.entries()) {
    // up to what is no whole character
    const [added] = (written.completion(opening, chains[at]) ?? '').split('\ufffd');
    const whole = upToWord.exec(added)?.[0] ?? added;
    if (whole === '' || suggestions.has(whole)) continue;
    suggestions.set(whole, { text: whole, probability: Math.exp(-nats) / all });
  }
  return [...suggestions.values()];
}

/** The likeliest tokens that go on from any of the openings, and what all such tokens come to. */
async function candidatesOf(
  openings: readonly Opening[],
  written: WrittenTokens,
  foreteller: Foreteller,
  count: number,
): Promise<{ found: Candidate[]; all: number }> {
  const candidates: Candidate[] = [];
  let [before, all] = [0, 0];
  for (const [at, opening] of openings.entries()) {
    const nats = natsOf(await foreteller.after(opening.tokens), written.texts.length);
    const fits = [...nats.keys()].filter((token) => written.mayFollow(opening, token));
    all += fits.reduce((sum, token) => sum + Math.exp(-before - nats[token]), 0);
    for (const token of firstFew(fits, nats, count, isWhole(written, opening))) {
      candidates.push({ opening, token, nats: before + nats[token] });
    }
    const next = openings.at(at + 1)?.tokens.at(-1);
    if (next !== undefined) before += nats[next];
  }
  return { found: candidates.sort((a, b) => a.nats - b.nats).slice(0, count), all };
}

const isWhole = (written: WrittenTokens, opening: Opening) => (token: number) =>
  written.completion(opening, [token]) !== null;

/** The likeliest that hold; of equally likely ones the lower number first. */
function firstFew(
  fits: readonly number[],
  nats: Float64Array,
  count: number,
  holds: (token: number) => boolean,
): number[] {
  const few: number[] = [];
  const left = new Set(fits);
  while (few.length < count && left.size > 0) {
    let best = -1;
    for (const token of left) if (best < 0 || nats[token] < nats[best]) best = token;
    left.delete(best);
    if (holds(best)) few.push(best);
  }
  return few;
}

/** −log of a softmax. */
function natsOf(logits: ArrayLike<number>, size: number): Float64Array {
  const nats = Float64Array.from({ length: size }, (_, id) => -logits[id]);
  const least = nats.reduce((smallest, one) => Math.min(smallest, one), Infinity);
  const log = Math.log(nats.reduce((sum, one) => sum + Math.exp(least - one), 0)) - least;
  return nats.map((one) => one + log);
}
