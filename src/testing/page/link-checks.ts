/** Links that are followed in an open tab, and what is said of the text that they were made with. */
import { expect } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import { loadedOf, netOf, textOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const theirs = '#v=2&file=their+notes&characters=12345&hash=fedcba98';
const deepest = 'v=2&layers=6&layer=6';
const notes = (page: StagedPage) => page.texts('.note .text');
const textsRead = (page: StagedPage) => page.sent.filter(({ type }) => type === 'text.read').length;

/** A text of the person's own. */
async function paste(page: StagedPage, name: string, more: object = {}): Promise<void> {
  page.next({ text: textOf({ source: 'paste', name, title: name, hash: `of ${name}`, ...more }) });
  await page.press('Paste a text', page.one('text-source'));
  const dialog = page.one('paste-dialog');
  await page.enter(page.one('textarea', dialog), name);
  await page.submit(page.one('form', dialog));
}

export const linkChecks: Checks = {
  'a link of before, by the names of its time': onPage(
    async (page) => {
      expect(notes(page)).toEqual([]);
      expect(page.control('memoryBias').value).toBe('2.5');
      expect(page.lastSent('net.build')?.settings).toMatchObject({ memoryBias: 2.5 });
      await page.set('temperature', 0.5);
      expect(page.fragment).toBe('v=2&memorybias=2.5&temperature=0.5');
    },
    { hash: '#v=2&forgetbias=2.5' },
  ),

  'the topmost layer, chosen': onPage(
    async (page) => {
      await page.set('layer', 6);
      expect(page.wished('gates')?.wish).toMatchObject({ layer: 6 });
      expect(page.fragment).toBe(deepest);
    },
    { hash: '#v=2&layers=6', net: netOf('lstm', { layers: 6 }) },
  ),

  'the topmost layer, after a reload': onPage(
    (page) => {
      expect(page.control('layer').value).toBe('6');
      expect(page.wished('gates')?.wish).toMatchObject({ layer: 6 });
      expect(notes(page)).toEqual([]);
    },
    { hash: `#${deepest}`, net: netOf('lstm', { layers: 6 }) },
  ),

  'a link that the browser tells of late': onPage(async (page) => {
    const link = '#v=2&temperature=0.5';
    page.visit(link);
    await page.set('topK', 7);
    // written over, it could not be gone back from
    expect(page.fragment).toBe(link.slice(1));
    await page.follow(link);
    expect(page.fragment).toBe(link.slice(1));
    await page.set('topK', 8);
    expect(page.fragment).toContain('8');
  }),

  'a link beside a text of one’s own': onPage(async (page) => {
    await paste(page, 'my diary');
    const before = textsRead(page);
    await page.follow(`${theirs}&temperature=0.5`);
    expect(notes(page)).toEqual([
      'The link was made with another text, their notes. Your text stays open.',
    ]);
    expect(page.control('temperature').value).toBe('0.5');
    await page.follow('#v=2&temperature=0.6');
    expect(notes(page)).toEqual(['The link names no text. Your text stays open.']);
    expect(page.control('temperature').value).toBe('0.6');
    expect(textsRead(page)).toBe(before);
    expect(new URLSearchParams(page.fragment).get('pasted')).toBe('my diary');
    // it is not the one that was open then
    await paste(page, 'another');
    expect(notes(page)).toEqual([]);
  }),

  'a link to the text that is open': onPage(async (page) => {
    await paste(page, 'their notes', { tokens: 12345, hash: 'fedcba9876543210' });
    const before = textsRead(page);
    await page.follow(`${theirs}&temperature=0.5`);
    expect(notes(page)).toEqual([]);
    expect(textsRead(page)).toBe(before);
    expect(page.control('temperature').value).toBe('0.5');
  }),

  'another text than that of the link': onPage(
    async (page) => {
      const said = 'This is not the link’s text, which is their notes (12,345 characters).';
      await paste(page, 'one');
      expect(notes(page)).toEqual([said]);
      await paste(page, 'two');
      expect(notes(page)).toEqual([]);
      await page.follow(theirs);
      await paste(page, 'three');
      expect(notes(page)).toEqual([said]);
      await page.say(loadedOf(defaultSettings()));
      expect(notes(page)).toEqual([]);
    },
    { hash: theirs },
  ),
};
