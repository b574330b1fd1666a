/** The tab of early answers: two curves, and what is recorded to be tried. */
import { css } from 'lit';

export const earlyStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 12px 26px;
    min-height: 100%;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-width: 0;
  }
  h3 {
    margin: 0;
    font-size: 13px;
  }
  line-chart {
    flex: 1;
    min-height: 170px;
  }
  .try {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 10px;
    align-items: center;
  }
  video {
    width: 120px;
    height: 72px;
    border-radius: 4px;
    background: var(--well);
    object-fit: cover;
    transform: scaleX(-1);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    margin: 0;
    padding: 0;
    color: var(--ink-soft);
    font-size: 12px;
    list-style: none;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 5px;
  }
  @media (max-width: 759px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
