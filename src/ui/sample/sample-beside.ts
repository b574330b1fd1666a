/** What stands beside the text that is shown: others drawn with it, and what counts alone write. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { writtenOf } from '../state/sample-run.ts';
import { TrackedElement } from '../tracked-element.ts';
import { textsStyles } from './texts-styles.ts';

@customElement('sample-beside')
export class SampleBeside extends TrackedElement {
  static override styles = [
    textsStyles,
    css`
      li {
        margin-top: 6px;
        padding-top: 6px;
        border-top: 1px solid var(--line-strong);
      }
      .who,
      button {
        color: var(--ink-soft);
        font: 11px/1.4 var(--font);
      }
      button {
        padding: 0;
        border: 0;
        background: none;
        text-decoration: underline;
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult {
    const { sample } = this.session;
    const { texts } = sample;
    const others = [...texts.keys()].filter((at) => at !== sample.shown.value);
    const rivals = sample.rivals.value;
    return html`<ol aria-label=${msg('Other texts')}>
      ${rivals.map(({ order, text }) => this.#renderText(html`<p class="who">${order === 2 ? msg('By counts of pairs (bigram)') : msg('By counts (unigram)')}</p>`, text))}
      ${others.map((at) => this.#renderText(this.#renderChoice(at), writtenOf(texts[at])))}
    </ol>`;
  }

  #renderText(who: TemplateResult, text: string): TemplateResult {
    const { prompt } = this.session.sample.state.value;
    const given = this.session.task.drawsLines ? '' : prompt;
    // prettier-ignore
    return html`<li>${who}<p class="text" dir="auto">${given}${text}</p></li>`;
  }

  #renderChoice(at: number): TemplateResult {
    const label = msg(str`Sample ${at + 1}: show its probabilities`);
    return html`<button type="button" @click=${() => this.session.sample.show(at)}>
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-beside': SampleBeside;
  }
}
