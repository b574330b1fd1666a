/** The line of Gates as a source of one's own. */
import { msg } from '@lit/localize';
import type { TemplateResult } from 'lit';
import { settingRow } from '../parts/setting-row.ts';
import type { Session } from '../state/session.ts';

export function sourceRow(session: Session): TemplateResult {
  return settingRow(session, 'line', {
    ...{ stacked: true, shown: session.gates.line, label: msg('To be read') },
    help: msg('The net writes its answer to this while it trains.'),
  });
}
