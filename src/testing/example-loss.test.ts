/** What single examples cost adds up to the loss that a validation measures by kernels of its own. */
import { expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { optimizers } from '../optimizers/index.ts';
import type { ExampleLossFrame } from '../protocol/example-loss.ts';
import { taskOf } from '../tasks/index.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { exampleLoss } from '../views/example-loss.ts';
import type { LiveNet } from '../views/view.ts';
import { checkAbsolute } from './close-to.ts';

const sentences = ['He/O saw/O Anna/B-PER ./O', 'Run/O', 'Bob/B-PER Lee/I-PER ran/O', 'No/O ./O'];
const many = 'the cat sat on a mat with our old dog near two big red hats'.split(' ');
const words = ['ab', 'bcd', 'cdefa', 'defg', 'ea', 'fgabc', 'g', 'abcdefg'];
const lines = words.join('\n');
const cases: [name: string, text: string, changes?: Partial<Settings>][] = [
  ['tagging', sentences.join('\n'), { lookAhead: '2' }],
  ['tagging', sentences.join('\n'), { labels: 'binary', lookAhead: 'all' }],
  ['lines', lines],
  ['lines', many.join('\n')],
  ['reverse', words.map((word) => `${word},${[...word].reverse().join('')}`).join('\n')],
  [
    'reverse',
    words.map((word) => `${word},${[...word].reverse().join('')}`).join('\n'),
    { attention: 'on' },
  ],
  ['praise', words.map((word, at) => `c${at % 3},${word}`).join('\n'), { reads: 'character' }],
];

it.each(cases)('of %s: %j %j', async (name, text, changes) => {
  const own = { hiddenSize: 4, batchSize: 3, heldOut: 50, ...changes };
  const settings: Settings = { ...defaultSettings(), task: name, ...own };
  const work = { signal: new AbortController().signal, onProgress: () => undefined };
  const data = await taskOf(name).open({ kind: 'paste', text }, settings, work);
  const { model, objective, unrolling } = data.model(settings);
  const backend = new WasmBackend();
  const [optimizer] = optimizers;
  const net = await Net.create(backend, { model, objective, optimizer, form: 'cpu', seed: 1 });
  const evaluator = await Evaluator.create(net, unrolling, data.heldOut(unrolling));
  await evaluator.compile();
  evaluator.begin(Infinity);
  while (!evaluator.isComplete) evaluator.runChunk();
  const { loss, tokens } = await evaluator.finish();

  const live: LiveNet = {
    ...{ net, data, pins: [] },
    training: { batches: data.batches(unrolling, 1), unrolling },
  };
  const frames: ExampleLossFrame[] = [];
  for (let index = 0, count = 1; index < count; index++) {
    const opened = await exampleLoss.open(live, { part: 'heldOut', index });
    if (!opened || !('next' in opened)) throw new Error('nothing is measured');
    const frame = await opened.next(0);
    opened.destroy();
    frames.push(frame);
    count = frame.counts.heldOut;
  }
  const answers = frames.flatMap((frame) => frame.answers);
  const paid = answers.filter(({ wanted }) => wanted !== null);
  expect(paid.length).toBe(tokens);
  const sum = paid.reduce((all, one) => all + one.loss, 0);
  checkAbsolute({ name: 'mean loss', got: [sum / tokens], expected: [loss] }, 2e-6);
  const classes = data.targets.size;
  for (const { wanted, odds, loss: cost } of answers) {
    expect(odds.length).toBe(classes <= 12 ? classes : 8);
    if (wanted === null) expect(cost).toBeNaN();
    else {
      const right = odds.find(({ label }) => label === wanted)?.probability ?? NaN;
      checkAbsolute({ name: 'cost', got: [cost], expected: [-Math.log(right)] }, 1e-5);
    }
  }
  // what is read is read as it is written
  const [{ source, read }] = frames;
  expect(source === null).toBe(data.pairs === undefined);
  if (data.pairs) expect(source?.join('')).toBe(data.pairs.at('heldOut', 0).source);
  else expect(read.filter((one) => one !== null).length).toBeGreaterThan(0);
  evaluator.destroy();
  net.destroy();
  backend.destroy();
});

it('of a part without examples is told without a kernel', async () => {
  const data = { dataset: () => ({ counts: { train: 3, heldOut: 0 } }) };
  const net = { objective: { id: 'softmax' } };
  const live = { net, data, training: {}, pins: [] } as unknown as LiveNet;
  const opened = await exampleLoss.open(live, { part: 'heldOut', index: 4 });
  expect(opened && 'frame' in opened && opened.frame(9)).toMatchObject({
    ...{ step: 9, part: 'heldOut', counts: { train: 3, heldOut: 0 }, kind: 'softmax' },
    ...{ answers: [], read: [] },
  });
});
