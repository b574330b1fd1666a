/** Where the open data come from, and what allows to hand them on. */
import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { dataSources } from 'virtual:dataSources';
import type { TextChoice } from '../../protocol/catalogue.ts';
import type { TextInfo } from '../../protocol/text-info.ts';

/** Beside the page: the licences in full. */
const sourcesPage = 'data-sources.html';

/** @param choices built-in data, as the menu has them */
export function dataOrigin(
  { source: kind, name }: Pick<TextInfo, 'source' | 'name'>,
  choices: readonly TextChoice[],
): TemplateResult {
  if (kind !== 'builtin') {
    return html`<p class="origin">${msg('Your own data: they stay on this machine.')}</p>`;
  }
  const { madeOf } = choices.find(({ id }) => id === name) ?? {};
  const ids = [name, ...(madeOf ?? [])].filter((id) => id in dataSources);
  return html`<p class="origin">
    ${originWords(ids, madeOf !== undefined)}
    <a
      href=${ids.length > 0 ? `${sourcesPage}#${ids[0]}` : sourcesPage}
      target="_blank"
      rel="noopener"
      >${msg('All sources and notices')}</a
    >
  </p>`;
}

/** @param ids of what is served @param isMade it is put together from that, and not that itself */
function originWords(ids: readonly string[], isMade: boolean): string {
  const served = ids.flatMap((id) => dataSources[id] ?? []);
  if (isMade) {
    const parts = served.map(({ source, licence }) => `${source} (${licence})`).join('; ');
    return msg(str`Put together here, by rules of the page, from: ${parts}.`);
  }
  if (served.length > 0) {
    return msg(str`Source: ${served[0].source}. Licence: ${served[0].licence}.`);
  }
  return msg(
    'Generated here, by rules of the page and from a fixed seed (1): the same for everybody.',
  );
}
