/** Of whatever the page serves it is told where it comes from, what allows that, and the licence in full. */
import { expect, it } from 'vitest';
import { dataSources } from 'virtual:dataSources';
import { dataSourcesPage } from '../../scripts/vite/data-sources.ts';
import { servedTexts } from '../../scripts/vite/text-assets.ts';
import '../../vite.config.ts';
import { tasks } from '../tasks/index.ts';

const served = servedTexts();

it('has a source, a licence and a notice of each', () => {
  expect(served.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['alice', 'animals', 'languages']),
  );
  for (const { id, source, licence, notice } of served) {
    expect([id, source, licence, notice]).not.toContain('');
    expect(dataSources[id]).toEqual({ source, licence });
  }
  const noticeOf = (id: string) => served.find((one) => one.id === id)?.notice;
  expect(noticeOf('animals')).toMatch(
    /^This software and database is being provided[^]*agrees to preserve same\.$/,
  );
  expect(noticeOf('animals')).toContain('Copyright 2011 by Princeton University');
  expect(noticeOf('languages')).toContain('Copyright (c)');
  expect(noticeOf('alice')).toContain('use of anyone anywhere at no cost');
  expect(noticeOf('cmudict')).toMatch(/^Copyright \(C\)[^]*Carnegie Mellon[^]*SUCH DAMAGE\.$/);
  expect(noticeOf('french')).toMatch(/^UNICODE LICENSE V3/);
  expect(noticeOf('first-names')).toContain('Creative Commons Zero');
});

it('stands on the page under ids that tasks offer, notices once and as text', () => {
  const ids = tasks.flatMap(({ sources }) => sources.map(({ id }) => id));
  expect(ids).toEqual(expect.arrayContaining(served.map(({ id }) => id)));
  // what is put together here names what it is made of
  const madeOf = (id: string) =>
    tasks.flatMap(({ sources }) => sources).find((one) => one.id === id)?.madeOf;
  expect(madeOf('kinds')).toEqual(['first-names', 'animals', 'plants']);
  for (const id of ['places', 'sentences']) expect(madeOf(id)).toEqual(['first-names']);
  const page = dataSourcesPage(served);
  for (const { id } of served) expect(page.split(`id="${id}"`)).toHaveLength(2);
  expect(page.split('Princeton University (&quot;')).toHaveLength(1);
  expect(page.split('This software and database is being provided')).toHaveLength(2);
  const hostile = { id: 'x', title: '<b>"&', source: '<i>', licence: '', notice: '</pre><script>' };
  const told = dataSourcesPage([hostile]);
  expect(told).toContain('<b>&lt;b&gt;&quot;&amp;</b>');
  expect(told).not.toMatch(/<script|<i>/);
});
