/** What one step back does to the gradient: the whole of it, the gates' part, the rest. */
import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { MemoryInfo, TraceRole } from '../../protocol/catalogue.ts';
import type { GradientsThroughTime } from '../../protocol/frames.ts';
import { type LagCurve, stepFactors } from './lag-curves.ts';
import '../parts/line-chart.ts';
import type { Series } from '../parts/line-chart.ts';

/** @param keeping role of the gate that keeps the memory: its colour */
export function renderFactors(
  gradients: GradientsThroughTime,
  memory: MemoryInfo | null,
  keeping: TraceRole = 'memory',
): TemplateResult {
  const { whole, kept, rest } = stepFactors(gradients);
  const symbol = memory?.symbol ?? 'a';
  const series: Series[] = [];
  if (memory && rest && kept) {
    const label = msg('rest');
    const colour = `--gate-${keeping}`;
    series.push({ label, colour: '--series-validation', width: 1.5, points: pointsOf(rest) });
    series.push({ label: memory.share, colour, width: 1.5, dashed: true, points: pointsOf(kept) });
  }
  const all = { label: msg('whole'), colour: '--series-train', width: 2.5 };
  series.push({ ...all, points: pointsOf(whole) });
  return html`<div class="factors">
    <p class="caption"><span>${msg(str`factor of one step back, by ${symbol}`)}</span></p>
    <line-chart
      label=${msg('Factor of one step back, by lag')}
      xName=${msg('to lag')}
      .series=${series}
      .references=${[{ label: '1', value: 1 }]}
      xTicks
    ></line-chart>
    <ul>
      <li><i class="now"></i>‖∂${symbol}⟨t⟩/∂${symbol}⟨t−1⟩ · g‖ / ‖g‖</li>
      ${
        memory && kept
          ? html`<li>
                <i class="dashed keeping ${keeping}"></i>${msg(str`diag(${memory.share}) alone`)}
              </li>
              <li><i class="rest"></i>${msg('rest: through the weights')}</li>`
          : html`<li>${msg('no gate keeps a memory: everything goes through the weights')}</li>`
      }
    </ul>
  </div>`;
}

/** What can be drawn of a curve on a logarithmic scale. */
export function pointsOf(curve: LagCurve): { x: number; y: number }[] {
  return curve.flatMap((y, x) => (y !== null && y > 0 ? [{ x, y }] : []));
}
