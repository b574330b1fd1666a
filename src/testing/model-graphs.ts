/** Graphs of language models and taggers in one line, for tests that look at graphs and plans. */
import { recordDecoding } from '../decode/recordings.ts';
import { languageModel } from '../model/language-model.ts';
import type { Unrolling } from '../model/module.ts';
import { softmax } from '../model/objective.ts';
import { recordEvaluation, recordReading, recordTraining } from '../model/recordings.ts';
import { throughTimeGraph } from '../model/through-time.ts';
import type { ModelShape } from '../model/shape.ts';
import { tagger } from '../model/tagger.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';

export function trainingGraph(shape: ModelShape, unrolling: Unrolling, optimizer: Optimizer) {
  return recordTraining(languageModel(shape), softmax, optimizer, unrolling);
}

export function taggerGraph(shape: ModelShape, unrolling: Unrolling, optimizer: Optimizer) {
  return recordTraining(tagger(shape), softmax, optimizer, unrolling);
}

export function evaluationGraph(shape: ModelShape, unrolling: Unrolling) {
  return recordEvaluation(languageModel(shape), softmax, unrolling);
}

/** One line, forward alone. */
export function readingGraph(shape: ModelShape, timeSteps: number, hasPins = false) {
  return recordReading(languageModel(shape), softmax, { timeSteps, batchSize: 1, hasPins });
}

/** The gradient through time of the lowest layer of a net that reads one way, or of its ←. */
export function lineGradientGraph(shape: ModelShape, timeSteps: number) {
  const isBoth = shape.directions === 2;
  const model = isBoth ? tagger(shape) : languageModel(shape);
  const watched = { timeSteps, layer: 0, direction: isBoth ? 1 : 0 } as const;
  return throughTimeGraph(model, shape, softmax, watched);
}

export function decodingGraph(shape: ModelShape, capacity: number, hasPins = false) {
  return recordDecoding(languageModel(shape), capacity, { hasPins });
}
