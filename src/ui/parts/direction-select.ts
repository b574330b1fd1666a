/** The direction that is looked at, in other panels than Gates; nothing where layers read one way. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { Session } from '../state/session.ts';

/** @param name accessible, other than that of the control in Gates */
export function directionSelect(session: Session, name: string): unknown {
  const { gates } = session;
  if (!gates.hasDirections) return nothing;
  const isBack = gates.direction === 1;
  return html`<label class="direction"
    >${msg('Direction')}<select
      aria-label=${name}
      @change=${({ target }: Event) =>
        void session.change('direction', (target as HTMLSelectElement).value)}
    >
      <option value="forward" ?selected=${!isBack}>→</option>
      <option value="backward" ?selected=${isBack}>←</option>
    </select></label
  >`;
}
