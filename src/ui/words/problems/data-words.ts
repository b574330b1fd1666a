/** What is said of data, whatever they are; a task has words of its own for problems of its own. */
import { msg, str } from '@lit/localize';
import { filled } from '../filled.ts';
import { chooseOneOf, type Said, type WordsOf } from './said.ts';

export const dataWords: WordsOf<'data'> = {
  'in a row': ({ problem }, { why }) => why(problem),
  'of a task': ({ task, problem, values }, { catalogue }) => {
    const info = catalogue?.tasks.find(({ id }) => id === task);
    const own = info?.problems?.en[problem];
    return own
      ? { what: filled(own.what, values), advice: filled(own.advice, values) }
      : { what: msg(str`the data cannot be used: ${problem}`), advice: msg('Choose others') };
  },
  'no training rows': () => ({
    what: msg('there is no row to train on: rows 0'),
    advice: msg('Choose a file with more rows, or hold out less'),
  }),
  'no such built-in': ({ name, choices }) => ({
    what: msg(str`nothing of this name is built in: name ${name}`),
    advice: chooseOneOf(choices),
  }),
  'built-in not served': ({ name, status }): Said => ({
    what:
      status === null
        ? msg(str`what is built in did not arrive: name ${name}, status no answer`)
        : msg(str`what is built in did not arrive: name ${name}, status ${status}`),
    advice: msg('Check that the page is still being served, then choose it again'),
  }),
  'task not served': () => ({
    what: msg('a part of the page that reads them did not arrive'),
    advice: msg('Check that the page is still being served, then choose the task again'),
  }),
};
