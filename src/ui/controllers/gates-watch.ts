/** Keeps the worker sending frames of the line and layer that the gates panel shows. */
import type { GatesFrame } from '../../protocol/frames.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';

/** Typing settles before a new line is asked for. */
const settleMs = 150;

export class GatesWatch {
  readonly #frame = new Store<GatesFrame | null>(null);
  readonly frame: Readable<GatesFrame | null> = this.#frame;

  #session: Session;
  #watched = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
    session.settings.subscribe(() => this.#watchSoon());
    session.net.info.subscribe(() => {
      this.#watched = '';
      this.#frame.set(null);
      this.#watch();
    });
    session.client.on('gates.frame', ({ frame }) => {
      // A frame of the layer that was shown a moment ago may still be on its way.
      if (frame.layer === this.layer) this.#frame.set(frame);
    });
  }

  /** The line that is shown: the person's own, else one of the text. */
  get line(): string {
    const { settings, text } = this.#session;
    return settings.value.line || (text.info.value?.lines[0] ?? '');
  }

  /** 1-based, and never above the net's top layer. */
  get layer(): number {
    return Math.min(this.#session.settings.value.layer, this.#session.net.info.value?.layers ?? 1);
  }

  /** Another line of the open text. */
  takeAnotherLine(): void {
    const lines = this.#session.text.info.value?.lines ?? [];
    if (lines.length === 0) return;
    const next = lines[(lines.indexOf(this.line) + 1) % lines.length];
    void this.#session.change('line', next);
  }

  #watchSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#watch(), settleMs);
  }

  #watch(): void {
    const { client, net } = this.#session;
    const { line, layer } = this;
    const wish = JSON.stringify([line, layer]);
    if (!net.info.value || wish === this.#watched) return;
    this.#watched = wish;
    if (line === '') client.send({ type: 'gates.unwatch' });
    else client.send({ type: 'gates.watch', line, layer });
  }
}
