/**
 * Keeps the worker sending the gradient through time while someone looks at it, and keeps the
 * curves of runs that are gone, so that cells can be laid over one another.
 */
import type { GradientFrame } from '../../protocol/frames.ts';
import { type By, type LagCurve, lagCurve } from './lag-curves.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';

/** Typing settles before a new line is asked for. */
const settleMs = 150;
const mostKept = 6;

/** The curves of a run as they were last seen. */
export interface KeptCurves {
  cell: string;
  layer: number;
  step: number;
  /** Which of the colours is its own, from 0. */
  colour: number;
  curves: Record<By, LagCurve>;
  /** Of which run, counted within this page, and over which line. */
  run: number;
  line: string;
}

export class GradientWatch {
  readonly #frame = new Store<GradientFrame | null>(null);
  readonly frame: Readable<GradientFrame | null> = this.#frame;
  readonly #kept = new Store<readonly KeptCurves[]>([]);
  /** Oldest first. */
  readonly kept: Readable<readonly KeptCurves[]> = this.#kept;

  #session: Session;
  #isOpen = false;
  #watched = '';
  /** Of the net that is there now, also while nobody looks. */
  #latest: GradientFrame | null = null;
  /** Which net it is, and which of its trainings: counted from 0. */
  #run = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
    session.settings.subscribe(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#watch(), settleMs);
    });
    session.net.info.subscribe(() => {
      this.#endRun(true);
      this.#latest = null;
      this.#watched = '';
      this.#frame.set(null);
      this.#watch();
    });
    session.client.on('gradient.frame', ({ frame }) => this.#take(frame));
  }

  open(): void {
    this.#isOpen = true;
    this.#watch();
  }

  close(): void {
    this.#isOpen = false;
    this.#watched = '';
    this.#frame.set(null);
    this.#session.client.send({ type: 'gradient.unwatch' });
  }

  /** What is kept of the curves as they are now. */
  get keptNow(): KeptCurves | null {
    const latest = this.#latest;
    if (!latest) return null;
    const { layer, step } = latest;
    const line = latest.characters.join('');
    const isNow = (curves: KeptCurves) =>
      curves.run === this.#run &&
      curves.layer === layer &&
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
    const { gradients, cell, layer, step } = frame;
    const others = this.kept.value.slice(-(mostKept - 1));
    const colour = Array.from({ length: mostKept }, (_, at) => at).find((at) =>
      others.every((other) => other.colour !== at),
    );
    const curves = {
      input: lagCurve(gradients, 'input'),
      state: lagCurve(gradients, 'state'),
      memory: lagCurve(gradients, 'memory'),
    };
    const line = frame.characters.join('');
    const own = { cell, layer, step, colour: colour ?? 0, curves, run: this.#run, line };
    this.#kept.set([...others, own]);
  }

  remove(curves: KeptCurves): void {
    this.#kept.set(this.kept.value.filter((other) => other !== curves));
  }

  #take(frame: GradientFrame): void {
    // A frame of the layer that was shown a moment ago may still be on its way.
    if (!this.#isOpen || frame.layer !== this.#session.gates.layer) return;
    if (frame.step < (this.#latest?.step ?? 0)) this.#endRun(frame.step === 0);
    this.#latest = frame;
    this.#frame.set(frame);
  }

  /** It goes no further from here. Its curves are kept where it is over, unless it never trained. */
  #endRun(isOver: boolean): void {
    if (isOver && this.#latest && this.#latest.step > 0) this.keep();
    this.#run++;
  }

  #watch(): void {
    const { client, net, gates } = this.#session;
    const { line, layer } = gates;
    const wish = JSON.stringify([line, layer]);
    if (!this.#isOpen || !net.info.value || wish === this.#watched) return;
    this.#watched = wish;
    client.send({ type: 'gradient.watch', line, layer });
  }
}
