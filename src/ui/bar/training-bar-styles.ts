/** Styles of the bar at the top: one row where there is room, in two where there is not. */
import { css } from 'lit';

export const trainingBarStyles = css`
  :host {
    display: flex;
    container-type: inline-size;
    align-items: center;
    flex-wrap: wrap;
    gap: 6px 18px;
    padding: 7px 12px;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  h1 {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0;
    font-size: 16px;
    font-weight: 700;
    letter-spacing: -0.01em;
  }
  h1 svg {
    width: 34px;
    height: 20px;
    fill: none;
    stroke: var(--accent);
    stroke-width: 2;
    stroke-linecap: round;
  }
  h1 .loop {
    stroke: var(--gate-forget);
  }
  .buttons {
    display: flex;
    gap: 5px;
  }
  .train {
    min-width: 78px;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 18px;
    margin: 0;
  }
  dl div {
    display: flex;
    align-items: baseline;
    gap: 5px;
  }
  dt {
    display: flex;
    align-items: center;
    gap: 2px;
    color: var(--ink-faint);
    font-size: 12px;
  }
  dd {
    min-width: 5ch;
    margin: 0;
    font-weight: 600;
  }
  .time {
    color: var(--ink-soft);
    font-size: 12px;
    white-space: nowrap;
  }
  .spring {
    flex: 1;
  }
  .engine {
    min-width: 104px;
    max-width: 300px;
    color: var(--ink-soft);
    font-size: 12px;
    line-height: 1.2;
    text-align: right;
    text-wrap: balance;
    overflow-wrap: break-word;
  }
  .end {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  @media (min-width: 701px) {
    /* what computes is named in two lines before the bar takes another row */
    .end {
      flex: 1 1 110px;
      justify-content: flex-end;
    }
    .spring {
      display: none;
    }
  }
  /* what nets run on can be read where there is less room */
  @media (min-width: 701px) and (max-width: 1420px) {
    :host,
    dl {
      column-gap: 11px;
    }
    dd {
      min-width: 4ch;
    }
    .time {
      max-width: 118px;
      line-height: 1.2;
      white-space: normal;
      text-wrap: balance;
    }
    .engine {
      min-width: 84px;
    }
  }
  @media (max-width: 700px) {
    .end {
      order: 1;
      flex: 1;
      justify-content: flex-end;
    }
    .buttons {
      order: 2;
      flex-wrap: wrap;
      width: 100%;
    }
    .buttons button {
      flex: 1;
      height: 34px;
      padding: 0 4px;
    }
    dl {
      order: 3;
      gap: 0 10px;
    }
    dd {
      min-width: 4ch;
    }
    .time {
      order: 4;
    }
    .time:empty {
      display: none;
    }
    .spring {
      display: none;
    }
  }
  @media (max-width: 360px) {
    .train {
      min-width: 0;
    }
    .buttons svg {
      display: none;
    }
  }
`;
