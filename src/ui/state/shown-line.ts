/** The line and the layer that are looked at, in the gates panel and wherever else. */
import type { GatesFrame } from '../../protocol/frames.ts';
import type { Session } from './session.ts';
import type { Readable } from './store.ts';

export class ShownLine {
  /** The gates over it. */
  readonly frame: Readable<GatesFrame | null>;

  #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.frame = session.views.frame('gates');
  }

  /** Returns the function that ends the looking. */
  see(): () => void {
    const wish = () => (this.line === '' ? null : { line: this.line, layer: this.layer });
    return this.#session.views.see('gates', wish);
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
}
