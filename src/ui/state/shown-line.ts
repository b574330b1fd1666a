/** The line, the part of the net, the layer and its direction that are looked at, in the gates panel and wherever else. */
import type { Direction } from '../../protocol/direction.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import type { NetInfo } from '../../protocol/net-info.ts';
import type { StackPart } from '../../protocol/stack-part.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import type { SourceWish } from '../../protocol/views.ts';
import type { SettingsStore } from './settings-store.ts';
import { hasParts, type ShownStack, stackOf } from './shown-stack.ts';
import type { Readable } from './store.ts';
import type { ViewStore } from './view-store.ts';

interface Needs {
  views: ViewStore;
  settings: SettingsStore;
  text: Readable<TextInfo | null>;
  net: Readable<NetInfo | null>;
}

export class ShownLine {
  /** The gates over it. */
  readonly frame: Readable<GatesFrame | null>;

  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.frame = needs.views.frame('gates');
  }

  /** Returns the function that ends the looking. */
  see(): () => void {
    const wish = () => (this.line === '' ? null : { line: this.line, ...this.walk });
    return this.#needs.views.see('gates', wish);
  }

  /** The line that is shown: the person's own, else one of the text. */
  get line(): string {
    const { settings, text } = this.#needs;
    return settings.value.line || (text.value?.lines[0] ?? '');
  }

  /** The same as a source for which something is written, and how widely that is sought. */
  get source(): SourceWish {
    return { line: this.line, beams: this.#needs.settings.value.beam };
  }

  /** Whether the net reads a source first, so that a part of it can be chosen. */
  get hasParts(): boolean {
    return hasParts(this.#needs.net.value);
  }

  get part(): StackPart {
    return this.hasParts ? this.#needs.settings.value.part : 'decoder';
  }

  /** The same as wishes and pins name it. */
  get ofPart(): { part?: StackPart } {
    return this.part === 'encoder' ? { part: 'encoder' } : {};
  }

  /** That is looked at. */
  get stack(): ShownStack {
    return stackOf(this.#needs.net.value, this.part);
  }

  /** 1-based, and never above the top layer. */
  get layer(): number {
    return Math.min(this.#needs.settings.value.layer, this.stack.layers);
  }

  /** Whether its layers read both ways, so that a direction can be chosen. */
  get hasDirections(): boolean {
    return this.stack.directions === 2;
  }

  get direction(): Direction {
    const wanted = this.#needs.settings.value.direction;
    return this.hasDirections && wanted === 'backward' ? 1 : 0;
  }

  /** What is looked at, as wishes and pins name it. */
  get walk(): { part?: StackPart; layer: number; direction?: Direction } {
    const { layer, direction, ofPart } = this;
    return { ...ofPart, layer, ...(direction === 1 && { direction }) };
  }

  /** The walk that losses reach back through: of the source where one is read first. */
  get reach(): { layer: number; direction: Direction; hasDirections: boolean } {
    const { net, settings } = this.#needs;
    const hasDirections = stackOf(net.value, 'encoder').directions === 2;
    const isBack = hasDirections && settings.value.direction === 'backward';
    return { layer: this.layer, direction: isBack ? 1 : 0, hasDirections };
  }

  /** Another line of the open text. */
  takeAnotherLine(): void {
    const { settings, text } = this.#needs;
    const lines = text.value?.lines ?? [];
    if (lines.length === 0) return;
    settings.change({ line: lines[(lines.indexOf(this.line) + 1) % lines.length] });
  }
}
