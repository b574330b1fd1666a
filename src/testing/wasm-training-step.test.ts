/** A whole training step of every cell, compiled, against the same step in float64. */
import { describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { sortTokens } from '../data/sort-tokens.ts';
import { schedule } from '../graph/schedule.ts';
import { uniformFloats } from '../lib/random.ts';
import { packParameters, unpackParameters } from '../model/parameters.ts';
import { parameterSpecs } from '../model/shape.ts';
import { adam } from '../optimizers/adam.ts';
import { trainingGraph } from './model-graphs.ts';
import { CarriedStates } from '../training/carried-states.ts';
import { ChunkInputs } from '../training/chunk-inputs.ts';
import { lossAndGradients } from '../net/cpu-step.ts';
import type { Section } from '../backend/backend.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';

const backend = new WasmBackend({ checksIndices: true });
const unrolling = { timeSteps: 3, batchSize: 3, strategy: 'stepwise' } as const;
const batch = {
  timeSteps: 3,
  batchSize: 3,
  tokens: [0, 3, 6, 1, 4, 2, 2, 5, 6],
  targets: [1, 4, 2, 5, 0, 3, 6, 2, 2],
  fresh: [0, 1, 0],
};

describe.each(['registers', 'cpu'] as const)('a compiled training step in form %s', (form) => {
  for (const cell of cells) {
    for (const embeddingSize of [0, 5]) {
      it(`of ${cell.id}, embedding ${embeddingSize}, matches float64`, async () => {
        const shape = { cell, layers: 2, hiddenSize: 18, vocabSize: 7, embeddingSize };
        const record = trainingGraph(shape, unrolling, adam);
        const plan = schedule(record.graph, {
          name: 'training',
          slots: 1,
          limits: backend.limits,
          form,
        });
        const bytes = Object.fromEntries(plan.buffers.map((one) => [one.kind, one.bytes]));
        const space = await backend.openSpace('test', {
          parameters: bytes.parameters,
          gradients: bytes.gradients,
          moments: bytes.moments,
        });
        const [parameters, gradients] = (['parameters', 'gradients'] as const).map(
          (kind) => space.shared(kind) as Section,
        );
        const runner = await space.allocate(plan);
        await runner.compile();
        const read = async (section: Section) => new Float32Array(await space.read(section));
        const specs = parameterSpecs(shape);
        const weights = specs.map(({ name, shape: extents }, stream) => {
          const count = extents.reduce((product, size) => product * size, 1);
          return { name, shape: extents, values: uniformFloats(20, stream, count, -0.7, 0.7) };
        });
        const carried = new CarriedStates(shape, unrolling);
        const states = carried.names.map((name, index) => ({
          name,
          shape: carried.shape,
          values: uniformFloats(30, index, 3 * 18, -0.9, 0.9),
        }));
        space.write(parameters, packParameters(specs, weights));
        const flat = carried.pack(states);
        let at = 0;
        for (const { word, words } of carried.sections) {
          const section = runner.section(record.stacks[0].states).part(4 * word, 4 * words);
          space.write(section, flat.slice(at, at + words));
          at += words;
        }
        const inputs = new ChunkInputs(plan);
        const { inputs: given, resets, sorted } = record;
        const { tokens, targets } = given;
        inputs.words(0, tokens).set(batch.tokens);
        inputs.words(0, targets).set(batch.targets);
        if (resets) inputs.words(0, resets).set(batch.fresh);
        for (const { order, rowStart } of sorted) {
          sortTokens(Uint32Array.from(batch.tokens), 7, {
            order: inputs.words(0, order),
            rowStart: inputs.words(0, rowStart),
          });
        }
        inputs.setNumbers(0, {
          inverse_count: 1 / 9,
          bias_correction_1: 0.1,
          bias_correction_2: 0.001,
        });
        runner.upload(inputs.first(1));
        runner.run({});
        const expected = lossAndGradients(shape, { weights, moments: [], states }, batch);
        const [loss] = await read(runner.section(record.ring));
        expect(Math.abs(loss - expected.loss)).toBeLessThan(2e-6);
        for (const { name, values } of unpackParameters(specs, await read(gradients))) {
          const wanted = expected.gradients.get(name) ?? new Float64Array();
          const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          const off = values.reduce((most, v, i) => Math.max(most, Math.abs(v - wanted[i])), 0);
          expect(off / largest, name).toBeLessThan(1e-5);
        }
        runner.destroy();
        space.destroy();
      });
    }
  }
});
