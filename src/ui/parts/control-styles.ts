/** Looks shared by everything with a button, a field or a read-out in it. */
import { css } from 'lit';

export const controlStyles = css`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  .remark {
    color: var(--warn);
    font-size: 12px;
  }
  button,
  .button,
  input,
  select,
  textarea {
    font: inherit;
    font-variant-numeric: tabular-nums;
    color: inherit;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 5px;
    height: 28px;
    padding: 0 10px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    white-space: nowrap;
    cursor: pointer;
  }
  button:hover:not(:disabled),
  .button:hover {
    background: var(--well);
    border-color: var(--ink-faint);
  }
  button:disabled {
    color: var(--ink-faint);
    border-color: var(--line);
    cursor: default;
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
    font-weight: 600;
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 86%, var(--ink));
    border-color: transparent;
  }
  button.primary:disabled {
    background: var(--well);
    border-color: var(--line);
    color: var(--ink-faint);
  }
  button svg {
    width: 12px;
    height: 12px;
    fill: currentColor;
    flex: none;
  }
  input:not([type='range'], [type='checkbox'], [type='file']),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    height: 26px;
    padding: 0 6px;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--well);
  }
  input:hover,
  select:hover,
  textarea:hover {
    border-color: var(--line-strong);
  }
  input[type='range'] {
    width: 100%;
    height: 18px;
    margin: 0;
    accent-color: var(--accent);
  }
  input[type='checkbox'] {
    margin: 0 4px 0 0;
    accent-color: var(--accent);
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  h2 {
    margin: 0;
    font-size: 13px;
    font-weight: 650;
  }
  p {
    margin: 0;
  }
  .faint {
    color: var(--ink-faint);
  }
  .quiet,
  .quiet:disabled {
    border-color: transparent;
    background: none;
    color: var(--ink-soft);
  }
  .visually-hidden:not(:focus):not(:active) {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation-duration: 0.01ms !important;
      transition: none !important;
    }
  }
`;

/** A button at the end of the bar on top: with its words where the bar has room for them. */
export const barButtonStyles = css`
  button {
    padding: 0 8px;
  }
  button svg {
    width: 14px;
    height: 14px;
  }
  .words {
    display: none;
  }
  @container (min-width: 1480px) or ((min-width: 370px) and (max-width: 700px)) {
    .words {
      display: inline;
    }
  }
`;

/** A panel of the main area: a titled card that fills its grid cell. */
export const panelStyles = css`
  :host {
    display: block;
    min-width: 0;
    min-height: 0;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 6px;
    height: 100%;
    padding: 8px 10px 10px;
    overflow: hidden auto;
    scrollbar-width: thin;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .head {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 10px;
    min-height: 24px;
  }
  .head .spring {
    flex: 1;
  }
`;
