/** A run that was kept earlier is there: go on with it, or start over beside it. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { grouped } from '../format.ts';
import { barStyles } from '../notices/notice-styles.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('run-offer')
export class RunOffer extends TrackedElement {
  static override styles = [controlStyles, barStyles];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult | typeof nothing {
    const { kept, names, files, run } = this.session;
    const { offer } = kept;
    if (!offer || !this.session.canTrain) return nothing;
    const step = grouped(offer.step);
    const named = html`<bdi>${offer.name || offer.title}</bdi>`;
    const cell = names.cellOf(offer);
    return html`<section aria-label=${msg('Kept run')}>
      <p role="status">
        ${
          offer.name
            ? msg(html`The run ${named} (${cell}) was kept at step ${step}.`)
            : msg(html`A run on ${named} (${cell}) was kept at step ${step}.`)
        }
        <span class="faint">${msg('Whatever you choose, this run stays in Kept runs.')}</span>
      </p>
      <button class="primary" type="button" @click=${() => files.openKept(offer.id)}>
        ${msg(str`Continue from step ${step}`)}
      </button>
      <button type="button" @click=${() => this.session.selection.leadToTab('kept-runs')}>
        ${msg('All kept runs')}
      </button>
      ${
        run.trained.value
          ? html`<button
              type="button"
              aria-label=${msg('Dismiss the kept run')}
              @click=${() => kept.decide()}
            >
              ${msg('Dismiss')}
            </button>`
          : html`<button type="button" @click=${() => kept.decide()}>${msg('Start over')}</button>`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'run-offer': RunOffer;
  }
}
