/** What an LSTM loses when its memory is wiped at every character. */
import { msg, str } from '@lit/localize';
import type { GatesFrame } from '../../protocol/frames.ts';
import { fixed, grouped } from '../format.ts';
import type { Recipe } from './experiment.ts';
import { trainedLstm } from './nets.ts';

export const pinForgetGate: Recipe = {
  async setUp(lab) {
    const { page } = lab;
    await trainedLstm(lab);
    page.openViews.open('loss');
    page.openViews.open('gates');
    // the first line of a book is its title, which is like no other
    const { lines = [] } = page.text.info.value ?? {};
    if (page.settings.value.line === '') await lab.choose({ line: lines.at(1) ?? '' });
    const layers = page.net.info.value?.layers ?? 1;
    page.pins.holdAll(
      Array.from({ length: layers }, (_, at) => ({
        ...{ layer: at + 1, gate: 'forget', unit: null, hold: 'zero' },
      })),
    );
    const { gates, openViews } = page;
    /** With and without pins, over the line as far as the net knows it; a sign for its beginning may come first. */
    const isSeen = ({ tokens, skipped, unpinned }: GatesFrame) => {
      const known = [...gates.line].filter((each) => !skipped.includes(each)).join('');
      return tokens.join('').endsWith(known) && (unpinned !== null || known === '');
    };
    const isDone = () => {
      const frame = gates.frame.value;
      return gates.line === '' || !openViews.isOpen('gates') || (frame !== null && isSeen(frame));
    };
    lab.say(msg('Pinning Γf …'));
    await lab.until(isDone, [gates.frame, openViews.main]);
  },

  look({ gates, progress }) {
    const frame = gates.frame.value;
    if (!frame?.unpinned) return msg('Look at Gates: with Γf at 0, none of the old c is kept.');
    const [held, free] = [fixed(frame.loss, 2), fixed(frame.unpinned.loss, 2)];
    return msg(
      str`Look at c in Gates: with Γf at 0, it is lost after every character, and the loss of the line goes from ${free} to ${held} at step ${grouped(progress.value.step)}. Press Free all to let the net remember again.`,
    );
  },
};
