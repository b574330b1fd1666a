/** Every number that is told of a text is of the right part of it: by value, against the reference. */
import { expect } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import { checkAbsolute } from '../close-to.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import { sgd } from '../reference/optimizers.ts';
import type { Tensors } from '../reference/matrix.ts';
import type { ModelShape } from '../reference/model-shape.ts';
import { argmax, decodeArgmax, probabilities } from '../reference/sample.ts';
import { runForward } from '../reference/sequence-model.ts';
import { train } from '../reference/train.ts';
import type { WorkerSession } from '../worker-session.ts';
import {
  type Corpus,
  corpusOf,
  entropyOf,
  heldOutLoss,
  lineLosses,
  trainingBatch,
} from './corpus.ts';
import { modelOf, openSubject, startSubject, tinyNet, weightsOf } from './subject.ts';

/** Losses of nets this small differ from float64 by some units of the last place of float32. */
const lossLimit = 5e-6;

function close(name: string, got: number, expected: number, limit = lossLimit): void {
  checkAbsolute({ name, got: [got], expected: [expected] }, limit);
}

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

export async function validate(worker: WorkerSession) {
  const result = worker.next('validation.result');
  worker.send({ type: 'validation.run' });
  return (await result).result;
}

const line = 'ab yx cab';

/** Of a corpus: its symbols that the line has, as tokens. */
function tokensOf({ symbols }: Corpus, text: string): number[] {
  return Array.from(text, (letter) => symbols.indexOf(letter)).filter((token) => token >= 0);
}

