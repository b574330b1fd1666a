/** The curves as a table that other programs read: comma-separated values, one line per step. */
import type { Curve } from './curve.ts';

const columns = [
  'step',
  'characters',
  'loss',
  'smoothed_loss',
  'gradient_norm',
  'validation_loss',
  'validation_characters',
];

/**
 * Numbers in full, gaps as empty cells.
 * @param charactersPerStep that training reads in each step
 */
export function curveFile(curve: Curve, charactersPerStep: number): string {
  const validations = new Map(curve.validations.map((result) => [result.step, result]));
  const lines = [columns.join(',')];
  for (let step = validations.has(0) ? 0 : 1; step <= curve.steps; step++) {
    const validation = validations.get(step);
    const cells = [
      step,
      step * charactersPerStep,
      curve.at('losses', step),
      curve.at('smoothed', step),
      curve.at('norms', step),
      validation?.loss,
      validation?.characters,
    ];
    lines.push(cells.map((cell) => cell ?? '').join(','));
  }
  return `${lines.join('\n')}\n`;
}
