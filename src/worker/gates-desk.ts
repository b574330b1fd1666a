/** Shows the gates of one line: at once when asked, a few times a second while training. */
import { Inspector } from '../training/inspector.ts';
import type { BuiltNet } from './net-builder.ts';
import type { WorkerMessage } from './protocol.ts';

type Post = (message: WorkerMessage, transfer?: ArrayBuffer[]) => void;
type Measure = (done: (ms: number) => void) => void;

/** Milliseconds between frames at least, and how much of the time they may take. */
const frameInterval = 200;
const timeShare = 0.12;

interface Watched {
  tokens: Uint32Array;
  characters: string[];
  skipped: string[];
  layer: number;
}

export class GatesDesk {
  readonly #built: BuiltNet;
  readonly #post: Post;
  readonly #step: () => number;
  #watched: Watched | undefined;
  #inspector: Inspector | undefined;
  #isStale = false;
  #underWay = 0;
  #nextFrame = 0;
  /** Settles when the inspectors that were let go hold no memory any more. */
  #dropped: Promise<void> = Promise.resolve();

  constructor(built: BuiltNet, post: Post, step: () => number) {
    this.#built = built;
    this.#post = post;
    this.#step = step;
  }

  watch(line: string, layer: number): void {
    const { vocabulary } = this.#built.text;
    const { tokens, skipped } = vocabulary.encode(line);
    const layers = this.#built.net.shape.layers;
    this.#dropInspector();
    this.#watched = {
      tokens: Uint32Array.from(tokens),
      characters: Array.from(tokens, (token) => vocabulary.decode(token)),
      skipped,
      layer: Math.max(1, Math.min(layers, Math.floor(layer) || 1)),
    };
    this.refresh();
  }

  unwatch(): void {
    this.#watched = undefined;
    this.#dropInspector();
  }

  /** The weights changed: show them. */
  refresh(): void {
    this.#isStale = true;
  }

  /** True while a frame is wanted. */
  get isActive(): boolean {
    return this.#watched !== undefined && this.#isStale;
  }

  isDue(training: boolean): boolean {
    if (!this.#watched || this.#underWay > 0) return false;
    return this.#isStale || (training && performance.now() >= this.#nextFrame);
  }

  /** Submits a frame as soon as its plan is there; training goes on meanwhile. */
  submit(measure: Measure): void {
    const watched = this.#watched;
    if (!watched) return;
    this.#isStale = false;
    if (watched.tokens.length === 0) {
      this.#nextFrame = Infinity;
      this.#postFrame(watched, []);
      return;
    }
    this.#underWay++;
    this.#show(watched, measure)
      .catch((error: unknown) => reportError(error))
      .finally(() => this.#underWay--);
  }

  async #show(watched: Watched, measure: Measure): Promise<void> {
    const inspector = await this.#inspectorFor(watched);
    if (!inspector) return;
    const step = this.#step();
    const frame = inspector.run(watched.layer - 1);
    measure((ms) => {
      this.#nextFrame = performance.now() + Math.max(frameInterval, ms / timeShare);
    });
    const traces = await frame;
    if (this.#watched === watched) this.#postFrame(watched, traces, step);
  }

  async close(): Promise<void> {
    this.unwatch();
    while (this.#underWay > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await this.#dropped;
  }

  #postFrame(
    { characters, skipped, layer }: Watched,
    traces: { id: string; values: Float32Array<ArrayBuffer> }[],
    step = this.#step(),
  ): void {
    const { hiddenSize } = this.#built.net.shape;
    this.#post(
      { type: 'gates.frame', frame: { step, layer, characters, skipped, hiddenSize, traces } },
      traces.map(({ values }) => values.buffer),
    );
  }

  async #inspectorFor(watched: Watched): Promise<Inspector | undefined> {
    if (this.#inspector) return this.#inspector;
    const inspector = await Inspector.create(this.#built.net, watched.tokens);
    if (this.#watched !== watched) {
      inspector.destroy();
      return undefined;
    }
    this.#inspector = inspector;
    return inspector;
  }

  #dropInspector(): void {
    const inspector = this.#inspector;
    this.#inspector = undefined;
    this.#nextFrame = 0;
    if (!inspector) return;
    const { queue } = this.#built.net.engine.gpu.device;
    const drop = () => inspector.destroy();
    this.#dropped = queue.onSubmittedWorkDone().then(drop, drop);
  }
}
