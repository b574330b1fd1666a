/** Samples by rules: several texts at once, without a symbol, beside what counts write, or refused. */
import { expect } from 'vitest';
import type { PageMessage } from '../../protocol/messages.ts';
import type { Check } from '../planted-bugs.ts';
import { cutShare } from '../reference/sample.ts';
import { runForward } from '../reference/sequence-model.ts';
import type { WorkerSession } from '../worker-session.ts';
import { corpusOf } from './corpus.ts';
import { modelOf, openSubject, tinyNet, weightsOf } from './subject.ts';
import { close, copiedFrom, tokensOf } from './told.ts';

export const drawing: Record<string, Check> = {};

type Wish = Partial<Extract<PageMessage, { type: 'sample.draw' }>>;

/** Until all is told of it. */
async function drawn(worker: WorkerSession, wish: Wish) {
  const from = worker.messages.length;
  const ask = { prompt: '', temperature: 1.5, topK: 0, length: 30, seed: 4, ...wish };
  worker.flow(true);
  worker.send({ type: 'sample.draw', ...ask });
  const { copied } = await worker.next('sample.compared', undefined, from);
  const rivals = wish.rivals === 'on' ? await worker.next('sample.rivals', undefined, from) : null;
  worker.flow(false);
  const told = worker.messages.slice(from);
  const pieces = told.flatMap((one) =>
    one.type === 'sample.tokens' ? [[one.tokens, ...(one.others ?? [])]] : [],
  );
  const texts = pieces[0].map((_, at) => pieces.flatMap((piece) => piece[at]));
  const written = texts.map((tokens) => tokens.map(({ symbol }) => symbol).join(''));
  return { texts, written, copied, rivals: rivals?.texts ?? [] };
}

drawing['several texts by rules'] = async (patch) => {
  const corpus = corpusOf(270, 0);
  const worker = await openSubject(patch, { ...tinyNet, heldOut: 0 }, { text: corpus.text });
  const [without] = corpus.text;
  const rules: Wish = { without, topP: 0.9 };
  const { texts, written, copied, rivals } = await drawn(worker, {
    ...{ ...rules, samples: 3, rivals: 'on' },
  });
  expect(written.map(({ length }) => length)).toEqual([30, 30, 30]);
  expect(new Set(written).size).toBe(3);
  expect(written.join('')).not.toContain(without);
  expect(copied.longest.length).toBe(copiedFrom(written[0], corpus.text).length);
  // each of them as if it were alone
  expect((await drawn(worker, rules)).written).toEqual([written[0]]);
  const { logits } = runForward(modelOf(tinyNet, corpus.symbols.length), await weightsOf(worker), {
    ...{ batchSize: 1, timeSteps: 1, tokens: tokensOf(corpus, '\n'), targets: [0] },
  });
  const barred = new Set([corpus.symbols.indexOf(without)]);
  const cut = cutShare(logits, { temperature: 1.5, topK: 0, barred });
  for (const [first] of texts) close('cut', first.cut ?? 0, cut, 1e-5);
  expect(rivals.map(({ order, text }) => [order, text.length])).toEqual([
    [2, 30],
    [1, 30],
  ]);
  expect(rivals.map(({ text }) => text).join('')).not.toContain(without);
};

drawing['a sample of nothing'] = async (patch) => {
  const corpus = corpusOf(270, 0);
  const worker = await openSubject(patch, tinyNet, { text: corpus.text });
  const from = worker.messages.length;
  const ask = { prompt: '', temperature: 1, topK: 0, length: 9, seed: 1 };
  worker.send({ type: 'sample.draw', ...ask, without: corpus.symbols.join('') });
  const { problem } = await worker.next('sample.refused', undefined, from);
  const values = { symbols: corpus.symbols.length };
  expect(problem).toEqual({ code: 'nothing left to draw', values });
  expect((await drawn(worker, { length: 9 })).written[0]).toHaveLength(9);
};
