/** What an LSTM loses when its memory is wiped at every character. */
import { msg, str } from '@lit/localize';
import { fixed, grouped } from '../format.ts';
import type { Experiment } from './experiment.ts';
import { trainedLstm } from './nets.ts';

export const pinForgetGate: Experiment = {
  id: 'forget-gate',
  name: () => msg('Pin the forget gate'),
  plan: () => msg('Holds Γf of a trained LSTM at 0: it forgets at every character.'),

  async setUp(lab) {
    const { session } = lab;
    await trainedLstm(lab);
    session.openViews.open('loss');
    session.openViews.open('gates');
    // the first line of a book is its title, which is like no other
    const { lines = [] } = session.text.info.value ?? {};
    if (session.settings.value.line === '') await lab.choose({ line: lines.at(1) ?? '' });
    const layers = session.net.info.value?.layers ?? 1;
    session.pins.holdAll(
      Array.from({ length: layers }, (_, at) => ({
        ...{ layer: at + 1, gate: 'forget', unit: null, hold: 'zero' },
      })),
    );
    const { gates } = session;
    const isSeen = () =>
      gates.frame.value?.unpinned && gates.frame.value.characters.join('') === gates.line;
    lab.say(msg('Pinning Γf …'));
    await lab.until(() => gates.line === '' || Boolean(isSeen()), [gates.frame]);
  },

  look({ gates, progress }) {
    const frame = gates.frame.value;
    if (!frame?.unpinned) return msg('Look at Gates: with Γf at 0 nothing of the old c is kept.');
    const [held, free] = [fixed(frame.loss, 2), fixed(frame.unpinned.loss, 2)];
    return msg(
      str`Look at c in Gates: with Γf at 0 nothing of it outlives a character, and the loss of the line goes from ${free} to ${held} at step ${grouped(progress.value.step)}. Press Free all to see it remember again.`,
    );
  },
};
