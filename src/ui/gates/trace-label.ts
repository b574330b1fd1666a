/** What stands left of a trace's picture: its symbol, its name, and what it does. */
import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { CellInfo, TraceInfo } from '../../protocol/catalogue.ts';
import '../parts/help-mark.ts';
import { gateText } from '../words/gate-texts.ts';
import { traceName } from './traces.ts';

export function traceLabel(
  info: TraceInfo,
  cell: CellInfo | undefined,
  isAlone: boolean,
  toggle: () => void,
): TemplateResult {
  // →c = →a leaves no room beside it
  const isLong = info.symbol.length > 5;
  return html`<div class="name ${isLong ? 'long' : ''}">
    <button
      class="quiet"
      type="button"
      aria-pressed=${isAlone}
      title=${msg(str`${info.help} Click to show only this heat map; click again to show all.`)}
      @click=${toggle}
    >
      <b>${info.symbol}</b>
      <small>${traceName(info.role)}</small>
    </button>
    <help-mark
      beside
      .name=${`${info.symbol}: ${traceName(info.role)}`}
      .text=${cell ? gateText(cell, info) : info.help}
    ></help-mark>
  </div>`;
}
