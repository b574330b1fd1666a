/** Where the open data come from, and what allows to hand them on. */
import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { dataSources } from 'virtual:dataSources';
import type { TextInfo } from '../../protocol/text-info.ts';

/** Beside the page: the licences in full. */
const sourcesPage = 'data-sources.html';

export function dataOrigin({
  source: kind,
  name,
}: Pick<TextInfo, 'source' | 'name'>): TemplateResult {
  const told = dataSources[name];
  if (kind !== 'builtin') {
    return html`<p class="origin">${msg('Your own data: they stay on this machine.')}</p>`;
  }
  const words = told
    ? msg(str`Source: ${told.source}. Licence: ${told.licence}.`)
    : msg(
        'Generated here, by rules of the page and from a fixed seed (1): the same for everybody.',
      );
  return html`<p class="origin">
    ${words}
    <a href=${told ? `${sourcesPage}#${name}` : sourcesPage} target="_blank" rel="noopener"
      >${msg('All sources and notices')}</a
    >
  </p>`;
}
