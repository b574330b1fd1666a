/**
 * Colours, sizes and type of the whole page as custom properties on the document; they inherit
 * into every shadow root. One colour per gate, used wherever that gate is named.
 */
import { css } from 'lit';

const light = css`
  color-scheme: light;
  --paper: #f3f3f0;
  --surface: #fdfdfc;
  --well: #f6f6f3;
  --line: #dcdbd5;
  --line-strong: #b9b8b1;
  --ink: #1b1d20;
  --ink-soft: #4c5056;
  --ink-faint: #6a6e75;
  --accent: #1a5a9e;
  --accent-ink: #ffffff;
  --accent-soft: #dfeaf5;
  --warn: #9a4a00;
  --warn-soft: #fbefdf;
  --bad: #a3231c;
  --bad-soft: #fbe9e6;
  --series-raw: #a9c4de;
  --series-train: #1a5a9e;
  --series-validation: #c45d00;
  --series-norm: #5d6f86;
  --series-metric: #7b3fa0;
  --series-former: #0b6f7a;
  --reference: #7d8087;
  --gate-update: #0a6aa8;
  --gate-reset: #8a3f96;
  --gate-forget: #bf4a00;
  --gate-output: #0a7a58;
  --gate-candidate: #8a6500;
  --gate-memory: #a8325e;
  --gate-activation: #3d4654;
  --weight-lightness: 0.52;
  --kept-1: #a8325e;
  --kept-2: #0a7a58;
  --kept-3: #8a6500;
  --kept-4: #6b4fb0;
  --kept-5: #2b7f92;
  --kept-6: #5b6068;
`;

const dark = css`
  color-scheme: dark;
  --paper: #0f1114;
  --surface: #171a1e;
  --well: #1e2227;
  --line: #2b3037;
  --line-strong: #4a515b;
  --ink: #e8e8e4;
  --ink-soft: #bcc0c6;
  --ink-faint: #949aa3;
  --accent: #74b1ee;
  --accent-ink: #0b1a29;
  --accent-soft: #1c3048;
  --warn: #f0ad62;
  --warn-soft: #33260f;
  --bad: #ff9c90;
  --bad-soft: #3a1c19;
  --series-raw: #34506e;
  --series-train: #74b1ee;
  --series-validation: #f2a65a;
  --series-norm: #93a4b8;
  --series-metric: #c79bea;
  --series-former: #5cc6d0;
  --reference: #8c929b;
  --gate-update: #6cb6f0;
  --gate-reset: #d29ae0;
  --gate-forget: #f4915a;
  --gate-output: #57c9a2;
  --gate-candidate: #d9b44a;
  --gate-memory: #f08bb2;
  --gate-activation: #bcc5d2;
  --weight-lightness: 0.76;
  --kept-1: #f08bb2;
  --kept-2: #57c9a2;
  --kept-3: #d9b44a;
  --kept-4: #b7a2f5;
  --kept-5: #6cc6d8;
  --kept-6: #a9b0ba;
`;

export const documentStyles = css`
  :root {
    ${light}
    --font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
    --mono:
      ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', Menlo, Consolas,
      'DejaVu Sans Mono', monospace;
    --radius: 6px;
    --gap: 8px;
  }
  :root[data-theme='dark'] {
    ${dark}
  }
  html {
    background: var(--paper);
    color: var(--ink);
  }
  body {
    margin: 0;
    font: 13px/1.4 var(--font);
    font-variant-numeric: tabular-nums;
  }
`;
