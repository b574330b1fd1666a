/** Beam search on a backend beside a plain one over the same net's answers to given beginnings. */
import { expect } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { fillSource } from '../data/sequence-batches.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import { sgd } from '../optimizers/sgd.ts';
import { Answers } from '../training/answers.ts';
import { Net } from '../training/net.ts';
import { Translator } from '../training/translator.ts';
import { modelOf, parametersOf, type RecordedPair } from './recorded-encoder-decoders.ts';
import { beamSearch, exhaustiveSearch, type Following } from './reference/beam-search.ts';

export interface TranslationCase extends RecordedPair {
  /** Of what is written. */
  timeSteps: number;
  beams: number;
  /** Wide enough for every beginning. */
  isExhaustive?: boolean;
  /** All weights are zero, so that all tokens are as likely. */
  isFlat?: boolean;
}

/** Some of what four beginnings come to has ended, and some has not. */
export const beamCase: TranslationCase = {
  ...{ cell: 'lstm', layers: 1, directions: 2, hiddenSize: 5, embeddingSize: 3 },
  ...{ sourceSteps: 4, batchSize: 1, hasLengths: true, hasAttention: true },
  ...{ seed: 1, timeSteps: 6, beams: 4 },
};

/** The order of what is as likely is that of beginnings, then tokens. */
export const tiedCase: TranslationCase = { ...beamCase, timeSteps: 3, isFlat: true };

/** Of so many letters besides the end, see scripts/record-encoder-decoder.py. */
const symbols = 5;
/** Of sums of a few logarithms. */
const limit = 1e-4;

/** Tokens and scores of all that the beam has kept, for two sources of different length. */
export async function checkTranslation(backend: Backend, c: TranslationCase): Promise<void> {
  const { timeSteps, sourceSteps, beams } = c;
  const model = modelOf(c);
  const weights = parametersOf(model, c, c.seed, 3);
  const initial = model.specs.map(({ name, shape }) => {
    return { name, shape, values: Float32Array.from(weights[name], (w) => (c.isFlat ? 0 : w)) };
  });
  const { form } = backend;
  const net = await Net.create(backend, { model, optimizer: sgd, form, seed: 1, initial });
  const sources = [
    Array.from({ length: sourceSteps }, (_, at) => (at * 3 + 1) % symbols),
    Array.from({ length: sourceSteps - 1 }, (_, at) => (at + 2) % symbols),
  ];
  const sizes = { batchSize: 3, beams, sourceSteps, timeSteps, end: symbols };
  const translator = await Translator.create(net, { ...sizes, name: 'test', hasWeights: true });
  const reading = { timeSteps, timeStepsOf: { source: sourceSteps }, batchSize: 1 };
  const options = { name: 'reference', classes: symbols + 1, hasOdds: true };
  const answers = await Answers.create(net, { ...reading, hasLengths: true }, options);
  try {
    const got = (await translator.run(sources)) ?? [];
    for (const [at, source] of sources.entries()) {
      const following: Following = async (tokens) => {
        const rows = await answers.run((inputs) => {
          fillSource(source, 0, 1, inputs);
          inputs.tokens.fill(noToken).set(tokens, 1);
          inputs.targets.fill(maskedTarget);
          inputs.lengths?.fill(timeSteps);
        });
        return Array.from(rows?.[tokens.length].odds ?? [], Math.log);
      };
      const search = { end: symbols, timeSteps };
      const expected = c.isExhaustive
        ? await exhaustiveSearch(following, search)
        : await beamSearch(following, search, beams);
      // what nothing has grown into is no answer
      expect(got[at]).toHaveLength(Math.min(beams, expected.length));
      expected.slice(0, beams).forEach(({ tokens, score, hasEnded }, rank) => {
        const own = got[at][rank];
        expect(own.tokens, `rank ${rank}`).toEqual(tokens);
        expect(own.isCut).toBe(!hasEnded);
        expect(Math.abs(own.score - score)).toBeLessThan(limit);
        for (const looked of own.weights ?? []) {
          expect(looked).toHaveLength(sourceSteps);
          expect(Math.abs(looked.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(limit);
          for (const share of looked.subarray(source.length)) expect(share).toBe(0);
        }
      });
    }
  } finally {
    answers.destroy();
    translator.destroy();
    net.destroy();
  }
}
