/** `--gate` by the class that a trace's id gives: one colour per gate, wherever it is named. */
import { css } from 'lit';

export const gateColours = css`
  .update {
    --gate: var(--gate-update);
  }
  .reset {
    --gate: var(--gate-reset);
  }
  .forget {
    --gate: var(--gate-forget);
  }
  .output {
    --gate: var(--gate-output);
  }
  .candidate {
    --gate: var(--gate-candidate);
  }
  .cell {
    --gate: var(--gate-cell);
  }
  .hidden {
    --gate: var(--gate-hidden);
  }
`;
