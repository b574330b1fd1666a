/** A net that goes on with another text: what is asked for, and what is shown of both texts. */
import { expect } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { chartIn, type Checks, expectCurve, onPage, rowsIn } from './page-check.ts';
import { loadedOf, progressOf, textOf } from './messages.ts';
import { lossChart, normChart, validation } from './run-checks.ts';

const former = (step: number, loss: number): WorkerMessage => ({
  type: 'validation.former',
  result: { step, loss, tokens: 12345, total: 12345 },
});

export const secondTextChecks: Checks = {
  'a second text': onPage(async (page) => {
    await page.openTab('second-text');
    const panel = page.one('second-text-panel');
    const go = () => page.button('Go on with this text', panel);
    expect([go().disabled, page.text('[role=status]', panel)]).toEqual([
      true,
      'Train the net first.',
    ]);
    await page.say(progressOf({ state: 'paused', step: 1234 }));
    const choices = page.all<HTMLOptionElement>('option', panel).map(({ value }) => value);
    expect(choices.at(-1)).toBe('own file');
    expect(choices).not.toContain('alice');
    await page.tick(page.one('input[value=cleared]', panel), true);
    await page.press('Go on with this text', panel);
    const read = page.lastSent('run.read')!;
    expect(read.file).toEqual({
      second: { kind: 'builtin', id: choices[0] },
      moments: 'cleared',
    });
    const what = { name: '', title: 'Second', cell: 'lstm', step: 0 };
    await page.say({ type: 'run.ready', id: read.id, what });
    expect(page.lastSent('run.take')?.id).toBe(read.id);
    const replaced = { name: '', title: 'First', cell: 'lstm', step: 1234 };
    await page.say({ type: 'run.replaced', what: replaced });
    const text = textOf({
      title: 'Second',
      former: { title: 'First', step: 1234, sample: 'it wrote' },
    });
    const loaded = loadedOf(defaultSettings(), { text });
    await page.say(loaded, progressOf({ state: 'idle', step: 0 }));
    await page.say(validation(0, 3.5), former(0, 2), validation(16, 2.25), former(16, 2.625));
    await page.say(progressOf({ state: 'paused', step: 16 }));
    expect(rowsIn(page, panel)).toEqual([
      ['Validation loss', 'at step 0', 'now'],
      ['First', '2.0000', '2.6250'],
      ['Second', '3.5000', '2.2500'],
    ]);
    expect(page.texts('section p', panel).slice(0, 2)).toEqual([
      'The net learned First for 1,234 steps, and has gone on with this text for 16 steps.',
      'Of First it has forgotten 0.63 nats per character so far.',
    ]);
    expect(page.text('pre', panel)).toBe('it wrote');
    await page.press('Let it write', panel);
    expect(page.sent.at(-1)).toEqual({ type: 'second.sample' });
    await page.say({ type: 'second.sampled', step: 16, text: 'it writes' });
    expect(page.texts('pre', panel)).toEqual(['it wrote', 'it writes']);
    expect(page.text('.former', page.one('best-validation'))).toBe('First: 2.6250');
    await page.rest();
    const chart = chartIn(page, lossChart, { below: normChart });
    expectCurve(chart.dots('--series-former'), [
      [0, 2],
      [16, 2.625],
    ]);
    // what it has learned better since
    await page.say(former(18, 1.75));
    expect(page.texts('section p', panel)[1]).toBe(
      'Of First it has forgotten nothing: its loss there is 0.25 nats lower.',
    );
    // another net knows neither
    await page.say(loadedOf(defaultSettings()));
    expect(page.all('table', panel)).toEqual([]);
  }),
};