async function sampleOf(
  worker: WorkerSession,
  wish: Partial<{
    prompt: string;
    temperature: number;
    topK: number;
    length: number;
    seed: number;
  }>,
) {
  const from = worker.messages.length;
  const ask = { prompt: '', temperature: 0, topK: 0, length: 40, seed: 1, ...wish };
  worker.flow(true);
  worker.send({ type: 'sample.draw', ...ask });
  const { copied } = await worker.next('sample.compared', undefined, from);
  worker.flow(false);
  const started = await worker.next('sample.started', undefined, from);
  const tokens = worker.messages
    .slice(from)
    .flatMap((one) => (one.type === 'sample.tokens' ? one.tokens : []));
  return { copied, started, tokens, text: tokens.map(({ symbol }) => symbol).join('') };
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

/** The longest stretch of the sample that the text has, and the share of its pieces of eight. */
function copiedFrom(sample: string, text: string) {
  let longest = '';
  for (let from = 0; from < sample.length; from++) {
    for (let to = from + longest.length + 1; to <= sample.length; to++) {
      if (!text.includes(sample.slice(from, to))) break;
      longest = sample.slice(from, to);
    }
  }
  const pieces = Array.from({ length: sample.length - 7 }, (_, at) => sample.slice(at, at + 8));
  const found = pieces.filter((piece) => text.includes(piece));
  return { length: longest.length, share: found.length / pieces.length };
}

export const noLeak: Record<string, Check> = {};

for (const heldOut of [0, 10, 50]) {
  const corpus = corpusOf(heldOut === 50 ? 200 : 110, heldOut);
  const settings = { ...tinyNet, heldOut };

  noLeak[`training losses, ${heldOut} % held out`] = async (patch) => {
    const worker = await checkTraining(patch, corpus, settings);
    const { info } = await worker.next('text.ready', undefined, 0);
    expect(info).toMatchObject({
      characters: corpus.tokens.length,
      trainCharacters: corpus.trainLength,
      heldOutCharacters: corpus.tokens.length - corpus.trainLength,
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
        characters: expected.characters,
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

noLeak['gates that are kept for the backward pass'] = async (patch) => {
  const worker = await openSubject(patch, { ...tinyNet, cell: 'gru-reset-after' });
  const { catalogue } = await worker.next('engine.ready', undefined, 0);
  const cell = catalogue.cells.find(({ id }) => id === 'gru-reset-after');
  const answer = worker.next('gates.frame');
  worker.send({ type: 'gates.watch', line: 'to be', layer: 1 });
  const { frame } = await answer;
  const told = [...(cell?.traces ?? []), ...(cell?.kept ?? [])].map(({ id }) => id);
  expect(cell?.kept).not.toEqual([]);
  expect(frame.traces.map(({ id }) => id).sort()).toEqual(told.sort());
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
  const settings = { ...tinyNet, heldOut: 45, batchSize: 64, timeSteps: 16, learningRate: 1e-5 };
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
  const limited = heldOutLoss(corpus, model, weights, settings, 32_768);
  expect(result).toMatchObject({ characters: 32_768, total: limited.total });
  expect(all).toMatchObject({ characters: limited.total, total: limited.total });
  expect(result.step).toBeGreaterThanOrEqual(50);
  expect(all.step).toBeGreaterThan(result.step);
  // the rate is next to nothing, so the weights are those of the start, but for the last digits
  close('of the first', result.loss, limited.loss, 1e-3);
};

noLeak['copied from the held-out part'] = async (patch) => {
  const start = corpusOf(270, 0);
  // whatever a net that has learnt nothing repeats
  const text =
    start.text +
    start.symbols
      .map((symbol) => symbol.repeat(45))
      .join('')
      .slice(0, 270);
  const worker = await openSubject(patch, { ...tinyNet, heldOut: 45 }, { text });
  const sample = await sampleOf(worker, { length: 40 });
  const { length, share } = copiedFrom(sample.text, text);
  expect(sample.copied).toMatchObject({ measured: 40, longest: { length }, share });
  const { trainCharacters } = (await worker.next('text.ready', undefined, 0)).info;
  expect(copiedFrom(sample.text, text.slice(0, trainCharacters)).length).toBeLessThan(length);
};

noLeak['statistics of held-out text'] = async (patch) => {
  for (const { heldOut, characters } of [
    { heldOut: 50, characters: 256 },
    { heldOut: 10, characters: 80 },
    { heldOut: 0, characters: 2 },
  ]) {
    const corpus = corpusOf(800, heldOut);
    const settings = { ...tinyNet, heldOut };
    const worker = await openSubject(patch, settings, { text: corpus.text });
    // far from the start, so that what is read tells
    await worker.step(12);
    const answer = worker.next('statistics.frame');
    worker.send({ type: 'statistics.watch' });
    const { frame } = await answer;
    expect(frame).toMatchObject({ step: 12, characters, isHeldOut: true });
    const read = corpus.tokens.slice(corpus.trainLength, corpus.trainLength + characters);
    const { traces } = runForward(
      modelOf(settings, corpus.symbols.length),
      await weightsOf(worker),
      { batchSize: 1, timeSteps: read.length, tokens: read, targets: read },
    );
    const { forget } = traces[0];
    const memory = Array.from({ length: settings.hiddenSize }, (_, unit) => {
      const kept = [...forget].filter((_, at) => at % settings.hiddenSize === unit);
      return -kept.length / kept.reduce((sum, share) => sum + Math.log(share), 0);
    });
    checkAbsolute({ name: 'memory', got: frame.layers[0].memory ?? [], expected: memory }, 1e-4);
  }
};

noLeak['gates of a line'] = async (patch) => {
  const corpus = corpusOf(110, 10);
  const settings = { ...tinyNet, layers: 2 };
  const worker = await openSubject(patch, settings, { text: corpus.text });
  await worker.step(7);
  const weights = await weightsOf(worker);
  const model = modelOf(settings, corpus.symbols.length);
  const tokens = tokensOf(corpus, line);
  const batch = { batchSize: 1, timeSteps: tokens.length, tokens, targets: tokens };
  const { traces, logits } = runForward(model, weights, batch);
  for (const layer of [2, 1]) {
    const answer = worker.next('gates.frame');
    worker.send({ type: 'gates.watch', line: `${line}!?!`, layer });
    const { frame } = await answer;
    expect(frame).toMatchObject({ step: 7, layer, skipped: ['!', '?'], pinned: 0, unpinned: null });
    expect(frame.characters.join('')).toBe(line);
    for (const { id, values } of frame.traces) {
      const expected = traces[layer - 1][id];
      checkAbsolute({ name: `${id} of layer ${layer}`, got: values, expected }, 1e-5);
    }
    const losses = lineLosses(model, weights, tokens);
    close('of the line', frame.loss, losses.reduce((sum, one) => sum + one) / losses.length);
    frame.expected?.forEach(({ symbol, probability, targetProbability }, at) => {
      const size = corpus.symbols.length;
      const row = logits.slice(at * size, (at + 1) * size);
      const odds = probabilities(row, { temperature: 1, topK: 0 });
      expect(symbol).toBe(corpus.symbols[odds.indexOf(Math.max(...odds))]);
      close('likeliest', probability, Math.max(...odds), 1e-5);
      if (at + 1 < tokens.length)
        close('target', targetProbability ?? -1, odds[tokens[at + 1]], 1e-5);
      else expect(targetProbability).toBeNull();
    });
  }
};

noLeak['samples and copied text'] = async (patch) => {
  const corpus = corpusOf(400, 50);
  const settings = { ...tinyNet, heldOut: 50 };
  const worker = await openSubject(patch, settings, { text: corpus.text });
  await worker.step(9);
  const model = modelOf(settings, corpus.symbols.length);
  const weights = await weightsOf(worker);
  const spell = (tokens: number[]) => tokens.map((token) => corpus.symbols[token]).join('');
  for (const prompt of ['', 'xay', 'b?c']) {
    const { started, tokens, text, copied } = await sampleOf(worker, { prompt, length: 80 });
    const read = tokensOf(corpus, prompt === '' ? '\n' : prompt);
    expect(started).toMatchObject({ prompt: spell(tokensOf(corpus, prompt)), step: 9, pinned: 0 });
    expect(started.skipped).toEqual(prompt.includes('?') ? ['?'] : []);
    expect(text).toBe(spell(decodeArgmax(model, weights, read, 80).tokens));
    expect(tokens.every(({ rank, probability }) => rank === 1 && probability === 1)).toBe(true);
    const { length, share } = copiedFrom(text, corpus.text);
    expect(copied).toMatchObject({ measured: 80, longest: { length }, share });
  }
  const { tokens, text, copied } = await sampleOf(worker, { temperature: 1.5, topK: 4, seed: 3 });
  const { logits } = runForward(model, weights, {
    ...{ batchSize: 1, timeSteps: 1 },
    tokens: tokensOf(corpus, '\n'),
    targets: [0],
  });
  const odds = probabilities(logits, { temperature: 1.5, topK: 4 });
  const drawn = corpus.symbols.indexOf(tokens[0].symbol);
  close('first draw', tokens[0].probability, odds[drawn], 1e-5);
  expect(tokens[0].top).toHaveLength(4);
  for (const { symbol, probability } of tokens[0].top) {
    close(symbol, probability, odds[corpus.symbols.indexOf(symbol)], 1e-5);
  }
  const { length, share } = copiedFrom(text, corpus.text);
  expect(copied).toMatchObject({ measured: 40, longest: { length }, share });
};

noLeak['samples of a text without line ends'] = async (patch) => {
  const worker = await openSubject(patch, tinyNet, { text: 'cabbage and cake '.repeat(20) });
  const symbols = [...new Set('cabbage and cake ')].sort();
  const model = modelOf(tinyNet, symbols.length);
  const { tokens } = decodeArgmax(model, await weightsOf(worker), [symbols.indexOf('c')], 20);
  const { text } = await sampleOf(worker, { length: 20 });
  expect(text).toBe(tokens.map((token) => symbols[token]).join(''));
};

noLeak['a text too short to hold anything out'] = async (patch) => {
  const worker = await startSubject(patch);
  const settings = { ...tinyNet, batchSize: 1, timeSteps: 1, heldOut: 90 };
  await worker.openText('aab', settings);
  await worker.build(settings);
  const { info } = await worker.next('text.ready', undefined, 0);
  expect(info).toMatchObject({ trainCharacters: 2, heldOutCharacters: 1, heldOutPreview: 'b' });
  await worker.step(2);
  // one character has none before it: there is nothing to measure
  worker.send({ type: 'validation.run' });
  await worker.step(1);
  expect(worker.messages.map(({ type }) => type)).not.toContain('validation.result');
};

export { sampleOf };
