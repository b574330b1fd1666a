import { afterAll, beforeAll, describe, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { type Backend, backends } from '../testing/backends.ts';
import { checkScaled } from '../testing/close-to.ts';
import { dot } from '../testing/reference-ops.ts';
import { randomValues, runGraph } from '../testing/run-graph.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { recordNorm } from './norm.ts';

let engine: Backend;

const places = backends.flatMap((backend) =>
  backend.forms
    .filter((form) => form !== 'quads')
    .map((form) => ({ backend, form, name: `${form} on ${backend.name}` })),
);

describe.each(places)('the norm in $name', ({ backend, form }) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => closeTestEngine(engine));

  it('sums the squares of all gradients', async () => {
    for (const sizes of [[[1]], [[33, 17], [5], [300, 41]]]) {
      const graph = new Graph();
      sizes.forEach((shape, i) => graph.parameter(`p${i}`, shape));
      const partials = recordNorm(graph);
      const [
        {
          inputs: [flat],
        },
      ] = graph.nodes;
      const values = randomValues(graph.parameterWords, 4);
      const bound = 0.5;
      const result = await runGraph(engine, {
        graph,
        form,
        values: [[flat, values]],
        numbers: { clip_value: bound },
        read: [partials],
      });
      const parts = Array.from(result.floats(partials));
      const clipped = values.map((value) => Math.max(-bound, Math.min(bound, value)));
      for (const [name, all, from] of [
        ['norm', values, 0],
        ['norm of what is clipped', clipped, parts.length / 2],
      ] as const) {
        const sum = parts.slice(from, from + parts.length / 2).reduce((a, b) => a + b, 0);
        checkScaled({ name, got: [Math.sqrt(sum)], expected: [Math.sqrt(dot(all, all))] }, 1e-5);
      }
    }
  });
});
