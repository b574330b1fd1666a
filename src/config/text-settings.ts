/** Which text is read, and how; part of the table of settings. */
import { choice, number, type Setting } from './setting.ts';

export const textSettings = {
  text: choice({
    label: 'Text',
    help: 'What the net reads and learns to continue.',
    default: 'alice',
    choices: 'texts',
    urlKey: 'text',
    group: 'text',
    effect: 'text',
  }),
  heldOut: number({
    label: 'Held out',
    help: 'Share of the text, at its end, that is never trained on and measures validation loss.',
    default: 10,
    min: 1,
    max: 50,
    step: 1,
    unit: '%',
    urlKey: 'heldout',
    group: 'text',
    effect: 'text',
  }),
} as const satisfies Record<string, Setting>;
