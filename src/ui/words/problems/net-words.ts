/** What is said of settings that do not fit, and of a net that is too large or diverged. */
import { msg, str } from '@lit/localize';
import { bytes, grouped } from '../../format.ts';
import { chooseOneOf, type WordsOf } from './said.ts';

const smaller = () => msg('Choose a smaller batch size, fewer time steps or a smaller hidden size');

export const settingsWords: WordsOf<'settings'> = {
  'text shorter than a step': ({ characters, needed, batchSize, timeSteps }) => ({
    what: msg(
      str`the text is too short for one step: characters needed ${grouped(needed)}, characters in the training part ${grouped(characters)}, batch size ${batchSize}, time steps ${timeSteps}`,
    ),
    advice: waysToFit(characters - 1, batchSize, timeSteps),
  }),
  'no such choice': ({ kind, given, choices }) => {
    const advice = chooseOneOf(choices);
    switch (kind) {
      case 'task':
        return { what: msg(str`there is no such task: task ${given}`), advice };
      case 'cell':
        return { what: msg(str`there is no such cell: cell ${given}`), advice };
      case 'optimizer':
        return { what: msg(str`there is no such optimizer: optimizer ${given}`), advice };
    }
  },
  'nothing left to draw': ({ symbols }) => ({
    what: msg(
      str`nothing is left that may be drawn: symbols ${grouped(symbols)}, all of them barred`,
    ),
    advice: msg('Take some of the limits off'),
  }),
  'lengths crossed': ({ shortest, longest }) => ({
    what: msg(
      str`the longest line would be shorter than the shortest: shortest ${shortest}, longest ${longest}`,
    ),
    advice: msg('Set Longest line to 0 or to a larger number'),
  }),
  'kernels not offered': ({ kernels, engine, choices }) => ({
    what: msg(str`this GPU cannot run these kernels: kernels ${kernels}, GPU ${engine}`),
    advice: msg(str`Set Kernels to auto or one of ${choices}`),
  }),
};

export const netWords: WordsOf<'net'> = {
  'no open text': () => ({
    what: msg('no text is open'),
    advice: msg('Open a text first'),
  }),
  'part too large': ({ part, bytes: size, largest }) => ({
    what: msg(
      str`a part of it would be larger than this GPU allows: part ${part}, size ${bytes(size)}, largest ${bytes(largest)}`,
    ),
    advice: smaller(),
  }),
  'copy too large': ({ bytes: size, largest }) => ({
    what: msg(
      str`its copy for saving would be larger than this GPU allows: size ${bytes(size)}, largest ${bytes(largest)}`,
    ),
    advice: smaller(),
  }),
  'over memory budget': ({ bytes: size, budget }) => ({
    what: msg(
      str`it would take more memory than a page should: size ${bytes(size)}, budget ${bytes(budget)}`,
    ),
    advice: smaller(),
  }),
  'no memory': ({ part, bytes: size, engine }) => ({
    what:
      engine === 'gpu'
        ? msg(str`the GPU has no memory for a part of it: part ${part}, size ${bytes(size)}`)
        : msg(str`the browser has no memory for a part of it: part ${part}, size ${bytes(size)}`),
    advice: smaller(),
  }),
  cancelled: () => ({
    what: msg('this was cancelled'),
    advice: msg('Nothing was changed'),
  }),
};

export const trainingWords: WordsOf<'training'> = {
  'not finite': ({ step, learningRate, clipNorm }) => ({
    what: msg(
      str`for five steps the loss or the gradient norm was not a finite number: first step ${grouped(step)}, learning rate ${learningRate}, clip norm ${clipNorm}`,
    ),
    advice: msg('Go back and train with a lower learning rate, or rewind'),
  }),
};

/** @param pairs of a character and the next one */
function waysToFit(pairs: number, batchSize: number, timeSteps: number): string {
  const [time, batch] = [Math.floor(pairs / batchSize), Math.floor(pairs / timeSteps)];
  if (time > 0 && batch > 0) {
    return msg(
      str`Set Time steps to at most ${time}, or Batch size to at most ${batch}, or choose a longer text`,
    );
  }
  if (time > 0) return msg(str`Set Time steps to at most ${time}, or choose a longer text`);
  if (batch > 0) return msg(str`Set Batch size to at most ${batch}, or choose a longer text`);
  return msg(str`Set Time steps to ${pairs} and Batch size to 1, or choose a longer text`);
}
