/** The curves as files: every number of the table, every name of the picture. */
import { expect } from 'vitest';
import { netOf, textOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import { lossChart, normChart, trained, validation } from './run-checks.ts';

export const savedCurvesChecks: Checks = {
  'curves as a file': onPage(
    async (page) => {
      await trained(page);
      await page.press('Save curves as CSV');
      const [{ name, file }] = page.downloads;
      expect(name).toBe('curves-gru-step4.csv');
      const [head, ...rows] = (await file.text()).trim().split('\n');
      expect(head).toBe(
        'step,tokens,loss,smoothed_loss,gradient_norm,validation_loss,validation_tokens',
      );
      const numbers = rows.map((row) => row.split(',').map((cell) => (cell ? Number(cell) : null)));
      const rounded = numbers.map((row) => row.map((one) => one && Number(one.toFixed(4))));
      expect(rounded).toEqual([
        [1, 384, 4.25, 4.25, 0.0625, 3.125, 12345],
        [2, 768, 3.5, 3.75, 64.5, null, null],
        [3, 1152, 2.75, 3.25, 1.125, 2.125, 12345],
        [4, 1536, 2.875, 3.1, 8.25, null, null],
      ]);
      await page.say(validation(0, 4.375));
      await page.press('Save curves as CSV');
      const [, again] = page.downloads;
      expect((await again.file.text()).split('\n')[1]).toBe('0,0,,,,4.375,12345');
    },
    { net: netOf('gru', {}, { tokensPerStep: 384 }) },
  ),

  'curves as a picture': onPage(
    async (page) => {
      await trained(page);
      await page.press('Save curves as PNG');
      const words = page.canvases.flatMap((canvas) => canvas.words.map(({ text }) => text));
      expect(words).toContain(
        'GRU, 3 × 20 units, 1,234,567 parameters · A title of its own · step 4',
      );
      expect(words).toEqual(expect.arrayContaining([lossChart, normChart]));
      // each name stands behind a piece of its line
      const picture = page.canvases.find((canvas) =>
        canvas.words.some(({ text }) => text.startsWith('GRU, 3')),
      )!;
      const pieces = picture.boxes.filter(({ width }) => width === 18);
      const names = pieces.map(({ at: [x, y], colour }) => {
        const behind = picture.words.filter(
          ({ at }) => at[0] === x + 24 && Math.abs(at[1] - y) < 10,
        );
        return [colour, ...behind.map(({ text }) => text)];
      });
      expect(names).toEqual([
        ['--series-raw', 'training'],
        ['--series-train', 'training, smoothed'],
        ['--series-validation', 'validation'],
        ['--series-norm', 'gradient norm'],
      ]);
    },
    {
      net: netOf('gru', { layers: 3, hiddenSize: 20 }, { parameters: 1234567 }),
      text: textOf({ title: 'A title of its own' }),
    },
  ),
};
