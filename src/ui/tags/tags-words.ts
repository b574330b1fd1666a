/** The words of the panel that shows answers: what is counted, and of what. */
import { msg, str } from '@lit/localize';
import type { Settings } from '../../config/settings.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { MetricBound } from '../../protocol/metrics.ts';
import type { ValidationResult } from '../../protocol/training.ts';
import { fixed, grouped } from '../format.ts';
import { metricValue } from '../words/metrics.ts';
import { skippedWords } from '../words/skipped.ts';
import { type Unit, unitNameFor } from '../words/units.ts';

/** What is answered: of every word, or of each example. */
export function headingOf(task: TaskInfo | null): string {
  return task?.answersOnce ? msg('Classes') : msg('Tags');
}

/** Over how much the metrics were taken. */
export function measuredWords(latest: ValidationResult | undefined, unit: Unit): string {
  if (!latest?.metrics) return msg('Not measured yet: that comes with the next validation.');
  const { step, tokens, total } = latest;
  const of = msg(str`${grouped(total)} held-out ${unitNameFor(unit, total)}`);
  const at = grouped(step);
  const measured =
    tokens < total
      ? msg(str`Over the first ${grouped(tokens)} of ${of}, at step ${at}.`)
      : total === 1
        ? msg(str`Over ${of}, at step ${at}.`)
        : msg(str`Over all ${of}, at step ${at}.`);
  return step === 0 ? msg(str`${measured} The net is untrained: it guesses.`) : measured;
}

interface Answered {
  examples: readonly { isRight: boolean }[];
  /** Answered, if not shown. */
  counted: number;
}

/** How many of the examples are answered wrongly, as far as that is known. */
export function wrongWords({ examples, counted }: Answered): string {
  const wrong = examples.filter(({ isRight }) => !isRight).length;
  if (wrong === 0) {
    return counted === 1
      ? msg('The only one is right.')
      : msg(str`All ${grouped(counted)} are right.`);
  }
  const isCut = wrong === examples.length && wrong < counted;
  if (wrong === 1 && !isCut) {
    return msg(str`1 of ${grouped(counted)} is wrong; it comes first.`);
  }
  return isCut
    ? msg(str`More than ${grouped(wrong)} of ${grouped(counted)} are wrong; these are the first.`)
    : msg(str`${grouped(wrong)} of ${grouped(counted)} are wrong; these come first.`);
}

export function listName(task: TaskInfo | null): string {
  return msg(str`Held-out ${examplesName(task)}`);
}

/** What is answered, of several. */
export function examplesName(task: TaskInfo | null): string {
  if (task?.rows === 'sentences') return msg('sentences');
  if (task?.rows === 'labelled') return msg('texts');
  if (task?.rows === 'recordings') return msg('recordings');
  if (task?.rows === 'strands') return msg('sequences');
  return task?.rows === 'lines' ? msg('lines') : msg('examples');
}

export function typedName(task: TaskInfo | null): string {
  if (task?.recorded) return msg('Recording');
  if (task?.answersOnce) return msg('Text');
  return task?.unit === 'word' ? msg('Sentence') : msg('Line');
}

export function typedHelp(task: TaskInfo | null): string {
  if (task?.recorded) {
    return msg('The net gives this recording its class while it trains. Gates shows the same one.');
  }
  return task?.answersOnce
    ? msg('The net gives this its class while it trains. Gates shows the same text.')
    : msg('The net tags this while it trains. Gates shows the same line.');
}

export function triesName(task: TaskInfo | null): string {
  return task?.unit === 'word' ? msg('Sentences to try') : msg('Lines to try');
}

/** A choice of look-ahead, within a sentence. */
export function lookAheadWords(choice: Settings['lookAhead']): string {
  if (choice === 'all') return msg('all words');
  return choice === '1' ? msg('1 word') : msg(str`${choice} words`);
}

export function boundWords({ label, value, when }: MetricBound): string {
  const lookAhead = when?.lookAhead;
  if (lookAhead === undefined) return `${label}: ${metricValue(value)}`;
  const words = lookAheadWords(lookAhead);
  return lookAhead === 'all'
    ? msg(str`Best possible with ${words} known: ${metricValue(value)}.`)
    : msg(str`Best possible with a look-ahead of ${words}: ${metricValue(value)}.`);
}

/** What was typed and is in no vocabulary. */
export function unknownWords(skipped: readonly string[], unit: Unit): string {
  return skippedWords(inlineText(skipped.join(', '), 200), unit);
}

export function share(value: number): string {
  return `${fixed(value * 100, 0)} %`;
}
