import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { plain, plainOverStreams } from '../cells/plain.ts';
import { cells } from '../cells/index.ts';
import prelude from '../../shaders/lib/exponentials.wgsl?raw';
import { Graph } from '../graph/graph.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { schedule } from '../graph/schedule.ts';
import { classifier } from '../model/classifier.ts';
import { features } from '../model/features.ts';
import { languageModel } from '../model/language-model.ts';
import { sigmoid, softmax } from '../model/objective.ts';
import { squared } from '../model/squared.ts';
import { recordEvaluation, recordTraining } from '../model/recordings.ts';
import { recordForecast } from '../decode/forecast.ts';
import { recordTranslation } from '../decode/translation.ts';
import { encoderDecoder as lookingBack } from '../model/encoder-decoder.ts';
import { bias } from '../ops/bias.ts';
import { matmul } from '../ops/matmul.ts';
import { pointwise, pointwiseKinds } from '../ops/pointwise.ts';
import { optimizers } from '../optimizers/index.ts';
import { strategies, type StrategyId } from '../recurrence/index.ts';
import {
  decodingGraph,
  evaluationGraph,
  lineGradientGraph,
  readingGraph,
  taggerGraph,
  trainingGraph,
} from './model-graphs.ts';
import { encoderDecoder } from './encoder-decoder.ts';
import { someOf } from './thorough.ts';
import { requestNullDevice } from './null-gpu.ts';
import { KernelCache } from '../backend/webgpu/kernel-cache.ts';
import { assemble, type KernelSource } from '../graph/kernel-source.ts';

const folder = path.resolve(import.meta.dirname, '../../shaders');
const files = fs
  .readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.wgsl'))
  .map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') }));

const limits = { maxBufferBytes: 2 ** 40, maxBindingBytes: 2 ** 40 };

/** Everything that a kernel may be made for: cells, strategies, inputs, sizes, directions. */
function* graphs(): Generator<Graph> {
  const kinds = cells.flatMap((cell) =>
    [0, 6].flatMap((embeddingSize) =>
      [
        [1, 5],
        [5, 5],
        [32, 128],
      ].map(([batchSize, hiddenSize]) => ({ cell, embeddingSize, batchSize, hiddenSize })),
    ),
  );
  for (const { cell, embeddingSize, batchSize, hiddenSize } of someOf(kinds)) {
    const zero = { cell, layers: 2, hiddenSize, vocabSize: 65, embeddingSize };
    // one or the other: what an embedding changes has nothing to do with it
    const shape = { ...zero, learnsInitialState: embeddingSize > 0 };
    for (const strategy of Object.keys(strategies) as StrategyId[]) {
      const unrolling = { timeSteps: 3, batchSize, strategy };
      yield trainingGraph(shape, unrolling, optimizers[0]).graph;
      // in steps, as many as the engine takes; a composed one has the same few kernels for each
      const evaluated = { ...unrolling, timeSteps: strategy === 'composed' ? 3 : 64 };
      yield evaluationGraph(shape, evaluated).graph;
    }
    const unrolling = {
      timeSteps: 3,
      batchSize,
      strategy: 'stepwise',
      hasDropout: true,
    } as const;
    for (const directions of [1, 2] as const) {
      for (const hasLengths of [false, true]) {
        const tagger = { ...shape, directions, outputSize: 5 };
        for (const strategy of ['stepwise', 'composed'] as const) {
          yield taggerGraph(tagger, { ...unrolling, strategy, hasLengths }, optimizers[0]).graph;
        }
      }
    }
    yield readingGraph(shape, 9).graph;
    yield lineGradientGraph(shape, 9).graph;
    yield lineGradientGraph({ ...shape, directions: 2, outputSize: 5 }, 9).graph;
    yield decodingGraph(shape, 8).graph;
    if (cell.gates.some(({ scale }) => scale === 'gate')) {
      yield readingGraph(shape, 9, true).graph;
      yield decodingGraph(shape, 8, true).graph;
    }
  }
  const shape = { cell: cells[0], layers: 1, hiddenSize: 8, vocabSize: 8, embeddingSize: 0 };
  for (const optimizer of optimizers) {
    yield trainingGraph(shape, { timeSteps: 1, batchSize: 1, strategy: 'stepwise' }, optimizer)
      .graph;
  }
  yield* graphsOfOthers();
  // what the engine's models happen not to need
  const graph = new Graph();
  const [x, y] = [graph.parameter('x', [4, 4]), graph.parameter('y', [4])];
  for (const kind of pointwiseKinds) graph.record(pointwise, [x, x], { kind });
  const sum = graph.record(bias, [x, y], {});
  for (const transposed of ['none', 'left', 'right'] as const) {
    graph.record(matmul, [x, sum], { transposed });
  }
  yield graph;
}

