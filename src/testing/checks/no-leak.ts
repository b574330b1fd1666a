/** Every loss that is told is of the right part of the text: by value, against the reference. */
import { expect } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import { checkAbsolute } from '../close-to.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import { sgd } from '../reference/optimizers.ts';
import type { Tensors } from '../reference/matrix.ts';
import type { ModelShape } from '../reference/model-shape.ts';
import { argmax } from '../reference/sample.ts';
import { runForward } from '../reference/sequence-model.ts';
import { train } from '../reference/train.ts';
import { type Corpus, corpusOf, entropyOf, heldOutLoss, trainingBatch } from './corpus.ts';
import { once } from './seen.ts';
import { modelOf, openSubject, startSubject, tinyNet, weightsOf } from './subject.ts';
import { close, sampleOf, tokensOf, validate } from './told.ts';

/** Two passes and a bit, step by step, with what the page is told of each. */
async function checkTraining(patch: SourcePatch | undefined, corpus: Corpus, settings: Settings) {
  const worker = await openSubject(patch, settings, { text: corpus.text });
  const stepsPerPass = Math.floor(
    Math.floor((corpus.trainLength - 1) / settings.batchSize) / settings.timeSteps,
  );
  const steps = 2 * stepsPerPass + 2;
  const expected = train(
    modelOf(settings, corpus.symbols.length),
    await weightsOf(worker),
    Array.from({ length: steps }, (_, step) => trainingBatch(corpus, settings, step)),
    { optimizer: sgd(), learningRate: settings.learningRate, clipNorm: settings.clipNorm },
  );
  await worker.step(steps);
  const told = worker.messages.flatMap((one) => (one.type === 'training.losses' ? [one.run] : []));
  expect(
    told.flatMap(({ firstStep, losses }) => [...losses].map((_, at) => firstStep + at)),
  ).toEqual(Array.from({ length: steps }, (_, step) => step + 1));
  const all = (of: 'losses' | 'norms') => told.flatMap((run) => [...run[of]]);
  checkAbsolute({ name: 'losses', got: all('losses'), expected: expected.losses }, 2e-5);
  checkAbsolute({ name: 'norms', got: all('norms'), expected: expected.norms }, 2e-4);
  const epochs = new Map(
    worker.messages.flatMap((one) =>
      one.type === 'training.progress' ? [[one.progress.step, one.progress.epoch] as const] : [],
    ),
  );
  for (let step = 1; step <= steps; step++) expect(epochs.get(step)).toBe(step / stepsPerPass);
  // single steps do not validate
  expect(worker.messages.map(({ type }) => type)).not.toContain('validation.result');
  return worker;
}

/** The likeliest again and again, from the state that every sequence begins with. */
function decodeFromStart(model: ModelShape, weights: Tensors, prompt: number[], length: number) {
  const tokens = [...prompt];
  while (tokens.length < prompt.length + length) {
    const batch = { batchSize: 1, timeSteps: tokens.length, tokens, targets: tokens };
    const { logits } = runForward(model, weights, batch);
    tokens.push(argmax(logits.slice(-model.vocabSize)));
  }
  return { tokens: tokens.slice(prompt.length) };
}

export const noLeak: Record<string, Check> = {};

for (const heldOut of [0, 10, 50]) {
  const corpus = corpusOf(heldOut === 50 ? 200 : 110, heldOut);
  const settings = { ...tinyNet, heldOut };

  noLeak[`training losses, ${heldOut} % held out`] = async (patch) => {
    const worker = await checkTraining(patch, corpus, settings);
    const { info } = await worker.next('text.ready', undefined, 0);
    expect(info).toMatchObject({
      tokens: corpus.tokens.length,
      trainTokens: corpus.trainLength,
      heldOutTokens: corpus.tokens.length - corpus.trainLength,
      heldOutPreview: corpus.text.slice(corpus.trainLength),
      preview: corpus.text,
    });
    expect(info.symbols.map(({ symbol }) => symbol).sort()).toEqual(corpus.symbols);
    for (const { symbol, count } of info.symbols) {
      expect(count).toBe(corpus.text.split(symbol).length - 1);
    }
    close('chance', info.chanceLoss, Math.log(corpus.symbols.length), 1e-12);
    close('unigram', info.unigramEntropy, entropyOf(corpus.tokens, 0), 1e-12);
    close('bigram', info.bigramEntropy, entropyOf(corpus.tokens, 1), 1e-12);
  };

  noLeak[`validation loss, ${heldOut} % held out`] = async (patch) => {
    const worker = await openSubject(patch, settings, { text: corpus.text });
    const model = modelOf(settings, corpus.symbols.length);
    for (const steps of [0, 4]) {
      await worker.step(steps);
      const got = await validate(worker);
      const expected = heldOutLoss(corpus, model, await weightsOf(worker), settings);
      expect(got).toMatchObject({
        step: steps,
        tokens: expected.counted,
        total: expected.total,
      });
      close('validation loss', got.loss, expected.loss);
    }
  };
}

