/**
 * What the worker measures for the panels, of each view the latest frame. A panel says that it looks,
 * and at what; a view that nobody looks at is closed. Wishes wait until typing settles, and an answer
 * counts only while it is to what is wished.
 */
import type { TrainerClient } from '../../protocol/client.ts';
import type { Frame, ViewFrame, ViewId, ViewOpen, Wish } from '../../protocol/views.ts';
import { OwnStore, type Readable } from './store.ts';

const settleMs = 150;

/** Of one view; null until there is one, and while nobody looks. */
class LatestFrame<Id extends ViewId> extends OwnStore<Frame<Id> | null> {
  take(frame: Frame<Id>): void {
    this.set(frame);
  }

  clear(): void {
    this.set(null);
  }
}

interface Shown<Id extends ViewId> {
  frame: LatestFrame<Id>;
  /** How many look at it. */
  lookers: number;
  /** Null where there is nothing to look at. All who look wish the same. */
  wish: () => Wish<Id> | null;
  /** The worker measures it. */
  isOpen: boolean;
  /** What was wished last, as text; empty where that is of no interest any more. */
  asked: string;
  /** Of what was asked last. */
  id: number;
}

interface Subscribable {
  subscribe(listener: () => void): unknown;
}

export class ViewStore {
  readonly #client: TrainerClient;
  /** There is a net to look at. */
  readonly #hasNet: () => boolean;
  readonly #shown = new Map<ViewId, Shown<ViewId>>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: TrainerClient, hasNet: () => boolean) {
    this.#client = client;
    this.#hasNet = hasNet;
    client.on('view.frame', (message) => this.#take(message));
  }

  frame<Id extends ViewId>(view: Id): Readable<Frame<Id> | null> {
    return this.#of(view).frame;
  }

  /** Returns the function that ends the looking. */
  see<Id extends ViewId>(view: Id, wish: () => Wish<Id> | null): () => void {
    const shown = this.#of(view);
    shown.wish = wish;
    if (shown.lookers++ === 0) this.#ask(view, shown);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      if (--shown.lookers === 0) this.#close(view, shown);
    };
  }

  /** A wish may be another one now. */
  wishSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#askAll(), settleMs);
  }

  /** A wish is another one now, and a person waits. */
  wishNow(): void {
    this.#askAll();
  }

  /** What is changed of a wish is only what a frame has told: nothing new is asked. */
  adopt<Id extends ViewId>(view: Id, change: () => void): void {
    const shown = this.#of(view);
    const isAnswered = textOf(shown) === shown.asked;
    change();
    if (isAnswered) shown.asked = textOf(shown);
  }

  /** What is shown, or on its way, is of something else than what is chosen now: that is asked anew. */
  clear(view: ViewId): void {
    forget(this.#of(view));
  }

  /** Another net: nothing is left of the one before, and what is wished is asked of this one. */
  startOver(): void {
    for (const shown of this.#shown.values()) {
      forget(shown);
      shown.isOpen = false;
    }
    this.#askAll();
  }

  /** Call once all that wishes are made of has subscribed to them: it must hear of changes first. */
  follow(net: Subscribable, ...others: readonly Subscribable[]): void {
    net.subscribe(() => this.startOver());
    for (const store of others) store.subscribe(() => this.wishSoon());
  }

  #of<Id extends ViewId>(view: Id): Shown<Id> {
    const made: Shown<ViewId> = this.#shown.get(view) ?? {
      ...{ frame: new LatestFrame<ViewId>(null), lookers: 0, wish: () => null },
      ...{ isOpen: false, asked: '', id: 0 },
    };
    this.#shown.set(view, made);
    return made as unknown as Shown<Id>;
  }

  #take({ view, id, frame }: ViewFrame): void {
    const shown = this.#of(view);
    if (shown.asked === '' || id !== shown.id || textOf(shown) !== shown.asked) return;
    shown.frame.take(frame);
  }

  #askAll(): void {
    for (const [view, shown] of this.#shown) this.#ask(view, shown);
  }

  #ask<Id extends ViewId>(view: Id, shown: Shown<Id>): void {
    if (shown.lookers === 0 || !this.#hasNet()) return;
    const wish = shown.wish();
    if (wish === null) return this.#close(view, shown);
    if (textOf(shown) === shown.asked) return;
    shown.asked = textOf(shown);
    shown.isOpen = true;
    this.#client.send({ type: 'view.open', view, id: ++shown.id, wish } as ViewOpen);
  }

  #close<Id extends ViewId>(view: Id, shown: Shown<Id>): void {
    const { isOpen } = shown;
    forget(shown);
    shown.isOpen = false;
    if (isOpen) this.#client.send({ type: 'view.close', view });
  }
}

/** What is on its way is of no interest any more. */
function forget<Id extends ViewId>(shown: Shown<Id>): void {
  shown.asked = '';
  shown.frame.clear();
}

function textOf<Id extends ViewId>({ wish }: Shown<Id>): string {
  return JSON.stringify(wish());
}
