/** Two texts: what is chosen, what it costs, what was written. */
import { css } from 'lit';

export const twoTextsStyles = css`
  :host {
    display: block;
    font-size: 12px;
  }
  summary {
    cursor: pointer;
  }
  p {
    margin: 6px 0;
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 12px;
    align-items: center;
  }
  select {
    max-width: 260px;
  }
  .problem {
    color: var(--bad);
  }
  .faint {
    color: var(--ink-soft);
  }
  progress {
    width: 200px;
    accent-color: var(--accent);
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: left;
  }
  th {
    font-weight: 400;
    text-align: left;
  }
  td,
  th {
    padding: 2px 12px 2px 0;
  }
  .own {
    font-weight: 650;
  }
  .written {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
    gap: 6px 18px;
  }
  blockquote {
    margin: 4px 0;
    padding: 6px 8px;
    border-radius: 4px;
    background: var(--well);
    font: 13px/1.5 var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  h3 {
    margin: 8px 0 2px;
    font-size: 12px;
  }
`;
