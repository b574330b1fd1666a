/** What is drawn, looked at and compared is of the right part of the text, against the reference. */
import { expect } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import { readCheckpoint } from '../../keeping/checkpoint.ts';
import { writeSafetensors } from '../../lib/safetensors.ts';
import type { ExpectedSymbol } from '../../protocol/frames.ts';
import { checkAbsolute } from '../close-to.ts';
import type { Check } from '../planted-bugs.ts';
import { decodeArgmax, probabilities } from '../reference/sample.ts';
import { runForward } from '../reference/sequence-model.ts';
import { corpusOf, lineLosses } from './corpus.ts';
import { load, save } from './seen.ts';
import { modelOf, openSubject, tinyNet, weightsOf } from './subject.ts';
import { close, copiedFrom, sampleOf, tokensOf } from './told.ts';

interface Place {
  row: number;
  column: number;
}

const line = 'ab yx cab';

export const reading: Record<string, Check> = {};

reading['gates that are saved for the backward pass'] = async (patch) => {
  const worker = await openSubject(patch, { ...tinyNet, cell: 'gru-reset-after' });
  const { catalogue } = await worker.next('engine.ready', undefined, 0);
  const cell = catalogue.cells.find(({ id }) => id === 'gru-reset-after');
  const frame = await worker.look('gates', { line: 'to be', layer: 1 });
  const told = [...(cell?.traces ?? []), ...(cell?.saved ?? [])].map(({ id }) => id);
  expect(cell?.saved).not.toEqual([]);
  expect(frame.traces.map(({ id }) => id).sort()).toEqual(told.sort());
};

reading['copied from the held-out part'] = async (patch) => {
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
  const { trainTokens } = (await worker.next('text.ready', undefined, 0)).info;
  expect(copiedFrom(sample.text, text.slice(0, trainTokens)).length).toBeLessThan(length);
};

reading['statistics of held-out text'] = async (patch) => {
  for (const { cell, heldOut, timeSteps } of [
    { cell: 'lstm', heldOut: 50, timeSteps: 256 },
    { cell: 'gru', heldOut: 10, timeSteps: 80 },
    { cell: 'lstm', heldOut: 0, timeSteps: 2 },
  ]) {
    const corpus = corpusOf(800, heldOut);
    const settings = { ...tinyNet, cell, heldOut };
    const worker = await openSubject(patch, settings, { text: corpus.text });
    // far from the start, so that what is read tells
    await worker.step(12);
    const frame = await worker.look('statistics', {});
    expect(frame).toMatchObject({ step: 12, timeSteps, rows: 1, isHeldOut: true });
    const read = corpus.tokens.slice(corpus.trainLength, corpus.trainLength + timeSteps);
    const { traces } = runForward(
      modelOf(settings, corpus.symbols.length),
      await weightsOf(worker),
      { batchSize: 1, timeSteps: read.length, tokens: read, targets: read },
    );
    // what a step leaves of what was held
    const kept = cell === 'lstm' ? traces[0].forget : traces[0].update.map((one) => 1 - one);
    const memory = Array.from({ length: settings.hiddenSize }, (_, unit) => {
      const own = [...kept].filter((_, at) => at % settings.hiddenSize === unit);
      return -own.length / own.reduce((sum, share) => sum + Math.log(share), 0);
    });
    checkAbsolute({ name: 'memory', got: frame.layers[0].memory ?? [], expected: memory }, 1e-4);
    for (const { id, low, high, histogram } of frame.layers[0].gates) {
      const values = [...traces[0][id]];
      const share = (is: (value: number) => boolean) => values.filter(is).length / values.length;
      const isGate = Math.min(...values) > 0;
      // what lies at an end of a range may be rounded to its other side
      const one = 2 / values.length;
      close(
        `${id} low`,
        low,
        share((value) => value < (isGate ? 0.1 : -0.9)),
        one,
      );
      close(
        `${id} high`,
        high,
        share((value) => value > 0.9),
        one,
      );
      expect(histogram).toHaveLength(40);
      const upper = histogram.slice(20).reduce((sum, one) => sum + one, 0);
      close(
        `${id} above 0`,
        upper,
        share((value) => value >= (isGate ? 0.5 : 0)),
        one,
      );
      close(
        `${id} all`,
        histogram.reduce((sum, one) => sum + one, 0),
        1,
        1e-9,
      );
    }
  }
};

reading['statistics where nothing is held out'] = async (patch) => {
  const worker = await openSubject(
    patch,
    { ...tinyNet, batchSize: 1, timeSteps: 1 },
    { text: 'ab' },
  );
  expect(await worker.look('statistics', {})).toMatchObject({
    step: 0,
    timeSteps: 2,
    rows: 1,
    isHeldOut: false,
  });
};

