/** The task's main metric: its latest value, and its curve among those of compared runs. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import '../parts/line-chart.ts';
import type { Series } from '../parts/line-chart.ts';
import { helpOn } from '../parts/help-mark.ts';
import type { Session } from '../state/session.ts';
import { bestWords, boundLabel, metricValue, termOfMetric } from '../words/metrics.ts';
import { comparedByName } from './compared-curves.ts';

type Part = TemplateResult | typeof nothing;

/** As measured last. */
export function metricReadout({ curve, metrics: { main } }: Session): Part {
  if (!main) return nothing;
  const term = termOfMetric(main);
  return html`<div class="metric">
    <dt>${main.name}</dt>
    <dd>
      <output aria-label=${msg(str`Validation ${main.name}`)} aria-live="off"
        >${metricValue(curve.validations.at(-1)?.metrics?.[main.id])}</output
      >
      ${term ? helpOn(term) : nothing}
    </dd>
  </div>`;
}

export function metricChart(session: Session, logX: boolean): Part {
  const { curve, metrics, scores } = session;
  const { main } = metrics;
  if (!main) return nothing;
  const series: Series[] = [
    {
      ...{ label: main.name, colour: '--series-metric', width: 1.5, dots: true },
      points: curve.metricPoints(main.id, logX),
    },
    ...comparedByName(session).map(({ name, curve: other, colour }) => ({
      ...{ label: name, colour: `--kept-${colour}`, width: 1.25 },
      points: other.metricPoints(main.id, logX),
    })),
  ];
  return html`<p class="caption">
      <span>${msg(str`${main.name} on what is held out`)}</span>
      <span>${bestWords(main, curve.validations)}</span>
    </p>
    <line-chart
      class="measured"
      label=${msg(str`${main.name} on what is held out, by step`)}
      .series=${series}
      .references=${scores.bounds.map((bound) => ({ label: boundLabel(bound), value: bound.value }))}
      .lastX=${curve.steps}
      ?logX=${logX}
      ?isShare=${main.format === 'share'}
    ></line-chart>`;
}
