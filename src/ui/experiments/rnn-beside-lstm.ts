/** The same text, the same size, as many steps: how far back the gradient of each cell reaches. */
import { msg, str } from '@lit/localize';
import { lagCurve } from '../through-time/lag-curves.ts';
import { share } from '../through-time/share-words.ts';
import type { Recipe } from './experiment.ts';
import type { ExperimentPage } from './experiment-page.ts';
import type { Lab } from './lab.ts';
import { enough, small, train } from './nets.ts';
import { keptAs, overlay } from './overlay.ts';

export const rnnBesideLstm: Recipe = {
  async setUp(lab) {
    const { gradient, progress, selection, openViews } = lab.page;
    openViews.open('loss');
    selection.openTab('through-time');
    await train(lab, { ...small, cell: 'lstm' }, msg('an LSTM'), enough);
    await measured(lab);
    gradient.keep();
    const lstm = await keptAs(lab);
    await train(lab, { ...small, cell: 'rnn-tanh' }, msg('an RNN'), progress.value.step);
    await measured(lab);
    if (lstm !== null) await overlay(lab, lstm);
  },

  look: (page) => {
    const far = farBack(page);
    const where = msg('Look at Gradient through time, where the two curves separate.');
    if (!far) return where;
    const [lstm, rnn] = [share(far.lstm), share(far.rnn)];
    const what = msg(
      str`${far.lag} characters back, the LSTM keeps ${lstm} of its gradient and the RNN ${rnn}.`,
    );
    return `${where} ${what}`;
  },
};

/** The gradient of the step that the run has come to. */
function measured({ page, until }: Lab): Promise<void> {
  const { gradient, gates, progress, selection } = page;
  selection.openTab('through-time');
  const isDone = () =>
    gates.line === '' ||
    gradient.frame.value?.step === progress.value.step ||
    // nobody looks any more, or nothing is measured any more
    selection.tab.value !== 'through-time' ||
    progress.value.state === 'stopped';
  return until(isDone, [gradient.frame, progress, selection.tab]);
}

/** What both have left of their gradient, as far back as many characters of the line can tell. */
function farBack({ gradient }: ExperimentPage): { lag: number; lstm: number; rnn: number } | null {
  const gradients = gradient.frame.value?.gradients;
  const before = gradient.keptBefore.findLast(({ cell }) => cell === 'lstm');
  if (!gradients || !before) return null;
  const now = lagCurve(gradients, 'input');
  const { before: then } = before.curves.input;
  const lag = Math.floor((3 / 4) * Math.min(now.length, then.length));
  const [lstm, rnn] = [then[lag], now[lag]];
  return lstm === null || rnn === null ? null : { lag, lstm, rnn };
}
