/**
 * The gradient through time of the shown line, and the curves of runs that are gone, so that cells can
 * be laid over one another.
 */
import type { Direction } from '../../protocol/direction.ts';
import type { GradientFrame } from '../../protocol/frames.ts';
import { type By, curveOf, type SidedCurve } from '../through-time/lag-curves.ts';
import type { NetInfo } from '../../protocol/net-info.ts';
import type { ShownLine } from './shown-line.ts';
import { type Readable, Store } from './store.ts';
import type { ViewStore } from './view-store.ts';

const mostKept = 6;

/** The curves of a run as they were last seen. */
export interface KeptCurves {
  cell: string;
  layer: number;
  direction: Direction;
  directions: 1 | 2;
  step: number;
  /** Which of the colours is its own, from 0. */
  colour: number;
  curves: Record<By, SidedCurve>;
  /** Of which run, counted within this page, and over which line. */
  run: number;
  line: string;
}

interface Needs {
  views: ViewStore;
  net: Readable<NetInfo | null>;
  gates: Pick<ShownLine, 'line' | 'reach'>;
}

export class GradientCurves {
  readonly frame: Readable<GradientFrame | null>;
  readonly #kept = new Store<readonly KeptCurves[]>([]);
  /** Oldest first. */
  readonly kept: Readable<readonly KeptCurves[]> = this.#kept;

  readonly #needs: Needs;
  /** Of the net that is there now, also while nobody looks. */
  #latest: GradientFrame | null = null;
  /** Which net it is, and which of its trainings: counted from 0. */
  #run = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.frame = needs.views.frame('gradient');
    this.frame.subscribe((frame) => frame && this.#take(frame));
    needs.net.subscribe(() => {
      this.#endRun(true);
      this.#latest = null;
    });
  }

  /** Returns the function that ends the looking. */
  see(): () => void {
    const { gates, views } = this.#needs;
    return views.see('gradient', () => {
      const { layer, direction } = gates.reach;
      return { line: gates.line, layer, ...(direction === 1 && { direction }) };
    });
  }

  /** What is kept of the curves as they are now. */
  get keptNow(): KeptCurves | null {
    const latest = this.#latest;
    if (!latest) return null;
    const { layer, direction, step } = latest;
    const line = latest.tokens.join('');
    const isNow = (curves: KeptCurves) =>
      curves.run === this.#run &&
      curves.layer === layer &&
      curves.direction === direction &&
      curves.step === step &&
      curves.line === line;
    return this.kept.value.find(isNow) ?? null;
  }

  /** Without those of now, which would lie twice in the same place. */
  get keptBefore(): KeptCurves[] {
    const { keptNow } = this;
    return this.kept.value.filter((curves) => curves !== keptNow);
  }

  /** The curves of now go to the kept ones, once; the oldest make room. */
  keep(): void {
    const frame = this.#latest;
    if (!frame?.gradients || this.keptNow) return;
    const { gradients, cell, layer, direction, directions, step } = frame;
    const others = this.kept.value.slice(-(mostKept - 1));
    const colour = Array.from({ length: mostKept }, (_, at) => at).find((at) =>
      others.every((other) => other.colour !== at),
    );
    const curves = {
      input: curveOf(frame, gradients, 'input'),
      state: curveOf(frame, gradients, 'state'),
      memory: curveOf(frame, gradients, 'memory'),
    };
    const line = frame.tokens.join('');
    // where a source is read first, it is its walk that was chosen
    const walk = { cell, layer, direction, directions: frame.sourceDirections ?? directions };
    const own = { ...walk, step, colour: colour ?? 0, curves, run: this.#run, line };
    this.#kept.set([...others, own]);
  }

  remove(curves: KeptCurves): void {
    this.#kept.set(this.kept.value.filter((other) => other !== curves));
  }

  #take(frame: GradientFrame): void {
    if (frame.step < (this.#latest?.step ?? 0)) this.#endRun(frame.step === 0);
    this.#latest = frame;
  }

  /** It goes no further from here. Its curves are kept where it is over, unless it never trained. */
  #endRun(isOver: boolean): void {
    if (isOver && this.#latest && this.#latest.step > 0) this.keep();
    this.#run++;
  }
}
