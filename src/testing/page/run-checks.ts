/** The numbers of a run: the bar at the top, the loss panel, its table and its file. */
import { expect } from 'vitest';
import type { WorkerMessage } from '../../protocol/messages.ts';
import type { TrainingProgress } from '../../protocol/training.ts';
import { netOf, progressOf } from './messages.ts';
import { chartIn, type Checks, expectCurve, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const shownProgress: [Partial<TrainingProgress>, shown: string[]][] = [
  [{}, ['1', '0.00', '0', '00:00']],
  [
    { step: 12345, epoch: 3.456, tokensPerSecond: 6789.4, seconds: 42.9 },
    ['12,345', '3.46', '6,789', '00:42'],
  ],
  [
    { step: 7654321, epoch: 12.5, tokensPerSecond: 1234567.8, seconds: 3725 },
    ['7,654,321', '12.50', '1,234,568', '1:02:05'],
  ],
  [{ step: 60, epoch: 0.015, tokensPerSecond: 0.6, seconds: 60 }, ['60', '0.01', '1', '01:00']],
  [{ step: 2, epoch: 100, seconds: 3599.99 }, ['2', '100.00', '0', '59:59']],
  [{ step: 3, epoch: 1 / 3, seconds: 360000 }, ['3', '0.33', '0', '100:00:00']],
];

export const lossChart = 'Training and validation loss by step';
export const normChart = 'Gradient norm by step';

const losses: WorkerMessage = {
  type: 'training.losses',
  run: {
    firstStep: 1,
    losses: Float32Array.of(4.25, 3.5, 2.75, 2.875),
    norms: Float32Array.of(0.0625, 64.5, 1.125, 8.25),
  },
};
export const validation = (step: number, loss: number): WorkerMessage => ({
  type: 'validation.result',
  result: { step, loss, tokens: 12345, total: 67890 },
});
/** Each new loss counts 2 / (n + 1), so that the first few are averaged. */
const smoothed = [4.25, 3.75, 3.25, 3.1];

export async function trained(page: StagedPage): Promise<void> {
  await page.say(losses, validation(1, 3.125), validation(3, 2.125));
}

export const runChecks: Checks = {
  'time ahead': onPage(
    async (page) => {
      const said = () => page.output('Estimated time');
      const asked = () => page.sent.filter(({ type }) => type === 'training.try').length;
      expect([said(), asked()]).toEqual(['', 1]);
      await page.say({ type: 'training.tried', stepMs: 16.25 });
      expect(said()).toBe('A step takes about 16 ms here');
      await page.say(progressOf({ step: 3 }));
      expect(said()).toBe('Next 500 steps: about 8 s');
      // 2,048 characters a step
      await page.say(progressOf({ step: 9, tokensPerSecond: 25_000 }));
      expect(said()).toBe('Next 500 steps: about 40 s');
      await page.say(progressOf({ state: 'paused', step: 9 }));
      expect([said(), asked()]).toEqual(['A step takes about 16 ms here', 1]);
      // another net is tried anew, one that trains is not
      await page.say({ type: 'net.ready', info: netOf('gru') });
      expect([said(), asked()]).toEqual(['', 2]);
      await page.press('Train');
      await page.say(progressOf({}), { type: 'net.ready', info: netOf('lstm') }, progressOf({}));
      expect([said(), asked()]).toEqual(['', 2]);
      // nor while nobody looks
      await page.say(progressOf({ state: 'paused', step: 5 }));
      expect(asked()).toBe(3);
      await page.hide(true);
      expect(page.lastSent('page.background')).toMatchObject({
        inBackground: true,
        background: 'train',
      });
      await page.say({ type: 'net.ready', info: netOf('gru') });
      expect(asked()).toBe(3);
      await page.hide(false);
      expect(page.lastSent('page.background')).toMatchObject({ inBackground: false });
      expect(asked()).toBe(4);
    },
    { hash: '#v=2&seed=2' },
  ),

  'training bar': onPage(async (page) => {
    for (const [progress, [step, epoch, speed, time]] of shownProgress) {
      await page.say(progressOf(progress));
      expect(page.texts('dl div', page.one('training-bar'))).toEqual([
        `step ${step}`,
        `epoch ${epoch}`,
        `chars/s ${speed}`,
        `time ${time}`,
      ]);
      expect(
        ['Step', 'Epoch', 'Characters per second', 'Time'].map((one) => page.output(one)),
      ).toEqual([step, epoch, speed, time]);
    }
    expect(page.text('.engine', page.one('training-bar'))).toBe('GPU: Staged adapter');
  }),

  'training buttons': onPage(async (page) => {
    const enabled = () =>
      ['Train', 'Pause', 'One step', 'Rewind'].filter((name) => !page.button(name).disabled);
    expect(enabled()).toEqual(['Train', 'One step']);
    await page.say(progressOf({ state: 'running', step: 5 }));
    expect(enabled()).toEqual(['Pause', 'Rewind']);
    await page.say(progressOf({ state: 'paused', step: 5 }));
    expect(enabled()).toEqual(['Train', 'One step', 'Rewind']);
    for (const step of [5, 0]) {
      await page.say(progressOf({ state: 'stopped', step }));
      expect(enabled()).toEqual(['Rewind']);
    }
  }),

  'loss read-outs': onPage(async (page) => {
    const outputs = () =>
      ['Training loss', 'Validation loss', 'Perplexity'].map((label) => page.output(label));
    expect(outputs()).toEqual(['–', '–', '–']);
    await page.say(losses);
    expect(outputs()).toEqual(['2.8750', '–', '–']);
    expect(page.texts('.caption', page.one('loss-panel'))).toEqual([
      'not validated yet',
      'gradient norm before clipping 8.250',
    ]);
    await page.say(validation(3, 2.125));
    // e^2.125
    expect(outputs()).toEqual(['2.8750', '2.1250', '8.373']);
    expect(page.texts('dl div', page.one('loss-panel'))).toEqual([
      'Training loss 2.8750',
      'Validation loss 2.1250',
      'Perplexity 8.373',
    ]);
    expect(page.texts('.caption span', page.one('loss-panel')).slice(0, 2)).toEqual([
      'step 3: 12,345 of 67,890 held-out characters',
      // 2.125 nats
      '3.066 bits/char',
    ]);
    await page.say(validation(4, 0));
    expect(outputs()).toEqual(['2.8750', '0.0000', '1.000']);
    expect(page.text('.unit', page.one('loss-panel'))).toBe('nats per character');
    await page.say({ ...validation(12345, 2) });
    await page.press('Round all gates');
    expect(page.texts('.caption span', page.one('loss-panel'))[0]).toBe(
      'step 12,345: 12,345 of 67,890 held-out characters, without the pins',
    );
    await page.press('Free all');
    expect(page.texts('.caption span', page.one('loss-panel'))[0]).toMatch(/held-out characters$/);
  }),

  'loss charts': onPage(
    async (page) => {
      await trained(page);
      const loss = chartIn(page, lossChart, { below: normChart });
      const references = [...loss.references].sort((one, other) => other.value - one.value);
      expect(references.map(({ words }) => words)).toEqual([
        'chance 4.31',
        'unigram 3.19',
        'bigram 2.44',
      ]);
      [4.3125, 3.1875, 2.4375].forEach((value, at) =>
        expect(Math.abs(references[at].value - value)).toBeLessThan(0.03),
      );
      expectCurve(loss.curve('--series-raw'), [
        [1, 4.25],
        [2, 3.5],
        [3, 2.75],
        [4, 2.875],
      ]);
      expectCurve(
        loss.curve('--series-train'),
        smoothed.map((value, at) => [at + 1, value] as const),
      );
      const validated = [
        [1, 3.125],
        [3, 2.125],
      ] as const;
      expectCurve(loss.curve('--series-validation'), validated);
      expectCurve(loss.dots('--series-validation'), validated);
      const norm = chartIn(page, normChart, { logY: true });
      expect(norm.references.map(({ words }) => words)).toEqual(['clip 2.5']);
      expect(Math.abs(norm.references[0].value - 2.5)).toBeLessThan(0.1);
      expectCurve(norm.curve('--series-norm'), [
        [1, 0.0625],
        [2, 64.5],
        [3, 1.125],
        [4, 8.25],
      ]);
    },
    { hash: '#v=1&clip=2.5' },
  ),

  'pointed loss': onPage(async (page) => {
    await trained(page);
    const canvas = page.one('canvas', page.one(`line-chart[label="${lossChart}"]`));
    // step 3 of 20 that the plot spans
    await page.pointAt(canvas, 102, 120, 'mousemove');
    const words = page.drawingOf(canvas).words.map(({ text }) => text);
    expect(words).toEqual(
      expect.arrayContaining([
        'step 3',
        'training 2.75',
        'training, smoothed 3.25',
        'validation 2.125',
      ]),
    );
  }),

  'a spike that is cut off': onPage(async (page) => {
    const values = Float32Array.from({ length: 30 }, (_, at) => 2 + (at % 3) / 10);
    values[9] = 900;
    values[19] = 54321;
    values[24] = 700;
    const run = { firstStep: 1, losses: values, norms: values };
    await page.say({ type: 'training.losses', run });
    const canvas = page.one('canvas', page.one(`line-chart[label="${lossChart}"]`));
    const words = page.drawingOf(canvas).words.map(({ text }) => text);
    expect(words.filter((one) => one.startsWith('↑'))).toEqual(['↑ 54300']);
    expect(canvas.getAttribute('aria-description')).toBe(
      'The highest value, 54300 at step 20, is cut off.',
    );
  }),

  'loss charts on logarithmic steps': onPage(async (page) => {
    await trained(page);
    await page.say(validation(0, 4));
    await page.tick(page.one('.foot input[type=checkbox]', page.one('loss-panel')), true);
    const norm = chartIn(page, normChart, { logX: true, logY: true });
    expectCurve(norm.curve('--series-norm'), [
      [1, 0.0625],
      [2, 64.5],
      [3, 1.125],
      [4, 8.25],
    ]);
    const loss = chartIn(page, lossChart, { logX: true });
    // step 0 has no place on such an axis
    expect(loss.curve('--series-validation')).toHaveLength(2);
  }),

  'loss table': onPage(async (page) => {
    await trained(page);
    const table = page.one('loss-table');
    await page.unfold(page.one('details', table));
    expect(rowsIn(page, table)).toEqual([
      ['step', 'training', 'smoothed', 'validation', 'norm'],
      ['4', '2.8750', '3.1000', '', '8.250'],
      ['3', '2.7500', '3.2500', '2.1250', '1.125'],
      ['2', '3.5000', '3.7500', '', '64.500'],
      ['1', '4.2500', '4.2500', '3.1250', '0.063'],
    ]);
    // the last fifty, the newest first
    const later = Float32Array.from({ length: 60 }, (_, at) => at);
    await page.say({ type: 'training.losses', run: { firstStep: 5, losses: later, norms: later } });
    const rows = rowsIn(page, table).slice(1);
    expect(rows.map(([step, loss]) => [step, loss])).toEqual(
      Array.from({ length: 50 }, (_, at) => [String(64 - at), (59 - at).toFixed(4)]),
    );
    // from the twentieth on each new one counts a tenth
    const expected = [4.25, 3.5, 2.75, 2.875, ...later].reduce(
      (mean, loss, at) => mean + Math.max(0.1, 2 / (at + 2)) * (loss - mean),
      0,
    );
    expect(Number(rows[0][2])).toBeCloseTo(expected, 3);
  }),

  'large and small numbers': onPage(async (page) => {
    const norms = Float32Array.of(1);
    for (const [loss, words] of [
      [123.4567, '123.46'],
      [99.96875, '99.9688'],
      [99999, '99999'],
      [123456, '1.235e5'],
      [6.6e29, '6.600e29'],
      [0.00004, '4e-5'],
    ] as const) {
      const losses = Float32Array.of(loss);
      await page.say({ type: 'training.losses', run: { firstStep: 1, losses, norms } });
      expect(page.output('Training loss')).toBe(words);
    }
    const result = { step: 1, loss: 812.4, tokens: 1, total: 1 };
    await page.say({ type: 'validation.result', result });
    expect(page.output('Perplexity')).toBe('e^812.4');
  }),
};
