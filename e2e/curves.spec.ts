/** The curves of a run as files: every number as a table, both charts as a picture. */
import { readFile } from 'node:fs/promises';
import { smallNet, type Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';

async function save(playground: Playground, name: string) {
  const arrival = playground.page.waitForEvent('download');
  await playground.button(name).click();
  const file = await arrival;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** How many pixels are of each of these colours. */
function countPixels(playground: Playground, png: Buffer, names: readonly string[]) {
  return playground.page.evaluate(
    async ({ base64, names }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext('2d')!;
      const rgb = (colour: string) => {
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return context.getImageData(0, 0, 1, 1).data.join();
      };
      const style = getComputedStyle(document.documentElement);
      const colours = names.map((name) => rgb(style.getPropertyValue(name).trim()));
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, picture.width, picture.height);
      const counts = new Map<string, number>();
      for (let at = 0; at < data.length; at += 4) {
        const colour = data.subarray(at, at + 4).join();
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      return colours.map((colour) => counts.get(colour) ?? 0);
    },
    { base64: png.toString('base64'), names },
  );
}

test('curves as CSV and as PNG', async ({ playground }) => {
  await playground.page.emulateMedia({ colorScheme: 'light' });
  await playground.open(smallNet);
  await expect(playground.button('Save curves as CSV')).toBeDisabled();
  await expect(playground.button('Save curves as PNG')).toBeDisabled();
  await playground.messageAfter('validation.result', () => playground.trainTo(12));
  const last = await playground.number('Step');
  // drawn with the number
  await expect(playground.output('Validation loss')).toHaveText(/\d/);

  const csv = await save(playground, 'Save curves as CSV');
  expect(csv.name).toBe(`curves-lstm-step${last}.csv`);
  const [head, ...lines] = csv.bytes.toString('utf8').trimEnd().split('\n');
  expect(head).toBe(
    'step,tokens,loss,smoothed_loss,gradient_norm,validation_loss,validation_tokens',
  );
  const rows = lines.map((line) => line.split(','));
  const steps = rows.filter(([step]) => step !== '0');
  expect(steps.map(([step]) => Number(step))).toEqual(
    Array.from({ length: last }, (_, index) => index + 1),
  );
  expect(Number(steps[last - 1][1])).toBe(last * 4 * 8);
  for (const [step, , ...values] of steps) {
    expect(
      values.slice(0, 3).every((value) => Number(value) > 0),
      `step ${step}`,
    ).toBe(true);
  }
  const shown = Number(steps[last - 1][2]).toFixed(4);
  await expect(playground.output('Training loss')).toHaveText(shown);
  expect(rows.filter(([, , , , , validation]) => validation !== '').length).toBeGreaterThan(0);

  const png = await save(playground, 'Save curves as PNG');
  expect(png.name).toBe(`curves-lstm-step${last}.png`);
  expect([...png.bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  expect(png.bytes.toString('latin1', 12, 16)).toBe('IHDR');
  expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([1984, 1472]);
  const colours = ['--surface', '--series-train', '--series-norm', '--series-validation'];
  const [paper, training, norm, validation] = await countPixels(playground, png.bytes, colours);
  expect(paper).toBeGreaterThan(1984 * 1472 * 0.8);
  for (const count of [training, norm, validation]) expect(count).toBeGreaterThan(50);
});
