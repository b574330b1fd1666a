/** What one answer costs, worked out in a line, and what all of them do. */
import { msg, str } from '@lit/localize';
import { inlineText } from '../../lib/inline-text.ts';
import type { CostedAnswer, ExampleLossFrame } from '../../protocol/example-loss.ts';
import { visible } from '../characters.ts';
import { fixed, grouped } from '../format.ts';

const longest = 14;

/** A character as one sign; a word, cut where it is long. */
export function signOf(label: string): string {
  return Array.from(label).length === 1 ? visible(label) : inlineText(label, longest);
}

/** −log ŷ with its numbers. */
export function paidWords(
  { wanted, loss, odds }: CostedAnswer,
  kind: ExampleLossFrame['kind'],
): string {
  if (wanted === null) return msg('Nothing is wanted here: it costs nothing.');
  const p = (value: number) => fixed(value, 3);
  if (kind === 'sigmoid') {
    const yes = odds[1].probability;
    const y = wanted === odds[1].label ? 1 : 0;
    const [first, second] = y === 1 ? [p(loss), '0'] : ['0', p(loss)];
    return `−y log ŷ − (1 − y) log(1 − ŷ) = −${y} · log ${p(yes)} − ${1 - y} · log ${p(1 - yes)} = ${first} + ${second}`;
  }
  const right = odds.find(({ label }) => label === wanted)?.probability ?? NaN;
  return msg(str`−log ŷ(${signOf(wanted)}) = −log ${p(right)} = ${p(loss)} nats`);
}

/** The sum over t, and the mean that training makes smaller. */
export function sumWords({ answers, step }: ExampleLossFrame): string {
  const paid = answers.filter(({ wanted }) => wanted !== null);
  if (paid.length === 0) return msg('Nothing is wanted in this example.');
  const sum = paid.reduce((all, { loss }) => all + loss, 0);
  if (answers.length === 1) {
    return msg(str`${fixed(sum, 3)} nats for the one answer, at step ${grouped(step)}`);
  }
  return msg(
    str`Σ over t: ${fixed(sum, 3)} nats for ${grouped(paid.length)} answers, ${fixed(sum / paid.length, 3)} each, at step ${grouped(step)}`,
  );
}
