import { test } from 'vitest';
import { StagedPage } from './staged-page.ts';
import { gatesFrameOf, progressOf } from './messages.ts';
test('x', async () => {
  const page = await StagedPage.open();
  const log = (w: string) => console.log(w, page.all('gate-map').length, page.texts('.stage', page.one('gates-panel')), page.sent.map(m=>m.type).join());
  await page.say({ type: 'gates.frame', frame: gatesFrameOf('lstm') });
  log('a');
  for (const by of ['index','mean','variance','mean']) { await page.set('unitOrder', by); log(by); }
  await page.close();
});
