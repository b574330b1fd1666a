/** The five pictures of the course: what is read below, states between, answers above. */
import { msg } from '@lit/localize';
import { css, html, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { TaskShape } from '../../protocol/catalogue.ts';

interface Picture {
  name: () => string;
  /** What the shape says, in a few words. */
  note: () => string;
  /** Time steps at which something is read, and at which something is answered. */
  reads: readonly number[];
  answers: readonly number[];
}

export const pictures: Readonly<Record<TaskShape, Picture>> = {
  'one to one': {
    ...{ name: () => msg('One-to-one'), note: () => msg('a plain network, without memory') },
    ...{ reads: [0], answers: [0] },
  },
  'one to many': {
    ...{ name: () => msg('One-to-many'), note: () => msg('a label in, a sequence out') },
    ...{ reads: [0], answers: [0, 1, 2] },
  },
  'many to one': {
    ...{ name: () => msg('Many-to-one'), note: () => msg('a sequence in, one answer out') },
    ...{ reads: [0, 1, 2], answers: [2] },
  },
  'many to many': {
    ...{
      name: () => msg('Many-to-many, Tx = Ty'),
      note: () => msg('an answer at every time step'),
    },
    ...{ reads: [0, 1, 2], answers: [0, 1, 2] },
  },
  'encoder and decoder': {
    name: () => msg('Many-to-many, Tx ≠ Ty'),
    note: () => msg('one sequence is read, another one written'),
    ...{ reads: [0, 1], answers: [2, 3, 4] },
  },
};

const pitch = 24;
const box = 14;
const rows = { answer: 9, state: 35, read: 61, height: 70 };

export function shapePicture(shape: TaskShape): TemplateResult {
  const { reads, answers } = pictures[shape];
  const steps = Math.max(...reads, ...answers) + 1;
  const width = pitch * steps;
  const middle = (step: number) => pitch * (step + 0.5);
  const square = (kind: keyof typeof rows, step: number) =>
    svg`<rect class=${kind} x=${middle(step) - box / 2} y=${rows[kind] - box / 2} width=${box} height=${box} rx="3"></rect>`;
  const up = (from: number, to: number) => (step: number) =>
    svg`<path d="M ${middle(step)} ${from - box / 2} V ${to + box / 2}"></path>`;
  const along = (step: number) =>
    svg`<path d="M ${middle(step) + box / 2} ${rows.state} H ${middle(step + 1) - box / 2}"></path>`;
  const all = Array.from({ length: steps }, (_, step) => step);
  return html`<svg class="shape" width=${width} height=${rows.height} aria-hidden="true">
    ${all.slice(1).map((step) => along(step - 1))} ${reads.map(up(rows.read, rows.state))}
    ${answers.map(up(rows.state, rows.answer))} ${reads.map((step) => square('read', step))}
    ${all.map((step) => square('state', step))} ${answers.map((step) => square('answer', step))}
  </svg>`;
}

export const shapePictureStyles = css`
  svg.shape {
    display: block;
    flex: none;
  }
  .shape path {
    stroke: var(--ink-soft);
    stroke-width: 1.5;
  }
  .shape .read {
    fill: var(--ink-faint);
  }
  .shape .state {
    fill: var(--accent);
  }
  .shape .answer {
    fill: var(--series-validation);
  }
`;
