/** What the loss panel shows where a net had learned another text before. */
import { msg, str } from '@lit/localize';
import { inlineText } from '../../lib/inline-text.ts';
import type { Series } from '../parts/line-chart.ts';
import type { Session } from '../state/session.ts';

export function formerSeries({ curve, text }: Session, logX: boolean): Series[] {
  const { former } = text.info.value ?? {};
  if (!former) return [];
  return [
    {
      label: msg(str`validation of ${inlineText(former.title, 40)}`),
      ...{ colour: '--series-former', width: 1.5, dots: true },
      points: curve.formerPoints(logX),
    },
  ];
}
