/** The layer and the direction that are looked at, in other panels than Gates: the same settings. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { Session } from '../state/session.ts';

/** Where there are several. @param name accessible, other than that of the control in Gates */
export function layerSelect(session: Session, name: string): unknown {
  const layers = session.net.info.value?.layers ?? 1;
  if (layers < 2) return nothing;
  const { layer } = session.gates;
  return html`<label class="layer"
    >${msg('Layer')}<select
      aria-label=${name}
      .value=${String(layer)}
      @change=${({ target }: Event) =>
        void session.change('layer', Number((target as HTMLSelectElement).value))}
    >
      ${Array.from(
        { length: layers },
        (_, at) => html`<option value=${at + 1} ?selected=${at + 1 === layer}>${at + 1}</option>`,
      )}
    </select></label
  >`;
}

/** Where layers read both ways. */
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
