/** Experiments: what each sets up, what it says, and that the way back leads to what was there. */
import { expect } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import type { GatesFrame, GradientFrame } from '../../protocol/frames.ts';
import type { PageMessage, WorkerMessage } from '../../protocol/messages.ts';
import type { TrainingState } from '../../protocol/training.ts';
import { listed, run } from './kept-checks.ts';
import { tagged } from './tag-messages.ts';
import { gatesFrameOf, loadedOf, netOf, noNumber, progressOf, tooLarge } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const bar = (page: StagedPage) => page.one('experiment-bar');
const isOver = (page: StagedPage) => page.all('section', bar(page)).length === 0;
const words = (page: StagedPage) => page.text('[role=status]', bar(page));
const sentOf = (page: StagedPage, type: PageMessage['type']) =>
  page.sent.filter((message) => message.type === type).length;
const at = (page: StagedPage, state: TrainingState, step: number) =>
  page.say(progressOf({ state, step }));
const replaced = (step: number): WorkerMessage => ({
  type: 'run.replaced',
  what: { name: '', title: 'A title', cell: 'gru', step },
});

/** The net that an experiment builds is there, is trained, and comes to rest. */
async function trainTo(page: StagedPage, steps: number): Promise<void> {
  const started = page.sent.findLastIndex(({ type }) => type === 'training.start');
  expect(started).toBeGreaterThan(page.sent.findLastIndex(({ type }) => type === 'net.build'));
  // the worker ends there by itself, however many steps it makes at once
  expect(page.lastSent('training.start')).toEqual({ type: 'training.start', until: steps });
  const pauses = sentOf(page, 'training.pause');
  await at(page, 'running', steps - 1);
  await at(page, 'running', steps);
  expect(words(page)).toMatch(/^Training /);
  await at(page, 'paused', steps);
  expect(sentOf(page, 'training.pause')).toBe(pauses);
}

const pinnedFrame = (loss: number, free: number): GatesFrame =>
  gatesFrameOf('lstm', {
    tokens: [...'a second line'],
    ...{ loss, pinned: 4 },
    unpinned: { loss: free, traces: gatesFrameOf('lstm').traces },
  });

const gradientFrame = (cell: string, step: number, share: number): GradientFrame => {
  const size = 5;
  const norms = Float32Array.from({ length: size ** 2 }, (_, index) => {
    const lag = (index % size) - Math.floor(index / size);
    return lag < 0 ? 0 : share ** lag;
  });
  const gradients: GradientFrame['gradients'] = {
    ...{ input: norms, state: norms, memory: null, line: null },
  };
  const walk = { layer: 1, direction: 0, directions: 1, isOnce: false } as const;
  return { ...{ step, ...walk, cell, tokens: [...'abcdef'], cut: 0 }, gradients };
};

