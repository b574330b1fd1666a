/** How much to submit at once: whole steps while they are short, slices of one where it is long. */
import type { Slice } from '../training/trainer.ts';

/** Milliseconds of GPU time per submit. */
const foregroundTarget = 6;
const backgroundTarget = 50;
/** A step longer than this is cut. */
const longStep = 100;
const sliceTarget = 50;
/**
 * Every submit costs something of its own: on a busy machine finer cuts would make a step longer,
 * which would ask for still finer ones.
 */
const mostCuts = 16;
/** The first step, of unknown length, is cut into this many. */
const cautiousSlices = 4;

export class Chunking {
  inBackground = false;
  /** Every level halves what is submitted at once: after the GPU was lost. */
  caution = 0;
  /** Overrides the number of steps, for tests of determinism. */
  readonly forced: number | undefined;
  #stepMs: number | undefined;
  #pending: Slice[] = [];

  constructor(forced?: number) {
    this.forced = forced;
  }

  /** True between the slices of one step. */
  get isInsideStep(): boolean {
    return this.#pending.length > 0;
  }

  /** What to submit next: the rest of a cut step, or a new chunk of at most `limit` steps. */
  next(dispatches: number, limit: number): { slice: Slice; isNew: boolean } {
    const rest = this.#pending.shift();
    if (rest) return { slice: rest, isNew: false };
    const steps = Math.min(limit, this.forced ?? this.#steps());
    const cuts = steps > 1 ? 1 : Math.min(dispatches, this.#cuts());
    const slices = Array.from({ length: cuts }, (_, cut) => ({
      steps,
      from: Math.floor((dispatches * cut) / cuts),
      to: Math.floor((dispatches * (cut + 1)) / cuts),
    }));
    this.#pending = slices.slice(1);
    return { slice: slices[0], isNew: true };
  }

  /** Takes note of how long a slice took. */
  measured(slice: Slice, dispatches: number, ms: number): void {
    const stepMs = ((ms / slice.steps) * dispatches) / (slice.to - slice.from);
    this.#stepMs = this.#stepMs === undefined ? stepMs : 0.8 * this.#stepMs + 0.2 * stepMs;
  }

  #steps(): number {
    if (this.#stepMs === undefined) return 1;
    const target = this.inBackground ? backgroundTarget : foregroundTarget;
    return Math.max(1, Math.floor(target / this.#share / this.#stepMs));
  }

  #cuts(): number {
    const share = this.#share;
    if (this.#stepMs === undefined) return cautiousSlices * share;
    if (this.#stepMs <= longStep / share) return 1;
    return Math.min(mostCuts * share, Math.ceil((this.#stepMs * share) / sliceTarget));
  }

  get #share(): number {
    return 2 ** this.caution;
  }
}
