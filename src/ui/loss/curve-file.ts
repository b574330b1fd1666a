/** The curves as a table that other programs read: comma-separated values, one line per step. */
import type { ValidationResult } from '../../protocol/training.ts';
import type { Curve } from '../state/curve.ts';

const columns = [
  'step',
  'tokens',
  'loss',
  'smoothed_loss',
  'gradient_norm',
  'validation_loss',
  'validation_tokens',
];

/** Another run beside it. */
export interface OtherCurve {
  name: string;
  curve: Curve;
}

interface Columns {
  /** Ids of what was measured beside the loss. */
  metrics?: readonly string[];
  others?: readonly OtherCurve[];
}

/**
 * Numbers in full, gaps as empty cells. Other runs have three columns each and one for each metric,
 * as long as they are.
 * @param tokensPerStep that training reads in each step
 */
export function curveFile(
  curve: Curve,
  tokensPerStep: number,
  { metrics = [], others = [] }: Columns = {},
): string {
  const all = [curve, ...others.map((other) => other.curve)];
  const validations = all.map(
    (one) => new Map(one.validations.map((result) => [result.step, result])),
  );
  const measured = metrics.map((id) => `validation_${id}`);
  const valuesOf = (result: ValidationResult | undefined) =>
    metrics.map((id) => result?.metrics?.[id]);
  const named = others.flatMap(({ name }) =>
    ['loss', 'smoothed_loss', 'validation_loss', ...measured].map((column) =>
      quoted(`${column} of ${name}`),
    ),
  );
  const lines = [[...columns, ...measured, ...named].join(',')];
  const last = Math.max(...all.map(({ steps }) => steps));
  for (let step = validations.some((found) => found.has(0)) ? 0 : 1; step <= last; step++) {
    const validation = validations[0].get(step);
    const cells = [
      step,
      step <= curve.steps ? step * tokensPerStep : null,
      curve.at('losses', step),
      curve.at('smoothed', step),
      curve.at('norms', step),
      validation?.loss,
      validation?.tokens,
      ...valuesOf(validation),
      ...others.flatMap((other, index) => [
        other.curve.at('losses', step),
        other.curve.at('smoothed', step),
        validations[index + 1].get(step)?.loss,
        ...valuesOf(validations[index + 1].get(step)),
      ]),
    ];
    lines.push(cells.map((cell) => cell ?? '').join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** A name may hold what separates cells; it never begins one, so no program takes it for a formula. */
function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