/** Models of other parts than one stack under a head. */
function* graphsOfOthers(): Generator<Graph> {
  const [optimizer] = optimizers;
  yield* graphsOfWindows();
  for (const cell of someOf(cells)) {
    const shape = { cell, layers: 2, hiddenSize: 5, vocabSize: 7, embeddingSize: 0 };
    const measured = { timeSteps: 3, batchSize: 5, strategy: 'stepwise' } as const;
    for (const objective of [softmax, sigmoid]) {
      yield recordEvaluation(classifier({ ...shape, summary: 'mean' }), objective, measured, true)
        .graph;
    }
    const numeric = { ...shape, vocabSize: 0, outputSize: 3, features: features(3) };
    const goesOn = languageModel(numeric);
    yield recordTraining(goesOn, squared, optimizer, measured).graph;
    yield recordEvaluation(goesOn, squared, measured, true).graph;
    yield recordForecast(goesOn, 4, 2).graph;
    for (const hasLengths of [false, true]) {
      for (const strategy of ['stepwise', 'composed'] as const) {
        const unrolling = { timeSteps: 3, batchSize: 5, strategy, hasLengths };
        const model = encoderDecoder({ encoder: shape, decoder: shape });
        yield recordTraining(model, softmax, optimizer, unrolling).graph;
        const encoder = { vocabSize: 7, directions: 2, hasAttention: true } as const;
        const looking = lookingBack({ ...shape, encoder });
        yield recordTraining(looking, softmax, optimizer, unrolling).graph;
        const written = { batchSize: 3, beams: 2, sourceSteps: 4, timeSteps: 3, end: 6 };
        yield recordTranslation(looking, written).graph;
        for (const kind of ['ends', 'mean'] as const) {
          yield recordTraining(
            classifier({ ...shape, summary: kind }),
            sigmoid,
            optimizer,
            unrolling,
          ).graph;
        }
      }
    }
  }
}

/** Plain networks over a window: of streams, which go on, and of sequences, read both ways. */
function* graphsOfWindows(): Generator<Graph> {
  const sizes = { cell: plain, layers: 2, hiddenSize: 5, window: 3, vocabSize: 7 };
  const unrolling = { timeSteps: 3, batchSize: 5, strategy: 'stepwise' } as const;
  for (const embeddingSize of [0, 6]) {
    const shape = { ...sizes, embeddingSize };
    const overStreams = { ...shape, cell: plainOverStreams(shape.window) };
    yield trainingGraph(overStreams, unrolling, optimizers[0]).graph;
    for (const hasLengths of [false, true]) {
      const tagger = { ...shape, directions: 2, outputSize: 5 } as const;
      yield taggerGraph(tagger, { ...unrolling, hasLengths }, optimizers[0]).graph;
    }
  }
}

/** A graph is scheduled in every form. */
const allGraphs = [...graphs()];

function collectKernels(form: ProductForm): Map<string, KernelSource> {
  const kernels = new Map<string, KernelSource>();
  const seen = new Set<string>();
  for (const graph of allGraphs) {
    for (const { kernel } of schedule(graph, { name: 'all', slots: 1, limits, form }).dispatches) {
      // most dispatches are of the same few: putting their texts together takes longest
      const parts = partsOf(kernel);
      if (seen.has(parts)) continue;
      seen.add(parts);
      kernels.set(`${kernel.entryPoint} ${assemble(kernel)}`, kernel);
    }
  }
  return kernels;
}

/** Texts by number, so that what a kernel is made of can be told in a few words. */
const numbers = new Map<string, number>();

function partsOf({ file, libraries, entryPoint, ...more }: KernelSource): string {
  const texts = [file, ...libraries].map((text) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
  return JSON.stringify([entryPoint, texts, more]);
}

describe('shaders', () => {
  // appended by the compiler to WebAssembly alone
  const used = new Set<string>([prelude]);

  it.each(['registers', 'quads', 'tiles', 'cpu'] as const)(
    'compile in every variant of the engine in %s',
    async (form) => {
      const device = await requestNullDevice();
      const cache = new KernelCache(device);
      const kernels = collectKernels(form);
      expect(kernels.size).toBeGreaterThan(40);
      await Promise.all([...kernels.values()].map((kernel) => cache.get(kernel).compile()));
      for (const kernel of kernels.values()) {
        expect(assemble(kernel), kernel.label).not.toContain('// unroll');
        expect(assemble(kernel).includes('enable subgroups;')).toBe(kernel.subgroups === true);
        for (const text of [kernel.file, ...kernel.libraries]) used.add(text);
      }
      device.destroy();
    },
  );

  it('are all used by some kernel', () => {
    const unused = files.filter(({ text }) => !used.has(text)).map(({ name }) => name);
    expect(unused).toEqual([]);
    expect(files.length).toBeGreaterThan(20);
  });

  it.each(files)(
    '$name has at most 150 lines and marks loops as the unroller reads them',
    ({ text }) => {
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
      const marked = text.match(/\/\/ unroll/g) ?? [];
      const readable =
        text.match(/for \(var (\w+) = 0u; \1 < \w+; \1\+\+\) \{ \/\/ unroll\n/g) ?? [];
      expect(readable.length).toBe(marked.length);
    },
  );
});
