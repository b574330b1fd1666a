/** A copy of a cell whose gates and states have other ids, and what is made of a cell's words about itself. */
import { equationsOf } from '../../scripts/vite/equations.ts';
import type { Cell } from '../cells/cell.ts';
import { plainDiagram } from '../cells/diagrams/plain.ts';
import { cells } from '../cells/index.ts';
import { assemble } from '../graph/kernel-source.ts';
import { schedule } from '../graph/schedule.ts';
import { initialParameters } from '../model/initialisation.ts';
import { type ModelShape, parameterSpecs } from '../model/shape.ts';
import { adam } from '../optimizers/adam.ts';
import type { DiagramNode } from '../protocol/diagram.ts';
import { gateStatistics } from '../training/gate-statistics.ts';
import { gateHealth } from '../training/unit-health.ts';
import { cellInfo } from '../worker/cell-info.ts';
import { lineGradientGraph, trainingGraph } from './model-graphs.ts';
import { uniformNumbers } from './reference/random-model.ts';

/** Says nothing to anybody. */
export const inventedId = (id: string) => `q-${[...id].reverse().join('')}`;
const givenId = (invented: string) => [...invented.slice(2)].reverse().join('');

export function renamedCell(cell: Cell, name = inventedId): Cell {
  const { gates, states, equations, diagram } = cell;
  const rename = <Value extends { id: string }>(value: Value) => ({ ...value, id: name(value.id) });
  const renameNode = (node: DiagramNode): DiagramNode => ({
    ...node,
    ...('state' in node && { state: name(node.state) }),
    ...('trace' in node && node.trace && { trace: name(node.trace) }),
  });
  return {
    ...cell,
    gates: gates.map(rename),
    states: states.map(rename),
    equations: {
      ...equations,
      lines: equations.lines.map((line) => ({ ...line, trace: name(line.trace) })),
    },
    diagram: diagram && {
      ...diagram,
      nodes: Object.fromEntries(
        Object.entries(diagram.nodes).map(([id, node]) => [id, renameNode(node)]),
      ),
    },
  };
}

const sizes = { layers: 1, hiddenSize: 6, vocabSize: 7, embeddingSize: 0 };
const limits = { maxBufferBytes: 2 ** 30, maxBindingBytes: 2 ** 30 };
const timeSteps = 5;

/** Values of each trace, the same for every cell of these gates: as an inspector reads them. */
function tracesOf({ gates, states }: Cell) {
  const next = uniformNumbers(3);
  return [...gates, ...states].map(({ id, scale }) => ({
    id,
    values: Float32Array.from({ length: timeSteps * sizes.hiddenSize }, () =>
      scale === 'gate' ? next() : 2 * next() - 1,
    ),
  }));
}

/** Everything that the engine makes of what a cell says of itself. */
export function madeOf(cell: Cell) {
  const shape: ModelShape = { ...sizes, cell };
  const unrolling = { timeSteps, batchSize: 3, strategy: 'stepwise' } as const;
  const traces = tracesOf(cell);
  const graphs = [
    trainingGraph(shape, unrolling, adam).graph,
    lineGradientGraph(shape, timeSteps).graph,
  ];
  return {
    told: cellInfo(cell),
    statistics: gateStatistics(cell, sizes.hiddenSize, traces),
    health: gateHealth(cell, sizes.hiddenSize, [traces, traces]),
    equations: equationsOf(cell),
    plainDiagram: plainDiagram(cell),
    weights: initialParameters(parameterSpecs(shape), 1, { scheme: 'uniform', memoryBias: 1.5 }),
    plans: graphs.map((graph) =>
      schedule(graph, { name: 'any', slots: 1, limits, form: 'registers' }).dispatches.map(
        ({ kernel, grid }) => [assemble(kernel), grid],
      ),
    ),
  };
}

/** As text, with the ids that the cell gave. */
function textOf(made: unknown): string {
  const plain = (_: string, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value;
  return JSON.stringify(made, plain).replace(/q-[a-z-]+/g, givenId);
}

/** What a copy of each cell under invented ids has otherwise: nothing, where nobody guesses. */
export function misled(): string[] {
  return cells.flatMap((cell) => {
    const [given, copied] = [cell, renamedCell(cell)].map(madeOf);
    return (Object.keys(given) as (keyof typeof given)[])
      .filter((part) => textOf(copied[part]) !== textOf(given[part]))
      .map((part) => `${cell.id}: ${part}`);
  });
}
