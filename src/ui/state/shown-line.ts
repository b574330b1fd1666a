/** The line, the layer and its direction that are looked at, in the gates panel and wherever else. */
import type { Direction } from '../../protocol/direction.ts';
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
    const wish = () => (this.line === '' ? null : { line: this.line, ...this.walk });
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

  /** Whether its layers read both ways, so that a direction can be chosen. */
  get hasDirections(): boolean {
    return this.#session.net.info.value?.directions === 2;
  }

  get direction(): Direction {
    const wanted = this.#session.settings.value.direction;
    return this.hasDirections && wanted === 'backward' ? 1 : 0;
  }

  /** What is looked at, as wishes and pins name it. */
  get walk(): { layer: number; direction?: Direction } {
    const { layer, direction } = this;
    return direction === 1 ? { layer, direction } : { layer };
  }

  /** Another line of the open text. */
  takeAnotherLine(): void {
    const lines = this.#session.text.info.value?.lines ?? [];
    if (lines.length === 0) return;
    const next = lines[(lines.indexOf(this.line) + 1) % lines.length];
    void this.#session.change('line', next);
  }
}
