/** Further rules for what is drawn, folded away; and what there is to see of a sample beside its text. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { type Settings, settingsTable } from '../../config/settings.ts';
import { LatePart, whenThere } from '../parts/late-part.ts';
import type { SampleRun } from '../state/sample-run.ts';
import type { Session } from '../state/session.ts';

const rules = new LatePart(() => import('./sample-rules.ts'));
const cut = new LatePart(() => import('./sample-cut.ts'));
const beside = new LatePart(() => import('./sample-beside.ts'));

const keys = [
  ...(['topP', 'without', 'unknown', 'shortest', 'longest'] as const),
  ...(['samples', 'rivals'] as const),
];

/** Some rule says more than that all may be drawn. */
export function isRuled(settings: Settings): boolean {
  return keys.some((key) => settings[key] !== settingsTable[key].default);
}

/** @param onToggle with what the fold has become */
export function renderMore(
  session: Session,
  isOpen: boolean,
  onToggle: (isOpen: boolean) => void,
): TemplateResult {
  const toggled = ({ target }: Event) => onToggle((target as HTMLDetailsElement).open);
  return html`<details ?open=${isOpen} @toggle=${toggled}>
      <summary>${msg('What may be drawn')}</summary>
      ${isOpen ? whenThere(rules, () => html`<sample-rules .session=${session}></sample-rules>`) : nothing}
    </details>
    ${isCut(session.sample) ? whenThere(cut, () => html`<sample-cut .session=${session}></sample-cut>`) : nothing}`;
}

/** Below the text that is shown. */
export function renderBeside(session: Session): unknown {
  const { texts, rivals } = session.sample;
  if (texts.length < 2 && rivals.value.length === 0) return nothing;
  return whenThere(beside, () => html`<sample-beside .session=${session}></sample-beside>`);
}

const isCut = (sample: SampleRun) => sample.refused.value !== null || sample.cut > 0;
