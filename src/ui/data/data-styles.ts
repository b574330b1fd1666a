/** The data: how many, fields to choose one, the example, the batch. */
import { css } from 'lit';

export const dataStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 4px 8px;
    font-size: 12px;
  }
  .origin a {
    color: var(--accent);
  }
  section > .fields {
    align-items: center;
  }
  .spring {
    flex: 1;
  }
  .fields button {
    height: 26px;
  }
  section {
    min-width: 0;
  }
  section + section {
    padding-top: 8px;
    border-top: 1px solid var(--line);
  }
  h3 {
    margin: 0;
    font-size: 12.5px;
    font-weight: 600;
  }
  section p {
    font-size: 12px;
  }
  .lengths {
    display: flex;
    gap: 16px;
    padding-bottom: 2px;
  }
  sub,
  sup {
    font-size: 0.72em;
    line-height: 0;
  }
`;
