/** A net learns what can be learnt of a text of known entropy, and writes text like it. */
import { bigramTable, chainEntropy, distance, markovText } from './support/markov-text.ts';
import { smallNet, type Playground } from './support/playground.ts';
import { Reference } from './support/reference.ts';
import { expect, test } from './support/test.ts';
import { isThorough } from './support/thorough.ts';

const text = markovText(120_000, 1);
const mostSteps = 200;
/** After the loss is reached, at a tenth of the learning rate. */
const settlingSteps = 60;
/** The table of 10,000 characters that the chain itself draws is about 0.02 from the text's. */
const largestDistance = 0.05;
const sampleLength = 10_000;

async function sample(
  playground: Playground,
  wish: { length: number; temperature?: number; topK?: number; seed?: number; prompt?: string },
): Promise<string> {
  const { length, temperature = 1, topK = 0, seed = 1, prompt = 'a' } = wish;
  await playground.setField('Temperature', temperature);
  await playground.setField('Top-k', topK);
  await playground.setField('Sample length', length);
  await playground.setField('Sample seed', seed);
  await playground.words('Prompt').fill(prompt);
  const drawn = await playground.sampled(() => playground.button('Generate').click());
  expect([...drawn]).toHaveLength(length);
  return drawn;
}

async function validate(playground: Playground): Promise<number> {
  const { result } = await playground.messageAfter('validation.result', () =>
    playground.button('Validate now').click(),
  );
  expect(result.tokens).toBe(result.total);
  return result.loss;
}

/** The default net where there is time: a smaller one learns this as well. */
const hiddenSize = isThorough ? 128 : 32;

test('a net reaches the entropy of a Markov text and writes text like it', async ({
  playground,
}) => {
  test.setTimeout(900_000);
  await playground.open({ optimizer: 'adam', learningRate: 0.01, hiddenSize });
  await playground.upload('markov.txt', text);
  const net = await playground.netInfo();
  expect([net.cell, net.layers, net.hiddenSize]).toEqual(['lstm', 1, hiddenSize]);
  const { bigramEntropy } = await playground.textInfo();
  expect(Math.abs(bigramEntropy / chainEntropy - 1)).toBeLessThan(0.02);

  // by single steps, so that every machine makes as many; nobody looks at the gates of each
  await playground.send({ type: 'view.close', view: 'gates' });
  let step = 0;
  let ratio = Infinity;
  while (ratio > 1.05) {
    expect(step, `validation loss is ${ratio} of the entropy`).toBeLessThan(mostSteps);
    step += 20;
    await playground.stepTo(step);
    ratio = (await validate(playground)) / chainEntropy;
  }
  test.info().annotations.push({ type: 'steps to 1.05 of the entropy', description: `${step}` });

  // Small steps at the end average out the noise of the large ones.
  await playground.setField('Learning rate', 0.001);
  await playground.stepTo(step + settlingSteps);
  const drawn = await sample(playground, { length: sampleLength });
  const table = bigramTable(text);
  const far = distance(bigramTable(drawn), table);
  const floor = distance(bigramTable(markovText(sampleLength, 2)), table);
  const description = `${far.toFixed(4)}, of the chain itself ${floor.toFixed(4)}`;
  test.info().annotations.push({ type: 'distance of the bigrams', description });
  expect(floor).toBeLessThan(largestDistance);
  expect(far, description).toBeLessThan(largestDistance);
});

test('top-k 1 is the reference taking the likeliest; a seed gives its text again', async ({
  playground,
}) => {
  await playground.open({ ...smallNet, learningRate: 0.01 });
  await playground.stepTo(60);
  const reference = new Reference(
    await playground.netInfo(),
    await playground.textInfo(),
    await playground.parameters(),
  );
  for (const prompt of ['A', 'the queen said ']) {
    const { text: likeliest, margins } = reference.continuation(prompt, 100);
    const tie = margins.findIndex((margin) => margin < 1e-4);
    const certain = tie < 0 ? likeliest.length : tie;
    expect(certain, 'characters before a tie').toBeGreaterThan(5);
    const greedy = await sample(playground, { length: 100, topK: 1, prompt });
    expect(greedy.slice(0, certain)).toBe(likeliest.slice(0, certain));
    const cold = await sample(playground, { length: 100, temperature: 0, prompt });
    expect(cold).toBe(greedy);
  }
  const first = await sample(playground, { length: 150, seed: 7 });
  const other = await sample(playground, { length: 150, seed: 8 });
  expect(await sample(playground, { length: 150, seed: 7 })).toBe(first);
  expect(other).not.toBe(first);
});

test('a stream drawn during training changes no bit of the parameters', async ({ playground }) => {
  // Steps of some length: few more are made until the page hears of the last one and pauses.
  await playground.open({ ...smallNet, timeSteps: 64, batchSize: 16, sampleLength: 20_000 });
  await playground.train();
  await playground.reached(5);
  await playground.messageAfter('sample.tokens', () => playground.button('Generate').click());
  await playground.reached((await playground.number('Step')) + 20);
  await playground.messageAfter('sample.tokens', () => Promise.resolve());
  await playground.pause();
  const { step, parameters } = await playground.parameters();
  await expect(playground.output('Step')).toHaveText(step.toLocaleString('en'));

  await playground.rewind();
  await expect(playground.button('Stop')).toBeDisabled();
  await playground.stepTo(step);
  const undisturbed = await playground.parameters();
  expect(undisturbed.parameters).toEqual(parameters);
});
