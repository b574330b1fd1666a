/** The place where a person records, and the red mark. */
import { css } from 'lit';

export const recordingMarkStyles = css`
  .state {
    display: flex;
    align-items: center;
    gap: 7px;
    min-height: 22px;
    font-weight: 600;
  }
  .state i {
    width: 12px;
    height: 12px;
    flex: none;
    border: 2px solid currentColor;
    border-radius: 50%;
  }
  .state.recording i {
    border-color: var(--bad);
    background: var(--bad);
    box-shadow: 0 0 0 3px var(--bad-soft);
  }
  .state.recording {
    color: var(--bad);
  }
  .problem {
    color: var(--bad);
  }
`;

export const recorderStyles = css`
  dialog {
    width: min(600px, calc(100vw / var(--zoom, 1) - 32px));
  }
  .words {
    margin-bottom: 8px;
  }
  ul {
    display: flex;
    flex-direction: column;
    gap: 6px;
    margin: 0 0 8px;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(80px, 1fr) 88px auto auto;
    gap: 8px;
    align-items: center;
  }
  li button {
    min-width: 76px;
  }
  .seen {
    display: flex;
    gap: 10px;
    align-items: end;
    min-height: 96px;
  }
  video,
  taken-map canvas {
    width: 160px;
    height: 96px;
    border-radius: 4px;
    background: var(--well);
    object-fit: cover;
  }
  /* as in a mirror */
  video {
    transform: scaleX(-1);
  }
  taken-map canvas {
    image-rendering: pixelated;
  }
  .choices .spring {
    flex: 1;
  }
  @media (max-width: 559px) {
    li {
      grid-template-columns: minmax(60px, 1fr) auto auto;
    }
    li output {
      grid-column: 1;
      grid-row: 2;
    }
    .choices {
      flex-wrap: wrap;
    }
  }
`;
