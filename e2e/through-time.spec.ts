/** The tab with the gradient through time: live, by choice, kept for earlier runs, and free when shut. */
import type { GradientFrame } from '../src/protocol/frames.ts';
import { smallNet, type Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const line = 'Alice was tired';
const net = { ...smallNet, cell: 'lstm', layers: 2, learningRate: 0.02, line };

const tab = ({ page }: Playground) => page.getByRole('tab', { name: 'Gradient through time' });
const panel = ({ page }: Playground) => page.locator('through-time-panel');
const words = (playground: Playground) => playground.output('Gradient in words');
const curves = (playground: Playground) =>
  panel(playground).getByRole('list', { name: 'Curves' }).getByRole('listitem');

const frameAfter = (playground: Playground, act: () => Promise<unknown>) =>
  playground.frameAfter('gradient', act);

/** The arrow keys point at the last loss at lag 0 first, then `lag` to the left: the norm of that pair. */
async function expectValueAt(playground: Playground, lag: number, value: string): Promise<void> {
  const canvas = panel(playground).locator('gradient-map canvas');
  await canvas.focus();
  await canvas.press('ArrowRight');
  for (let presses = 0; presses < lag; presses++) await canvas.press('ArrowLeft');
  await expect(playground.output('Gradient value')).toContainText(value);
  await canvas.blur();
}

function expectedNorm({ tokens }: GradientFrame, norms: Float32Array, lag: number): string {
  const steps = tokens.length - 1;
  return String(Number(norms[(steps - 1 - lag) * steps + steps - 1].toPrecision(2)));
}

test('shows what the worker measured, by input, state and memory, for either layer', async ({
  playground,
}) => {
  await playground.open(net);
  const first = await frameAfter(playground, () => tab(playground).click());
  expect(first.tokens.join('')).toBe(line);
  expect(first).toMatchObject({ step: 0, layer: 1, cell: 'lstm', cut: 0 });
  await expect(words(playground)).toHaveText(
    /^The loss .+ of the gradient is left\. Mean Γf 0\.\d+\.$/u,
  );
  const { input, state, memory } = first.gradients!;
  const shown = { 'input x': input, 'state a': state, 'memory c': memory! };
  const things: Record<string, string> = { x: 'inputs', a: 'activations', c: 'memory states' };
  for (const [by, norms] of Object.entries(shown)) {
    await playground.select('By').selectOption(by);
    await expect(words(playground)).toContainText(` ${things[by.at(-1)!]} `);
    for (const lag of [0, 3]) {
      await expectValueAt(
        playground,
        lag,
        `∂L⟨14⟩/∂${by.at(-1)!}⟨${14 - lag}⟩‖ = ${expectedNorm(first, norms, lag)}: lag ${lag},`,
      );
    }
  }
  const above = await frameAfter(playground, () =>
    playground.select('Layer of the states').selectOption('2'),
  );
  expect(above.layer).toBe(2);
  expect(above.gradients!.memory).not.toEqual(memory);
  expect(above.gradients!.input).toEqual(input);
  const trained = await frameAfter(playground, () => playground.stepTo(1));
  expect(trained.step).toBe(1);
  expect(trained.gradients!.input).not.toEqual(input);
  await playground.words('Line').fill('☃');
  await expect(words(playground)).toHaveText(/Fewer than two characters/u);
});

test('keeps the curves of runs that are gone, until they are removed', async ({ playground }) => {
  await playground.open({ ...net, layers: 1 });
  await frameAfter(playground, () => tab(playground).click());
  await expect(curves(playground)).toHaveText([/^LSTM, step 0$/u, /∏ Γf$/u]);
  await playground.stepTo(2);
  await expect(curves(playground).first()).toHaveText('LSTM, step 2');
  await playground.select('Cell').selectOption('rnn-tanh');
  await frameAfter(playground, () => playground.button('New net').click());
  await expect(curves(playground)).toHaveText([/^RNN \(tanh\), step 0$/u, /LSTM, step 2/u]);
  await expect(playground.select('By').locator('option')).toHaveText(['input x', 'state a']);
  // a net that never trained is kept only when asked
  await frameAfter(playground, () => playground.select('Cell').selectOption('gru'));
  await expect(curves(playground)).toHaveText([/^GRU, step 0$/u, /1 − Γu$/u, /LSTM, step 2/u]);
  await playground.button('Keep this curve').click();
  await expect(playground.button('Curve kept')).toBeDisabled();
  await expect(curves(playground), 'not twice').toHaveCount(3);
  await playground.button('Remove LSTM, step 2').click();
  await playground.stepTo(1);
  await expect(curves(playground)).toHaveText([/^GRU, step 1$/u, /Γu$/u, /GRU, step 0/u]);
});

test('changes nothing of the run, and measures nothing when it is shut', async ({ playground }) => {
  await playground.open({ ...net, layers: 1 });
  await playground.stepTo(6);
  const without = await playground.parameters();
  await playground.rewind();
  await frameAfter(playground, () => tab(playground).click());
  await playground.stepTo(6);
  await expect(curves(playground).first()).toHaveText('LSTM, step 6');
  expect((await playground.parameters()).parameters).toEqual(without.parameters);
  await tab(playground).click();
  await expect(panel(playground)).toHaveCount(0);
  await playground.page.evaluate(() => {
    const app = document.querySelector('playground-app') as unknown as {
      session: { client: { on(type: string, listener: (told: { view: string }) => void): void } };
    };
    app.session.client.on('view.frame', ({ view }) => {
      if (view === 'gradient') document.body.setAttribute('data-frame', '');
    });
  });
  // the gates of the last step are shown after all that it could have measured
  await playground.stepTo(8);
  await playground.settled();
  await expect(playground.page.locator('body[data-frame]')).toHaveCount(0);
});
