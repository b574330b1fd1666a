/** The tabs at the bottom, one line each. A panel is loaded when its tab is first opened. */
import { msg } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Session } from '../controllers/session.ts';

export interface Tab {
  id: string;
  title: () => string;
  load: () => Promise<unknown>;
  render: (session: Session) => TemplateResult;
}

// prettier-ignore
export const tabs: readonly Tab[] = [
  { id: 'equations', title: () => msg('Equations'), load: () => import('./equations-panel.ts'), render: (session) => html`<equations-panel .session=${session}></equations-panel>` },
  { id: 'statistics', title: () => msg('Gate statistics'), load: () => import('./statistics-panel.ts'), render: (session) => html`<statistics-panel .session=${session}></statistics-panel>` },
  { id: 'through-time', title: () => msg('Gradient through time'), load: () => import('./through-time-panel.ts'), render: (session) => html`<through-time-panel .session=${session}></through-time-panel>` },
  { id: 'weight-check', title: () => msg('Check the gradient'), load: () => import('./weight-check-panel.ts'), render: (session) => html`<weight-check-panel .session=${session}></weight-check-panel>` },
  { id: 'inside', title: () => msg('Inside the cell'), load: () => import('./inside-panel.ts'), render: (session) => html`<inside-panel .session=${session}></inside-panel>` },
  { id: 'unrolled', title: () => msg('Unrolled'), load: () => import('./unrolled-panel.ts'), render: (session) => html`<unrolled-panel .session=${session}></unrolled-panel>` },
  { id: 'kept-runs', title: () => msg('Kept runs'), load: () => import('./kept-runs-panel.ts'), render: (session) => html`<kept-runs-panel .session=${session}></kept-runs-panel>` },
];