reading['gates of a line'] = async (patch) => {
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
    const frame = await worker.look('gates', { line: `${line}!?!`, layer });
    expect(frame).toMatchObject({ step: 7, layer, skipped: ['!', '?'], pinned: 0, unpinned: null });
    expect(frame.tokens.join('')).toBe(line);
    for (const { id, values } of frame.traces) {
      const expected = traces[layer - 1][id];
      checkAbsolute({ name: `${id} of layer ${layer}`, got: values, expected }, 1e-5);
    }
    const losses = lineLosses(model, weights, tokens);
    close('of the line', frame.loss, losses.reduce((sum, one) => sum + one) / losses.length);
    frame.expected?.forEach((one, at) => {
      const { symbol, probability, targetProbability } = one as ExpectedSymbol;
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

reading['samples and copied text'] = async (patch) => {
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

reading['samples of a text without line ends'] = async (patch) => {
  const worker = await openSubject(patch, tinyNet, { text: 'cabbage and cake '.repeat(20) });
  const symbols = [...new Set('cabbage and cake ')].sort();
  const model = modelOf(tinyNet, symbols.length);
  const { tokens } = decodeArgmax(model, await weightsOf(worker), [symbols.indexOf('c')], 20);
  const { text } = await sampleOf(worker, { length: 20 });
  expect(text).toBe(tokens.map((token) => symbols[token]).join(''));
};

reading['units are looked at over the part that is trained on'] = async (patch) => {
  const settings: Settings = {
    ...{ ...tinyNet, cell: 'rnn-relu', diary: 'off' },
    ...{ heldOut: 50, learningRate: 1e-5, batchSize: 2, timeSteps: 4 },
  };
  const text = 'ab'.repeat(60) + 'xy'.repeat(60);
  const worker = await openSubject(patch, settings, { text });
  const { weights } = readCheckpoint(new Uint8Array(await (await save(worker)).arrayBuffer()));
  // every unit is dead of what is trained on, and wakes with the first held-out symbol
  for (const [name, { shape, values }] of weights) {
    const columns = shape[1];
    if (!name.startsWith('rnn.')) continue;
    values.forEach((_, at) => {
      const isRead = name.includes('weight_ih');
      values[at] = !isRead ? 0 : at % columns < 2 ? -1 : 1;
    });
  }
  const file = writeSafetensors({ tensors: weights, metadata: new Map() });
  await load(worker, new Blob([file]), settings);
  const divergence = () =>
    worker.messages.findLast((one) => one.type === 'training.diverged')?.divergence ?? null;
  await worker.step(52);
  // the look comes with one of the steps after what it needs was compiled
  for (let made = 0; made < 20 && !divergence(); made++) {
    await worker.step(1);
    await worker.until(() => worker.faults.pending === 0);
  }
  expect(divergence()).toMatchObject({ code: 'dead units', layer: 1, share: 1 });
};

reading['one weight: the place and the nudge that were asked for'] = async (patch) => {
  const corpus = corpusOf(110, 10);
  const worker = await openSubject(patch, tinyNet, { text: corpus.text });
  await worker.step(4);
  const model = modelOf(tinyNet, corpus.symbols.length);
  const weights = await weightsOf(worker);
  const aLine = 'aaab aaxa';
  const tokens = tokensOf(corpus, aLine);
  const lossOf = (changed: typeof weights) => {
    const losses = lineLosses(model, changed, tokens);
    return losses.reduce((sum, one) => sum + one) / losses.length;
  };
  const ask = async (name: string, place: Place | null, nudge: number | null) => {
    const frame = await worker.look('weight', { line: aLine, name, place, nudge });
    return { place: frame.place, check: frame.measured!.check };
  };
  const columnsOf = (name: string) => (name.includes('bias') ? 1 : tinyNet.hiddenSize);
  for (const name of ['rnn.weight_hh_l0', 'head.weight', 'head.bias']) {
    const columns = columnsOf(name);
    const rows = weights[name].length / columns;
    const column = Math.min(2, columns - 1);
    // more is told of a nudge that was chosen than of one that suits
    for (const nudge of [0.0625, 0.25, 2]) {
      const { place, check } = await ask(name, { row: 3, column }, nudge);
      expect(place).toEqual({ row: 3, column });
      expect(check.nudge).toBe(nudge);
      const value = weights[name][3 * columns + column];
      expect(check.value).toBe(value);
      const [above, below] = [nudge, -nudge].map((by) => {
        const changed = { ...weights, [name]: weights[name].slice() };
        changed[name][3 * columns + column] = Math.fround(value + by);
        return lossOf(changed);
      });
      close('loss', check.loss, lossOf(weights));
      close('above', check.above, above);
      close('below', check.below, below);
      close('slope', check.slope, (above - below) / (2 * nudge), 1e-4);
    }
    const { check: chosen } = await ask(name, { row: 3, column }, null);
    expect(chosen.nudge).toBeLessThan(0.0625);
    close('gradient', chosen.gradient, chosen.slope, 1e-3);
    const sum = chosen.summands.reduce((all, one) => all + one, 0);
    close('summands', sum, chosen.gradient, 1e-6);
    // beyond the ends is at the ends
    const end = await ask(name, { row: rows + 5, column: columns + 7 }, null);
    expect(end.place).toEqual({ row: rows - 1, column: columns - 1 });
  }
  // nobody chose: where it is largest in size, which is below zero here
  const largest = await ask('head.bias', null, null);
  const all = [];
  for (let row = 0; row < corpus.symbols.length; row++) {
    all.push((await ask('head.bias', { row, column: 0 }, null)).check.gradient);
  }
  expect(largest.check.gradient).toBe(Math.min(...all));
  expect(Math.max(...all.map(Math.abs))).toBe(-Math.min(...all));
};
