/** A plain RNN without gradient clipping: one step too long, and nothing is left of the net. */
import { msg, str } from '@lit/localize';
import type { Settings } from '../../config/settings.ts';
import { grouped } from '../format.ts';
import type { Recipe } from './experiment.ts';
import { small, train } from './nets.ts';

/**
 * Nothing in ReLU bounds what is fed back, and SGD, unlike Adam, steps as far as the gradient is
 * long. With Clip norm 5 this very net learns.
 */
const unbounded: Partial<Settings> = {
  ...small,
  cell: 'rnn-relu',
  optimizer: 'sgd',
  learningRate: 0.5,
  clipNorm: 0,
};

export const clipOff: Recipe = {
  async setUp(lab) {
    const { openViews, banner, progress } = lab.page;
    openViews.open('loss');
    await train(lab, unbounded, msg('an RNN without clipping'), 200);
    if (progress.value.state !== 'stopped') return;
    // that training fails is what it shows
    await lab.until(() => banner.value !== null, [banner]);
    banner.forgetNumbers();
  },

  look({ curve, progress }) {
    const { step, norm } = curve.longestGradient;
    const shot = msg(
      str`Look at the gradient norm below the loss: it jumped to ${grouped(Math.round(norm))} at step ${grouped(step)}.`,
    );
    const end =
      progress.value.state === 'stopped'
        ? msg(
            'That single step pushed the weights so far off that the loss was no longer a finite number.',
          )
        : msg('That single step pushed the weights far off, and the loss jumped.');
    const next = msg('Set Clip norm to 5, rewind and train: now the same net learns.');
    return `${shot} ${end} ${next}`;
  },
};
