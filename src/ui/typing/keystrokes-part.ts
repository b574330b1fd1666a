/** What the suggestions save on a held-out chapter, beside a bigram's. */
import { msg } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { KeystrokesFrame } from '../../protocol/typing.ts';
import { fixed, grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { helpWith } from '../parts/help-mark.ts';
import { shareBar, shareBarStyles } from '../parts/share-bar.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { keystrokesTerm } from './typing-term.ts';
import { keystrokesStyles } from './typing-styles.ts';
import { keysRows, keysSentence } from './typing-words.ts';

@customElement('keystrokes-part')
export class KeystrokesPart extends TrackedElement {
  static override styles = [controlStyles, shareBarStyles, keystrokesStyles];

  @property({ attribute: false }) session!: Session;

  /** How often they were asked for. */
  @state() private round = 0;

  constructor() {
    super();
    const wish = () => (this.round > 0 ? { round: this.round } : null);
    new Seen(this, () => this.session.views.see('keystrokes', wish));
  }

  protected override render(): TemplateResult {
    const frame = this.session.views.frame('keystrokes').value;
    const heading = msg('Keystrokes saved');
    return html`<h2>${heading}${helpWith(keystrokesTerm)}</h2>
      <p>
        <button type="button" @click=${() => this.#count()}>${msg('Count keystrokes')}</button>
      </p>
      ${frame ? renderCount(frame, heading) : this.#renderNone()}`;
  }

  #renderNone(): TemplateResult {
    return html`<p class="faint" role="status">
      ${
        this.round > 0
          ? msg('Writing the chapter: this takes some seconds, longer while it trains …')
          : msg('How many keys a held-out chapter takes appears here, beside a bigram’s.')
      }
    </p>`;
  }

  #count(): void {
    this.round++;
    this.session.views.clear('keystrokes');
    this.session.views.wishNow();
  }
}

function renderCount(frame: KeystrokesFrame, heading: string): TemplateResult {
  return html`<table aria-label=${heading}>
      <thead>
        <tr>
          <td></td>
          <th scope="col">${msg('Keys')}</th>
          <th scope="col">${msg('Saved')}</th>
          <td></td>
        </tr>
      </thead>
      ${keysRows(frame).map(
        ({ name, isNet, keys, saved }) =>
          html`<tr class=${isNet ? 'own' : ''}>
            <th scope="row">${name}</th>
            <td>${grouped(keys)}</td>
            <td>${fixed(100 * saved, 1)} %</td>
            <td class="bar">${shareBar(Math.max(0, saved))}</td>
          </tr>`,
      )}
    </table>
    <p class="faint">${keysSentence(frame)}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'keystrokes-part': KeystrokesPart;
  }
}
