/** How time is walked and how products are computed, chosen layer by layer and node by node. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { lstm } from '../cells/lstm.ts';
import type { Node } from '../graph/op.ts';
import { printPlan } from '../graph/print-plan.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { schedule } from '../graph/schedule.ts';
import type { StrategyChoice } from '../recurrence/index.ts';
import { sgd } from '../optimizers/sgd.ts';
import { backends } from './backends.ts';
import { trainingGraph } from './model-graphs.ts';
import { closeTestEngine } from './test-engine.ts';
import { checkEncoderDecoder, type TwoStacks } from './two-stacks.ts';
import { strategies } from '../recurrence/index.ts';
import type { Strategy } from '../recurrence/strategy.ts';

const limits = { maxBufferBytes: 2 ** 40, maxBindingBytes: 2 ** 40 };
const shape = { cell: lstm, layers: 4, hiddenSize: 5, vocabSize: 7, embeddingSize: 6 };

function planOf(strategy: StrategyChoice) {
  const unrolling = { timeSteps: 3, batchSize: 3, strategy };
  const { graph } = trainingGraph(shape, unrolling, sgd);
  return { graph, plan: schedule(graph, { name: 'x', slots: 1, limits, form: 'registers' }) };
}

/** Walks its layers one after the other, and says which it was given at once. */
function together(told: string[][]): Strategy {
  const { stepwise } = strategies;
  return {
    ...stepwise,
    id: 'together',
    walkAll(graph, stack) {
      told.push(stack.layers.map(({ name }) => name));
      let { input } = stack;
      return stack.layers.map((layer) => {
        const walk = stepwise.walk(graph, { ...stack, input }, layer);
        input = walk.output;
        return walk;
      });
    },
  };
}

describe('a strategy', () => {
  it('may be chosen for all layers, or layer by layer', () => {
    const text = printPlan(planOf('stepwise').plan);
    expect(printPlan(planOf(() => strategies.stepwise).plan)).toBe(text);
    const asked: string[] = [];
    planOf((stack, layer) => {
      asked.push(`${stack} ${layer}`);
      return strategies.stepwise;
    });
    expect(new Set(asked)).toEqual(new Set(['rnn 0', 'rnn 1', 'rnn 2', 'rnn 3']));
    const mixed = planOf((_, layer) => (layer === 1 ? strategies.composed : strategies.stepwise));
    const walked = mixed.graph.nodes.filter(({ op }) => op.name === 'stepwise-forward');
    expect(walked.length).toBe(3);
  });

  it('that walks several layers at once is given neighbours, and the plan is what it records', () => {
    const told: string[][] = [];
    const all = together(told);
    const { plan } = planOf(() => all);
    expect(told).toEqual([['l0', 'l1', 'l2', 'l3']]);
    expect(printPlan(plan)).toBe(printPlan(planOf('stepwise').plan));
    told.length = 0;
    const some = planOf((_, layer) => (layer === 1 ? strategies.stepwise : all));
    expect(told).toEqual([['l0'], ['l2', 'l3']]);
    expect(printPlan(some.plan)).toBe(printPlan(plan));
  });
});

describe('the form of a node', () => {
  it('may be another one than the plan’s, which the printed plan says', () => {
    const { graph, plan } = planOf('stepwise');
    const isProduct = ({ op }: Node) => op.name === 'matmul';
    const options = { name: 'x', slots: 1, limits, form: 'registers' as const };
    const formOf = (node: Node) => (isProduct(node) ? ('tiles' as const) : undefined);
    const mixed = schedule(graph, { ...options, formOf });
    const tiles = schedule(graph, { ...options, form: 'tiles' });
    expect(mixed.dispatches.length).toBe(plan.dispatches.length);
    mixed.dispatches.forEach(({ kernel, label }, index) => {
      const isOwn = kernel.label.startsWith('ops/matmul');
      const like = (isOwn ? tiles : plan).dispatches[index];
      expect(kernel).toEqual(like.kernel);
      expect(label).toBe(isOwn ? `${like.label} in tiles` : like.label);
    });
    expect(printPlan(mixed)).toContain(' in tiles  ops/matmul.multiply');
  });
});

let engine: Backend;

describe.each(backends)('choices for single nodes on $name', (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  const base: Omit<TwoStacks, 'form' | 'strategy'> = {
    ...{ cell: 'gru', layers: 3, directions: 2, hasLengths: true, hiddenSize: 5 },
    ...{ batchSize: 3, sourceSteps: 4, timeSteps: 3, embeddingSize: 6, seed: 7 },
  };

  it('of strategies give the gradients of the reference', async () => {
    const strategy: StrategyChoice = (stack, layer) =>
      (stack === 'encoder') === (layer === 1) ? strategies.composed : strategies.stepwise;
    await checkEncoderDecoder(engine, { ...base, form: engine.form, strategy });
  });

  it('of forms give the gradients of the reference', async () => {
    // without barriers, on a CPU
    const forms: ProductForm[] =
      engine.kind === 'gpu' ? ['tiles', 'registers', 'cpu'] : ['registers', 'cpu'];
    let turn = 0;
    const formOf = () => forms[turn++ % forms.length];
    const form = engine.form;
    await checkEncoderDecoder(engine, { ...base, form, formOf, strategy: 'stepwise' });
    expect(turn).toBeGreaterThan(20);
  });
});
