/** What is said of what computes: the GPU, or the threads of the CPU. */
import { msg, str } from '@lit/localize';
import type { Said, WordsOf } from './said.ts';

const reload = () => msg('Reload the page');
const current = () => msg('Use a current browser');

export const deviceWords: WordsOf<'device'> = {
  'no WebGPU': () => ({
    what: msg('this browser offers no WebGPU here'),
    advice: msg('Use a current Chrome, Edge, Firefox or Safari over https or on localhost'),
  }),
  'no adapter': () => ({
    what: msg('the browser gave no GPU adapter'),
    advice: msg(
      'Switch on hardware acceleration, update the graphics driver, or wait two minutes if the GPU was just lost',
    ),
  }),
  'no answer': ({ seconds }) => ({
    what: msg(str`the browser gave no answer for ${seconds} seconds`),
    advice: reload(),
  }),
  'software GPU': ({ name }) => ({
    what: msg(str`the GPU is software: ${name}`),
    advice: msg('Switch on hardware acceleration'),
  }),
  'no WebAssembly': ({ reason }, { why }) => ({
    what: msg(
      str`this browser cannot compute on the CPU with WebAssembly: reason ${why(reason).what}`,
    ),
    advice: current(),
  }),
  'no CPU engine': () => ({
    what: msg('this browser cannot compute on the CPU with WebAssembly'),
    advice: current(),
  }),
  'no engine': ({ reason }, { why }) => ({
    what: msg(str`there is nothing to compute on: reason ${why(reason).what}`),
    advice: msg('Reload the page, or use a current browser'),
  }),
  'device lost': ({ reason }, { why }) => ({
    what: msg(str`the GPU or CPU no longer answers: reason ${why(reason).what}`),
    advice: msg('Wait until it is there again, or reload the page'),
  }),
  'thread failed': () => ({ what: msg('a thread failed'), advice: reload() }),
  'thread silent': () => ({ what: msg('a thread does not answer'), advice: reload() }),
  'script not loaded': () => ({ what: msg('its script did not load'), advice: reload() }),
  'message not read': () => ({ what: msg('a message could not be read'), advice: reload() }),
  'worker stopped': ({ reason }, { why }) => ({
    what: msg(str`the training worker stopped: ${why(reason).what}`),
    advice: reload(),
  }),
  'error of the GPU': ({ reason }, { why }) => ({
    what: msg(str`the GPU reported an error: ${why(reason).what}`),
    advice: reload(),
  }),
  'no reason given': () => ({ what: msg('the browser gave no reason'), advice: reload() }),
  'kernel refused': ({ kernel, reason }, { why }) => ({
    what: msg(str`the GPU refused a kernel: kernel ${kernel}, reason ${why(reason).what}`),
    advice: msg('Try another value of Kernels, or update the browser'),
  }),
  'wrong numbers': (values) => wrongNumbers(values),
  'no picture': () => ({
    what: msg('the browser made no picture'),
    advice: msg('Save the curves as CSV instead'),
  }),
  unforeseen: ({ reason }, { why }) => ({
    what: msg(str`something went wrong that was not foreseen: reason ${why(reason).what}`),
    advice: reload(),
  }),
};

function wrongNumbers(values: Parameters<(typeof deviceWords)['wrong numbers']>[0]): Said {
  const { engine, name, kernels, cell, number, got, right } = values;
  return engine === 'gpu'
    ? {
        what: msg(
          str`a training step gives other numbers on the GPU than on the CPU: GPU ${name}, kernels ${kernels}, cell ${cell}, ${number} ${got}, right ${right}`,
        ),
        advice: msg(
          'Choose other kernels, update the graphics driver, or use another browser or GPU. If all of them give these numbers, the mistake is in this page: please report it',
        ),
      }
    : {
        what: msg(
          str`a training step gives other numbers in WebAssembly than in a loop over arrays: CPU ${name}, kernels ${kernels}, cell ${cell}, ${number} ${got}, right ${right}`,
        ),
        advice: msg(
          'Use another browser. If it gives these numbers too, the mistake is in this page: please report it',
        ),
      };
}
