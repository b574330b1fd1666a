/** The sign of a character above its column; pointed at, it says which character that is. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { characterTitle, hasStandIn, isWide, visible } from '../characters.ts';

/** @param marks classes that it has besides, where they are not false */
export function characterSign(symbol: string, ...marks: (string | false)[]): TemplateResult {
  const own = [hasStandIn(symbol) && 'stand', isWide(symbol) && 'wide', ...marks];
  return html`<span class=${own.filter(Boolean).join(' ')} title=${characterTitle(symbol)}
    >${visible(symbol)}</span
  >`;
}
