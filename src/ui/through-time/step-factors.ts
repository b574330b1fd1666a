/** What one step back does to the gradient: the whole of it, the gates' part, the rest. */
import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { MemoryInfo, TraceRole } from '../../protocol/catalogue.ts';
import type { GradientsThroughTime } from '../../protocol/frames.ts';
import { stepFactors } from './along-memory.ts';
import { type LagCurve, type SidedCurve } from './lag-curves.ts';
import '../parts/line-chart.ts';
import type { Series } from '../parts/line-chart.ts';

/**
 * @param gradients as they are walked
 * @param keeping role of the gate that keeps the memory: its colour
 * @param arrow of a layer that reads both ways: the step before is the next one of ←
 */
export function renderFactors(
  gradients: GradientsThroughTime,
  memory: MemoryInfo | null,
  keeping: TraceRole = 'memory',
  arrow: '' | '→' | '←' = '',
): TemplateResult {
  const { whole, retained, rest } = stepFactors(gradients);
  const symbol = arrow + (memory?.symbol ?? 'a');
  const before = arrow === '←' ? 't+1' : 't−1';
  const series: Series[] = [];
  if (memory && rest && retained) {
    const label = msg('rest');
    const colour = `--gate-${keeping}`;
    series.push({ label, colour: '--series-validation', width: 1.5, points: pointsOf(rest) });
    series.push({
      label: memory.share,
      colour,
      width: 1.5,
      dashed: true,
      points: pointsOf(retained),
    });
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
      <li><i class="now"></i>‖∂${symbol}⟨t⟩/∂${symbol}⟨${before}⟩ · g‖ / ‖g‖</li>
      ${
        memory && retained
          ? html`<li>
                <i class="dashed keeping ${keeping}"></i>${msg(str`diag(${memory.share}) alone`)}
              </li>
              <li><i class="rest"></i>${msg('rest: through the weights')}</li>`
          : html`<li>${pointsOf(whole).length > 0 ? throughWeights() : nowhere()}</li>`
      }
    </ul>
  </div>`;
}

const throughWeights = () => msg('no gate keeps a memory: everything goes through the weights');
const nowhere = () => msg('nothing goes from one time step to the next');

interface Point {
  x: number;
  y: number;
}

/** What can be drawn of a curve on a logarithmic scale. */
export function pointsOf(curve: LagCurve): Point[] {
  return curve.flatMap((y, x) => (y !== null && y > 0 ? [{ x, y }] : []));
}

/** What is read later stands left of lag 0. */
export function laterPoints(curve: LagCurve): Point[] {
  return pointsOf(curve)
    .map(({ x, y }) => ({ x: -x, y }))
    .reverse();
}

export function sidedPoints({ before, later }: SidedCurve): Point[] {
  const left = later ? laterPoints(later).filter(({ x }) => x < 0) : [];
  return [...left, ...pointsOf(before)];
}
