import { test } from 'vitest';
import { StagedPage } from './staged-page.ts';
import { readChart } from './chart-reading.ts';
test('x', async () => {
  const page = await StagedPage.open();
  await page.say({ type: 'training.losses', run: { firstStep: 1, losses: Float32Array.of(4.25, 3.5, 2.75), norms: Float32Array.of(0.05, 70.25, 1.125) } },
   { type: 'validation.result', result: { step: 1, loss: 3.125, characters: 12345, total: 67890 } },
   { type: 'validation.result', result: { step: 3, loss: 2.125, characters: 12345, total: 67890 } });
  const [a,b]=page.all('line-chart').map(c=>page.drawingOf(page.one('canvas', c)));
  console.log(JSON.stringify(readChart(a).references), readChart(a).curve('--series-train'), readChart(a).curve('--series-raw'), readChart(a).curve('--series-validation'));
  console.log(b.words);
  console.log(readChart(b,{logY:true}).references, readChart(b,{logY:true}).curve('--series-norm'));
  await page.close();
});
