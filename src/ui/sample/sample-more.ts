/** Further rules for what is drawn, folded away; and what there is to see of a sample beside its text. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { type Settings, settingsTable } from '../../config/settings.ts';
import { LatePart, whenThere } from '../parts/late-part.ts';
import type { SampleRun } from '../state/sample-run.ts';
import type { Session } from '../state/session.ts';

const rules = new LatePart(() => import('./sample-rules.ts'));
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
    ${hasMore(session.sample) ? whenThere(beside, () => html`<sample-beside .session=${session}></sample-beside>`) : nothing}`;
}

function hasMore({ texts, rivals, refused, cut }: SampleRun): boolean {
  return texts.length > 1 || rivals.value.length > 0 || refused.value !== null || cut > 0;
}
