/**
 * Tells a loss that has gone wrong from one that only jumps. What it is measured against is chance,
 * ln V: a net that knows nothing is there. One that has never been below (weights that come from
 * another text) is measured against the least it has reached.
 */
import type { Losses } from './history.ts';

/** Losses that are looked at, and how many of them must be there. */
const windowSteps = 150;
const leastSteps = 100;
/** Share of them that may be no higher than that. */
const lowShare = 1 / 3;
/** Steps from one look at them to the next. */
const everySteps = 10;
/** So many of the losses of a run that was opened are looked at again. */
const judgedAgain = 1500;
/**
 * Above is: by this share of it and this much, and by so many standard errors of the mean. The least
 * of a few noisy losses says less than chance does.
 */
const margin = { chance: 0.03, least: 0.25 };
const leastMargin = 0.01;
const standardErrors = 3;
/** What no batch of a sound net comes near: so many times what it is measured against. */
const farAbove = 1.5;
/** Losses whose median is far above: something is wrong already, if only for a while. */
const suspectSteps = 10;
/** A net that knows nothing begins with up to so many times chance. */
const nearChance = 1.1;
/** Share of the newest loss in the smoothed one, as the page shows it. */
const smoothing = 0.1;
/** So many times the reference, and it does not matter by how much it is above. */
const spike = 3;
/** How fast the low of the smoothed loss follows when it rises. */
const forgetting = 0.001;

export interface HighLoss {
  /** The first step from which on the smoothed loss was above. */
  since: number;
  /** Median of the losses looked at, nats. */
  loss: number;
  /** What it is above of. */
  reference: number;
  /** That is chance, not what the run itself had reached. */
  isChance: boolean;
}

export class LossWatch {
  readonly #chance: number;
  /** The latest losses, oldest first, each with the least smoothed loss until then. */
  #window: { loss: number; least: number }[] = [];
  #count = 0;
  #smoothed = 0;
  /** Least smoothed loss. */
  #least = Infinity;
  /** The same, of a text that may change. */
  #low = Infinity;
  #since = 0;
  #high: HighLoss | undefined;

  /** @param chance nats per token of one who guesses */
  constructor(chance: number) {
    this.#chance = chance;
  }

  /** Starts anew. */
  reset(): void {
    this.#window = [];
    this.#count = this.#smoothed = this.#since = 0;
    this.#least = this.#low = Infinity;
    this.#high = undefined;
  }

  /** All losses of a run in order, from its first one on; a run may be of millions of steps. */
  replay({ firstStep, losses }: Pick<Losses, 'firstStep' | 'losses'>): void {
    this.reset();
    const judgedFrom = losses.length - judgedAgain;
    losses.forEach((loss, index) => {
      if (this.#take(firstStep + index, loss) && index >= judgedFrom) this.#judge();
    });
  }

  /** All losses in order, steps counted from 1; what is no finite number is passed over. */
  read(step: number, loss: number): void {
    if (this.#take(step, loss)) this.#judge();
  }

  /** @returns whether it is time for a look at the losses */
  #take(step: number, loss: number): boolean {
    if (!Number.isFinite(loss)) return false;
    this.#count++;
    const share = Math.max(smoothing, 2 / (this.#count + 1));
    // one spike of any height is forgotten as soon as another
    const counted = this.#count === 1 ? loss : Math.min(loss, spike * this.#reference);
    this.#smoothed += share * (counted - this.#smoothed);
    this.#least = Math.min(this.#least, this.#smoothed);
    const rise = this.#count === 1 ? 0 : Math.max(0, this.#smoothed - this.#low);
    this.#low = Math.min(this.#smoothed, this.#low + forgetting * rise);
    this.#window.push({ loss, least: this.#least });
    if (this.#window.length > windowSteps) this.#window.shift();
    if (this.#smoothed <= this.#limit) this.#since = 0;
    else this.#since ||= step;
    return this.#count % everySteps === 0;
  }

  /** Most of the losses lie clearly above the reference, and so does their mean. */
  get high(): HighLoss | undefined {
    return this.#high;
  }

  /** Something is wrong already that may pass. */
  get isSuspect(): boolean {
    const latest = sortedLosses(this.#window.slice(-suspectSteps));
    return latest.length >= suspectSteps / 2 && quantile(latest, 0.5) > farAbove * this.#reference;
  }

  /** Whether weights that give this loss are as good as those before them. */
  fits(loss: number): boolean {
    const low = Math.min(this.#low, this.#reference);
    return loss <= low + (farAbove * this.#reference - low) / 4 + leastMargin;
  }

  get #reference(): number {
    return this.#least === Infinity ? this.#chance : Math.max(this.#chance, this.#least);
  }

  /** What the losses looked at are measured against: where the run had come to before them. */
  get #before(): number {
    return Math.max(this.#chance, this.#window[0].least);
  }

  get #isNearChance(): boolean {
    return this.#before <= this.#chance * nearChance + leastMargin;
  }

  get #limit(): number {
    const share = this.#isNearChance ? margin.chance : margin.least;
    return this.#before * (1 + share) + leastMargin;
  }

  #judge(): void {
    if (this.#window.length < leastSteps) return;
    const losses = this.#window.map(({ loss }) => loss);
    const sorted = sortedLosses(this.#window);
    const loss = quantile(sorted, 0.5);
    if (this.#high) {
      if (loss <= this.#high.reference) this.#high = undefined;
      return;
    }
    const limit = this.#limit;
    // how high the highest are says nothing of where the mean lies
    const counted = losses.map((one) => Math.min(one, spike * this.#before));
    const isMostlyAbove = quantile(sorted, lowShare) > limit && meanAtLeast(counted) > limit;
    if (this.#smoothed <= limit || !isMostlyAbove) return;
    const isChance = this.#isNearChance;
    const reference = isChance ? this.#chance : this.#before;
    this.#high = { since: this.#since || 1, loss, reference, isChance };
  }
}

function sortedLosses(window: readonly { loss: number }[]): Float64Array {
  return Float64Array.from(window, ({ loss }) => loss).sort();
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.floor(sorted.length * share)];
}

/** The mean, less what luck may have added to it. */
function meanAtLeast(values: readonly number[]): number {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return mean - standardErrors * Math.sqrt(variance / count);
}