export const experimentChecks: Checks = {
  'pin the forget gate of a net that is there': onPage(async (page) => {
    await page.set('temperature', 0.5);
    await at(page, 'running', 600);
    const built = sentOf(page, 'net.build');
    await page.press('Pin the forget gate');
    expect(page.lastSent('training.pause')).toBeDefined();
    await at(page, 'paused', 603);
    expect(sentOf(page, 'net.build')).toBe(built);
    expect(page.lastSent('gates.pin')?.pins).toEqual(
      [1, 2].map((layer) => ({ layer, gate: 'forget', unit: null, hold: 'zero' })),
    );
    expect(page.wished('gates')?.wish.line).toBe('a second line');
    expect(words(page)).toBe('Pinning Γf …');
    await page.show('gates', pinnedFrame(2.5, 1.75));
    expect(words(page)).toContain('the loss of the line goes from 1.75 to 2.50 at step 603');
    await page.press('Go back');
    expect(isOver(page)).toBe(true);
    expect(page.lastSent('gates.pin')?.pins).toEqual([]);
    expect(page.wished('gates')?.wish.line).toBe('the first line');
    expect(page.control('temperature').value).toBe('0.5');
    expect([sentOf(page, 'net.build'), sentOf(page, 'run.read')]).toEqual([built, 0]);
  }),

  'an experiment with a new net': onPage(
    async (page) => {
      await page.press('Close Gates');
      await page.press('Pin the forget gate');
      expect(words(page)).toBe('Training an LSTM for 500 steps …');
      const { settings } = page.lastSent('net.build')!;
      expect(settings).toEqual({
        ...{ ...defaultSettings(), hiddenSize: 64, heldOut: 20 },
      });
      expect(page.button('Cancel the experiment')).toBeTruthy();
      await trainTo(page, 500);
      expect(page.all('gates-panel').length).toBe(1);
      await page.show('gates', pinnedFrame(2.5, 1.75));
      expect(words(page)).toContain('goes from 1.75 to 2.50 at step 500');
      page.next({ net: netOf('gru') });
      await page.press('Go back');
      // nothing had been trained: a new net of the old settings is the one from before
      expect(page.lastSent('net.build')?.settings).toEqual({
        ...{ ...defaultSettings(), cell: 'gru', hiddenSize: 32, heldOut: 20 },
      });
      expect(page.all('gates-panel').length).toBe(0);
      expect(page.lastSent('gates.pin')?.pins).toEqual([]);
      expect(page.fragment).toBe('v=2&heldout=20&cell=gru&hidden=32&view=loss,sample');
    },
    { hash: '#cell=gru&hidden=32&heldout=20', net: netOf('lstm', { layers: 1 }) },
  ),

  'an experiment that takes the place of a run': onPage(async (page) => {
    await page.set('topK', 7);
    await page.say(progressOf({ state: 'paused', step: 40 }));
    await page.press('Temperature low and high');
    // it is not lost: nothing is asked
    expect(page.all('dialog[open]')).toEqual([]);
    await page.say(replaced(40));
    // the way back of the experiment is the one that is shown
    expect(page.all('section', page.one('undo-bar'))).toEqual([]);
    await at(page, 'running', 20);
    await page.press('Cancel the experiment');
    expect(page.lastSent('training.pause')).toBeDefined();
    await at(page, 'paused', 22);
    expect(page.lastSent('run.read')?.file).toBe('replaced');
    const { id } = page.lastSent('run.read')!;
    const what = { name: '', title: 'A title', cell: 'lstm', step: 40 };
    await page.say({ type: 'run.ready', id, what });
    expect(page.all('dialog[open]')).toEqual([]);
    expect(page.lastSent('run.take')?.id).toBe(id);
    await page.say(loadedOf({ ...defaultSettings(), hiddenSize: 48 }));
    expect(isOver(page)).toBe(true);
    // what is no matter of the run is as it was, too
    expect(page.fragment).toBe('v=2&hidden=48&topk=7');
  }),

  'two temperatures': onPage(async (page) => {
    await at(page, 'paused', 700);
    await page.set('temperature', 0.6);
    await page.press('Temperature low and high');
    const draw = async (temperature: number, symbol: string) => {
      expect(page.lastSent('sample.draw')).toMatchObject({ temperature, topK: 0, length: 200 });
      expect(words(page)).toBe(`Drawing at temperature ${temperature} …`);
      await page.say(
        { type: 'sample.started', prompt: '', skipped: [], step: 700, pinned: 0 },
        { type: 'sample.tokens', tokens: [{ symbol, probability: 1, rank: 1, top: [] }] },
        { type: 'sample.ended', reason: 'complete' },
      );
    };
    await draw(0.2, 'x');
    await draw(1.5, 'y');
    expect(sentOf(page, 'sample.draw')).toBe(2);
    expect(page.texts('dl > div', bar(page))).toEqual(['Temperature 0.2 x', 'Temperature 1.5 y']);
    expect(words(page)).toContain('at 0.2 the net repeats its safest words');
    await page.press('Stay here');
    expect(isOver(page)).toBe(true);
    expect(page.control('temperature').value).toBe('1.5');
    await page.press('Temperature low and high');
    await page.press('Cancel the experiment');
    expect(page.control('temperature').value).toBe('1.5');
    expect(page.lastSent('sample.tune')).toMatchObject({ temperature: 1.5 });
  }),

  'clip off': onPage(async (page) => {
    await page.press('Clip off');
    expect(page.lastSent('net.build')?.settings).toMatchObject({
      ...{ cell: 'rnn-relu', optimizer: 'sgd', learningRate: 0.5, clipNorm: 0 },
    });
    const norms = Float32Array.of(1, 2, 12345.6, NaN);
    await page.say({ type: 'training.losses', run: { firstStep: 1, losses: norms, norms } });
    await at(page, 'stopped', 9);
    await page.say({ type: 'failure', kind: 'numbers', problem: noNumber, undoStep: 0 });
    expect(words(page)).toContain('it jumped to 12,346 at step 3.');
    expect(words(page)).toContain('the loss was no longer a finite number');
    // that is what it shows, and no error of the person's
    expect(page.all('[role=alert] .text', page.one('error-banner'))).toEqual([]);
    await page.press('Stay here');
    await page.press('Clip off');
    // paused, and trained on by hand: it stops as soon as it is told
    await at(page, 'paused', 120);
    await at(page, 'running', 201);
    expect(page.lastSent('training.pause')).toBeDefined();
    await at(page, 'paused', 203);
    expect(words(page)).toContain('and the loss jumped');
  }),

  'an RNN beside an LSTM': onPage(async (page) => {
    const here = (id: string, step: number, others: string[]) =>
      listed({
        runs: [
          run({ id, step, use: 'here' }),
          ...others.map((other) => run({ id: other, step: 500 })),
        ],
      });
    await at(page, 'paused', 40);
    await page.say({ type: 'run.kept', run: 'mine', step: 40 }, here('mine', 40, []));
    await page.press('RNN beside LSTM');
    await page.say(replaced(40));
    await trainTo(page, 500);
    await page.show('gradient', gradientFrame('lstm', 500, 0.5));
    await page.say(here('l', 500, ['mine']));
    await page.say({ type: 'run.kept', run: 'l', step: 500 });
    // as many steps, and it differs in nothing else
    const { settings } = page.lastSent('net.build')!;
    expect(settings).toEqual({ ...defaultSettings(), hiddenSize: 64, cell: 'rnn-tanh' });
    expect(words(page)).toBe('Training an RNN for 500 steps …');
    await page.say(replaced(500), here('r', 0, ['l', 'mine']));
    await at(page, 'paused', 500);
    await page.show('gradient', gradientFrame('rnn-tanh', 500, 0.1));
    expect(words(page)).toContain('3 characters back, the LSTM keeps 13 % of its gradient');
    expect(words(page)).toContain('the RNN 0.1 %.');
    expect(page.lastSent('runs.curves')?.run).toBe('l');
    expect(page.texts('ul[aria-label="Curves"] li')).toEqual([
      'RNN (tanh), step 500',
      'LSTM, step 500 ✕',
    ]);
    await page.press('Go back');
    // two nets have taken its place since: it comes from those that are kept
    expect(page.lastSent('run.read')?.file).toEqual({ kept: 'mine' });
    expect(page.all('[role=tab][aria-selected=true]')).toEqual([]);
    // and the curve that was drawn under it is drawn no more
    await page.openTab('kept-runs');
    const list = page.one('kept-runs-panel');
    expect(page.all('input[type=checkbox]', list).length).toBeGreaterThan(1);
    expect(page.all('tbody i', list)).toEqual([]);
  }),

  'two nets side by side': onPage(
    async (page) => {
      await page.press('Mean over time');
      for (const [index, summary] of (['last', 'mean'] as const).entries()) {
        const { settings } = page.lastSent('net.build')!;
        expect(settings).toMatchObject({ task: 'praise', hiddenSize: 64, reads: 'word', summary });
        const answers = [
          'a net that answers from the last state',
          'a net that answers from the mean',
        ];
        expect(words(page)).toBe(`Training ${answers[index]} for 300 steps …`);
        await at(page, 'paused', 300);
        const metrics = { accuracy: [0.875, 0.75][index] };
        const result = { step: 300, loss: 0.5, tokens: 20, total: 20, metrics };
        await page.say({ type: 'validation.result', result });
        const ids = ['l', 'm'].slice(0, index + 1).reverse();
        const [here, ...others] = ids.map((id) => run({ id, step: 300 }));
        await page.say(listed({ runs: [{ ...here, use: 'here' }, ...others] }));
      }
      expect(page.texts('dl > div', bar(page))).toEqual([
        'A net that answers from the last state Accuracy 0.875',
        'A net that answers from the mean Accuracy 0.750',
      ]);
      expect(words(page)).toMatch(/^Look at Accuracy: /);
      expect(page.lastSent('runs.curves')?.run).toBe('l');
      await page.press('Go back');
      expect(page.lastSent('net.build')!.settings).toMatchObject({
        hiddenSize: 48,
        summary: 'last',
      });
    },
    { hash: '#task=praise&hidden=48', text: tagged },
  ),

  'an experiment whose net is not built': onPage(async (page) => {
    await page.say(progressOf({ state: 'paused', step: 40 }));
    page.lose('net.ready');
    await page.press('Temperature low and high');
    expect(sentOf(page, 'net.build')).toBe(2);
    await page.press('Cancel the experiment');
    expect(page.lastSent('net.cancel')).toBeDefined();
    expect(isOver(page)).toBe(true);
    // the run from before is still there: nothing is brought back in its place
    expect([sentOf(page, 'run.read'), sentOf(page, 'net.build')]).toEqual([0, 2]);
    expect(page.control('hiddenSize').value).toBe('128');
  }),

  'experiments that cannot go on': onPage(async (page) => {
    // the engine says no
    page.lose('net.ready');
    await page.press('Clip off');
    await page.say({ type: 'net.refused', problem: tooLarge, remedies: [] });
    expect(isOver(page)).toBe(true);
    expect(page.control('clipNorm').value).toBe('5');
    // the person builds another net meanwhile
    await page.say({ type: 'net.ready', info: netOf('lstm') });
    await page.press('Clip off');
    await page.say({ type: 'net.ready', info: netOf('rnn-relu') });
    expect(words(page)).toBe('Training an RNN without clipping for 200 steps …');
    await page.say(loadedOf({ ...defaultSettings(), hiddenSize: 99 }));
    expect(isOver(page)).toBe(true);
    expect(page.control('hiddenSize').value).toBe('99');
  }),
};
