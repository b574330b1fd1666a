/** The bars of a chart as a table that folds out: what is said of each, split at its last colon. */
import { msg } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Bar } from './bar-chart.ts';

export function barTable(first: string, second: string, bars: readonly Bar[]): TemplateResult {
  return html`<details>
    <summary>${msg('Show as table')}</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">${first}</th>
          <th scope="col">${second}</th>
        </tr>
      </thead>
      <tbody>
        ${bars.map(({ words }) => {
          const at = words.lastIndexOf(': ');
          return html`<tr>
            <th scope="row">${words.slice(0, at)}</th>
            <td class="number">${words.slice(at + 2)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </details>`;
}
