/** The words of the panel that shows answers: what is counted, and of what. */
import { msg, str } from '@lit/localize';
import { inlineText } from '../../lib/inline-text.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { PredictionScore, PredictionsFrame } from '../../protocol/predictions.ts';
import { fixed, grouped } from '../format.ts';

type Counted = PredictionScore['counted'];

/** What is answered: of every word, or of each example. */
export function headingOf(counted: Counted | undefined): string {
  return counted === 'examples' ? msg('Classes') : msg('Tags');
}

export function scoreName(counted: Counted | undefined): string {
  if (counted === 'entities') return msg('Entity F1');
  return counted === 'words' ? msg('Word F1') : msg('F1');
}

/** Over how much a score was taken. */
export function measuredWords(
  { step, counted, total }: PredictionsFrame,
  task: TaskInfo | null,
): string {
  const examples = examplesName(task);
  return counted < total
    ? msg(
        str`Over the first ${grouped(counted)} of ${grouped(total)} held-out ${examples}, at step ${grouped(step)}.`,
      )
    : msg(str`Over all ${grouped(total)} held-out ${examples}, at step ${grouped(step)}.`);
}

/** How many of the examples are answered wrongly, as far as that is known. */
export function wrongWords({ examples, counted }: PredictionsFrame): string {
  const wrong = examples.filter(({ isRight }) => !isRight).length;
  if (wrong === 0) return msg(str`All ${grouped(counted)} are right.`);
  return wrong === examples.length && wrong < counted
    ? msg(str`More than ${grouped(wrong)} of ${grouped(counted)} are wrong; these are the first.`)
    : msg(str`${grouped(wrong)} of ${grouped(counted)} are wrong; these come first.`);
}

export function listName(task: TaskInfo | null): string {
  return msg(str`Held-out ${examplesName(task)}`);
}

function examplesName(task: TaskInfo | null): string {
  if (task?.rows === 'sentences') return msg('sentences');
  return task?.rows === 'lines' ? msg('lines') : msg('examples');
}

export function typedName(task: TaskInfo | null): string {
  return task?.unit === 'word' ? msg('Sentence') : msg('Line');
}

export function triesName(task: TaskInfo | null): string {
  return task?.unit === 'word' ? msg('Sentences to try') : msg('Lines to try');
}

/** A choice of look-ahead, within a sentence. */
export function lookAheadWords(choice: string): string {
  if (choice === 'all') return msg('all words');
  return choice === '1' ? msg('1 word') : msg(str`${choice} words`);
}

export function boundWords(lookAhead: string, f1: number): string {
  const words = lookAheadWords(lookAhead);
  return lookAhead === 'all'
    ? msg(str`Best possible with ${words} known: ${score(f1)}.`)
    : msg(str`Best possible with a look-ahead of ${words}: ${score(f1)}.`);
}

/** What was typed and is in no vocabulary. */
export function unknownWords(skipped: readonly string[], task: TaskInfo | null): string {
  const names = inlineText(skipped.join(', '), 200);
  return task?.unit === 'word'
    ? msg(str`Not in the vocabulary, read as <UNK>: ${names}`)
    : msg(str`Not in the vocabulary, left out: ${names}`);
}

export function score(value: number | null | undefined): string {
  return fixed(value, 3);
}

export function share(value: number): string {
  return `${fixed(value * 100, 0)} %`;
}
