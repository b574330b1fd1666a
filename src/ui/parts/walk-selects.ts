/** The part, the layer and the direction that are looked at, in other panels than Gates: the same settings. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { settingsTable } from '../../config/settings.ts';
import type { Session } from '../state/session.ts';
import type { ShownLine } from '../state/shown-line.ts';

/** Where the net reads a source first. */
export function partSelect(session: Session, name: string): unknown {
  const { hasParts, part } = session.gates;
  if (!hasParts) return nothing;
  const { label, choices } = settingsTable.part;
  return html`<label class="part"
    >${label}<select
      aria-label=${name}
      @change=${({ target }: Event) =>
        void session.change('part', (target as HTMLSelectElement).value)}
    >
      ${choices.map(
        ({ value, label }) =>
          html`<option value=${value} ?selected=${value === part}>${label}</option>`,
      )}
    </select></label
  >`;
}

/** Where there are several. @param name accessible, other than that of the control in Gates */
export function layerSelect(session: Session, name: string): unknown {
  const { layers } = session.gates.stack;
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

/** Where layers read both ways. @param walk whose direction it is: the one in Gates unless told */
export function directionSelect(
  session: Session,
  name: string,
  walk: Pick<ShownLine, 'hasDirections' | 'direction'> = session.gates,
): unknown {
  if (!walk.hasDirections) return nothing;
  const isBack = walk.direction === 1;
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
