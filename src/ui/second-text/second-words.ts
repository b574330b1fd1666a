/** What is said of a net that goes on with another text. */
import { msg, str } from '@lit/localize';
import { inlineText } from '../../lib/inline-text.ts';
import type { FormerText } from '../../protocol/text-info.ts';
import { grouped } from '../format.ts';
import { countOfSteps } from '../words/runs.ts';
import type { Term } from '../words/terms.ts';

export const shortTitle = (title: string) => inlineText(title, 40);

export const momentsTerm: Term = {
  name: () => msg('moments'),
  text: () =>
    msg(
      'What the optimizer has gathered of earlier gradients, and the steps that it counts them by. Kept, it goes on as if the text were the same; cleared, it begins as for a new net. A rewind leads to the weights that the second text began with, and clears the moments.',
    ),
};

export function learnedBefore({ title, step }: FormerText, steps: number): string {
  return msg(
    str`The net learned ${shortTitle(title)} for ${countOfSteps(step)}, and has gone on with this text for ${countOfSteps(steps)}.`,
  );
}

/** @param change nats */
export function forgotten(title: string, change: number): string {
  const name = shortTitle(title);
  const nats = Math.abs(change).toFixed(2);
  return change > 0
    ? msg(str`Of ${name} it has forgotten ${nats} nats per character so far.`)
    : msg(str`Of ${name} it has forgotten nothing: its loss there is ${nats} nats lower.`);
}

export const writtenAt = (step: number) => msg(str`What it writes at step ${grouped(step)}`);
