/** Which views are open, by hand and by link; the link that is copied; the page on a wall. */
import { expect } from 'vitest';
import { gatesFrameOf, loadedOf, netOf, textOf, tooLarge } from './messages.ts';
import { defaultSettings } from '../../config/settings.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const main = ['loss', 'gates', 'sample'];
const openIn = (page: StagedPage) => [
  ...main.filter((id) => page.all(`${id}-panel`).length > 0),
  ...page.all('[role=tab][aria-selected=true]').map(({ id }) => id),
];
const notes = (page: StagedPage) => page.texts('.note .text');
const pinsSent = (page: StagedPage) => page.lastSent('gates.pin')?.pins ?? [];
const isPresenting = (page: StagedPage) => page.one('playground-app').hasAttribute('presenting');

export const viewsChecks: Checks = {
  'views that a link opens': onPage(
    async (page) => {
      expect(openIn(page)).toEqual(['gates', 'inside']);
      expect(notes(page)).toEqual(['The link opens a view “nonsense” that is not here.']);
      await page.set('clipNorm', 1);
      expect(page.fragment).toBe('v=2&clip=1&view=gates,inside');
      await page.follow('#v=2&view=loss,sample');
      expect(openIn(page)).toEqual(['loss', 'sample']);
      expect(notes(page)).toEqual([]);
      await page.follow('#v=2&view=equations,nothing');
      expect(openIn(page)).toEqual([...main, 'equations']);
      expect(notes(page)).toEqual(['The link opens a view “nothing” that is not here.']);
      // what a link does not name is as it stands at first
      await page.follow('#v=2&clip=1');
      expect(openIn(page)).toEqual(main);
      expect(page.fragment).toBe('v=2&clip=1');
    },
    { hash: '#view=gates,inside,nonsense' },
  ),

  'views that are closed and opened': onPage(
    async (page) => {
      await page.press('Close Loss');
      expect(openIn(page)).toEqual(['gates', 'sample']);
      expect(page.fragment).toBe('v=2&temperature=0.5&view=gates,sample');
      await page.openTab('equations');
      expect(page.fragment).toBe('v=2&temperature=0.5&view=gates,sample,equations');
      await page.press('Close Gates');
      expect(openIn(page)).toEqual(['sample', 'equations']);
      // one stays
      expect(page.all('button[aria-label^="Close "]')).toEqual([]);
      await page.openTab('equations');
      await page.press('Show Gates');
      await page.press('Show Loss');
      expect(openIn(page)).toEqual(main);
      expect(page.fragment).toBe('v=2&temperature=0.5');
      expect(page.all('[data-closed]')).toEqual([]);
      await page.press('Close Sample');
      expect(openIn(page)).toEqual(['loss', 'gates']);
    },
    { hash: '#temperature=0.5' },
  ),

  'pins of a link': onPage(
    async (page) => {
      const held = { layer: 1, gate: 'forget', unit: null, hold: 'zero' };
      const rounded = { layer: 2, gate: 'update', unit: 2, hold: 'rounded' };
      expect(pinsSent(page)).toEqual([held, rounded]);
      expect(notes(page)).toEqual([
        'Pins: unit 9 became 4 (the range is 1 to 4). The link pins the gate “reset” of layer 1, which this net does not have.',
      ]);
      expect(page.texts('gate-pins li')).toEqual([
        'Γf layer 1: 0',
        'Γu unit 3 of layer 2: rounded',
      ]);
      await page.press('Free all');
      expect(page.fragment).toBe('v=2&layers=2&hidden=4');
      await page.press('Pin to 1');
      expect(page.fragment).toBe('v=2&layers=2&hidden=4&pins=1.update.1');
      // the net is the same: at once, and instead of what is held
      await page.follow('#v=2&layers=2&hidden=4&pins=2.output.1');
      expect(pinsSent(page)).toEqual([{ layer: 2, gate: 'output', unit: null, hold: 'one' }]);
      await page.follow('#v=2&layers=2&hidden=4');
      expect(pinsSent(page)).toEqual([]);
      // another net has them once it is there, and the one after it has none
      page.next({ net: netOf('lstm', { layers: 1, hiddenSize: 8 }) });
      await page.follow('#v=2&hidden=8&pins=1.output.8.0');
      expect(pinsSent(page)).toEqual([{ layer: 1, gate: 'output', unit: 7, hold: 'zero' }]);
      await page.say({ type: 'net.ready', info: netOf('lstm', { layers: 1, hiddenSize: 8 }) });
      expect(pinsSent(page)).toEqual([]);
      expect(page.fragment).toBe('v=2&hidden=8');
    },
    { hash: '#layers=2&hidden=4&pins=1.forget.0,2.update.3.r,1.reset.9.1' },
  ),

  'pins of a link whose net does not come': onPage(async (page) => {
    const built = () => page.sent.filter(({ type }) => type === 'net.build').length;
    const follow = async (pins: string, hidden: number) => {
      const before = built();
      await page.follow(`#v=2&hidden=${hidden}&pins=${pins}`);
      expect(built()).toBe(before + 1);
    };
    const comes = () => page.say({ type: 'net.ready', info: netOf('lstm') });
    page.lose('net.ready');
    // refused, cancelled, or given up for a run
    await follow('1.forget.0', 9);
    await page.say({ type: 'net.refused', problem: tooLarge, remedies: [] });
    await page.set('hiddenSize', 10);
    await comes();
    expect(pinsSent(page)).toEqual([]);
    expect(page.fragment).toBe('v=2&hidden=10');
    await follow('1.forget.1', 11);
    await page.say({ type: 'net.progress', done: 1, total: 2, what: 'compiling kernels' });
    await page.press('Cancel', page.one('work-progress'));
    await page.set('hiddenSize', 12);
    await comes();
    expect(pinsSent(page)).toEqual([]);
    // that of the net that comes are there
    await follow('1.output.0', 13);
    await comes();
    expect(pinsSent(page)).toEqual([{ layer: 1, gate: 'output', unit: null, hold: 'zero' }]);
    // a run is opened while the text of the link is still being read
    page.lose('text.ready');
    await page.follow('#v=2&heldout=25&pins=1.forget.0');
    expect(page.lastSent('text.read')?.settings.heldOut).toBe(25);
    await page.say(loadedOf({ ...defaultSettings(), hiddenSize: 9 }));
    expect(pinsSent(page)).toEqual([]);
    expect(page.fragment).toBe('v=2&hidden=9');
  }),

  'a link that is copied': onPage(
    async (page) => {
      const bar = page.one('copy-link');
      const said = () => page.text('output', bar);
      const copied = () => page.clipboard?.at(-1);
      await page.show('gates', gatesFrameOf('lstm'));
      const button = page.button('Copy link');
      button.click();
      await page.rest(200);
      expect(copied()).toBe('http://localhost/?chunk=1#v=2&hidden=64&line=So');
      expect(said()).toBe('Link copied.');
      await page.rest(3000);
      expect(said()).toBe('');
      // as it is at this moment, before the address has followed
      page.button('Close Loss').click();
      page.button('Pin to 0').click();
      button.click();
      await page.rest(200);
      expect(copied()).toBe(
        'http://localhost/?chunk=1#v=2&hidden=64&line=So&view=gates,sample&pins=1.update.0',
      );
      const own = textOf({ source: 'file', name: 'a.txt', tokens: 12, hash: 'abcdef0123' });
      await page.say(loadedOf(defaultSettings(), { text: own }));
      button.click();
      await page.rest(200);
      expect(copied()).toContain('file=a.txt&characters=12&hash=abcdef01');
      const limits = 'The link only names your text, a.txt. Whoever opens it needs the same file.';
      expect(said()).toBe(`Link copied. ${limits}`);
      page.refuseClipboard();
      await page.click(button);
      const dialog = page.one<HTMLDialogElement>('dialog', page.one('link-dialog'));
      expect(dialog.open).toBe(true);
      expect(page.one<HTMLInputElement>('input', dialog).value).toContain('#v=2&');
      expect(page.text('p', dialog)).toContain(limits);
    },
    { hash: '?chunk=1#hidden=64&line=So' },
  ),

  'the page on a wall': onPage(
    async (page) => {
      const body = page.one('playground-app');
      const engine = () => page.all('output[aria-label="Engine"]').length;
      const unfolded = () => page.all('aside > *').filter((one) => one.hasAttribute('open')).length;
      expect(isPresenting(page)).toBe(true);
      expect([engine(), unfolded(), page.all('net-readout').length]).toEqual([0, 0, 0]);
      expect(page.fragment).toBe('v=2&hidden=64&present=1');
      await page.press('Copy link');
      expect(page.clipboard).toEqual(['http://localhost/#v=2&hidden=64']);
      // a link that says nothing of it leaves the wall as it is
      await page.follow('#v=2&hidden=64&view=loss');
      expect(page.fragment).toBe('v=2&hidden=64&view=loss&present=1');
      // the tab is nearer to the person than the wall
      await page.openTab('equations');
      await page.key(page.one('[role=tablist]'), 'Escape');
      expect([openIn(page), isPresenting(page)]).toEqual([['loss'], true]);
      await page.key(page.one('[role=tablist]'), 'Escape');
      expect(isPresenting(page)).toBe(false);
      expect([engine(), unfolded(), page.all('net-readout').length]).toEqual([1, 3, 1]);
      await page.key(body, 'p', { code: 'KeyP' });
      expect(isPresenting(page)).toBe(false);
      await page.key(body, 'π', { code: 'KeyP', altKey: true });
      expect(isPresenting(page)).toBe(true);
      await page.press('Present');
      expect(isPresenting(page)).toBe(false);
      await page.follow('#v=2&hidden=64&present=1');
      expect(isPresenting(page)).toBe(true);
    },
    { hash: '#hidden=64&present=1' },
  ),
};