noLeak['training losses of two layers of GRUs'] = async (patch) => {
  const corpus = corpusOf(110, 10);
  const settings = { ...tinyNet, optimizer: 'sgd', layers: 2, cell: 'gru' };
  await checkTraining(patch, corpus, settings);
};

noLeak['losses from a learned initial state'] = async (patch) => {
  const corpus = corpusOf(110, 30);
  const settings: Settings = { ...tinyNet, heldOut: 30, initialState: 'learned' };
  const worker = await checkTraining(patch, corpus, settings);
  const model = modelOf(settings, corpus.symbols.length);
  const weights = await weightsOf(worker);
  const expected = heldOutLoss(corpus, model, weights, settings);
  close('validation loss', (await validate(worker)).loss, expected.loss);
  close('again', (await validate(worker)).loss, expected.loss);
  const { text } = await sampleOf(worker, { prompt: 'ab', length: 20 });
  const { tokens } = decodeFromStart(model, weights, tokensOf(corpus, 'ab'), 20);
  expect(text).toBe(tokens.map((token) => corpus.symbols[token]).join(''));
};

noLeak['training losses of chunks'] = async (patch) => {
  const corpus = corpusOf(110, 10);
  const settings: Settings = {
    ...tinyNet,
    ...{ schedule: 'warmup-cosine', scheduleSteps: 40, warmupSteps: 9, decayFactor: 0.2 },
  };
  const worker = await openSubject(patch, settings, { text: corpus.text, forcedChunk: 5 });
  const weights = await weightsOf(worker);
  worker.flow(true);
  const steps = await worker.trainTo(30);
  expect(steps % 5).toBe(0);
  const { losses, norms } = train(
    modelOf(settings, corpus.symbols.length),
    weights,
    Array.from({ length: steps }, (_, step) => trainingBatch(corpus, settings, step)),
    {
      optimizer: sgd(),
      learningRate: Array.from({ length: steps }, (_, step) => {
        if (step < 9) return (settings.learningRate * (step + 1)) / 10;
        const height = (1 + Math.cos(Math.PI * Math.min(1, (step - 9) / 31))) / 2;
        return settings.learningRate * (0.2 + 0.8 * height);
      }),
      clipNorm: settings.clipNorm,
    },
  );
  const told = worker.messages.flatMap((one) => (one.type === 'training.losses' ? [one.run] : []));
  const all = (of: 'losses' | 'norms') => told.flatMap((run) => [...run[of]]);
  checkAbsolute({ name: 'losses', got: all('losses'), expected: losses }, 2e-4);
  checkAbsolute({ name: 'norms', got: all('norms'), expected: norms }, 2e-3);
};

noLeak['validation beside training'] = async (patch) => {
  const corpus = corpusOf(81_920, 45);
  const settings = {
    ...tinyNet,
    ...{ cell: 'rnn-tanh', heldOut: 45 },
    hiddenSize: 2,
    batchSize: 64,
    timeSteps: 16,
    learningRate: 1e-5,
  };
  const worker = await openSubject(patch, settings, { text: corpus.text });
  const model = modelOf(settings, corpus.symbols.length);
  const weights = await weightsOf(worker);
  worker.flow(true);
  worker.clock.advance(10_000);
  const beside = worker.next('validation.result');
  worker.send({ type: 'training.start' });
  const { result } = await beside;
  const paused = worker.next('validation.result');
  worker.send({ type: 'training.pause' });
  const all = (await paused).result;
  const limited = await once(`beside training ${JSON.stringify(weights)}`, () =>
    Promise.resolve(heldOutLoss(corpus, model, weights, settings, 32_768)),
  );
  expect(result).toMatchObject({ tokens: 32_768, total: limited.total });
  expect(all).toMatchObject({ tokens: limited.total, total: limited.total });
  expect(result.step).toBeGreaterThanOrEqual(50);
  expect(all.step).toBeGreaterThan(result.step);
  // the rate is next to nothing, so the weights are those of the start, but for the last digits
  close('of the first', result.loss, limited.loss, 1e-3);
};

noLeak['a text too short to hold anything out'] = async (patch) => {
  const worker = await startSubject(patch);
  const settings = { ...tinyNet, batchSize: 1, timeSteps: 1, heldOut: 90 };
  await worker.openText('aab', settings);
  await worker.build(settings);
  const { info } = await worker.next('text.ready', undefined, 0);
  expect(info).toMatchObject({ trainTokens: 2, heldOutTokens: 1, heldOutPreview: 'b' });
  await worker.step(2);
  // one character has none before it: there is nothing to measure
  worker.send({ type: 'validation.run' });
  await worker.step(1);
  expect(worker.messages.map(({ type }) => type)).not.toContain('validation.result');
};
