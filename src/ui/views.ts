/**
 * Every view of the page, one line each, by the id that links name it with. Those of the main area
 * stand there from the start; of the tabs below one or none is open, loaded when it first is.
 */
import { msg } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Session } from './state/session.ts';

interface Shown {
  id: string;
  /** Stands only where a task names it. */
  isSpecial?: true;
  title: () => string;
  render: (session: Session) => TemplateResult;
}
/** `load`: where it does not stand on every page. */
export type MainView = Shown & { place: 'main'; load?: () => Promise<unknown> };
export type Tab = Shown & { place: 'tab'; load: () => Promise<unknown> };

// prettier-ignore
export const views: readonly (MainView | Tab)[] = [
  { id: 'loss', place: 'main', title: () => msg('Loss'), render: (session) => html`<loss-panel .session=${session}></loss-panel>` },
  { id: 'tags', place: 'main', isSpecial: true, title: () => msg('Tags'), load: () => import('./tags/tags-panel.ts'), render: (session) => html`<tags-panel .session=${session}></tags-panel>` },
  { id: 'pairs', place: 'main', isSpecial: true, title: () => msg('Answers'), load: () => import('./pairs/pairs-panel.ts'), render: (session) => html`<pairs-panel .session=${session}></pairs-panel>` },
  { id: 'forecast', place: 'main', isSpecial: true, title: () => msg('Forecast'), load: () => import('./forecast/forecast-panel.ts'), render: (session) => html`<forecast-panel .session=${session}></forecast-panel>` },
  { id: 'tunes', place: 'main', isSpecial: true, title: () => msg('Tunes'), load: () => import('./tunes/tunes-panel.ts'), render: (session) => html`<tunes-panel .session=${session}></tunes-panel>` },
  { id: 'gates', place: 'main', title: () => msg('Gates'), render: (session) => html`<gates-panel .session=${session}></gates-panel>` },
  { id: 'sample', place: 'main', title: () => msg('Sample'), render: (session) => html`<sample-panel .session=${session}></sample-panel>` },
  { id: 'look-ahead', place: 'tab', isSpecial: true, title: () => msg('Look-ahead'), load: () => import('./look-ahead/look-ahead-panel.ts'), render: (session) => html`<look-ahead-panel .session=${session}></look-ahead-panel>` },
  { id: 'early', place: 'tab', isSpecial: true, title: () => msg('Early answers'), load: () => import('./early/early-panel.ts'), render: (session) => html`<early-panel .session=${session}></early-panel>` },
  { id: 'attention', place: 'tab', isSpecial: true, title: () => msg('Attention'), load: () => import('./pairs/attention-panel.ts'), render: (session) => html`<attention-panel .session=${session}></attention-panel>` },
  { id: 'equations', place: 'tab', title: () => msg('Equations'), load: () => import('./equations/equations-panel.ts'), render: (session) => html`<equations-panel .session=${session}></equations-panel>` },
  { id: 'statistics', place: 'tab', title: () => msg('Gate statistics'), load: () => import('./statistics/statistics-panel.ts'), render: (session) => html`<statistics-panel .session=${session}></statistics-panel>` },
  { id: 'through-time', place: 'tab', title: () => msg('Gradient through time'), load: () => import('./through-time/through-time-panel.ts'), render: (session) => html`<through-time-panel .session=${session}></through-time-panel>` },
  { id: 'weight-check', place: 'tab', title: () => msg('Check the gradient'), load: () => import('./weight/weight-check-panel.ts'), render: (session) => html`<weight-check-panel .session=${session}></weight-check-panel>` },
  { id: 'inside', place: 'tab', title: () => msg('Inside the cell'), load: () => import('./inside/inside-panel.ts'), render: (session) => html`<inside-panel .session=${session}></inside-panel>` },
  { id: 'unrolled', place: 'tab', title: () => msg('Unrolled'), load: () => import('./unrolled/unrolled-panel.ts'), render: (session) => html`<unrolled-panel .session=${session}></unrolled-panel>` },
  { id: 'example-loss', place: 'tab', title: () => msg('Loss, seen'), load: () => import('./example-loss/example-loss-panel.ts'), render: (session) => html`<example-loss-panel .session=${session}></example-loss-panel>` },
  { id: 'token-line', place: 'tab', isSpecial: true, title: () => msg('Tokens'), load: () => import('./token-line/token-line-panel.ts'), render: (session) => html`<token-line-panel .session=${session}></token-line-panel>` },
  { id: 'score', place: 'tab', isSpecial: true, title: () => msg('Score'), load: () => import('./score/score-panel.ts'), render: (session) => html`<score-panel .session=${session}></score-panel>` },
  { id: 'quiz', place: 'tab', isSpecial: true, title: () => msg('Quiz'), load: () => import('./quiz/quiz-panel.ts'), render: (session) => html`<quiz-panel .session=${session}></quiz-panel>` },
  { id: 'typing', place: 'tab', isSpecial: true, title: () => msg('Type'), load: () => import('./typing/typing-panel.ts'), render: (session) => html`<typing-panel .session=${session}></typing-panel>` },
  { id: 'second-text', place: 'tab', isSpecial: true, title: () => msg('Second text'), load: () => import('./second-text/second-text-panel.ts'), render: (session) => html`<second-text-panel .session=${session}></second-text-panel>` },
  { id: 'data', place: 'tab', title: () => msg('Data'), load: () => import('./data/data-panel.ts'), render: (session) => html`<data-panel .session=${session}></data-panel>` },
  { id: 'kept-runs', place: 'tab', title: () => msg('Kept runs'), load: () => import('./kept-runs/kept-runs-panel.ts'), render: (session) => html`<kept-runs-panel .session=${session}></kept-runs-panel>` },
];

export const mainViews = views.filter((view) => view.place === 'main');
export const tabs = views.filter((view) => view.place === 'tab');
