/** Where the net looks while it writes its answer to the typed source. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AttentionFrame } from '../../protocol/pairs.ts';
import { grouped } from '../format.ts';
import { magnitudeTable } from '../parts/colour-map.ts';
import '../parts/colour-scale.ts';
import { controlStyles } from '../parts/control-styles.ts';
import type { MapCell } from '../parts/heat-map.ts';
import '../parts/labelled-map.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { theme } from '../state/theme.ts';
import { share } from '../tags/tags-words.ts';
import { sentenceOf } from '../words/problems/problems.ts';
import { TrackedElement } from '../tracked-element.ts';
import { sourceRow } from './source-row.ts';

@customElement('attention-panel')
export class AttentionPanel extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        min-height: 0;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 16px;
      }
      p {
        margin: 0;
        font-size: 12.5px;
      }
      words-field {
        flex: 0 1 320px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @state() private pointed: MapCell | null = null;

  constructor() {
    super();
    new Seen(this, () => this.session.views.see('attention', () => this.session.gates.source));
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const frame = session.views.frame('attention').value;
    const colours = magnitudeTable(theme.shown.value);
    return html`<div class="head">
        ${sourceRow(session)}
        <colour-scale symbols="α" low="0" high="1" .colours=${colours}></colour-scale>
        <output aria-live="off">${frame ? this.#words(frame) : ''}</output>
      </div>
      ${frame?.weights ? this.#renderMap(frame, frame.weights) : this.#renderNothing(frame)}`;
  }

  #renderNothing(frame: AttentionFrame | null): TemplateResult {
    if (frame?.problem) {
      return html`<p role="status">${sentenceOf(frame.problem, this.session.names)}</p>`;
    }
    const words = !frame
      ? msg('Where the net looks while it writes appears here.')
      : this.session.metrics.built.attention === 'off'
        ? msg(
            'This net has no attention: all that it has read is in the one state in which the decoder begins. Choose “Attention: on” under Model to let it look back.',
          )
        : msg('Type something that the net can read.');
    return html`<p class="faint">${words}</p>`;
  }

  #renderMap({ source, written }: AttentionFrame, weights: Float32Array): TemplateResult {
    return html`<labelled-map
      label=${msg('Attention: read from left to right, written from top to bottom')}
      .rows=${written}
      .columns=${source}
      .values=${weights}
      .colours=${magnitudeTable(theme.shown.value)}
      .pointed=${this.pointed}
      @place-pointed=${({ detail }: CustomEvent<MapCell | null>) => (this.pointed = detail)}
    ></labelled-map>`;
  }

  #words({ source, written, weights, step }: AttentionFrame): string {
    const { row = -1, column = -1 } = this.pointed ?? {};
    if (!weights) return '';
    // what was pointed at may be written no more
    if (!written[row] || !source[column]) {
      return msg(str`At step ${grouped(step)}. Point at the picture.`);
    }
    const value = share(weights[row * source.length + column]);
    return msg(
      str`To write “${written[row]}” it looks at “${source[column]}”, character ${column + 1}, with ${value} of its attention.`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'attention-panel': AttentionPanel;
  }
}
