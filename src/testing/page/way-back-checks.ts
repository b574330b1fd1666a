/** Ways back: what an undo brings back and from where, what is kept meanwhile, steps that are undone. */
import { expect } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { listed, openList, run } from './kept-checks.ts';
import { cutOff, loadedOf, noNumber, progressOf, saidNoNumber, textOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import { trained } from './run-checks.ts';

export const wayBackChecks: Checks = {
  'undo of what was replaced': onPage(async (page) => {
    const what = { name: '', title: 'A title', cell: 'lstm', step: 3 };
    const bar = page.one('undo-bar');
    const losses = (firstStep: number, count: number): WorkerMessage => {
      const values = new Float32Array(count).fill(2);
      return { type: 'training.losses', run: { firstStep, losses: values, norms: values } };
    };
    // what the run before had made does not count
    await page.say(losses(1, 3), progressOf({ state: 'paused', step: 3 }));
    await page.press('Rewind');
    await page.say({ type: 'run.replaced', what }, progressOf({ state: 'idle', step: 0 }));
    expect(page.text('p', bar)).toBe('Rewound from step 3.');
    await page.say(losses(1, 2), losses(3, 1));
    await page.press('Undo', bar);
    expect(page.lastSent('run.read')?.file).toBe('replaced');
    // who has trained longer than it goes on
    await page.say(losses(4, 1));
    expect(page.all('section', bar)).toEqual([]);
  }),

  'what took the place of a run': onPage(async (page) => {
    const what = { name: '', title: 'A title', cell: 'lstm', step: 12345 };
    const bar = page.one('undo-bar');
    const begun = progressOf({ state: 'idle', step: 0 });
    const words = () => page.text('p', bar);
    await page.say(progressOf({ state: 'paused', step: 12345 }));
    await page.press('Rewind');
    await page.say({ type: 'run.replaced', what }, begun);
    expect(words()).toBe('Rewound from step 12,345.');
    // other nets follow before anything is trained: the bar names the one that is there
    await page.set('hiddenSize', 64);
    expect(words()).toBe('A new net replaced the one trained for 12,345 steps.');
    page.next({ text: textOf({ hash: 'another', title: 'Another text' }) });
    const [, text] = page.all('option', page.control('text'));
    await page.set('text', text.getAttribute('value')!);
    expect(words()).toBe('A new net on Another text replaced the one trained for 12,345 steps.');
    const panel = await openList(page);
    await page.press('Open my run', panel);
    const read = page.lastSent('run.read')!;
    await page.say({ type: 'run.ready', id: read.id, what });
    await page.say(loadedOf({ ...defaultSettings(), cell: 'gru' }), begun);
    expect(words()).toBe('my run replaced the net trained for 12,345 steps.');
  }),

  'a run that diverges': onPage(
    async (page) => {
      const high = { since: 1234, loss: 5.678, reference: 4.3125, isChance: true };
      const notice = page.one('divergence-notice');
      const told = (divergence: Extract<WorkerMessage, { type: 'training.diverged' }>) =>
        page.say(divergence);
      await page.say(progressOf({ step: 2345 }));
      await told({
        type: 'training.diverged',
        divergence: { code: 'loss', ...high },
        undoStep: 1200,
      });
      expect(page.text('.text', notice)).toBe(
        'Training has diverged: since step 1,234 the loss has been about 5.68, worse than guessing (4.31). ' +
          'Try a learning rate below 0.5, or a clip norm below 2.5. ' +
          'Until training recovers, the run is not kept. To keep its current state, save it as a file.',
      );
      await page.say({ type: 'run.kept', run: 'a', step: 1200 });
      expect(page.text('.text', notice)).toContain('the kept run stays as it was at step 1,200.');
      await page.press('Back to step 1,200 at half the rate', notice);
      expect(page.sent.at(-1)).toEqual({ type: 'training.undo' });
      await page.press('Dismiss', notice);
      expect(page.all('section', notice)).toEqual([]);
      // what was dismissed is not told again, anything else is
      await told({
        type: 'training.diverged',
        divergence: { code: 'loss', ...high },
        undoStep: 1200,
      });
      expect(page.all('section', notice)).toEqual([]);
      const gates = { code: 'stuck gates', layer: 2, symbol: 'Γf', share: 0.625 } as const;
      await told({ type: 'training.diverged', divergence: gates, undoStep: 7 });
      expect(page.text('.text', notice)).toMatch(
        /^Gates are stuck: 62\.5 % of the values of Γf in layer 2 /,
      );
      await told({ type: 'training.diverged', divergence: null, undoStep: 0 });
      expect(page.all('section', notice)).toEqual([]);
      await told({
        type: 'training.diverged',
        divergence: { code: 'loss', ...high, isChance: false },
        undoStep: 0,
      });
      expect(page.text('.text', notice)).toContain('its best was 4.31.');
    },
    { hash: '#v=1&rate=0.5&clip=2.5' },
  ),

  'kept step': onPage(async (page) => {
    await page.say(progressOf({ step: 12400 }), { type: 'run.kept', run: 'a', step: 12345 });
    const said = () => page.texts('p', page.one('run-files'));
    expect(said()).toEqual(['Kept in this browser at step 12,345']);
    await page.say({
      type: 'run.unkept',
      problem: { code: 'quota exceeded', values: { bytes: 23_400_000, reason: 'full' } },
    });
    expect(said()).toEqual(['Not kept in this browser since step 12,345']);
    expect(page.text('.note .text')).toContain('(23.4 MB)');
    await page.say({ type: 'run.kept', run: 'a', step: 12400 });
    expect(said()).toEqual(['Kept in this browser at step 12,400']);
    expect(page.all('.note')).toEqual([]);
    // one that was opened is kept as the list has it
    await page.say(loadedOf(defaultSettings()), progressOf({ state: 'paused', step: 678 }));
    expect(said()).toEqual([]);
    await page.say(listed({ runs: [run({ use: 'here', step: 678 })] }));
    expect(said()).toEqual(['Kept in this browser at step 678']);
    // a list that cannot be read says nothing of it
    await page.say(listed({ runs: [], problem: { code: 'busy', values: {} } }));
    const why = 'Another tab is busy with the kept runs. Try again in a moment.';
    expect(said()).toEqual([`At which step this run is kept is unknown. ${why}`]);
    await page.say(listed({ runs: [run({ use: 'here', step: 678 })] }));
    expect(said()).toEqual(['Kept in this browser at step 678']);
  }),

  'the best weights, and why it paused': onPage(async (page) => {
    await trained(page);
    await page.say(progressOf({ step: 5 }));
    await page.rest();
    const part = page.one('best-validation');
    expect(page.all('div', part)).toEqual([]);
    const best = { step: 1234, loss: 1.52 };
    await page.say(progressOf({ step: 1234, best }));
    expect(page.all('div', part)).toEqual([]);
    await page.say(progressOf({ step: 2345, best }));
    expect(page.texts('span', part)).toEqual(['', 'Best validation loss: 1.5200 at step 1,234.']);
    await page.press('Back to the best', part);
    expect(page.sent.at(-1)).toEqual({ type: 'training.undo', to: 'best' });
    await page.say(progressOf({ state: 'paused', step: 3456, best, waited: 5 }));
    const why =
      'Paused at step 3,456: the validation loss has not improved in 5 validations; best 1.5200 at step 1,234.';
    expect([page.text('[role=status]', part), page.texts('span', part).length]).toEqual([why, 1]);
    await page.say(progressOf({ state: 'paused', step: 3456, waited: 1 }));
    expect(page.text('div', part)).toBe(
      'Paused at step 3,456: the validation loss has not improved in 1 validation.',
    );
    await page.say(progressOf({ step: 3457 }));
    expect(page.all('div', part)).toEqual([]);
  }),

  'undone steps': onPage(async (page) => {
    await trained(page);
    await page.say(progressOf({ state: 'stopped', step: 4 }), {
      type: 'failure',
      kind: 'numbers',
      problem: noNumber,
      undoStep: 1234,
    });
    expect(page.button('Back to step 1,234 at half the rate')).toBeTruthy();
    // what follows from an error does not hide it
    await page.say({
      ...{ type: 'run.refused', id: 0, problem: cutOff, remedies: [] },
    });
    expect(page.text('[role=alert] .text', page.one('error-banner'))).toBe(saidNoNumber);
    await page.say({ type: 'training.undone', step: 3, learningRate: 0.00125 });
    expect(page.output('Training loss')).toBe('2.7500');
    expect(page.output('Validation loss')).toBe('2.1250');
    await page.say({ type: 'training.undone', step: 2, learningRate: 0.00125 });
    expect(page.output('Training loss')).toBe('3.5000');
    expect(page.output('Validation loss')).toBe('3.1250');
    expect(page.control('learningRate').value).toBe('0.00125');
    // also below what can be chosen
    await page.say({ type: 'training.undone', step: 2, learningRate: 0.00000625 });
    expect(page.control('learningRate').value).toBe('0.00000625');
  }),
};
