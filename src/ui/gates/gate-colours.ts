/** `--gate` by the class that a trace's role gives: one colour per role, wherever it is met. */
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
  .memory {
    --gate: var(--gate-memory);
  }
  .activation {
    --gate: var(--gate-activation);
  }
`;
