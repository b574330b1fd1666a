/** Is it just copying the text? How much of a complete sample stands in what the net learns from. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { visible } from '../characters.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { countedUnits, unitName } from '../words/units.ts';

@customElement('sample-copied')
export class SampleCopied extends TrackedElement {
  static override styles = css`
    p {
      margin: 4px 0 0;
      color: var(--ink-faint);
      font-size: 12px;
    }
  `;

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult | typeof nothing {
    const { sample, task } = this.session;
    const copied = sample.copied.value;
    // of several texts it is the first one's
    if (!copied || copied.measured === 0 || sample.shown.value > 0) return nothing;
    const { longest, share } = copied;
    const { unit } = task;
    const run = sample.tokens
      .slice(longest.start, longest.start + longest.length)
      .map(({ symbol, text = visible(symbol) }) => text)
      .join('');
    const isPart = copied.measured < sample.count.value;
    return html`<p class="copied" title=${run}>
      ${isPart ? msg(str`Of the first ${countedUnits(unit, copied.measured)}:`) : nothing}
      ${msg(str`Longest passage copied from the text: ${countedUnits(unit, longest.length)}.`)}
      ${msg(str`${Math.round(share * 100)} % of its 8-${unitName(unit)} sequences occur in it.`)}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-copied': SampleCopied;
  }
}
