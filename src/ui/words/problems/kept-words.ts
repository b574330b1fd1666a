/** What is said of what the browser keeps. */
import { msg, str } from '@lit/localize';
import { grouped, megabytes } from '../../format.ts';
import { settingsNamed } from '../settings.ts';
import type { WordsOf } from './said.ts';

const moreRoom = () => msg('Delete kept runs or raise the budget');

export const keptWords: WordsOf<'kept'> = {
  'no storage': () => ({
    what: msg('This browser keeps no runs for this page, as in a private window'),
    advice: msg('Save the run as a file before you close the page'),
  }),
  'older page': () => ({
    what: msg('An older version of this page is open in another tab, so no runs are kept here'),
    advice: msg('Close that tab, then reload this one'),
  }),
  busy: () => ({
    what: msg('Another tab is busy with the kept runs'),
    advice: msg('Try again in a moment'),
  }),
  'quota exceeded': ({ bytes }) => ({
    what: msg(str`The browser has no room for this run (${megabytes(bytes)}), so it is not kept`),
    advice: msg('Delete kept runs, or save this one as a file'),
  }),
  'over budget': ({ bytes, usedBytes, budgetBytes }) => ({
    what: msg(
      str`This run is not kept: it needs ${megabytes(bytes)}, and kept runs already take ${megabytes(usedBytes)} of ${megabytes(budgetBytes)}`,
    ),
    advice: moreRoom(),
  }),
  'not written': ({ reason }, { why }) => ({
    what: msg(str`This run could not be kept: ${why(reason).what}`),
    advice: msg('Save it as a file to be safe'),
  }),
  'not renamed': ({ wanted, reason, ...run }, { why, nameOf }) => ({
    what: msg(
      str`${nameOf(run)} keeps its name: it could not be renamed to “${wanted}”: ${why(reason).what}`,
    ),
    advice: moreRoom(),
  }),
  'not savable': ({ reason }, { why }) => {
    const { what, advice } = why(reason);
    return { what: msg(str`This run cannot be saved: ${what}`), advice };
  },
  gone: () => ({ what: msg('This run was deleted, here or in another tab'), advice: '' }),
  unreadable: ({ reason, ...run }, { why, nameOf }) => ({
    what: msg(str`${nameOf(run)} cannot be read: ${why(reason).what}`),
    advice: msg('Delete it to free its room'),
  }),
  'text missing': ({ characters, ...run }, { nameOf }) => ({
    what: msg(str`The data of ${nameOf(run)} were not kept (${grouped(characters)} characters)`),
    advice: msg('Open them, then open the run again'),
  }),
  'text settings': ({ settings, ...run }, { nameOf, catalogue }) => {
    const named = settingsNamed(settings, catalogue);
    return {
      what: msg(str`${nameOf(run)} read this text with other settings: ${named}`),
      advice: msg('Read the text with them to open the run'),
    };
  },
  'used elsewhere': (run, { nameOf }) => ({
    what: msg(str`${nameOf(run)} is trained in another tab`),
    advice: msg('Close that tab before you delete it'),
  }),
  'nothing to go on with': () => ({
    what: msg('There is no net of characters that could go on with another text'),
    advice: msg('Choose “Continue a text” by characters in one stream, and train a net'),
  }),
  'nothing replaced': () => ({ what: msg('There is no earlier run to go back to'), advice: '' }),
};
