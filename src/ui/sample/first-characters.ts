/** What the net expects a line to begin with, beside what the lines of the list begin with. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FirstFrame } from '../../protocol/frames.ts';
import { namedCharacter, visible } from '../characters.ts';
import { fixed, grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import '../parts/bar-chart.ts';
import type { Bar } from '../parts/bar-chart.ts';
import { barTable } from '../parts/bar-table.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { beginWords } from './begin-words.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('first-characters')
export class FirstCharacters extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        font-size: 12px;
      }
      bar-chart {
        height: 150px;
      }
      i {
        display: inline-block;
        width: 9px;
        height: 9px;
        margin-right: 4px;
        background: var(--series-train);
      }
      i.list {
        margin-left: 10px;
        background: var(--series-validation);
      }
      summary {
        color: var(--ink-soft);
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  constructor() {
    super();
    new Seen(this, () => this.session.views.see('first', () => ({})));
  }

  protected override render(): TemplateResult {
    const frame = this.session.views.frame('first').value;
    if (!frame) return html`<p class="faint">${msg('The first softmax output appears here.')}</p>`;
    const { tokens, step } = frame;
    const { rows } = this.session.task;
    const isOfText = rows === 'sentences';
    const bars = barsOf(frame, isOfText);
    const high = Math.max(0.01, ...bars.map(({ value }) => value).filter(Number.isFinite));
    return html`
      <p>
        <i></i>${msg(str`ŷ⟨1⟩ at step ${grouped(step)}`)}<i class="list"></i
        >${isOfText ? msg('share in the text') : msg('share in the list')}
      </p>
      <bar-chart
        label=${beginWords(rows)}
        .bars=${bars}
        .high=${high}
        .ticks=${[0, high].map((at) => ({ at, label: percent(at) }))}
        .feet=${tokens.map(({ symbol }, at) => ({
          at: (at + 0.5) / tokens.length,
          label: visible(symbol),
        }))}
      ></bar-chart>
      ${barTable(msg('First character'), msg('Share'), bars)}
    `;
  }
}

/** Two for each character: of the net, and of the list. */
function barsOf({ tokens }: FirstFrame, isOfText: boolean): Bar[] {
  return tokens.flatMap(({ symbol, probability, share }) => {
    const sign = namedCharacter(symbol);
    return [
      { value: probability, words: msg(str`“${sign}” comes first, net: ${percent(probability)}`) },
      {
        value: share,
        words: isOfText
          ? msg(str`“${sign}” comes first, text: ${percent(share)}`)
          : msg(str`“${sign}” comes first, list: ${percent(share)}`),
        isSet: true,
      },
    ];
  });
}

const percent = (share: number) => `${fixed(share * 100, 1)} %`;

declare global {
  interface HTMLElementTagNameMap {
    'first-characters': FirstCharacters;
  }
}
