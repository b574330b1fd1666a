/** Fields for whole numbers within an element: each says when it took another number than was typed. */
import { html } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { type Range, takenNumber, typedNumber } from '../words/taken-number.ts';

interface Remark {
  words: string;
  /** Once the number is another one it says nothing any more. */
  on: number;
}

export class FieldRemarks {
  readonly #host: ReactiveControllerHost;
  readonly #remarks = new Map<string, Remark>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** The nearest whole number within the range to what stands there; null where that is no number. */
  take(field: string, input: HTMLInputElement, range: Range): number | null {
    const typed = typedNumber(input);
    if (!Number.isFinite(typed)) return null;
    const value = Math.max(range.min, Math.min(range.max, Math.round(typed)));
    this.#say(field, takenNumber(typed, value, range), value);
    return value;
  }

  /** The field is left: it shows the number that holds, whatever stands there. */
  settle(field: string, input: HTMLInputElement, value: number, range: Range): void {
    const typed = typedNumber(input);
    if (typed !== value) this.#say(field, takenNumber(typed, value, range), value);
    input.value = String(value);
  }

  /** Below or beside the field. */
  render(field: string, value: number): TemplateResult {
    const remark = this.#remarks.get(field);
    const words = remark?.on === value ? remark.words : '';
    return html`<span class="remark" role="status" ?hidden=${words === ''}>${words}</span>`;
  }

  #say(field: string, words: string, on: number): void {
    this.#remarks.set(field, { words, on });
    this.#host.requestUpdate();
  }
}
