/** What the page asks before a net is replaced, and what it says afterwards. */
import { msg, str } from '@lit/localize';
import type { Settings } from '../../config/settings.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { Catalogue } from '../../protocol/catalogue.ts';
import { grouped } from '../format.ts';
import { countOfSteps } from './runs.ts';
import { settingsNamed } from './settings.ts';

const longestTitle = 80;

/** What takes the place of the net. */
export type Replacement =
  | { kind: 'settings'; changes: Partial<Settings> }
  | { kind: 'text'; title: string }
  /** The same weights go on with it. */
  | { kind: 'second text'; title: string }
  /** A file, or a kept run, by its name. */
  | { kind: 'run'; name: string }
  | { kind: 'link'; changes: Partial<Settings> }
  /** A built-in text that a link names, in the place of the person's own. */
  | { kind: 'linked text'; title: string; own: string }
  | { kind: 'rewind' }
  /** Training that went wrong goes on from its last good step. */
  | { kind: 'back' }
  /** The net that was replaced last, which comes back. */
  | { kind: 'undo'; step: number };

export interface Question {
  title: string;
  text: string;
  /** The button that changes nothing. */
  keep: string;
  /** The button that goes on. */
  replace: string;
  /** There is something that could be saved first. */
  maySave: boolean;
}

export function questionOf(by: Replacement, steps: number, catalogue: Catalogue | null): Question {
  return {
    title: titleOf(by, catalogue),
    text: consequence(by, steps),
    keep: keepLabel(by, steps),
    replace: ['run', 'text', 'linked text'].includes(by.kind)
      ? msg('Open')
      : by.kind === 'undo'
        ? msg('Bring it back')
        : msg('New net'),
    maySave: steps > 0,
  };
}

/** Said once it is done. */
export function replacedBy(by: Replacement, steps: number): string {
  const trained = countOfSteps(steps);
  switch (by.kind) {
    case 'rewind':
      return msg(str`Rewound from step ${grouped(steps)}.`);
    case 'back':
      return msg(str`Went back from step ${grouped(steps)}.`);
    case 'run':
      return msg(
        str`${inlineText(by.name, longestTitle)} replaced the net trained for ${trained}.`,
      );
    case 'text':
    case 'linked text':
      return msg(
        str`A new net on ${inlineText(by.title, longestTitle)} replaced the one trained for ${trained}.`,
      );
    case 'second text':
      return msg(
        str`The net goes on with ${inlineText(by.title, longestTitle)}, after ${trained} on the text before.`,
      );
    case 'undo':
      return msg(
        str`Back at step ${grouped(by.step)}. This replaced the net trained for ${trained}.`,
      );
    default:
      return msg(str`A new net replaced the one trained for ${trained}.`);
  }
}

function titleOf(by: Replacement, catalogue: Catalogue | null): string {
  switch (by.kind) {
    case 'run':
      return msg(str`Open ${inlineText(by.name, longestTitle)}?`);
    case 'text':
    case 'second text':
    case 'linked text':
      return msg(str`Open ${inlineText(by.title, longestTitle)}?`);
    case 'undo':
      return msg(str`Go back to the net trained for ${countOfSteps(by.step)}?`);
    case 'rewind':
    case 'back':
      return msg('Rewind to step 0?');
    case 'link':
      return msg(str`The link needs a new net: ${settingsNamed(by.changes, catalogue)}.`);
    default: {
      const settings = settingsNamed(by.changes, catalogue);
      return Object.keys(by.changes).length === 1
        ? msg(str`${settings} needs a new net.`)
        : msg(str`${settings} need a new net.`);
    }
  }
}

function consequence(by: Replacement, steps: number): string {
  const trained = countOfSteps(steps);
  if (by.kind !== 'linked text') return msg(str`It replaces the net you trained for ${trained}.`);
  const own = inlineText(by.own, longestTitle);
  return steps > 0
    ? msg(
        str`The link names it. It replaces your text ${own} and the net you trained for ${trained}.`,
      )
    : msg(str`The link names it. It replaces your text ${own}.`);
}

function keepLabel(by: Replacement, steps: number): string {
  if (by.kind === 'run' || by.kind === 'text' || by.kind === 'undo') return msg('Cancel');
  return steps > 0 ? msg('Keep the weights') : msg('Keep my text');
}
