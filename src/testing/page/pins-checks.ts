/** Pinning: what each button asks of the worker, of one unit and of all. */
import { expect } from 'vitest';
import { gatesFrameOf, netOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';

export const pinsChecks: Checks = {
  'each way of pinning': onPage(async (page) => {
    await page.show('gates', gatesFrameOf('lstm', { layer: 1 }));
    const pins = page.one('gate-pins');
    const all = page.one<HTMLInputElement>('.row input[type=checkbox]', pins);
    const verbs = { 'Pin to 0': 'zero', 'Pin to 1': 'one', Round: 'rounded' } as const;
    const latest = () => page.lastSent('gates.pin')!.pins.at(-1);
    const pressed = () =>
      page
        .all('button[aria-pressed=true]', pins)
        .map(({ textContent }) => textContent.trim())
        .join();
    await page.enter(page.one('select[aria-label="Gate to pin"]', pins), 'forget');
    const pin = { layer: 1, gate: 'forget' };
    // at first of all units: what one does is hardly seen
    expect(all.checked).toBe(true);
    for (const [verb, hold] of Object.entries(verbs)) {
      await page.press(verb, pins);
      expect(latest(), verb).toEqual({ ...pin, unit: null, hold });
      expect(pressed()).toBe('');
    }
    await page.press('Free', pins);
    expect(page.lastSent('gates.pin')!.pins).toEqual([]);
    await page.enter(page.one('input[aria-label="Unit to pin"]', pins), '3');
    expect(all.checked).toBe(false);
    for (const [verb, hold] of Object.entries(verbs)) {
      await page.press(verb, pins);
      expect(latest(), verb).toEqual({ ...pin, unit: 2, hold });
      expect(pressed()).toBe(verb);
    }
    await page.tick(all, true);
    await page.press('Pin to 1', pins);
    expect(page.lastSent('gates.pin')!.pins).toEqual([{ ...pin, unit: null, hold: 'one' }]);
    await page.tick(all, false);
    await page.press('Free', pins);
    expect(latest()).toEqual({ ...pin, unit: 2, hold: 'free' });
    expect(pressed()).toBe('Free');
    await page.press('Free all', pins);
    expect(page.lastSent('gates.pin')!.pins).toEqual([]);
  }),

  'what pins change': onPage(async (page) => {
    await page.show('gates', gatesFrameOf('lstm', { layer: 1 }));
    const pins = page.one('gate-pins');
    const difference = () =>
      page
        .all<HTMLLabelElement>('label', pins)
        .filter(({ textContent }) => /Show the difference/.test(textContent))
        .map((label) => page.one<HTMLInputElement>('input', label));
    const leave = {
      freed: () => page.press('Free all', pins),
      'another net': () => page.say({ type: 'net.ready', info: netOf('lstm', { hiddenSize: 8 }) }),
    };
    for (const [how, act] of Object.entries(leave)) {
      await page.press('Pin to 0', pins);
      const [box] = difference();
      expect(box.checked, how).toBe(false);
      await page.tick(box, true);
      await act();
    }
    // the first thing that a new pin shows is the values
    await page.press('Pin to 1', pins);
    expect(difference()[0].checked).toBe(false);
  }),
};
