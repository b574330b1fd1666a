/** Shares of one as a bar within a row of numbers: one from its left end, another from its right. */
import { css, html, svg } from 'lit';
import type { TemplateResult } from 'lit';

export function shareBar(left: number, right = 0): TemplateResult {
  return html`<svg class="share" aria-hidden="true">
    ${svg`<rect class="left" width=${percent(left)} height="100%"></rect>
      <rect class="right" x=${percent(1 - known(right))} width=${percent(right)} height="100%"></rect>`}
  </svg>`;
}

const known = (share: number) => (Number.isFinite(share) ? share : 0);
const percent = (share: number) => `${(known(share) * 100).toFixed(2)}%`;

/** `--share-left` and `--share-right` are its colours. */
export const shareBarStyles = css`
  svg.share {
    display: block;
    width: 100%;
    height: 8px;
    border-radius: 2px;
    background: var(--well);
  }
  .share .left {
    fill: var(--share-left);
  }
  .share .right {
    fill: var(--share-right);
  }
`;
